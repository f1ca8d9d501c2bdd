"""What managers do beside cases: the register of facilitators, and the year's report."""

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
    presses(office, "link", "Today")
    office.looks()
    presses(office, "link", "The Enhanced DBS check of a facilitator runs out")
    office.reads("Fictional Newcomer")
    presses(office, "link", "Facilitators")
    expect(main.locator("tr", has_text=name)).to_contain_text("Enhanced DBS check, ")
    office.looks()

    reference = refers(office)
    opens(office, reference)
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
    unable = main.locator("table", has_text="From the register")
    expect(unable.locator("tr", has_text=name)).to_contain_text("conflict declared")

    presses(office, "link", "Facilitators")
    presses(office, "link", name)
    presses(office, "link", "Change where they stand")
    expect(main).to_contain_text("They are on no open case.")
    sends(office, "Change it", status="left")
    done(office)
    expect(main).to_contain_text("No: they are not active")


def test_a_facilitator_reads_what_the_register_holds_of_them(anybody):
    volunteer = anybody(width=390).sign_in("facilitator1")
    presses(volunteer, "link", "Your account")

    presses(volunteer, "link", "See what the register of facilitators holds of you")

    volunteer.reads("What the register holds of you")
    main = volunteer.page.locator("main")
    expect(main).to_contain_text("Fictional facilitator1, Fictional charity")
    expect(main).to_contain_text(re.compile(r"Can be given cases\s*Yes"))
    expect(main.get_by_role("row", name="Enhanced DBS check")).to_contain_text("1 January 2019")
    expect(main.get_by_role("link", name="Change where they stand")).to_have_count(0)
    volunteer.looks()

    office = anybody().sign_in("coordinator")
    office.page.goto("/account/standing")
    main = office.page.locator("main")
    expect(main).to_contain_text("The register of facilitators has no entry with your account")


@pytest.mark.requirement("REP-20", "AWR-01", "ALL-09")
def test_a_manager_reads_and_issues_the_years_report(anybody):
    office = anybody().sign_in("manager2")
    page, main, host = office.page, office.page.locator("main"), f"Host {letters()}"
    reference = refers(office)
    presses(office, "link", "Reports")
    presses(office, "link", "Record awareness sessions")
    presses(office, "button", "Record it")
    office.looks()
    sends(office, "Record it", host=host, held_on=office.today, sessions="2", attended="9",
          evaluations="8", relevant_yes="3", relevant_answered="7")  # fmt: skip
    done(office)
    presses(office, "link", "Record a recruitment drive")
    sends(office, "Record it", code=f"Drive {token_hex(3)}", started_on=office.today, applied="5",
          successful="4", accepted="3", completed="2")  # fmt: skip
    done(office)
    presses(office, "link", "Which agreements end soon")
    office.reads("Agreements that end")
    office.looks()

    presses(office, "link", "Reports")
    presses(office, "button", "Show the report")
    office.looks()
    year = page.locator("select[name=year] option").nth(1).get_attribute("value")
    office.hands.selects(page.locator("select[name=year]"), year)
    presses(office, "button", "Show the report")
    office.reads("Annual report")
    told = main.locator("tr", has_text=f"{host}: Relevant")
    expect(told).to_contain_text("3 of 7")
    office.looks()
    eventually(lambda: counts(office, "Referrals in all"), saying="the referral is counted")
    presses(office, "link", "the cases of: Referrals in all")
    office.reads("Referrals in all")
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    office.looks()

    presses(office, "link", "Back to the report")
    presses(office, "link", "Issue the report")
    expect(main).to_contain_text("those figures are frozen")
    office.looks()
    presses(office, "button", "Issue it")
    office.reads("The report is issued")
    expect(main).to_contain_text(re.compile(r"\b[0-9a-f]{64}\b"))
    office.looks()
    reads_it_as_issued(office, re.search(r"\b[0-9a-f]{64}\b", main.inner_text())[0])


def reads_it_as_issued(person, mark):
    """Find the report again by links, with the mark that was told when it was issued."""
    main = person.page.locator("main")
    presses(person, "link", "Reports")
    presses(person, "link", "Reports that were issued")
    person.reads("Issued reports")
    person.looks()
    presses(person, "link", "1 April")
    person.reads("Annual report as it was issued")
    expect(main).to_contain_text(mark)
    expect(main).not_to_contain_text("no longer fits")
    person.looks()


def counts(person, figure):
    """Look whether there are cases behind a figure: events take their moment."""
    person.page.reload()
    return person.page.get_by_role("link", name=f"the cases of: {figure}").count()


def letters():
    """A name in letters alone, as an organisation has."""
    return "".join("abcdefghij"[int(digit, 16) % 10] for digit in token_hex(4))
