"""The plain pages, as a browser without JavaScript sees them."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.gateway.wording import SENTENCES
from shared.contracts.codes import CaseStage
from shared.contracts.intake import rpc as intake
from shared.contracts.registry import EVENTS, catalogue
from shared.kernel.errors import NotFound

CASE = UUID("01900000-0000-7000-8000-000000000001")
OPENED = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
FORM = {"username": "case_coordinator@service.example.org", "password": "an invented long password"}


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE,
        reference="RJ-INVENTED",
        stage=CaseStage.REFERRED,
        on_hold=False,
        opened_at=OPENED,
        referral_ids=(),
        participants=(),
        strands=(),
        consents=(),
        agency_requests=(),
    )
    entry = intake.TimelineEntry(
        number=4,
        at=OPENED,
        event="screening.eligibility_decided.v1",
        producer="screening",
        codes={"decision": "proceed_with_restriction"},
    )
    backoffice.answers["case_timeline"] = intake.Timeline(entries=(entry,))


def test_a_case_shows_what_happened_in_plain_words_and_local_time(anyone, told):
    anyone.post("/sign-in", data=FORM)

    page = anyone.get(f"/cases/{CASE}/timeline")

    assert page.status_code == 200
    assert "Eligibility was decided." in page.text
    assert "decision: proceed with restriction" in page.text
    assert "1 July 2019, 10:30" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_page_asks_for_what_came_after_the_last_entry(anyone, backoffice, told):
    anyone.post("/sign-in", data=FORM)

    found = anyone.get(f"/cases/{CASE}/timeline/entries", params={"after": 3}).json()

    assert found["stage"] == "referred"
    assert [entry["number"] for entry in found["entries"]] == [4]
    assert backoffice.asked[-1].request == intake.CaseTimeline(case_id=CASE, after=3)


def test_without_a_session_the_page_asks_to_sign_in_and_asks_no_service(anyone, backoffice):
    page = anyone.get(f"/cases/{CASE}/timeline")

    assert page.status_code == 401
    assert "<h1>Sign in</h1>" in page.text
    assert backoffice.asked == []


def test_a_case_that_is_not_yours_cannot_be_found(anyone, backoffice):
    backoffice.answers["case"] = NotFound("no-such-case")
    anyone.post("/sign-in", data=FORM)

    assert anyone.get(f"/cases/{CASE}/timeline").status_code == 404


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_sent_by_another_site_signs_nobody_in(anyone, headers):
    answer = anyone.post("/sign-in", data=FORM, headers=headers)

    assert answer.status_code == 403
    assert "redress_session" not in anyone.cookies


@pytest.mark.parametrize("then", ["https://elsewhere.example", "//elsewhere.example", "/\\x"])
def test_signing_in_never_leads_to_another_site(anyone, then):
    answer = anyone.post("/sign-in", data={**FORM, "then": then}, follow_redirects=False)

    assert answer.headers["location"] == "/"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


def test_every_event_that_a_timeline_can_hold_has_its_sentence():
    # Of the events about a case, all that intake makes or hears.
    heard = {
        kind
        for kind, event in EVENTS.items()
        if event.subject_kind == "case"
        and (event.producer == "intake" or "intake" in catalogue()[kind].consumers)
    }

    assert heard <= set(SENTENCES)
