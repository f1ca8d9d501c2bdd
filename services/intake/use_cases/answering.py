"""Agencies' answers to our requests: recorded as they come in by a feed, read by staff (PRC-16)."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from services.intake.domain.answers import CONSENTS, FOUND, fits, tasks_of
from services.intake.domain.consents import NEVER_ASKED
from services.intake.store import answers, cases, work
from services.intake.store.waiting import has_ended
from services.intake.use_cases.consenting import keep_consent
from services.intake.use_cases.people import person_of, sealed
from services.intake.use_cases.telling import end_leases, tell
from services.intake.use_cases.visibility import visible_case
from services.intake.use_cases.waiting import raise_asked
from shared.contracts.codes import (
    AgencyRequestKind,
    ConsentMethod,
    ConsentPurpose,
    ParticipantRole,
)
from shared.contracts.intake.answering import (
    AgencyAnswer,
    AgencyAnswerRefusedV1,
    AgencyAnswerTakenV1,
    AgencyAnswerView,
    AskAgencyAnswer,
    ReceiveAgencyAnswerV1,
)
from shared.contracts.intake.codes import AgencyFinding
from shared.contracts.intake.events import AgencyRequestAnsweredV1, FaultCode
from shared.contracts.intake.rpc import RecordConsent
from shared.kernel.clock import local_day
from shared.kernel.errors import Fault, NotFound
from shared.store.case_keys import PersonalDataErased

if TYPE_CHECKING:
    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork

DETAILS = "agency_answers.details"
_DETAILS = {"answered_by", "phone", "email", "safe_contact", "establishment", "note"}


def receive_agency_answer(
    uow: UnitOfWork, command: ReceiveAgencyAnswerV1, envelope: Envelope
) -> None:
    """Record an answer on the request that it names, or announce why it cannot stand there.

    A yes or a no of the person is kept as their consent, with who took it (CON-07): a no holds at
    once, as any other does.
    """
    asked = answers.asked(uow.connection, command.answer.request_id)
    if asked is not None:
        cases.lock_case(uow.connection, asked.case_id)
        asked = work.agency_request(uow.connection, asked.case_id, asked.request_id)
    if fault := _fault(uow, asked, command):
        _refuse(uow, command, fault)
        return
    _record(uow, asked, command)


def agency_answer(uow: UnitOfWork, request: AskAgencyAnswer) -> AgencyAnswerView:
    """Return what an agency answered (raises ``NotFound`` where nothing was)."""
    visible_case(uow, request.case_id)
    asked = work.agency_request(uow.connection, request.case_id, request.request_id)
    if asked is None or asked.answered_at is None:
        raise NotFound("agency-answer-unknown", request=request.request_id)
    kept = answers.answer_of(uow.connection, request.request_id)
    uow.audit(
        "agency_answer.read",
        subject=f"case/{request.case_id}",
        purpose="agency_request",
        request=request.request_id,
    )
    shared = {
        "request_id": asked.request_id,
        "agency": asked.agency,
        "kind": AgencyRequestKind(asked.kind),
        "answered_at": asked.answered_at,
        "found": asked.found,
    }
    if kept is None:
        return AgencyAnswerView(**shared, note=_note(uow, asked))
    return AgencyAnswerView(
        **shared,
        finding=AgencyFinding(kept.finding),
        answered_on=kept.answered_on,
        **_details(uow, kept),
    )


def _fault(uow: UnitOfWork, asked: Any, command: ReceiveAgencyAnswerV1) -> Fault | None:
    """Return what is wrong. Another agency's request is as unknown as one that never was."""
    if asked is None or asked.agency != command.agency:
        return Fault("request_id", "unknown-request")
    found = cases.case_by_id(uow.connection, asked.case_id)
    over = found is None or found.closed_at is not None
    if over or has_ended(asked):
        return Fault("request_id", "request-ended")
    finding = command.answer.finding
    somebody = asked.person_id is not None and not _never_asked(uow, asked)
    if not fits(AgencyRequestKind(asked.kind), finding, names_somebody=somebody):
        return Fault("finding", "does-not-fit-request")
    return None


def _never_asked(uow: UnitOfWork, asked: Any) -> bool:
    return _role(uow, asked) in NEVER_ASKED


def _role(uow: UnitOfWork, asked: Any) -> ParticipantRole:
    return ParticipantRole(person_of(uow, asked.case_id, asked.person_id).role)


