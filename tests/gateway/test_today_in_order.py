"""Today shows a volunteer their cases, what presses before what does not, and no case twice."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.contracts.codes import CaseStage, EligibilityDecision
from shared.contracts.intake import limits, waiting
from shared.contracts.intake import rpc as intake
from shared.security.actors import ActorKind, Role, system_actor
from tests.gateway.conftest import PASSWORD, Browsing

OPENED = datetime(2019, 7, 1, 9, tzinfo=UTC)
DECISIONS = (EligibilityDecision.PROCEED, EligibilityDecision.DECLINE)


def case(number, stage, **more):
    return intake.CaseSummary(
        case_id=UUID(int=number), reference=f"RJ-{number}", stage=stage, on_hold=False,
        opened_at=OPENED, **more,
    )  # fmt: skip


def first_contact(number, left):
    return limits.Limit(
        case_id=UUID(int=number), referral_id=UUID(int=90 + number), on_hold=False, source="x",
        code="first-contact-by-coordinator", due_on=date(2019, 7, 8), working_days_left=left,
    )  # fmt: skip


@pytest.fixture
def told(backoffice):
    """Two decided cases whose first contact is late, and a new one."""
    of_stage = {
        CaseStage.REFERRED: (case(7, CaseStage.REFERRED),),
        CaseStage.ELIGIBILITY_DECIDED: tuple(
            case(number, CaseStage.ELIGIBILITY_DECIDED, decision=decision)
            for number, decision in enumerate(DECISIONS, start=1)
        ),
        None: (
            case(4, CaseStage.ALLOCATED),
            case(5, CaseStage.CLOSED, closed_at=OPENED),
        ),
    }
    names = tuple(
        waiting.CaseName(case_id=UUID(int=number), reference=f"RJ-{number}") for number in (1, 2)
    )
    backoffice.answers |= {
        "cases": lambda request: intake.CaseList(cases=of_stage[request.stage]),
        "limits": limits.Limits(limits=(first_contact(1, -3), first_contact(2, -3))),
        "references": waiting.References(cases=names),
    }
    return backoffice


@pytest.fixture
def volunteer(app, identities):
    name = f"{Role.FACILITATOR.value}@service.example.org"
    identities.create(
        username=name, password=PASSWORD, kind=ActorKind.VOLUNTEER,
        roles=frozenset({Role.FACILITATOR}), by=system_actor("tests"),
    )  # fmt: skip
    one = Browsing(app)
    one.sign_in(Role.FACILITATOR)
    return one


def test_a_volunteer_finds_their_open_cases_and_nothing_of_the_offices(volunteer, told):
    page = volunteer.get("/today").text

    assert "Your cases" in page
    assert f'<a class="govuk-link govuk-task-list__link" href="/cases/{UUID(int=4)}">' in page
    assert "RJ-4: facilitators assigned" in page
    assert "RJ-5" not in page
    assert "New referrals" not in page
    assert 'href="/referrals"' not in page
    assert "Nothing waits for you today" not in page


def test_a_volunteer_without_a_case_is_told_where_the_first_will_stand(volunteer, told):
    told.answers["cases"] = intake.CaseList(cases=())
    told.answers["limits"] = limits.Limits(limits=())

    page = volunteer.get("/today").text

    assert "Your cases: none is assigned to you. When one is, it stands here." in page


def test_what_presses_stands_before_what_does_not(browser, told):
    browser.sign_in()

    page = browser.get("/today").text

    assert page.index("First contacts due") < page.index("New referrals")
    assert "due 8 July 2019, 3 working days late" in page


def test_a_decided_case_whose_first_contact_is_due_has_one_line_and_a_declined_one_keeps_its_own(
    browser, told
):
    browser.sign_in()

    page = browser.get("/today").text

    assert page.count("RJ-1:") == 1
    assert "RJ-2: declined, tell who referred it and close it" in page


def test_where_a_list_is_longer_than_is_shown_nothing_is_left_out_of_it(browser, told):
    many = tuple(
        case(number, CaseStage.ELIGIBILITY_DECIDED, decision=EligibilityDecision.PROCEED)
        for number in range(1, 26)
    )
    told.answers["cases"] = lambda request: intake.CaseList(
        cases=many if request.stage is CaseStage.ELIGIBILITY_DECIDED else ()
    )
    browser.sign_in()

    page = browser.get("/today").text

    assert "RJ-1: contact comes next" in page
    assert "see all of “Decided, and nobody contacted yet”" in page
