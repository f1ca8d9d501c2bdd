"""What stays of a case that ended: words while they may be quoted, and nothing of anybody once erased."""

import pytest
from playwright.sync_api import expect

from tests.pages.casework import (
    closes,
    does,
    follows,
    opens,
    sends,
    sent_by_the_police,
)
from tests.support.eventually import eventually

pytestmark = pytest.mark.timeout(400)
WORDS = "I slept through the night for the first time since."


def quoted(person):
    """Look whether the words may be quoted now: a consent takes its moment to be heard of."""
    person.page.goto("/quotations")
    return person.page.get_by_text(WORDS).count()


@pytest.mark.requirement("OUT-10")
def test_words_are_quoted_while_who_said_them_agrees_and_no_longer(anybody, system):
    office, reference = anybody().sign_in("coordinator"), sent_by_the_police(system)
    opens(office, reference)
    does(office, "aftercare", "Keep words of theirs", "Keep them", about="Person harmed",
         words=WORDS)  # fmt: skip
    follows(office, "Words of participants that may be quoted")
    office.reads("Words that may be quoted")
    expect(office.page.get_by_text(WORDS)).to_have_count(0)

    opens(office, reference)
    does(office, "consents", "Record a consent", "Record the consent", about="Person harmed",
         purpose="case_study", given="yes", method="spoken")  # fmt: skip
    eventually(lambda: quoted(office), saying="the words may be quoted")
    told = office.page.locator("figure", has_text=WORDS)
    expect(told).to_contain_text("RJ Service User")
    expect(office.page.locator("main")).not_to_contain_text("Testperson")
    office.looks()

    opens(office, reference)
    does(office, "consents", "Withdraw from everything", "Withdraw now", about="Person harmed")
    eventually(lambda: not quoted(office), saying="nobody may quote the words any more")


def test_a_case_is_erased_when_somebody_asks_and_what_is_left_tells_of_nobody(anybody, system):
    manager, reference = anybody().sign_in("manager2"), sent_by_the_police(system)
    page, main = manager.page, manager.page.locator("main")
    closes(manager, reference, "responsible_declined")
    follows(manager, "Erase the personal data of this case")
    manager.reads("Erase the personal data of this case")
    sends(manager, "Erase it for good", reason="asked-for-it", reference="RJ-0000-0000000")
    expect(page.get_by_role("alert")).to_contain_text("This is not the reference of this case")

    sends(manager, "Erase it for good", reference=reference)

    manager.reads("The personal data of this case is erased")
    expect(main).to_contain_text("tell them that it is done")
    manager.looks()
    follows(manager, "Back to the case")
    manager.reads(reference)
    expect(page.locator("#timeline")).to_contain_text("Personal data was erased.")
    expect(page.locator("#ending")).to_contain_text("Person responsible declined")
    expect(page.get_by_role("link", name="Show details")).to_have_count(0)
    manager.finds_it_accessible("case-erased")