def _refuse(uow: UnitOfWork, command: ReceiveAgencyAnswerV1, fault: Fault) -> None:
    uow.audit(
        "agency_answer.refused",
        subject=f"feed_message/{command.feed_message_id}",
        agency=command.agency,
        code=fault.code,
    )
    uow.announce(
        AgencyAnswerRefusedV1(
            feed_message_id=command.feed_message_id,
            agency=command.agency,
            faults=(FaultCode(field=fault.field, code=fault.code),),
            refused_at=uow.now(),
        )
    )


def _record(uow: UnitOfWork, asked: Any, command: ReceiveAgencyAnswerV1) -> None:
    answer, now = command.answer, uow.now()
    found = answer.finding in FOUND
    work.change_agency_request(
        uow.connection, asked.request_id, {"answered_at": now, "found": found}
    )
    answers.add_answer(uow.connection, _row(uow, asked, command))
    event = AgencyRequestAnsweredV1(
        request_id=asked.request_id,
        case_id=asked.case_id,
        agency=asked.agency,
        found=found,
        answered_at=now,
    )
    tell(uow, asked.case_id, event)
    end_leases(uow, asked.case_id, asked.person_id, event.type())
    if answer.finding in CONSENTS:
        _keep_word(uow, asked, answer)
    kinds = tasks_of(
        AgencyRequestKind(asked.kind),
        answer.finding,
        tells_details=any((answer.phone, answer.email, answer.safe_contact, answer.establishment)),
    )
    raise_asked(uow, asked.case_id, asked.person_id, kinds, cause="agency_answered")
    uow.audit("agency_request.answered", subject=f"case/{asked.case_id}", request=asked.request_id)
    _announce_taken(uow, asked, command)


def _announce_taken(uow: UnitOfWork, asked: Any, command: ReceiveAgencyAnswerV1) -> None:
    found = cases.case_by_id(uow.connection, asked.case_id)
    assert found is not None
    uow.announce(
        AgencyAnswerTakenV1(
            feed_message_id=command.feed_message_id,
            agency=command.agency,
            request_id=asked.request_id,
            case_id=asked.case_id,
            reference=found.reference,
            taken_at=uow.now(),
        )
    )


def _row(uow: UnitOfWork, asked: Any, command: ReceiveAgencyAnswerV1) -> dict[str, Any]:
    said = command.answer.model_dump_json(include=_DETAILS, exclude_none=True)
    return {
        "feed_message_id": command.feed_message_id,
        "request_id": asked.request_id,
        "case_id": asked.case_id,
        "finding": command.answer.finding.value,
        "answered_on": command.answer.answered_on,
        "details": sealed(uow, asked.case_id, said, DETAILS),
        "received_at": command.received_at,
    }


def _keep_word(uow: UnitOfWork, asked: Any, answer: AgencyAnswer) -> None:
    """Keep the person's own word on being contacted, as the agency took it.

    A yes that is no newer than a no of theirs is left in the answer for staff to see, and opens
    nothing: the newest word decides, not the one that arrived last.
    """
    taken_on = answer.consent_on or answer.answered_on
    agrees = answer.finding is AgencyFinding.AGREES
    if agrees and _said_no_since(uow, asked, taken_on):
        uow.audit(
            "consent.older_than_a_no", subject=f"case/{asked.case_id}", request=asked.request_id
        )
        return
    word = RecordConsent(
        case_id=asked.case_id,
        person_id=asked.person_id,
        purpose=ConsentPurpose.BE_CONTACTED,
        given=agrees,
        method=answer.consent_method or ConsentMethod.SPOKEN,
        obtained_on=taken_on,
        taken_by=answer.answered_by,
    )
    keep_consent(uow, word, role=_role(uow, asked), obtained_by=asked.agency)


def _said_no_since(uow: UnitOfWork, asked: Any, day: date) -> bool:
    return any(
        local_day(at) >= day
        for row in work.consent_rows(uow.connection, asked.case_id)
        if row.person_id == asked.person_id
        for at in (row.withdrawn_at, None if row.given else row.recorded_at)
        if at is not None
    )


def _details(uow: UnitOfWork, kept: Any) -> dict[str, Any]:
    try:
        said = uow.keys.open(kept.case_id, kept.details or b"", DETAILS)
    except PersonalDataErased:
        return {}
    found: dict[str, Any] = json.loads(said)
    return found


def _note(uow: UnitOfWork, asked: Any) -> str | None:
    if asked.note is None:
        return None
    try:
        return uow.keys.open(asked.case_id, asked.note, "agency_requests.note")
    except PersonalDataErased:
        return None
