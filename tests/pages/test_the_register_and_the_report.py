"""What managers do beside cases: the register of facilitators."""

import re
from datetime import timedelta
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.pages.casework import done, opens, refers, sends
from tests.support.eventually import eventually

pytestmark = pytest.mark.timeout(400)


def presses(person, role, name):
    person.hands.presses(person.page.get_by_role(role, name=name).first)


def is_offered(person, case, name):
    """Look whether somebody can be chosen for a case: its decision takes its moment to come."""
    person.page.goto(f"{case}/facilitators")
    return person.page.get_by_label(name).count() > 0


def enters(person, name):
    """Make an account for a volunteer, and enter them in the register under it."""
    page, username = person.page, f"newcomer-{token_hex(4)}"
    page.goto("/accounts/new")
    sends(person, "Make the account", username=username, kind="volunteer", roles=["facilitator"],
          signs_in="organisation")  # fmt: skip
    presses(person, "link", "Facilitators")
    presses(person, "link", "Enter somebody in the register")
    presses(person, "button", "Enter them")
    person.looks()
    account = page.locator("select[name=user_id] option", has_text=username)
    sends(person, "Enter them", name=name, organisation="Fictional charity", status="active",
          user_id=account.get_attribute("value"), skills="Polish\nUrdu")  # fmt: skip
    done(person)


def records(person, step, **told):
    presses(person, "link", step)
    sends(person, "Record it", **told)
    done(person)


@pytest.mark.requirement("ALL-03", "ALL-07")
def test_a_manager_registers_a_volunteer_and_sees_them_offered_for_a_case(anybody):
    office, name = anybody().sign_in("manager2"), f"Fictional Newcomer {token_hex(3)}"
    page, main = office.page, office.page.locator("main")
    enters(office, name)
    office.reads(name)
    expect(main).to_contain_text("No: no practitioner’s accreditation is recorded; no DBS check")
    a_year = {"valid_from": office.today, "valid_until": office.today + timedelta(days=365)}
    records(office, "Record an accreditation", kind="practitioner", **a_year)
    records(office, "Record a check", kind="dbs_enhanced", issued_on=office.today,
            next_check_on=office.today + timedelta(days=20))  # fmt: skip
    expect(main).to_contain_text("Can be given cases")
    expect(main).to_contain_text(re.compile(r"Can be given cases\s*Yes"))
    expect(main).to_contain_text(": renew it")
    presses(office, "link", "Facilitators")
    expect(main.locator("tr", has_text=name)).to_contain_text("Enhanced DBS check, ")
    office.looks()

    reference = refers(office)
    case = page.url.partition("?")[0].partition("#")[0]
    eventually(lambda: is_offered(office, case, name), saying="the newcomer is offered")
    office.looks()
    presses(office, "link", "Declare a conflict of interest")
    office.hands.chooses(page.get_by_label(name))
    office.looks()
    presses(office, "button", "Declare it")
    done(office)
    opens(office, reference)
    presses(office, "link", "Assign two facilitators")
    expect(page.get_by_label(name)).to_have_count(0)
    expect(main.locator("tr", has_text=name)).to_contain_text("conflict declared")

    presses(office, "link", "Facilitators")
    presses(office, "link", name)
    presses(office, "link", "Change where they stand")
    expect(main).to_contain_text("They are on no open case.")
    sends(office, "Change it", status="left")
    done(office)
    expect(main).to_contain_text("No: they are not active")
