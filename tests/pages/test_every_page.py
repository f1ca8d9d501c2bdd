"""Every page and state, held to WCAG 2.2 AA in a real browser, with a picture of each."""

import re
import sqlite3
from pathlib import Path
from secrets import randbelow, token_hex

import pyotp
import pytest
from playwright.sync_api import expect

from tests.pages.casework import sent_by_the_police
from tests.support.papers import a_pdf


@pytest.fixture(scope="module")
def reference(system):
    return sent_by_the_police(system)


def opens_the_case(person, reference):
    person.page.goto(f"/cases?reference={reference}")
    person.reads(reference)


@pytest.mark.parametrize(
    "path",
    [
        "/today",
        "/referrals",
        "/referrals?stage=closed",
        "/cases",
        "/cases?reference=RJ-0000-0000000",
        "/cases?stage=referred&opened_from-day=31&opened_from-month=2",
        "/cases?stage=referred",
        "/referrals/new",
        "/referrals/officer",
        "/agencies",
        "/account",
        "/account/second-step",
        "/account/password",
        "/accounts",
        "/accounts/new",
        "/emergencies",
        "/emergencies?show=all",
        "/account/sessions",
        "/cases/no-such-case",
        "/refer-yourself",
    ],
)
def test_a_page_of_staff_is_accessible(somebody, path):
    person = somebody().sign_in()
    person.page.goto(path)

    person.finds_it_accessible("page" + re.sub(r"\W+", "-", path))


def test_signing_in_and_being_refused_are_accessible(somebody):
    person = somebody()
    person.page.goto("/")
    person.finds_it_accessible("sign-in")
    person.page.get_by_role("button", name="Sign in").click()

    expect(person.page.get_by_role("alert")).to_contain_text("is not right")
    person.finds_it_accessible("sign-in-refused")


def test_a_case_and_every_act_on_it_are_accessible(somebody, reference):
    person = somebody().sign_in()
    opens_the_case(person, reference)
    person.finds_it_accessible("case")
    acts = person.page.locator("main a[href*='/do/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    found = {re.search(r"/do/(\w+)", path).group(1): path for path in acts}
    assert {"consent", "withdraw", "contact", "custody", "hold", "outcome", "concern"} <= set(found)

    for slug, path in sorted(found.items()):
        person.page.goto(path)
        person.finds_it_accessible(f"act-{slug}")


def test_a_form_with_errors_leads_to_each_of_them(somebody, reference):
    person = somebody().sign_in()
    opens_the_case(person, reference)
    person.page.get_by_role("link", name="Record a consent").first.click()
    person.page.get_by_role("button", name="Record the consent").click()

    person.finds_it_accessible("form-errors")
    person.page.get_by_role("link", name="Choose: how was it given?").click()
    expect(
        person.page.get_by_role("group", name="How was it given?").get_by_role("radio").first
    ).to_be_focused()


def test_somebody_is_found_by_name_and_the_list_taken_away(somebody, reference):
    person = somebody().sign_in()
    page = person.page
    page.goto("/cases")
    page.get_by_label("First and last name").fill("Testperson")
    page.get_by_role("button", name="Find it").click()
    expect(page.locator("main")).to_contain_text("Needs a first and a last name".lower())
    person.finds_it_accessible("find-half-a-name")
    page.goto("/cases?stage=eligibility_decided")
    page.get_by_label("Name of the view").fill("Decided")
    page.get_by_role("button", name="Keep this view").click()
    page.get_by_role("link", name="Decided", exact=True).click()
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    person.finds_it_accessible("find-with-a-view")

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()

    assert reference in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_a_person_is_shown_for_a_purpose(somebody, reference):
    person = somebody().sign_in()
    opens_the_case(person, reference)
    person.page.get_by_role("link", name="Show details").first.click()
    person.finds_it_accessible("reveal")
    person.page.get_by_label("Why do you need").fill("to call them back")
    person.page.get_by_role("button", name="Show the details").click()

    expect(person.page.locator("main")).to_contain_text("Testperson")
    assert "Testperson" not in person.page.title() + person.page.url
    person.finds_it_accessible("person")


def fills_in_a_document(page, day, content):
    page.get_by_label("Letter received").check()
    page.get_by_role("group", name="Whom does it tell").get_by_role("checkbox").first.check()
    for part in ("day", "month", "year"):
        page.locator(f"#received_on-{part}").fill(str(getattr(day, part)))
    page.get_by_label("From whom?").fill("A fictional sender")
    file = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("The file").set_input_files(file)


A_LONG_LETTER = b"A line of an invented letter.\n" * 160_000
"""Near the largest that may come in: it goes through the broker whole, and back."""


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_letter_that_came_in_is_put_into_the_case_and_opened(somebody, reference, scripts):
    person = somebody(scripts=scripts, width=390).sign_in()
    page, day, letter = person.page, person.today, a_pdf() if scripts else A_LONG_LETTER
    opens_the_case(person, reference)
    page.get_by_role("link", name="Put in a document").click()
    fills_in_a_document(page, day, b"\x00 whatever its name says")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_role("alert")).to_contain_text("no PDF, JPEG, PNG or plain text")
    expect(page.get_by_label("From whom?")).to_have_value("A fictional sender")
    if scripts:
        person.finds_it_accessible("document-refused")
    fills_in_a_document(page, day, letter)
    page.get_by_role("button", name="Put it in").click()
    listed = page.locator("#documents")
    expect(listed).to_contain_text("Letter received: letter.pdf")
    if scripts:
        person.finds_it_accessible("case-with-a-document")

    listed.get_by_role("link", name="Open Letter received").first.click()
    page.get_by_label("Why do you need this document?").fill("to answer it")
    if scripts:
        person.finds_it_accessible("document-open")
    with page.expect_download() as download:
        page.get_by_role("button", name="Open it").click()

    assert download.value.suggested_filename.startswith("letter-received-")
    saved = Path(download.value.path()).read_bytes()
    if scripts:
        assert saved.startswith(b"%PDF-")
        assert b"Alphaexample" not in saved
    else:
        assert saved == letter


