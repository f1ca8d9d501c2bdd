"""What managers, reviewers and operators open, held to WCAG 2.2 AA in a real browser."""

import re
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.pages.casework import opens, sent_by_the_police


@pytest.fixture(scope="module")
def reference(system):
    return sent_by_the_police(system)


def presses(person, role, name):
    person.page.get_by_role(role, name=name).first.click()


def test_a_case_is_read_in_an_emergency_and_somebody_else_reviews_it(somebody, reference):
    person = somebody().sign_in("facilitator2")
    page = person.page
    page.goto(f"/cases?reference={reference}")
    presses(person, "link", "ask for it with a reason")
    presses(person, "button", "Open it for four hours")
    expect(page.get_by_role("alert")).to_contain_text("Enter: why must you read it now?")
    person.finds_it_accessible("emergency-errors")
    page.get_by_label("Reference of the case").fill(reference)
    page.get_by_label("Why must you read it now?").fill("Somebody invented stands at the door.")
    presses(person, "button", "Open it for four hours")
    person.reads(reference)
    expect(page.get_by_text("You read this case in an emergency until")).to_be_visible()
    person.finds_it_accessible("case-in-an-emergency")

    other = somebody().sign_in("manager2")
    presses(other, "link", f"{reference}: was it right to read it?")
    other.finds_it_accessible("emergency-review")
    other.page.get_by_label("Yes, it was justified").check()
    other.page.get_by_label("Why", exact=True).fill("They stood in for a colleague.")
    presses(other, "button", "Keep the review")
    expect(other.page.get_by_text("Your review is kept.")).to_be_visible()
    opens(other, reference)
    presses(other, "link", "Who looked at this case")
    other.reads("Who looked at this case")
    expect(other.page.locator("main")).to_contain_text("facilitator2")
    expect(other.page.locator("main")).to_contain_text("In an emergency")
    other.finds_it_accessible("looks")


def test_an_account_is_made_and_locked(somebody):
    person = somebody().sign_in("manager2")
    page = person.page
    page.goto("/accounts/new")
    presses(person, "button", "Make the account")
    person.finds_it_accessible("account-errors")
    name = f"invented-{token_hex(4)}"
    page.get_by_label("User name").fill(name)
    page.get_by_role("group", name="Who are they?").get_by_label("Volunteer").check()
    page.get_by_label("Facilitator").check()
    page.get_by_label("With a password").check()
    presses(person, "button", "Make the account")
    person.reads("Pass on the password")
    person.finds_it_accessible("account-password")
    presses(person, "link", "I have passed it on")
    presses(person, "button", "Lock the account")

    expect(page.get_by_text("The account is locked")).to_be_visible()
    person.finds_it_accessible("account-locked")


def test_a_version_is_tried_on_the_past(somebody, reference):
    person = somebody().sign_in("manager2")
    page = person.page
    page.goto("/policies")
    page.locator("main table").first.get_by_role("link").first.click()
    presses(person, "link", "Try it on referrals of the past")
    for field, day in (("from_on", "1"), ("to_on", "31")):
        for part, value in (("day", day), ("month", "12" if day == "31" else "1")):
            page.locator(f"[name={field}-{part}]").fill(value)
        page.locator(f"[name={field}-year]").fill("2030" if day == "31" else "2019")
    presses(person, "button", "Try it")

    expect(page.locator("main")).to_contain_text("referrals were looked at")
    person.finds_it_accessible("policy-replayed")


def test_the_system_page_tells_of_every_service_and_feed(somebody, reference):
    person = somebody().sign_in("manager2")
    person.page.goto("/system")

    stands = person.page.locator("main table", has_text="Lag").locator("tbody tr")
    expect(stands).to_have_count(8)
    for row in stands.all():
        expect(row.locator("td").nth(1)).to_have_text("Ready")
        expect(row.locator("td").nth(2)).to_have_text(re.compile(r"^\d+$"))
    person.finds_it_accessible("system")
