"""A case is erased only when nothing stands against it, by whoever types its reference and says why."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage
from shared.contracts.intake import legal_holds
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Refused, Unavailable
from shared.security.actors import Role

CASE, OTHER = (UUID(f"01900000-0000-7000-8000-00000000008{number}") for number in range(2))
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
PATH = f"/cases/{CASE}/erase"
WHY = "A claim is before a court."
BUTTON = "Erase it for good"


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.CLOSED, on_hold=False, opened_at=AT,
        closed_at=AT, referral_ids=(), participants=(), strands=(), consents=(), agency_requests=(),
    )  # fmt: skip
    backoffice.answers["case_timeline"] = intake.Timeline(entries=())
    backoffice.answers["legal_holds"] = legal_holds.LegalHolds(holds=())
    backoffice.answers["erase_case"] = Nothing()
    return backoffice


def is_now(backoffice, **changes):
    backoffice.answers["case"] = backoffice.answers["case"].model_copy(update=changes)


def asked(backoffice):
    return [call.request for call in backoffice.asked if call.method is intake.ERASE_CASE]


def test_a_manager_reads_what_goes_and_what_stays_and_types_the_reference(browser, told):
    browser.client.follow_redirects = False
    browser.sign_in(Role.SERVICE_MANAGER)
    assert f'href="{PATH}"' in browser.get(f"/cases/{CASE}").text

    page = browser.get(PATH).text
    nothing = browser.send(PATH)
    another = browser.send(PATH, reason="ordered", reference="RJ-ANOTHER")
    assert asked(told) == []
    done = browser.send(PATH, reason="ordered", reference="rj-invented")

    assert "What goes, for good" in page
    assert "What stays" in page
    assert (nothing.status_code, another.status_code) == (422, 422)
    assert "This is not the reference of this case" in another.text
    assert done.headers["location"] == PATH
    assert [(one.case_id, one.reason) for one in asked(told)] == [(CASE, "ordered")]


def test_while_a_legal_hold_stands_there_is_no_button_and_its_reason_is_said(browser, told):
    is_now(told, under_legal_hold=True)
    told.answers["legal_holds"] = legal_holds.LegalHolds(
        holds=(
            legal_holds.LegalHoldView(
                legal_hold_id=OTHER, case_id=CASE, reason=WHY, placed_by="a", placed_at=AT,
                review_on=date(2020, 1, 1), overdue=False,
            ),
        )
    )  # fmt: skip
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get(PATH).text

    assert WHY in page
    assert "A legal hold stands." in page
    assert BUTTON not in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"closed_at": None}, "It is open. Close it first."),
        ({"joined_into_case_id": OTHER}, "It goes on in another case"),
    ],
)
def test_what_stands_against_it_is_said_in_place_of_the_button(browser, told, changes, says):
    is_now(told, **changes)
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get(PATH).text

    assert says in page
    assert BUTTON not in page


def test_while_nobody_can_say_whether_a_legal_hold_stands_nothing_is_erased(browser, told):
    told.answers["legal_holds"] = Unavailable("no-answer-in-time")
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get(PATH).text

    assert "Nobody can say just now whether a legal hold stands." in page
    assert BUTTON not in page


def test_a_legal_hold_that_came_meanwhile_refuses_it_in_words(browser, told):
    told.answers["erase_case"] = Refused("legal-hold")
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.send(PATH, reason="time-is-up", reference="RJ-INVENTED")

    assert page.status_code == 409
    assert "This case is under a legal hold" in page.text


def test_where_a_rule_stands_in_the_way_the_page_leads_back_to_the_case(browser, told):
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get(f"/cases/{CASE}/do/close")

    assert page.status_code == 409
    assert f'<a class="govuk-link" href="/cases/{CASE}">Back to the case</a>' in page.text


def test_a_case_that_was_erased_says_so_and_is_not_erased_again(browser, told):
    told.answers["case_timeline"] = intake.Timeline(
        entries=(
            intake.TimelineEntry(number=1, at=AT, event="intake.case_erased.v1", producer="intake"),
        )
    )
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get(PATH).text
    case = browser.get(f"/cases/{CASE}").text

    assert "It was erased 1 July 2019, 10:30." in page
    assert f"/disclosures?case_id={CASE}" in page, "whoever asked is told who else holds something"
    assert BUTTON not in page
    assert "The personal data of this case was erased 1 July 2019, 10:30." in case
    assert f"/cases/{CASE}/do/" not in case, "nothing is offered that would be refused"
    assert PATH not in case


def test_nobody_but_a_manager_erases(browser, told):
    browser.sign_in(Role.CASE_COORDINATOR)

    assert browser.get(PATH).status_code == 404
    assert PATH not in browser.get(f"/cases/{CASE}").text
