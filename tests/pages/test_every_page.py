"""Every page and state, held to WCAG 2.2 AA in a real browser, with a picture of each."""

import re
import sqlite3
from pathlib import Path
from secrets import randbelow, token_hex

import pyotp
import pytest
from playwright.sync_api import expect

from services.gateway.pages.officer import ASKED
from tests.pages.casework import follows, sends, sent_by_the_police
from tests.support.papers import a_pdf


@pytest.fixture(scope="module")
def reference(system):
    return sent_by_the_police(system)


def opens_the_case(person, reference):
    person.page.goto(f"/cases?reference={reference}")
    person.reads(reference)


PATHS = (
    "/today",
    "/today/tasks",
    "/today/follow-ups",
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
    "/account/standing",
    "/cases/no-such-case",
    "/refer-yourself",
)


def test_each_page_of_staff_is_accessible(somebody):
    person = somebody().sign_in()
    for path in PATHS:
        person.page.goto(path)
        person.finds_it_accessible("page" + re.sub(r"\W+", "-", path))


def test_signing_in_and_being_refused_are_accessible(somebody):
    person = somebody()
    person.page.goto("/")
    person.finds_it_accessible("sign-in")
    person.page.get_by_role("button", name="Sign in").click()

    expect(person.page.get_by_role("alert")).to_contain_text("is not right")
    person.finds_it_accessible("sign-in-refused")


def test_signing_out_is_at_the_head_of_every_page(anybody):
    person = anybody(width=390).sign_in()
    person.page.goto("/cases")
    person.looks()

    person.hands.presses(person.page.get_by_role("button", name="Sign out", exact=True))

    person.reads("Sign in")
    person.page.goto("/today")
    person.reads("Sign in")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_link_to_a_section_opens_it(somebody, reference, scripts):
    person = somebody(scripts=scripts).sign_in()
    opens_the_case(person, reference)
    case, custody = person.page.url.partition("?")[0], person.page.locator("#custody")
    expect(custody).not_to_be_visible()

    person.page.goto(f"{case}#custody")

    expect(custody).to_be_visible()
    expect(custody).to_be_in_viewport()
    expect(person.page.locator("#documents")).not_to_be_visible()


def test_all_sections_are_opened_and_closed_by_one_control(somebody, reference):
    person = somebody(width=1366).sign_in()
    page = person.page
    opens_the_case(person, reference)
    assert page.evaluate("document.documentElement.scrollHeight") <= 2500
    sections = page.locator("details.redress-section")

    page.get_by_role("button", name="Open all sections").click()
    expect(page.locator("details.redress-section:not([open])")).to_have_count(0)
    page.get_by_role("button", name="Close all sections").click()

    expect(page.locator("details.redress-section[open]")).to_have_count(0)
    assert sections.count() == 16


def test_on_paper_every_section_is_there(somebody, reference):
    person = somebody(scripts=False).sign_in()
    opens_the_case(person, reference)

    person.page.emulate_media(media="print")

    expect(person.page.locator("#documents").get_by_text("There is no document.")).to_be_visible()


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
    follows(person, "Record a consent")
    person.page.get_by_role("button", name="Record the consent").click()

    person.finds_it_accessible("form-errors")
    person.page.get_by_role("link", name="Answer “How was it given?”").click()
    expect(
        person.page.get_by_role("group", name="How was it given?").get_by_role("radio").first
    ).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_question_that_applies_to_one_answer_alone_is_there_with_it(somebody, reference, scripts):
    person = somebody(scripts=scripts).sign_in()
    opens_the_case(person, reference)
    follows(person, "Record a consent")
    agency = person.page.get_by_label("With which agency (only for sharing)")

    expect(agency).to_be_visible(visible=not scripts)
    person.page.get_by_label("Sharing with an agency").check()
    expect(agency).to_be_visible()
    person.looks()
    agency.select_option("mps")
    person.page.get_by_label("Taking part").check()
    expect(agency).to_be_visible(visible=not scripts)

    if scripts:
        sends(person, "Record the consent", given="yes", method="spoken")
        expect(person.page.get_by_text("What they said is recorded.")).to_be_visible()


