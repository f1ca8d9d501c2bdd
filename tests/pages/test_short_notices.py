"""A short notice, from the case's page to what became of it."""

from playwright.sync_api import expect

from tests.pages.casework import does, opens, sent_by_the_police


def test_somebody_is_asked_to_call_by_the_way_they_said_is_safe_and_by_no_other(anybody, system):
    reference = sent_by_the_police(system)
    office = anybody().sign_in("coordinator")
    opens(office, reference)
    does(office, "contact", "Keep how they may be contacted safely", "Keep it", about="Person harmed",
         channels=["text"], leave_messages="yes", asked_by_person="yes")  # fmt: skip
    notices = office.page.locator("#contact table", has_text="What was asked for, newest first")

    does(office, "contact", "Ask for a short notice", "Ask for it", about="Person harmed",
         channel="text", wording="please_call")  # fmt: skip
    expect(notices.locator("tbody tr").first).to_contain_text("Sent, ")
    does(office, "contact", "Ask for a short notice", "Ask for it", about="Person harmed",
         channel="email", wording="please_call")  # fmt: skip

    expect(notices.locator("tbody tr").first).to_contain_text(
        "Waits, and is tried again (they have not said that this way is safe"
    )
