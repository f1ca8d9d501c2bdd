"""Whom one can ask, and whom a list is narrowed to: what feeds are known, and what they tell."""

from datetime import UTC, date, datetime
from secrets import choice
from uuid import UUID

import pytest

from services.feeds.book import load_book
from services.feeds.showing import agreement_view
from shared.contracts.feeds import agreements as terms
from shared.contracts.intake import rpc as intake
from shared.contracts.intake import searching as search
from shared.kernel.errors import Unavailable

CASE = UUID("01900000-0000-7000-8000-000000000001")
PERSON = UUID("01900000-0000-7000-8000-000000000002")
ASK = f"/cases/{CASE}/do/request?person_id={PERSON}"
OPENED = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def agency(backoffice):
    """An agency that no release knew, with a feed that nobody asked before."""
    name = "new_" + "".join(choice("abcdefgh") for _ in range(12))
    backoffice.feeds = (name,)
    return name


@pytest.fixture
def coordinator(browser, backoffice, agency):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE,
        reference="RJ-INVENTED",
        stage="referred",
        on_hold=False,
        opened_at=OPENED,
        referral_ids=(),
        participants=(intake.ParticipantView(person_id=PERSON, role="harmed", side="harmed"),),
        strands=(),
        consents=(),
        agency_requests=(),
    )
    backoffice.answers["search_cases"] = search.CasesFound(cases=())
    browser.sign_in()
    return browser


def tells(backoffice, agency, *others):
    """What the agency's feed tells: its own agreement, and those of agencies reached by hand."""
    view = agreement_view(load_book("mps").main, "mps", date(2020, 5, 4))
    backoffice.answers["agreements"] = terms.Agreements(
        agency=agency,
        today=date(2020, 5, 4),
        agreements=tuple(view.model_copy(update={"agency": one}) for one in (agency, *others)),
        held=0,
        wait_to_leave=0,
        wait_for_key=0,
    )


def test_a_new_agency_is_asked_without_a_release(coordinator, backoffice, agency):
    tells(backoffice, agency, "witness_care")

    form = coordinator.get(ASK).text

    assert f'value="{agency}"' in form
    assert "Witness Care Units" in form
    assert 'value="hmpps"' not in form
    assert "Not the whole list" not in form
    backoffice.answers["open_agency_request"] = intake.AgencyRequestOpened(request_id=CASE)
    filled = {"kind": "find_person", "interim_arrangement": "no"}
    coordinator.send(ASK, agency="witness_care", **filled)
    (asked,) = (one for one in backoffice.asked if one.method.name == "open_agency_request")
    assert asked.request.agency == "witness_care"


def test_a_feed_that_is_away_is_named_and_can_still_be_asked(coordinator, backoffice, agency):
    backoffice.answers["agreements"] = Unavailable("no-answer-in-time")

    form = coordinator.get(ASK).text

    assert f'value="{agency}"' in form
    assert "Not the whole list just now: the feed of New" in form


def test_what_a_feed_told_is_kept_for_a_while(coordinator, backoffice, agency):
    tells(backoffice, agency, "witness_care")
    coordinator.get(ASK)
    backoffice.answers["agreements"] = Unavailable("no-answer-in-time")

    form = coordinator.get(ASK).text

    assert "Witness Care Units" in form
    assert "Not the whole list" not in form


def test_a_list_is_narrowed_to_any_agency_and_no_feed_is_asked_for_it(
    coordinator, backoffice, agency
):
    backoffice.asked.clear()

    page = coordinator.get("/cases?waits_on=witness_care").text
    wrong = coordinator.get("/cases?waits_on=Witness%20Care").text

    assert '<option value="witness_care" selected>' in page
    assert f'<option value="{agency}">' in page
    assert "Choose one of the answers" in wrong
    assert {one.method.name for one in backoffice.asked} == {"search_cases"}
    assert backoffice.asked[0].request.waits_on == "witness_care"