def test_somebody_is_found_by_name_and_the_list_taken_away(anybody, reference):
    person, view = anybody().sign_in(), f"Decided {token_hex(3)}"
    page = person.page
    page.goto("/cases")
    person.hands.types(page.get_by_label("First and last name"), "Testperson")
    person.hands.presses(page.get_by_role("button", name="Find it"))
    expect(page.locator("main")).to_contain_text("Needs a first and a last name".lower())
    person.looks()
    page.goto("/cases?stage=eligibility_decided")
    person.hands.types(page.get_by_label("Name of the view"), view)
    person.hands.presses(page.get_by_role("button", name="Keep this view"))
    person.hands.presses(page.get_by_role("link", name=view, exact=True))
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    person.looks()

    with page.expect_download() as download:
        person.hands.sets_off(page.get_by_role("link", name="CSV"))

    assert reference in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_a_person_is_shown_for_a_purpose(anybody, reference):
    person = anybody().sign_in()
    opens_the_case(person, reference)
    follows(person, "Show details")
    sends(person, "Show the details", purpose="to call them back")

    expect(person.page.locator("main")).to_contain_text("Testperson")
    assert "Testperson" not in person.page.title() + person.page.url
    person.looks()


A_LONG_LETTER = b"A line of an invented letter.\n" * 160_000
"""Near the largest that may come in: it goes through the broker whole, and back."""


def puts_in(person, content):
    """Choose a file, say what it is, and put it in."""
    page, hands = person.page, person.hands
    hands.ticks(page.get_by_role("group", name="Whom does it tell").get_by_role("checkbox").first)
    file = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("The file").set_input_files(file)
    sends(person, "Put it in", kind="letter_received", received_on=person.today,
          from_whom="A fictional sender")  # fmt: skip


def test_a_letter_that_came_in_is_put_into_the_case_and_opened(whoever, reference):
    person = whoever(width=390).sign_in()
    page, letter = person.page, a_pdf() if person.scripts else A_LONG_LETTER
    opens_the_case(person, reference)
    follows(person, "Put in a document")
    puts_in(person, b"\x00 whatever its name says")
    expect(page.get_by_role("alert")).to_contain_text("no PDF, JPEG, PNG or plain text")
    expect(page.get_by_label("From whom?")).to_have_value("A fictional sender")
    puts_in(person, letter)
    listed = page.locator("#documents")
    expect(listed).to_contain_text("Letter received: letter.pdf")
    person.looks()

    person.hands.presses(listed.get_by_role("link", name="Open Letter received").first)
    person.hands.types(page.get_by_label("Why do you need this document?"), "to answer it")
    person.looks()
    with page.expect_download() as download:
        person.hands.sets_off(page.get_by_role("button", name="Open it"))

    assert download.value.suggested_filename.startswith("letter-received-")
    saved = Path(download.value.path()).read_bytes()
    if person.scripts:
        assert saved.startswith(b"%PDF-")
        assert b"Alphaexample" not in saved
    else:
        assert saved == letter


def test_withdrawal_is_one_step_from_the_case(anybody, reference):
    person = anybody().sign_in()
    opens_the_case(person, reference)
    follows(person, "Withdraw from everything")
    sends(person, "Withdraw now")

    expect(person.page.get_by_text("They have withdrawn from everything.")).to_be_visible()
    expect(person.page.locator("#consents")).to_contain_text("Withdrawn")
    person.finds_it_accessible("withdrawn")


def test_the_pages_beside_a_case_are_accessible(somebody, reference):
    person = somebody().sign_in()
    page = person.page
    for link in ("All that this referral says", "Who looked at this case", "Put another case"):
        opens_the_case(person, reference)
        follows(person, link)
        person.finds_it_accessible("beside-" + re.sub(r"\W+", "-", link.lower()))
    page.goto("/cases")
    page.get_by_role("link", name="Put many cases on hold").click()
    person.reads("Holds of many cases")
    person.finds_it_accessible("holds")


def test_the_timeline_is_accessible(somebody, reference):
    person = somebody().sign_in()
    opens_the_case(person, reference)
    follows(person, "Whole timeline")

    person.reads(reference)
    person.finds_it_accessible("timeline")


