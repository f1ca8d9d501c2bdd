"""An agency answers a request by its own queue: recorded once, on the right request, or refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.intake.use_cases.answering import receive_agency_answer
from shared.contracts.codes import AgencyRequestKind
from shared.contracts.intake import answering, rpc, waiting
from shared.contracts.intake.codes import AgencyFinding
from shared.kernel.errors import NotFound
from shared.security.actors import partner_actor
from tests.application.intake.test_waiting import answer as staff_answer
from tests.application.intake.test_waiting import ask_agency, submit, tasks
from tests.support.intake import FACILITATOR

A = AgencyFinding


def arrive(intake, request_id, finding="agrees_to_contact", agency="mps", **said):
    """Let a feed hand over what its agency answered; returns the message's id."""
    message = uuid4()
    given = {
        "request_id": request_id,
        "finding": finding,
        "answered_on": date(2019, 7, 1),
        "answered_by": "Officer Testperson",
        **said,
    }
    command = answering.ReceiveAgencyAnswerV1(
        feed_message_id=message,
        agency=agency,
        agreement_clause="6.1",
        received_at=intake.clock.now(),
        answer=answering.AgencyAnswer.model_validate(given),
    )
    with intake.as_(partner_actor(agency)) as uow:
        receive_agency_answer(uow, command, None)
    return message


def about(intake, case, kind="find_person", **more):
    return ask_agency(
        intake, case, kind=kind, person_id=case.participants[0].person_id, clause="6.1", **more
    )


def said_of(intake, message):
    """Return what was announced for the feed: the short name, then the codes of its faults."""
    for name, data in intake.announced():
        if data.get("feed_message_id") == str(message):
            return (name.split(".")[1], *(fault["code"] for fault in data.get("faults", ())))
    return None


def consents(intake, case):
    found = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id)).consents
    mine = [one for one in found if one.person_id == case.participants[0].person_id]
    return [one for one in mine if one.purpose == "be_contacted"]


def read(intake, case, request_id, **by):
    question = answering.AskAgencyAnswer(case_id=case.case_id, request_id=request_id)
    return intake.ask(answering.AGENCY_ANSWER, question, **by)


@pytest.mark.requirement("PRC-16", "PTR-28", "PTR-30", "CON-07")
def test_an_answer_stops_the_clock_and_is_read_with_what_the_agency_said(intake):
    case = submit(intake)
    request_id = about(intake, case)
    intake.clock.advance(timedelta(days=9))

    message = arrive(
        intake, request_id, phone="07700 900001", safe_contact="After six.", note="Spoken to."
    )

    assert said_of(intake, message) == ("agency_answer_taken",)
    assert intake.ask(waiting.WAITING, waiting.ListWaiting()).requests == ()
    (row,) = intake.ask(waiting.TURNAROUND, waiting.AskTurnaround()).rows
    assert (row.answered, row.found, row.median_days) == (1, 1, 9)
    told = read(intake, case, request_id)
    assert (told.finding, told.found, told.answered_by) == (
        "agrees_to_contact",
        True,
        "Officer Testperson",
    )
    assert (told.phone, told.safe_contact, told.note) == (
        "07700 900001",
        "After six.",
        "Spoken to.",
    )
    assert [task.kind for task in tasks(intake)] == ["confirm_contact_details"]
    with pytest.raises(NotFound):
        read(intake, case, request_id, by=FACILITATOR)


@pytest.mark.requirement("CON-07", "PTR-05")
@pytest.mark.parametrize(("finding", "given"), [(A.AGREES, True), (A.DECLINES, False)])
def test_the_persons_own_word_is_kept_as_a_consent_with_who_took_it(intake, finding, given):
    case = submit(intake)
    request_id = about(intake, case, kind="gain_consent")

    arrive(intake, request_id, finding, consent_method="written", consent_on=date(2019, 6, 30))

    _, kept = consents(intake, case)
    assert kept.given is given
    said = [data for name, data in intake.announced() if "consent_recorded" in name][-1]
    assert (said["given"], said["method"], said["obtained_by"]) == (given, "written", "mps")


