"""What Today tells the office of facilitators: whom a case has lost, and whose standing runs out."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.gateway.pages import words
from shared.contracts.allocation import needs
from shared.contracts.intake import rpc as intake
from shared.contracts.intake import waiting
from shared.kernel.clock import SystemClock
from shared.security.actors import Role
from tests.gateway.conftest import Browsing

CASE = UUID(int=6)
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)


def signed_in_as(browser, role):
    """Sign in, and return what Today says."""
    browser.sign_in(role)
    page = browser.get("/today")
    assert page.url.path == "/today"
    return page.text


@pytest.mark.requirement("ALL-02")
def test_today_tells_the_office_which_cases_need_a_facilitator(backoffice, browser, app):
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
    page = signed_in_as(browser, Role.CASE_COORDINATOR)

    assert "Cases that need a facilitator" in page
    assert "RJ-ONE: one of its two facilitators has left (a conflict of interest)" in page
    assert (
        "RJ-BOTH: both of its facilitators have left (no longer available, then moved away)" in page
    )
    assert f'href="/cases/{CASE}/facilitators"' in page
    assert f"since {words.day(AT)}" in page
    assert "Cases that need a facilitator" not in signed_in_as(Browsing(app), Role.FACILITATOR)


@pytest.mark.requirement("ALL-03")
def test_today_tells_the_office_whose_standing_stops_a_case_or_ends_soon(backoffice, browser, app):
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
    page = signed_in_as(browser, Role.CASE_COORDINATOR)

    assert "Facilitators’ checks and accreditation" in page
    assert (
        "RJ-ONE, RJ-TWO and RJ-THREE: a facilitator may not act: their DBS check is not in date today"
        in page
    )
    assert "RJ-ONE and RJ-TWO: the accreditation as practitioner of a facilitator runs out" in page
    assert f"last day {words.day(soon.until_on)}" in page
    assert "The Enhanced DBS check of a facilitator ran out" in page
    assert all(f'href="/facilitators/{one}"' in page for one in ones)
    assert "Facilitators’ checks" not in signed_in_as(Browsing(app), Role.FACILITATOR)


@pytest.mark.requirement("ALL-03")
def test_whoever_is_told_no_cases_reads_how_many_there_are(backoffice, browser):
    ending = needs.Ending(kind="dbs_standard", until_on=SystemClock().today())
    told = needs.Renewal(
        facilitator_id=UUID(int=31), reasons=("not-active",), ending=(ending,), open_cases=1
    )
    backoffice.answers["renewals"] = needs.Renewals(renewals=(told,))
    page = signed_in_as(browser, Role.CASE_COORDINATOR)

    assert "A facilitator of 1 open case may not act: they are not active" in page