MYSELF = {"given_name": "Fictional", "home_area": "london", "crime_type": "theft",
          "proceedings": "sentenced", "agree": ["yes"]}  # fmt: skip
NUMBER = "020 7946 0000"


def test_somebody_refers_themselves_without_signing_in(whoever):
    person = whoever(width=390)
    page = person.page
    page.goto("/refer-yourself")
    sends(person, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("Enter your first name")
    told = {**MYSELF, "family_name": f"Testperson-{token_hex(4)}", "initiated_by": "harmed"}
    sends(person, "Continue", **told)
    expect(page.get_by_role("alert")).to_contain_text("Enter a phone number or an e-mail address")
    sends(person, "Continue", phone=NUMBER)
    person.reads("Check your answers")
    person.looks()
    person.hands.presses(page.get_by_role("button", name="Change my answers"))
    expect(page.get_by_label("Your first name")).to_have_value("Fictional")
    sends(person, "Continue")

    sends(person, "Send")

    person.reads("Referral sent")
    expect(page.get_by_role("link", name="Leave this page now")).to_be_visible()
    person.looks()


def offender_managers_sought(system):
    with sqlite3.connect(system.data_dir / "intake.sqlite") as store:
        query = "SELECT count(*) FROM tasks WHERE kind = 'find_offender_manager'"
        return store.execute(query).fetchone()[0]


def test_who_is_in_prison_is_told_whom_to_ask_and_what_they_asked_is_kept(anybody, system):
    person, name = anybody(width=390), f"Testperson-{token_hex(4)}"
    page = person.page
    page.goto("/refer-yourself")
    sends(person, "Continue", **MYSELF, family_name=name, initiated_by="responsible",
          in_custody="yes")  # fmt: skip
    before = offender_managers_sought(system)

    sends(person, "Send")

    person.reads("We have kept what you asked")
    person.looks()
    assert name not in page.url
    assert offender_managers_sought(system) == before + 1


def test_an_officer_sends_the_short_form(anybody):
    person, name = anybody().sign_in(), token_hex(3)
    person.page.goto("/referrals/officer")
    asked = {f"flag_{flag}": "no" for flag in ASKED}
    both = {
        f"{side}_{part}": told
        for side in ("harmed", "responsible")
        for part, told in (("given_name", "Fictional"), ("agreed", "yes"),
                           ("family_name", f"Testperson-{side[0]}{name}"))
    }  # fmt: skip
    sends(person, "Send the referral", force="mps", crime_number=f"{randbelow(10**7):07}/19",
          crime_type="theft", disposal="community_resolution", asked_by="harmed", admitted="yes",
          rj_is_condition="no", **asked, **both,
          officer_contact="officer@police.example.org")  # fmt: skip

    person.reads("Referral sent")
    person.looks()


def test_nothing_is_cut_off_on_a_narrow_screen(somebody, reference):
    person = somebody().sign_in()
    opens_the_case(person, reference)
    for width in (320, 390):  # 1280 pixels at 400 % zoom are 320
        person.page.set_viewport_size({"width": width, "height": 900})
        person.picture(f"case-{width}")
        assert person.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_second_step_is_set_up_and_asked_for(anybody):
    person = anybody().sign_in()
    page = person.page
    page.goto("/account/second-step")
    secret = page.locator("input[name=secret]").get_attribute("value")
    codes = pyotp.TOTP(secret)
    sends(person, "Continue", code=codes.now())
    person.reads("Keep your recovery codes")
    person.looks()
    first, second = (page.locator("main li").nth(place).inner_text() for place in (0, 1))

    other = anybody()
    other.page.goto("/")
    sends(other, "Sign in", username="manager", password=other.password)
    other.reads("Enter your code")
    sends(other, "Continue", code=first)
    other.reads("Today")

    page.goto("/account/second-step")
    codes = pyotp.TOTP(page.locator("input[name=secret]").get_attribute("value"))
    sends(person, "Continue", code=codes.now(), present_code="000000")
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    sends(person, "Continue", code=codes.now(), present_code=second)
    person.reads("Keep your recovery codes")
    first = page.locator("main li").first.inner_text()

    page.goto("/account")
    sends(person, "Take the second step away", code=first)
    expect(page.locator("main")).to_contain_text("Set up a second step")
