"""What comes before a referral, at a real screen: a self-referral routed, and a referral made of it."""

from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.pages.casework import done, follows, sends, tells_of_it, waits_for

pytestmark = pytest.mark.timeout(400)


def test_a_self_referral_from_prison_is_routed_read_and_made_a_referral_of(anybody):
    office = anybody().sign_in("coordinator")
    page = office.page
    page.goto("/referrals")
    office.hands.presses(page.get_by_role("link", name="Somebody in prison or on licence"))
    sends(office, "Keep it, and find their offender manager", given_name="Fictional",
          family_name="Testperson-Routed", held="in_custody", prison_number="A0000AA",
          establishment="BXI", offender_manager="Officer Invented", channel="phone",
          agree=["yes"])  # fmt: skip
    done(office)
    told = page.locator("main")
    expect(told).to_contain_text("Find offender manager")
    expect(told).not_to_contain_text("Testperson-Routed")
    sends(office, "Show what was said", purpose="find-offender-manager")
    expect(told).to_contain_text("Testperson-Routed")
    expect(told).to_contain_text("Officer Invented")
    office.looks()
    office.hands.presses(page.get_by_role("button", name="Make a referral of it"))
    office.reads("Who refers, and how did it arrive?")

    page.goto("/today")
    every = page.get_by_role("link", name="see all of “Tasks”")
    if every.count():  # other journeys leave more tasks than Today has room for
        office.hands.presses(every)
    office.hands.presses(page.get_by_role("link", name="Somebody asked for themselves").first)
    office.reads("An enquiry")
    office.hands.presses(page.get_by_role("button", name="It is done without a referral"))
    expect(page.get_by_text("The task is done.")).to_be_visible()
    office.looks()


@pytest.mark.requirement("INT-12")
def test_who_asked_on_the_telephone_becomes_a_referral_that_is_decided(anybody):
    office = anybody().sign_in("coordinator")
    page, told = office.page, office.page.locator("main")
    page.goto("/enquiries")
    follows(office, "Record an enquiry")
    caller = f"Testperson-{token_hex(3)}"
    sends(office, "Keep it", kind="helpline_call", channel="phone", purpose="identify_suitable_referral",
          caller=caller, note="Wants to ask why.")  # fmt: skip
    done(office)
    expect(told).not_to_contain_text(caller)
    follows(office, "Look at it")
    sends(office, "Show what was said", purpose="make-a-referral")
    expect(told).to_contain_text(caller)
    enquiry = page.url.partition("?")[0]
    office.looks()

    office.hands.presses(page.get_by_role("button", name="Make a referral of it"))
    office.reads("Who refers, and how did it arrive?")
    reference = tells_of_it(office)

    done(office)
    waits_for(office, "eligibility", "under the policy")
    page.goto(enquiry)
    expect(page.get_by_role("button", name="Make a referral of it")).to_have_count(0)
    office.looks()
    follows(office, "open its case")
    office.reads(reference)