def test_withdrawal_is_one_step_from_the_case(somebody, reference):
    person = somebody().sign_in()
    opens_the_case(person, reference)
    person.page.get_by_role("link", name="Withdraw from everything").first.click()
    person.page.get_by_role("button", name="Withdraw now").click()

    expect(person.page.get_by_text("Done: withdraw from everything.")).to_be_visible()
    expect(person.page.locator("#consents")).to_contain_text("Withdrawn")
    person.finds_it_accessible("withdrawn")


def test_the_pages_beside_a_case_are_accessible(somebody, reference):
    person = somebody().sign_in()
    page = person.page
    for link in ("All that this referral says", "Who looked at this case", "Put another case"):
        opens_the_case(person, reference)
        page.get_by_role("link", name=link).first.click()
        person.finds_it_accessible("beside-" + re.sub(r"\W+", "-", link.lower()))
    page.goto("/cases")
    page.get_by_role("link", name="Put many cases on hold").click()
    person.reads("Holds of many cases")
    person.finds_it_accessible("holds")


def test_the_timeline_is_accessible(somebody, reference):
    person = somebody().sign_in()
    opens_the_case(person, reference)
    person.page.get_by_role("link", name="Whole timeline").click()

    person.reads(reference)
    person.finds_it_accessible("timeline")


def fills_in_oneself(page):
    page.get_by_label("I was harmed").check()
    page.get_by_label("Your first name").fill("Fictional")
    page.get_by_label("Your last name").fill(f"Testperson-{token_hex(4)}")
    page.get_by_role("group", name="Where do you live?").get_by_label("In London").check()
    page.get_by_label("What kind of thing happened?").select_option(label="Theft")
    page.get_by_label("What have the police").select_option(label="Sentenced")
    page.get_by_label("Yes, you may contact me").check()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_somebody_refers_themselves_without_signing_in(somebody, scripts):
    person = somebody(scripts=scripts, width=390)
    page = person.page
    page.goto("/refer-yourself")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter: your first name")
    fills_in_oneself(page)
    page.get_by_role("button", name="Continue").click()
    person.reads("Check your answers")
    if scripts:
        person.finds_it_accessible("refer-yourself-check")
    page.get_by_role("button", name="Change my answers").click()
    expect(page.get_by_label("Your first name")).to_have_value("Fictional")
    page.get_by_role("button", name="Continue").click()

    page.get_by_role("button", name="Send", exact=True).click()

    person.reads("Referral sent")
    expect(page.get_by_role("link", name="Leave this page now")).to_be_visible()
    if scripts:
        person.finds_it_accessible("refer-yourself-sent")


