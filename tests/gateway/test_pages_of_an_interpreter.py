"""An interpreter at the screen: checked for one side, and put on a meeting only when free."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.gateway.pages.process_words import CONFLICTS
from shared.contracts.codes import CaseStage
from shared.contracts.comms import meetings
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Refused
from shared.security.actors import Role

CASE, STRAND, HARMED, INTERPRETER, MEETING = (
    UUID(f"01900000-0000-7000-8000-00000000007{number}") for number in range(5)
)
PAGE = f"/cases/{CASE}/strands/{STRAND}/interpreter"
TOLD = {"side": "harmed", "name": "Fictional Interpreter", "language": "pl",
        "declares_no_link": "yes"}  # fmt: skip


def a_case(**changes):
    known = {"case_id": CASE, "reference": "RJ-INVENTED", "stage": CaseStage.PREPARING,
             "on_hold": False, "opened_at": datetime(2019, 7, 1, tzinfo=UTC), "referral_ids": (),
             "participants": ({"person_id": HARMED, "role": "harmed", "side": "harmed"},),
             "strands": ({"strand_id": STRAND, "harmed_ids": (HARMED,)},), "consents": (),
             "agency_requests": ()}  # fmt: skip
    return intake.CaseView.model_validate(known | changes)


def checked(*conflicts):
    return meetings.InterpreterChecked(interpreter_id=INTERPRETER, conflicts=conflicts)


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = a_case()
    backoffice.answers["check_interpreter"] = checked()
    backoffice.answers["assignment"] = SimpleNamespace(facilitators=())
    backoffice.answers["arrange_meeting"] = meetings.MeetingArranged(
        meeting_id=MEETING, out_of_hours=False
    )
    return backoffice


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


def test_somebody_free_is_put_on_a_meeting(browser, told):
    browser.sign_in()

    page = browser.send(PAGE, **TOLD).text
    arrange = (
        f"/cases/{CASE}/do/arrange?strand_id={STRAND}&interpreter_id={INTERPRETER}&side=harmed"
    )
    form = browser.get(arrange).text
    browser.send(
        arrange, purpose="preparation", place="office", at="10:00", minutes="60",
        people=[f"participant|harmed|{HARMED}", f"interpreter|harmed|{INTERPRETER}"],
        **{"starts_on-day": "1", "starts_on-month": "7", "starts_on-year": "2030"},
    )  # fmt: skip

    assert "They are free to interpret" in page
    assert arrange.replace("&", "&amp;") in page
    assert "The interpreter checked for the side harmed" in form
    (request,) = asked(told, meetings.CHECK_INTERPRETER)
    assert (request.strand_id, request.language, request.declares_no_link) == (STRAND, "pl", True)
    (arranged,) = asked(told, meetings.ARRANGE_MEETING)
    assert [(one.who, one.part) for one in arranged.people] == [
        (str(HARMED), "participant"),
        (str(INTERPRETER), "interpreter"),
    ]


@pytest.mark.parametrize("code", sorted(CONFLICTS))
def test_a_conflict_is_said_in_words_and_leads_to_no_meeting(browser, told, code):
    told.answers["check_interpreter"] = checked(code)
    browser.sign_in()

    page = browser.send(PAGE, **TOLD).text

    assert "They cannot interpret in this case" in page
    assert CONFLICTS[code] in page
    assert "do/arrange" not in page


def test_a_language_must_be_told_and_may_be_one_of_few_speakers(browser, told):
    browser.sign_in()

    none = browser.send(PAGE, **{**TOLD, "language": ""})
    wrong = browser.send(PAGE, **{**TOLD, "language": "", "other_language": "Swahili!"})
    few = browser.send(PAGE, **{**TOLD, "language": "", "other_language": "sw"})

    assert none.status_code == 422
    assert "Answer “Which language?”" in none.text
    assert wrong.status_code == 422
    assert "They are free" in few.text
    assert [one.language for one in asked(told, meetings.CHECK_INTERPRETER)] == ["sw"]


def test_a_meeting_with_whom_comms_found_in_conflict_is_refused_in_words(browser, told):
    told.answers["arrange_meeting"] = Refused("interpreter-has-a-conflict")
    browser.sign_in()
    arrange = (
        f"/cases/{CASE}/do/arrange?strand_id={STRAND}&interpreter_id={INTERPRETER}&side=harmed"
    )

    page = browser.send(
        arrange, purpose="preparation", place="office", at="10:00", minutes="60",
        people=[f"interpreter|harmed|{INTERPRETER}"],
        **{"starts_on-day": "1", "starts_on-month": "7", "starts_on-year": "2030"},
    )  # fmt: skip

    assert page.status_code == 409
    assert "That interpreter was found in a conflict" in page.text


def test_there_is_no_such_page_in_a_closed_case_another_strand_or_for_an_auditor(browser, told):
    browser.sign_in()
    assert browser.get(PAGE.replace(str(STRAND), str(MEETING))).status_code == 404
    told.answers["case"] = a_case(closed_at=datetime(2019, 8, 1, tzinfo=UTC))
    assert browser.get(PAGE).status_code == 409

    browser.sign_in(Role.AUDITOR)
    assert browser.get(PAGE).status_code == 404


def test_the_process_lists_who_was_checked_for_whom_by_whom_and_leads_to_a_meeting(browser, told):
    browser.sign_in()
    free = {"interpreter_id": INTERPRETER, "strand_id": STRAND, "side": "harmed", "language": "pl",
            "name": "Fictional Interpreter", "checked_by": "account-9",
            "checked_at": datetime(2019, 7, 1, tzinfo=UTC)}  # fmt: skip
    linked = {**free, "interpreter_id": MEETING, "name": "Fictional Linked", "side": "responsible",
              "conflicts": ("shares-a-name",)}  # fmt: skip
    told.answers["interpreters"] = meetings.Interpreters.model_validate(
        {"interpreters": (free, linked)}
    )
    told.answers["process"] = comms.ProcessView(strands=(), items=(), agreements=())

    page = browser.get(f"/cases/{CASE}").text
    told.answers["case"] = a_case(closed_at=datetime(2019, 8, 1, tzinfo=UTC))
    closed = browser.get(f"/cases/{CASE}").text

    assert "Checked interpreters" in page
    assert "Polish" in page
    arrange = f"do/arrange?strand_id={STRAND}&amp;interpreter_id={INTERPRETER}&amp;side=harmed"
    assert arrange in page
    assert f"Not free: {CONFLICTS['shares-a-name']}" in page
    assert f"interpreter_id={MEETING}" not in page
    assert "Checked interpreters" in closed
    assert arrange not in closed
