"""What agencies sent wrongly is put right, and who was told what is read, at the screen."""

import re
from pathlib import Path
from secrets import randbelow, token_hex

import pytest
from playwright.sync_api import expect

from ops.publish import publish
from tests.journeys.conftest import samples
from tests.journeys.test_agencies_are_told import told_to
from tests.pages.casework import done, follows, opens, sends, sent_by_the_police
from tests.support.eventually import eventually

pytestmark = pytest.mark.timeout(300)
RIGHT = {
    "f.officer.name": "Officer Testperson",
    "f.offence.classification": "BURG",
    "f.offence.committed_on": "2019-03-02",
    "f.victims.0.dob": "1980-01-31",
}


def sent_wrongly(system):
    """The police send a form with many faults; return what they call it."""
    url = (system.data_dir / "agencies" / "mps.url").read_text()
    message_id = f"pages-{token_hex(6)}"
    body = (samples("mps") / "bad_many_faults.json").read_text()
    body = body.replace("SAMPLE/0002/19", f"PAGES/{randbelow(10**7):07}/19")
    body = body.replace('"Gamma"', f'"Gamma{token_hex(3)}"')
    answered = publish(url, body.encode(), message_id=message_id)
    assert answered.content["held_for_staff"] is True
    return message_id


def opens_the_message(person, message_id):
    main = person.page.locator("main")
    person.page.goto("/agencies")
    person.looks()
    person.hands.presses(main.get_by_role("link", name="Metropolitan Police", exact=True).first)
    person.reads("Metropolitan Police")
    person.looks()
    person.hands.presses(main.get_by_role("link", name="Held messages"))
    person.reads("Held messages")
    person.looks()
    person.hands.presses(main.get_by_role("link", name=message_id))
    person.reads("A held message")
    person.looks()


def the_receipt(system, message_id):
    """Wait until the police have their receipt, on their own queue."""

    def mine():
        found = told_to(system, "mps", "receipt")
        return found if found and found[0]["your_message_id"] == message_id else None

    content, _ = eventually(mine, saying="the police have their receipt")
    return content


@pytest.mark.requirement("PTR-33", "INT-08")
def test_a_referral_that_the_police_sent_wrongly_is_put_right_and_let_in(anybody, system):
    message_id = sent_wrongly(system)
    office = anybody().sign_in("coordinator")
    page = office.page
    opens_the_message(office, message_id)
    expect(page.locator("main")).to_contain_text("Offence: classification")
    expect(page.locator("main")).not_to_contain_text("Gamma")
    sends(office, "Show what it says")
    expect(page.get_by_role("alert")).to_contain_text("Answer “What do you need to read it for?”")

    sends(office, "Show what it says", purpose="correct_and_release")
    office.reads("What the message says")
    name = f"Testperson-{token_hex(3)}"
    surname, reason = {"f.victims.0.surname": name}, "Rang the invented officer."
    sends(office, "Correct and release", **RIGHT, **surname, reason=reason)
    expect(page.get_by_role("alert")).to_contain_text("agreement to be referred or contacted")
    expect(page.locator("[name='f.victims.0.surname']")).to_have_value(name)
    yes = {"f.victims.0.consent.to_referral": "Y", "f.victims.0.consent.to_contact": "Y"}
    sends(office, "Correct and release", **yes)

    done(office)
    receipt = the_receipt(system, message_id)
    opens(office, receipt["reference"])
    page.goto("/agencies/mps/quarantine?show=all")
    office.looks()
    office.hands.presses(page.get_by_role("link", name=message_id))
    expect(page.locator("main")).to_contain_text(reason)
    sends(office, "Show what it says", purpose="data_protection_request")
    row = page.get_by_role("row", name="Offence: classification")
    expect(row).to_contain_text("BURG")
    expect(row).to_contain_text("JAYWALK")
    office.looks()
    assert name not in page.title() + page.url


@pytest.mark.requirement("PTR-33")
def test_what_cannot_be_put_right_is_rejected_and_its_sender_is_told_why(anybody, system):
    message_id = sent_wrongly(system)
    office = anybody().sign_in("coordinator")
    opens_the_message(office, message_id)
    office.hands.presses(office.page.get_by_role("link", name="Reject it"))
    sends(office, "Reject it and tell its sender")
    expect(office.page.get_by_role("alert")).to_contain_text(
        "Answer “What is its sender to be told?”"
    )

    sends(office, "Reject it and tell its sender", because="send-again-corrected",
          note="Nobody there knew what was meant.")  # fmt: skip

    done(office)

    def mine():
        found = told_to(system, "mps", "refusal")
        return found if found and found[0].get("your_message_id") == message_id else None

    refusal, _ = eventually(mine, saying="the police are told")
    assert refusal["faults"] == [{"field": "message", "code": "send-again-corrected"}]
    assert "Nobody there" not in str(refusal)


@pytest.mark.requirement("PTR-28")
def test_a_manager_reads_who_was_told_what_about_a_case_and_why(anybody, system):
    reference = sent_by_the_police(system)
    manager = anybody().sign_in("manager")
    page = manager.page
    page.goto("/agencies/mps/disclosures")
    manager.reads("Who was told what")
    manager.looks()

    sends(manager, "Show these", reference=reference)

    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("That their message arrived")
    expect(rows.first).to_contain_text("Clause 5.1, public task")
    expect(rows.first).to_contain_text(reference)
    manager.looks()
    page.goto(f"/cases?reference={reference}")
    follows(manager, "Who was told what about this case")
    manager.reads("Who was told what")
    expect(page.locator("main table tbody tr")).to_have_count(1)
    manager.looks()
    with page.expect_download() as file:
        manager.hands.sets_off(page.get_by_role("link", name="CSV"))
    assert reference in Path(file.value.path()).read_text(encoding="utf-8-sig")
    page.goto("/agencies/mps/disclosures?reference=anybody")
    expect(page.get_by_role("alert")).to_contain_text("Enter a case's reference")
    manager.looks()


def test_an_agreement_and_its_clauses_are_read_in_plain_words(anybody):
    office = anybody().sign_in("coordinator")
    page = office.page
    page.goto("/agencies/mps")
    expect(page.locator("#mps")).to_contain_text("outside the proposed terms")
    summary = page.locator("#mps summary", has_text="We ask them to find or reach somebody")
    office.hands.presses(summary)
    expect(page.locator("#mps")).to_contain_text("person: family name")
    office.looks()
    expect(page.get_by_role("link", name=re.compile("Who was told"))).to_have_count(0)


def test_nothing_of_agencies_is_cut_off_on_a_narrow_screen(somebody):
    person = somebody().sign_in("manager")
    for path in ("/agencies", "/agencies/hmpps", "/agencies/mps/disclosures"):
        person.page.goto(path)
        for width in (320, 390):
            person.page.set_viewport_size({"width": width, "height": 900})
            person.picture(f"narrow{re.sub(r'[^a-z]+', '-', path)}-{width}")
            assert person.page.evaluate("document.documentElement.scrollWidth") <= width
