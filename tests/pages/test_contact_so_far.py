"""What staff read of contact, custody, outcomes and corrections, at a real screen."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.pages.casework import does, follows, opens, refers, sends

pytestmark = pytest.mark.timeout(400)
RANG = re.compile(
    r"coordinator rang them, through the police\. Nobody answered\.\s*27 March 2026, 14:15"
)


def test_contact_custody_outcomes_and_corrections_are_read_back_in_sentences(anybody):
    """A coordinator records what happened; whoever takes the case over reads it as one account."""
    office = anybody().sign_in("coordinator")
    reference, page = refers(office), office.page
    does(office, "contact", "Record a contact", "Save", about="Person harmed", channel="phone",
         path="police_path", result="no_answer", on=date(2026, 3, 27), at="14:15")  # fmt: skip
    does(office, "", "Change where they stand", "Save", about="Person harmed",
         engagement="attempting")  # fmt: skip
    does(office, "contact", "Keep how they may be contacted safely", "Keep it", about="Person harmed",
         channels=["post"], may_not_learn="A neighbour", leave_messages="no", asked_by_person="yes")  # fmt: skip
    does(office, "custody", "Record a change of custody", "Save", change="received",
         establishment="BXI", source="the offender manager")  # fmt: skip
    does(office, "ending", "Record an outcome", "Save", outcome="information_provided",
         primary="no")  # fmt: skip
    outcomes = page.locator("#ending table", has_text="Outcomes recorded so far")
    expect(outcomes).to_contain_text(re.compile(r"Information provided\s*The case"))
    office.hands.presses(page.get_by_role("link", name="All that this referral says"))
    office.hands.presses(page.get_by_role("link", name="Correct what the referral says"))
    sends(office, "Save", offence_on=date(2019, 3, 26), reason="The caller said so.")
    follows(office, "Correct what the referral says")
    sends(office, "Save", offence_on=date(2019, 3, 27), reason="The statement says so.")
    corrections = page.url.partition("?")[0]

    opens(office, reference)
    tried = page.locator("#contact").get_by_role("link", name="What was tried")
    office.hands.presses(tried.first)
    office.reads("Contact so far: person harmed")
    told = page.locator("main")
    expect(told).to_contain_text(RANG)
    expect(told).to_contain_text("We were trying to reach them.")
    expect(told).not_to_contain_text("Testperson")
    sends(office, "Show how they are reached", purpose="to ring them back")
    expect(told).to_contain_text("is in the case's log")
    expect(told).to_contain_text("What stands, and is used")
    expect(told.get_by_role("row", name="May not learn of it")).to_contain_text("A neighbour")
    expect(told).not_to_contain_text("Testperson")
    office.looks()

    opens(office, reference)
    office.hands.presses(tried.nth(1))
    office.reads("Contact so far: person responsible")
    expect(told).to_contain_text("Taken into prison: BXI. Said by the offender manager.")
    office.looks()

    page.goto(corrections)
    office.hands.presses(page.get_by_role("link", name="What was corrected in it"))
    sends(office, "Show what was corrected", purpose="casework")
    put_right = page.get_by_role("row", name="The statement says so.")
    expect(put_right).to_contain_text(re.compile(r"26 March 2019\s*27 March 2019"))
    office.looks()