@pytest.mark.requirement("CON-02")
def test_a_yes_that_is_older_than_the_persons_no_opens_nothing(intake):
    case = submit(intake)
    request_id = about(intake, case, kind="gain_consent")
    no = rpc.RecordConsent(
        case_id=case.case_id,
        person_id=case.participants[0].person_id,
        purpose="updates",
        given=False,
        method="spoken",
    )
    intake.ask(rpc.RECORD_CONSENT, no)  # a no to contact would have called the request off
    before = consents(intake, case)

    message = arrive(intake, request_id, consent_on=date(2019, 6, 28))

    assert said_of(intake, message) == ("agency_answer_taken",)
    assert consents(intake, case) == before
    assert read(intake, case, request_id).finding == "agrees_to_contact"


def test_another_agencys_request_is_as_unknown_as_one_that_never_was(intake):
    case = submit(intake)
    request_id = about(intake, case)

    for asked, agency in ((request_id, "hmpps"), (uuid4(), "mps")):
        message = arrive(intake, asked, agency=agency)
        assert said_of(intake, message) == ("agency_answer_refused", "unknown-request")
    assert len(intake.ask(waiting.WAITING, waiting.ListWaiting()).requests) == 1


def lapsed(intake, case, request_id):
    intake.ask(
        waiting.LAPSE_AGENCY_REQUEST,
        waiting.LapseAgencyRequest(case_id=case.case_id, request_id=request_id),
    )


def answered(intake, case, request_id):
    arrive(intake, request_id, "not_found")


def answered_by_staff(intake, case, request_id):
    staff_answer(intake, case, request_id, found=True)


def closed(intake, case, request_id):
    outcome = rpc.RecordOutcome(case_id=case.case_id, outcome="duplicate", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id))


@pytest.mark.parametrize("end", [lapsed, answered, answered_by_staff, closed])
def test_what_no_longer_waits_takes_no_answer_and_the_agency_is_told(intake, end):
    case = submit(intake)
    request_id = about(intake, case)
    end(intake, case, request_id)

    message = arrive(intake, request_id)

    assert said_of(intake, message) == ("agency_answer_refused", "request-ended")
    assert [one.given for one in consents(intake, case)] == [True]


FITS = {
    AgencyRequestKind.FIND: set(A) - {A.INFORMATION},
    AgencyRequestKind.CONTACT: set(A) - {A.INFORMATION, A.FOUND},
    AgencyRequestKind.CONSENT: set(A) - {A.INFORMATION, A.FOUND, A.REACHED},
    AgencyRequestKind.LOCATION: {A.INFORMATION, A.NOT_FOUND, A.CANNOT_SAY},
    AgencyRequestKind.RISK: {A.INFORMATION, A.CANNOT_SAY},
}


@pytest.mark.parametrize("kind", list(AgencyRequestKind))
def test_an_answer_that_does_not_fit_what_was_asked_is_refused(intake, kind):
    fitting = set()
    for finding in A:
        case = submit(intake)
        message = arrive(intake, about(intake, case, kind=kind.value), finding)
        found = said_of(intake, message)
        assert found in {
            ("agency_answer_taken",),
            ("agency_answer_refused", "does-not-fit-request"),
        }
        if found[0] == "agency_answer_taken":
            fitting.add(finding)

    assert fitting == FITS[kind]


def test_a_yes_for_nobody_in_particular_is_refused(intake):
    case = submit(intake)
    request_id = ask_agency(intake, case)

    assert said_of(intake, arrive(intake, request_id)) == (
        "agency_answer_refused",
        "does-not-fit-request",
    )


@pytest.mark.requirement("PRC-16", "RSK-07")
def test_risk_information_asks_somebody_to_look_at_the_risk_again(intake):
    case = submit(intake)
    arrive(intake, about(intake, case, kind="risk_information"), "information_given", note="New.")

    assert [task.kind for task in tasks(intake)] == ["review_risk"]


def test_what_staff_wrote_down_themselves_is_read_in_the_same_way(intake):
    case = submit(intake)
    request_id = about(intake, case)
    with pytest.raises(NotFound):
        read(intake, case, request_id)
    request = rpc.AnswerAgencyRequest(
        case_id=case.case_id, request_id=request_id, found=False, note="By telephone."
    )
    intake.ask(rpc.ANSWER_AGENCY_REQUEST, request)

    told = read(intake, case, request_id)
    assert (told.found, told.finding, told.note) == (False, None, "By telephone.")


def test_no_event_of_an_answer_holds_what_the_agency_said(intake):
    case = submit(intake)
    arrive(intake, about(intake, case), phone="07700 900123", note="Secret-Testword")

    said = str(intake.announced())
    assert "agency_answer_taken" in said
    assert "Secret-Testword" not in said
    assert "900123" not in said
