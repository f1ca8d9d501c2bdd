"""What managers, reviewers and operators open and decide, held to WCAG 2.2 AA in a real browser."""

import re
from datetime import date
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.pages.casework import follows, opens, sends, sent_by_the_police

pytestmark = pytest.mark.timeout(300)


def test_a_case_is_read_in_an_emergency_and_somebody_else_reviews_it(anybody, system):
    reference, person = sent_by_the_police(system), anybody().sign_in("facilitator2")
    page = person.page
    page.goto(f"/cases?reference={reference}")
    follows(person, "ask for it with a reason")
    sends(person, "Open it for four hours")
    expect(page.get_by_role("alert")).to_contain_text("Answer “Why must you read it now?”")
    sends(person, "Open it for four hours", reference=reference,
          reason="Somebody invented stands at the door.")  # fmt: skip
    person.reads(reference)
    expect(page.get_by_text("You read this case in an emergency until")).to_be_visible()
    person.finds_it_accessible("case-in-an-emergency")

    other = anybody().sign_in("manager2")
    follows(other, f"{reference}: was it right to read it?")
    sends(other, "Keep the review", justified="yes", note="They stood in for a colleague.")
    expect(other.page.get_by_text("Your review is kept.")).to_be_visible()
    opens(other, reference)
    follows(other, "Who looked at this case")
    other.reads("Who looked at this case")
    expect(other.page.locator("main")).to_contain_text("facilitator2")
    expect(other.page.locator("main")).to_contain_text("In an emergency")
    other.looks()


def test_an_account_is_made_and_locked(anybody):
    person = anybody().sign_in("manager2")
    page = person.page
    page.goto("/accounts/new")
    sends(person, "Make the account")
    sends(person, "Make the account", username=f"invented-{token_hex(4)}", kind="volunteer",
          roles=["facilitator"], signs_in="password")  # fmt: skip
    person.reads("Pass on the password")
    person.looks()
    follows(person, "I have passed it on")
    person.hands.presses(page.get_by_role("button", name="Lock the account"))

    expect(page.get_by_text("The account is locked")).to_be_visible()
    person.looks()


def test_a_password_that_was_told_is_changed_before_anything_else(anybody):
    manager, name, mine = anybody().sign_in("manager2"), f"invented-{token_hex(4)}", token_hex(10)
    manager.page.goto("/accounts/new")
    sends(manager, "Make the account", username=name, kind="volunteer", roles=["facilitator"],
          signs_in="password")  # fmt: skip
    manager.reads("Pass on the password")
    told = manager.page.locator("main strong").inner_text()
    person = anybody(width=390)
    person.page.goto("/today")

    sends(person, "Sign in", username=name, password=told)
    person.reads("Choose your own password")
    sends(person, "Choose it and go on", old_password=told, new_password=mine, again="another")
    expect(person.page.get_by_role("alert")).to_contain_text("not the same as the new password")
    sends(person, "Choose it and go on", old_password=told, new_password=mine, again=mine)

    person.reads("Today")


def test_a_version_is_tried_on_the_past(anybody, system):
    sent_by_the_police(system)
    person = anybody().sign_in("manager2")
    page = person.page
    page.goto("/policies")
    person.hands.presses(page.locator("main table").first.get_by_role("link").first)
    follows(person, "Try it on referrals of the past")
    sends(person, "Try it", from_on=date(2019, 1, 1), to_on=date(2030, 12, 31))

    expect(page.locator("main")).to_contain_text("referrals were looked at")
    person.looks()


def test_the_system_page_tells_of_every_service_and_feed(somebody):
    person = somebody().sign_in("manager2")
    person.page.goto("/system")

    stands = person.page.locator("main table", has_text="Wait to be tried again").locator(
        "tbody tr"
    )
    expect(stands).to_have_count(8)
    for row in stands.all():
        expect(row.locator("td").nth(1)).to_have_text("Ready")
        expect(row.locator("td").nth(2)).to_have_text(re.compile(r"^\d+$"))
    person.finds_it_accessible("system")
