"""What staff do about two cases: looked at side by side, joined, and two people parted again."""

import pytest
from playwright.sync_api import expect

from tests.pages.casework import does, opens, refers, sends, sent_by_the_police

pytestmark = pytest.mark.timeout(400)


def test_two_agencies_referrals_are_joined_at_the_screen_and_parted_again(anybody, system):
    """The police and Victim Support sent one harm each in its own words; staff see that it is one."""
    police = sent_by_the_police(system)
    office = anybody().sign_in("coordinator")
    support, page = refers(office), office.page
    opens(office, support)
    office.hands.presses(page.get_by_role("link", name="Put another case beside this one"))
    sends(office, "Show them side by side", reference=police)
    office.reads("Two cases side by side")
    sends(office, "Show who is in both", purpose="to see whether they are one harm")
    expect(page.locator("main")).to_contain_text("is in the log of both cases")
    expect(page.locator("main")).to_contain_text("Testperson")
    office.looks()

    office.hands.presses(page.get_by_role("link", name=f"Join {support} into {police}"))
    expect(page.locator("main")).to_contain_text("It cannot be taken back.")
    who = page.locator("select[name^='same-']").first
    office.hands.selects(who, who.locator("option").last.get_attribute("value"))
    sends(office, "Say again what will happen")
    expect(page.locator("main")).to_contain_text("is taken for person harmed")
    sends(office, "Join them", reason="One evening, one street, one account of it.")

    expect(page.get_by_text("The two cases are joined.")).to_be_visible()
    office.reads(police)
    office.looks()
    does(office, "people", "They are two people after all", "Part the two records",
         reason="The dates of birth differ.")  # fmt: skip
    expect(page.locator("#people")).not_to_contain_text("taken for one person")
    page.goto(f"/cases?reference={support}")
    office.reads(police)
