"""What Today tells the office of facilitators: whom a case has lost, and whose standing runs out."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.gateway.pages import words
from shared.contracts.allocation import needs
from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import VolunteerStatus
from shared.contracts.intake import rpc as intake
from shared.contracts.intake import waiting
from shared.kernel.clock import SystemClock
from shared.kernel.errors import Unavailable

CASE = UUID(int=6)
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)


def today_of(browser):
    page = browser.get("/today")
    assert page.status_code == 200
    return page.text


@pytest.mark.requirement("ALL-02")
def test_today_tells_the_office_which_cases_need_a_facilitator(backoffice, browser, facilitator):
    lost = (
        needs.CaseInNeed(case_id=CASE, since=AT, reasons=("conflict_declared",), remaining=1),
        needs.CaseInNeed(
            case_id=UUID(int=7),
            since=AT,
            reasons=("no_longer_available", "moved_away"),
            remaining=0,
        ),
    )
    backoffice.answers["cases_in_need"] = needs.CasesInNeed(cases=lost)
    backoffice.answers["cases"] = intake.CaseList(cases=())
    names = {CASE: "RJ-ONE", UUID(int=7): "RJ-BOTH"}
    backoffice.answers["references"] = waiting.References(
        cases=tuple(waiting.CaseName(case_id=one, reference=name) for one, name in names.items())
    )
    browser.sign_in()

    page = today_of(browser)

    assert "Cases that need a facilitator" in page
    assert "RJ-ONE: one of its two facilitators has left (a conflict of interest)" in page
    assert (
        "RJ-BOTH: both of its facilitators have left (no longer available, then moved away)" in page
    )
    assert f'href="/cases/{CASE}/facilitators"' in page
    assert f"since {words.day(AT)}" in page
    assert "Cases that need a facilitator" not in today_of(facilitator)


@pytest.mark.requirement("ALL-03")
def test_today_tells_the_office_whose_standing_stops_a_case_or_ends_soon(
    backoffice, browser, facilitator
):
    today, ones = SystemClock().today(), [UUID(int=number) for number in (31, 32, 33)]
    ending = needs.Ending(kind="dbs_enhanced", until_on=today - timedelta(days=1))
    soon = needs.Ending(kind="practitioner", until_on=today + timedelta(days=3))
    two, three = (CASE, UUID(int=7)), (CASE, UUID(int=7), UUID(int=8))
    backoffice.answers["renewals"] = needs.Renewals(
        renewals=(
            needs.Renewal(
                facilitator_id=ones[0],
                reasons=("vetting-not-in-date",),
                ending=(ending,),
                open_cases=3,
                case_ids=three,
            ),
            needs.Renewal(
                facilitator_id=ones[1], reasons=(), ending=(soon,), open_cases=2, case_ids=two
            ),
            needs.Renewal(facilitator_id=ones[2], reasons=(), ending=(ending,), open_cases=0),
        )
    )
    backoffice.answers["cases"] = intake.CaseList(cases=())
    names = zip(three, ("RJ-ONE", "RJ-TWO", "RJ-THREE"), strict=True)
    backoffice.answers["references"] = waiting.References(
        cases=tuple(waiting.CaseName(case_id=one, reference=name) for one, name in names)
    )
    browser.sign_in()

    page = today_of(browser)

    assert "Facilitators’ checks and accreditation" in page
    assert (
        "RJ-ONE, RJ-TWO and RJ-THREE: a facilitator may not act: their DBS check is not in date today"
        in page
    )
    assert "RJ-ONE and RJ-TWO: the accreditation as practitioner of a facilitator runs out" in page
    assert f"last day {words.day(soon.until_on)}" in page
    assert "The Enhanced DBS check of a facilitator ran out" in page
    assert all(f'href="/facilitators/{one}"' in page for one in ones)
    assert "Facilitators’ checks" not in today_of(facilitator)


@pytest.mark.requirement("ALL-03")
def test_whoever_is_told_no_cases_reads_how_many_there_are(backoffice, browser):
    ending = needs.Ending(kind="dbs_standard", until_on=SystemClock().today())
    told = needs.Renewal(
        facilitator_id=UUID(int=31), reasons=("not-active",), ending=(ending,), open_cases=1
    )
    backoffice.answers["renewals"] = needs.Renewals(renewals=(told,))
    browser.sign_in()

    page = today_of(browser)

    assert "A facilitator of 1 open case may not act: they are not active" in page


@pytest.mark.requirement("ALL-03")
def test_a_facilitator_reads_on_today_what_of_their_own_runs_out(backoffice, facilitator):
    today = SystemClock().today()
    soon = needs.Ending(kind="dbs_enhanced", until_on=today + timedelta(days=3))
    stopped = needs.Renewal(
        facilitator_id=UUID(int=31),
        reasons=("vetting-not-in-date",),
        ending=(soon,),
        open_cases=1,
        case_ids=(CASE,),
    )
    name = waiting.CaseName(case_id=CASE, reference="RJ-ONE")
    backoffice.answers["references"] = waiting.References(cases=(name,))
    backoffice.answers["cases"] = intake.CaseList(cases=())
    backoffice.answers["renewals"] = lambda _asked: needs.Renewals(renewals=(told,))

    told = stopped
    may_not = today_of(facilitator)
    told = stopped.model_copy(update={"reasons": ()})
    ends = facilitator.get("/today").text

    assert "RJ-ONE: you may not act: your DBS check is not in date today" in may_not
    assert "Your Enhanced DBS check runs out, tell the office when it is renewed" in ends
    assert 'href="/account/standing"' in may_not
    assert 'href="/facilitators/' not in may_not + ends


def test_whoever_facilitates_reads_what_the_register_holds_of_them(backoffice, facilitator):
    held = allocation.Held(
        kind="dbs_enhanced", from_on=AT.date(), until_on=AT.date() + timedelta(days=365)
    )
    entry = allocation.VolunteerView(
        facilitator_id=UUID(int=31),
        name="Fictional Testperson",
        organisation="Example charity",
        status=VolunteerStatus.ACTIVE,
        checks=(held,),
        reasons=("no-accreditation",),
        workplaces=("HMP Example",),
    )
    backoffice.answers["own_standing"] = allocation.OwnStanding(volunteer=entry)
    page = facilitator.get("/account/standing").text
    backoffice.answers["own_standing"] = allocation.OwnStanding(volunteer=None)
    unknown = facilitator.get("/account/standing").text

    assert "Fictional Testperson, Example charity" in page
    assert "No: no practitioner’s accreditation of yours is recorded" in page
    assert "1 July 2019" in page
    assert "30 June 2020" in page
    assert "HMP Example" in page
    assert "do/status" not in page
    assert "The register of facilitators has no entry with your account" in unknown
    assert 'href="/account/standing"' in facilitator.get("/account").text


def test_who_keeps_the_register_but_works_on_no_case_has_no_entry_to_read(development_officer):
    assert development_officer.get("/account/standing").status_code == 404
    assert 'href="/account/standing"' not in development_officer.get("/account").text


def test_while_the_register_is_away_ones_own_entry_says_so(backoffice, facilitator):
    backoffice.answers["own_standing"] = Unavailable("not-answered")

    page = facilitator.get("/account/standing")

    assert page.status_code == 200
    assert "cannot be shown just now" in page.text