def offender_managers_sought(system):
    with sqlite3.connect(system.data_dir / "intake.sqlite") as store:
        query = "SELECT count(*) FROM tasks WHERE kind = 'find_offender_manager'"
        return store.execute(query).fetchone()[0]


def test_who_is_in_prison_is_told_whom_to_ask_and_what_they_asked_is_kept(somebody, system):
    person = somebody(width=390)
    page = person.page
    page.goto("/refer-yourself")
    fills_in_oneself(page)
    page.get_by_label("I harmed somebody").check()
    in_prison = page.get_by_role("group", name="are you in prison or on licence")
    in_prison.get_by_label("Yes").check()
    name = page.get_by_label("Your last name").input_value()
    page.get_by_role("button", name="Continue").click()
    before = offender_managers_sought(system)

    page.get_by_role("button", name="Send", exact=True).click()

    person.reads("We have kept what you asked")
    person.finds_it_accessible("refer-yourself-asked")
    assert name not in page.url
    assert offender_managers_sought(system) == before + 1


def test_an_officer_sends_the_short_form(somebody):
    person = somebody().sign_in()
    page = person.page
    page.goto("/referrals/officer")
    page.get_by_label("Police force").fill("met")
    page.get_by_label("Crime number").fill(f"{randbelow(10**7):07}/19")
    page.get_by_label("Kind of offence").select_option(label="Theft")
    page.get_by_role("group", name="Disposal").get_by_label("Community resolution").check()
    page.get_by_role("group", name="Who asked for it?").get_by_label("Person harmed").check()
    page.get_by_role("group", name="Was the offence admitted?").get_by_label("Yes").check()
    page.get_by_role("group", name="Is it a condition").get_by_label("No").check()
    for asked in ("domestic abuse", "stalking or harassment", "abuse of a child", "hate crime"):
        page.get_by_role("group", name=asked).get_by_label("No", exact=True).check()
    for place, name in enumerate(("One", "Two")):
        page.get_by_label("First name").nth(place).fill("Fictional")
        page.get_by_label("Last name").nth(place).fill(f"Testperson-{name}-{token_hex(3)}")
        page.get_by_role("group", name="Have they agreed").nth(place).get_by_label("Yes").check()
    page.get_by_label("How to reach you").fill("officer@police.example.org")
    page.get_by_role("button", name="Send the referral").click()

    person.reads("Referral sent")
    person.finds_it_accessible("officer-form-sent")


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_cut_off_on_a_narrow_screen(somebody, reference, width):
    # 1280 pixels at 400 % zoom are 320.
    person = somebody(width=width).sign_in()
    opens_the_case(person, reference)
    person.picture(f"case-{width}")

    wide = person.page.evaluate("document.documentElement.scrollWidth")

    assert wide <= width


def test_the_second_step_is_set_up_and_asked_for(somebody, system):
    person = somebody().sign_in()
    page = person.page
    page.goto("/account/second-step")
    secret = page.locator("input[name=secret]").get_attribute("value")
    codes = pyotp.TOTP(secret)
    page.get_by_label("The six digits").fill(codes.now())
    page.get_by_role("button", name="Continue").click()
    person.reads("Keep your recovery codes")
    person.finds_it_accessible("recovery-codes")
    first, second = (page.locator("main li").nth(place).inner_text() for place in (0, 1))

    other = somebody()
    other.page.goto("/")
    other.page.get_by_label("User name").fill("manager")
    other.page.get_by_label("Password", exact=True).fill(system.first_password)
    other.page.get_by_role("button", name="Sign in").click()
    other.reads("Enter your code")
    other.finds_it_accessible("code")
    other.page.get_by_label("Code").fill(first)
    other.page.get_by_role("button", name="Continue").click()
    other.reads("Today")

    page.goto("/account")
    person.finds_it_accessible("account-guarded")
    page.get_by_label("Code, to take").fill(second)
    page.get_by_role("button", name="Take the second step away").click()
    expect(page.locator("main")).to_contain_text("Set up a second step")
