"""A first-time user: from signing in to a referral that is decided, by what the screens say."""

import time
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from services.gateway.pages.flags import DECIDING, QUESTIONS
from tests.pages.hands import Keyboard
from tests.support.telling import tell


def press_to(page, name, role="button"):
    """Reach something by the Tab key alone, and press Enter on it."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    expect(wanted).to_be_visible()
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"the keyboard does not reach {name}")


def type_into(page, label, text):
    field = page.get_by_label(label, exact=True)
    for _ in range(150):
        page.keyboard.press("Tab")
        if field.evaluate("one => one === document.activeElement"):
            page.keyboard.type(text)
            return
    pytest.fail(f"the keyboard does not reach {label}")


def choose_by_key(page, group, answer):
    wanted = page.get_by_role("group", name=group).get_by_label(answer, exact=True)
    first = page.get_by_role("group", name=group).get_by_role("radio").first
    for _ in range(150):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    for _ in range(8):
        page.keyboard.press("Space")
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"the keyboard does not choose {answer}")


def choose(page, group, answer):
    page.get_by_role("group", name=group).get_by_label(answer, exact=True).check()


def goes_on(page):
    page.get_by_role("button", name="Save and continue").click()


def fills_who(page):
    choose(page, "Who asked for it?", "Person harmed")
    page.get_by_label("Who sent it?").select_option(label="Victim Support")
    choose(page, "How did it arrive?", "Phone")
    choose(page, "How often does the referrer want to hear?", "Monthly")
    goes_on(page)


def fills_harmed(page, name):
    choose(page, "Is the person harmed alive?", "Yes")
    page.get_by_label("First name", exact=True).fill("Fictional")
    page.get_by_label("Last name", exact=True).fill(name)
    choose(page, "Where do they live?", "In London")
    goes_on(page)


def fills_the_rest(page):
    choose(page, "Is it known who is responsible?", "No")
    if page.locator("body.js-enabled").count():
        expect(page.get_by_role("heading", name="Where it is known")).to_be_hidden()
        expect(page.get_by_label("First name (optional)")).to_be_hidden()
    goes_on(page)
    page.get_by_label("Kind of offence").select_option(label="Burglary")
    for question, _ in (QUESTIONS[flag] for flag in DECIDING):
        choose(page, question, "No")
    choose(page, "Where did it happen?", "In London")
    page.get_by_label("How far have the police or courts come?").select_option(label="Sentenced")
    choose(page, "Does the person responsible accept responsibility?", "Yes")
    goes_on(page)
    page.get_by_label("Person harmed: being contacted by us").check()
    choose(page, "How was it given?", "Spoken")
    page.get_by_label("Who took the consent?").fill("Invented caseworker")
    goes_on(page)


def sees_the_decision(person):
    page = person.page
    for _ in range(40):
        section = page.locator("#eligibility")
        person.hands.unfolds(section)
        if "Decided" in section.inner_text():
            break
        page.reload()
    expect(page.locator("#eligibility")).to_contain_text("under the policy")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_referral_is_sent_and_its_decision_seen(somebody, scripts, pytestconfig):
    begun = time.monotonic()
    person = somebody(scripts=scripts).sign_in()
    page = person.page
    page.get_by_role("link", name="New referral").first.click()
    page.get_by_role("button", name="Start").click()
    fills_who(page)
    fills_harmed(page, f"Testperson-{token_hex(4)}")
    fills_the_rest(page)
    person.reads("Check your answers")
    if scripts:
        person.finds_it_accessible("check-your-answers")

    page.get_by_role("button", name="Send the referral").click()

    person.reads("RJ-")
    expect(page.get_by_text("The referral is sent.")).to_be_visible()
    sees_the_decision(person)
    took = time.monotonic() - begun
    tell(
        pytestconfig, "the first path", f"signed in to decided in {took:.1f} s of the screens' own"
    )
    if scripts:
        person.finds_it_accessible("case-decided")
    else:
        person.picture("case-without-scripts")


def test_the_same_path_by_keyboard_alone(somebody):
    person = somebody(hands=Keyboard())
    page = person.page
    page.goto("/")
    type_into(page, "User name", "manager")
    type_into(page, "Password", person.password)
    page.keyboard.press("Enter")
    person.reads("Today")
    press_to(page, "New referral", "link")
    press_to(page, "Start")
    fields_by_key(page)
    press_to(page, "Send the referral")
    person.reads("RJ-")
    sees_the_decision(person)


def fields_by_key(page):
    choose_by_key(page, "Who asked for it?", "Person harmed")
    type_into(page, "Who sent it?", "Victim S")
    choose_by_key(page, "How did it arrive?", "Phone")
    choose_by_key(page, "How often does the referrer want to hear?", "Monthly")
    press_to(page, "Save and continue")
    choose_by_key(page, "Is the person harmed alive?", "Yes")
    type_into(page, "First name", "Fictional")
    type_into(page, "Last name", f"Testperson-{token_hex(4)}")
    choose_by_key(page, "Where do they live?", "In London")
    press_to(page, "Save and continue")
    choose_by_key(page, "Is it known who is responsible?", "No")
    press_to(page, "Save and continue")
    type_into(page, "Kind of offence", "Burglary")
    for question, _ in (QUESTIONS[flag] for flag in DECIDING):
        choose_by_key(page, question, "No")
    choose_by_key(page, "Where did it happen?", "In London")
    type_into(page, "How far have the police or courts come?", "Sentenced")
    choose_by_key(page, "Does the person responsible accept responsibility?", "Yes")
    press_to(page, "Save and continue")
    tick_by_key(page, "Person harmed: being contacted by us")
    choose_by_key(page, "How was it given?", "Spoken")
    type_into(page, "Who took the consent?", "Invented caseworker")
    press_to(page, "Save and continue")


def tick_by_key(page, label):
    box = page.get_by_label(label)
    for _ in range(150):
        page.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Space")
            return
    pytest.fail(f"the keyboard does not reach {label}")


def test_a_draft_left_in_the_middle_is_taken_up_again(somebody):
    person = somebody().sign_in()
    page = person.page
    page.goto("/referrals/new")
    page.get_by_role("button", name="Start").click()
    fills_who(page)
    page.goto("/today")
    page.goto("/referrals/new")
    person.finds_it_accessible("drafts")

    page.get_by_role("link", name="Go on with the draft").first.click()

    expect(page.locator("main")).to_contain_text("Victim Support")


def test_a_referral_sent_from_two_tabs_is_one_referral(somebody):
    person = somebody().sign_in()
    page = person.page
    page.goto("/referrals/new")
    page.get_by_role("button", name="Start").click()
    fills_who(page)
    fills_harmed(page, f"Testperson-{token_hex(4)}")
    fills_the_rest(page)
    other = page.context.new_page()
    other.goto(page.url)

    page.get_by_role("button", name="Send the referral").click()
    other.get_by_role("button", name="Send the referral").click()

    expect(other.get_by_role("heading", level=1)).to_have_text(page.locator("h1").inner_text())
