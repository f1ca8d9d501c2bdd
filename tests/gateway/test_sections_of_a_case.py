"""The sections of a case's page: folded, each with a line that says what it comes to."""

import re
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest

from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import CaseStage
from shared.contracts.comms import relay
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import contact
from shared.contracts.screening import risk_rpc
from tests.gateway.case_at_hand import (
    AT,
    CASE,
    HARMED,
    ONE,
    STRAND,
    a_case,
    attempt,
    facilitator,
    nothing_waits,
    standing,
)

SECTION = re.compile(
    r'<details class="redress-section"( open)?>\s*<summary[^>]*><h2[^>]*id="(\w+)-title">([^<]+)</h2>'
    r'(?: <span class="redress-section__account">([^<]*)</span>)?'
)


@pytest.fixture
def told(backoffice):
    backoffice.answers |= nothing_waits()
    return backoffice.answers


def sections(page):
    return {slug: (bool(opened), account) for opened, slug, _, account in SECTION.findall(page)}


@pytest.mark.parametrize(
    ("stage", "opened"),
    [
        (CaseStage.REFERRED, {"people", "eligibility"}),
        (CaseStage.ELIGIBILITY_DECIDED, {"contact"}),
        (CaseStage.RISK_ASSESSED, {"facilitators"}),
        (CaseStage.PREPARING, {"process"}),
        (CaseStage.COMMUNICATING, {"relay"}),
        (CaseStage.FOLLOW_UP, {"aftercare"}),
        (CaseStage.CLOSED, set()),
    ],
)
def test_what_the_stage_is_about_stands_open_and_the_rest_is_folded(browser, told, stage, opened):
    told["case"] = a_case(stage=stage)
    browser.sign_in()

    found = sections(browser.get(f"/cases/{CASE}").text)

    assert {slug for slug, (is_open, _) in found.items() if is_open} == opened
    assert len(found) == 16


@pytest.mark.parametrize(("done", "opened"), [("consent", "consents"), ("send_notice", "contact")])
def test_where_something_was_just_done_stands_open_too(browser, told, done, opened):
    told["case"] = a_case(stage=CaseStage.CLOSED, closed_at=AT)
    browser.sign_in()

    found = sections(browser.get(f"/cases/{CASE}?done={done}").text)

    assert [slug for slug, (is_open, _) in found.items() if is_open] == [opened]


def much_of_it():
    """A case in which something is in most sections."""
    assessment = SimpleNamespace(
        assessment_id=ONE, strand_id=STRAND, decision="proceed", version=1, based_on=None,
        signatures=2, in_force=True, newest=True, valid_until=date(2030, 2, 3), signed_by=(),
        highest_residual="medium",
    )  # fmt: skip
    review = risk_rpc.RiskReviewView(
        review_id=ONE, case_id=CASE, strand_id=STRAND, trigger="weeks_since_review", stale=(),
        blocks_contact=False, due_on=date(2030, 1, 3), overdue=False,
    )  # fmt: skip
    item = {"item_id": ONE, "strand_id": STRAND, "kind": "letter", "from_side": "harmed",
            "state": "checked", "content_hash": "0" * 64, "one_way": True}  # fmt: skip
    return {
        "case": a_case(
            strands=standing(harmed="willing_indirect"),
            consents=({"consent_id": ONE, "person_id": HARMED, "purpose": "take_part",
                       "given": True, "recorded_at": AT},),
        ),
        "contacts": contact.Contacts(contacts=(attempt(),), engagement=()),
        "risk": SimpleNamespace(assessments=(assessment,), bars=()),
        "risk_reviews": risk_rpc.RiskReviews(reviews=(review,)),
        "assignment": allocation.AssignmentView(facilitators=(facilitator(1), facilitator(2))),
        "process": comms.ProcessView.model_validate(
            {"strands": (), "items": (item, item), "agreements": ()}
        ),
        "relay": relay.Relay(items=(relay.Waiting(
            item_id=ONE, case_id=CASE, strand_id=STRAND, kind="letter", from_side="harmed",
            state="checked", waits_on="facilitator", since=AT),)),
    }  # fmt: skip


def test_each_section_says_in_a_line_what_it_comes_to(browser, told):
    told |= much_of_it()
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    accounts = {slug: account for slug, (_, account) in sections(page).items()}
    assert accounts == {
        "people": "Person harmed: willing, but not to meet; person responsible: not contacted yet",
        "contact": "1 attempt, last 1 July 2019: no answer",
        "consents": "1 given",
        "eligibility": "Proceed, decided 1 July 2019",
        "risk": "Medium, in force until 3 February 2030; review due 3 January 2030",
        "facilitators": "Fictional 1 and Fictional 2",
        "process": "No form is chosen",
        "relay": "2 items; 1 awaits your vetting",
        "aftercare": "Nothing is planned",
        "ending": "No outcome yet",
        "requests": "No agency was asked",
        "custody": "Cannot be shown just now",
        "tasks": "None is open",
        "referrals": "None",
        "documents": "Cannot be shown just now",
        "timeline": "Nothing yet",
    }


def test_people_beyond_a_few_are_counted_by_where_they_stand(browser, told):
    people = tuple({"person_id": UUID(int=number), "role": "responsible", "side": "responsible"}
                   for number in range(5))  # fmt: skip
    told["case"] = a_case(participants=people, strands=())
    browser.sign_in()

    found = sections(browser.get(f"/cases/{CASE}").text)

    assert found["people"][1] == "5 people: 5 not contacted yet"
