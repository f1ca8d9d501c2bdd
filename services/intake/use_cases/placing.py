"""Giving a valid referral its place: a new case, or one that it joins; rows, events, audit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.store import cases, referrals, work
from services.intake.store.cases import CaseRecord, StrandRecord
from services.intake.store.searching import listed
from services.intake.use_cases import telling, told_later
from services.intake.use_cases.describing import Priority, priority_of, received_event
from services.intake.use_cases.people import match_index, person_row, sealed
from shared.contracts.base import Event
from shared.contracts.codes import ParticipantRole, Side
from shared.contracts.intake.codes import Door
from shared.contracts.intake.events import (
    CaseOpenedV1,
    ConsentRecordedV1,
    FaultCode,
    ReferralJoinedCaseV1,
    StrandOpened,
)
from shared.contracts.intake.people import DeclaredConsent, ParticipantDetails, ReferralSubmission
from shared.contracts.intake.rpc import ParticipantRef, ReferralAccepted, StrandRef
from shared.kernel.clock import local_day
from shared.kernel.errors import Fault
from shared.store.case_keys import PersonalDataErased

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

IN_STRAND = frozenset({ParticipantRole.HARMED, ParticipantRole.FAMILY})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A valid submission with what is known about where it belongs."""

    submission: ReferralSubmission
    agency: str | None
    feed_message_id: UUID | None
    received_at: datetime
    sender_index: bytes | None
    crime_index: bytes | None
    joins: UUID | None
    predecessor: UUID | None
    reference: str
    door: Door
    warnings: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Draft:
    """What one arrival becomes, before it is written."""

    case_id: UUID
    referral_id: UUID
    people: dict[str, UUID]
    rows: list[dict[str, Any]]
    strands: list[StrandRecord]
    new_strands: list[StrandRecord]


def place(uow: UnitOfWork, arrival: Arrival) -> ReferralAccepted:
    """Write the referral, its people and consents; announce in the order that consumers rely on."""
    if arrival.joins is not None:
        found = _held(uow, arrival.joins)
        if found is None or found.closed_at is not None:
            arrival = replace(arrival, joins=None)  # it was closed since it was found
        else:
            arrival = replace(arrival, joins=found.case_id, reference=found.reference)
    draft = _draft(uow, arrival)
    priority = priority_of(arrival.submission, local_day(arrival.received_at))
    answer = _answer(arrival, draft)
    consents, told = _consents(uow, arrival, draft)
    events = [_opening(uow, arrival, draft), *_received(uow, arrival, draft, priority), *told]
    if arrival.joins is None:
        _open_case(uow, arrival, draft, events)
    referrals.add_persons(uow.connection, draft.rows)
    cases.add_strands(uow.connection, draft.case_id, draft.new_strands)
    referrals.add_referral(uow.connection, _referral_row(uow, arrival, draft, priority, answer))
    work.add_consents(uow.connection, consents)
    if arrival.joins is None:
        for event in events:
            uow.announce(event)
    else:
        telling.tell(uow, draft.case_id, *events)
    uow.audit(
        "referral.received",
        subject=f"case/{draft.case_id}",
        referral=draft.referral_id,
        opened_case=arrival.joins is None,
    )
    return answer


def _held(uow: UnitOfWork, case_id: UUID) -> CaseRecord | None:
    """Hold a case as it is now; one that was joined meanwhile leads to the one that goes on."""
    cases.lock_case(uow.connection, case_id)
    found = cases.case_by_id(uow.connection, case_id)
    if found is None or found.joined_into is None:
        return found
    cases.lock_case(uow.connection, found.joined_into)
    return cases.case_by_id(uow.connection, found.joined_into)


def stored_answer(uow: UnitOfWork, referral_id: UUID) -> ReferralAccepted:
    """Return the answer that a referral was given (without people once they are erased)."""
    row = referrals.referral_by_id(uow.connection, referral_id)
    try:
        text = uow.keys.open(row.case_id, row.answer or b"", "referrals.answer")
        return ReferralAccepted.model_validate_json(text)
    except PersonalDataErased:
        case = cases.case_by_id(uow.connection, row.case_id)
        assert case is not None
        return ReferralAccepted(
            referral_id=referral_id,
            case_id=row.case_id,
            reference=case.reference,
            opened_case=row.opened_case,
            participants=(),
            strands=(),
        )


def _draft(uow: UnitOfWork, arrival: Arrival) -> _Draft:
    case_id = arrival.joins or uow.ids.new()
    known: dict[bytes, Any] = {}
    standing: list[StrandRecord] = []
    if arrival.joins is None:
        uow.keys.create(case_id)
    else:
        rows = referrals.persons_of(uow.connection, case_id)
        known = {bytes(row.match_index): row for row in rows if row.match_index}
        standing = cases.strands_of(uow.connection, case_id)
    draft = _Draft(case_id, uow.ids.new(), {}, [], standing, [])
    submission = arrival.submission
    for side, people in (
        (Side.HARMED, submission.harmed),
        (Side.RESPONSIBLE, submission.responsible),
    ):
        for person in people:
            _add_person(uow, draft, person, side, known)
    _add_strands(uow, draft, submission)
    return draft


def _add_person(
    uow: UnitOfWork,
    draft: _Draft,
    person: ParticipantDetails,
    side: Side,
    known: dict[bytes, Any],
) -> None:
    index = match_index(uow.blind, person) if known else None
    if index is not None and index in known:
        draft.people[person.ref] = known[index].person_id
        told_later.keep(uow, known[index], person, draft.referral_id)
        return
    person_id = uow.ids.new()
    draft.people[person.ref] = person_id
    draft.rows.append(person_row(uow, draft.case_id, person_id, person, side))


def _add_strands(uow: UnitOfWork, draft: _Draft, submission: ReferralSubmission) -> None:
    """One strand for each responsible person; without one, a single strand (INT-17)."""
    harmed = tuple(draft.people[p.ref] for p in submission.harmed if p.role in IN_STRAND)
    pairs: list[UUID | None] = [
        draft.people[p.ref] for p in submission.responsible if p.role is ParticipantRole.RESPONSIBLE
    ]
    if not pairs:
        pairs = [None]
    concerned = []
    for responsible in pairs:
        same = [
            strand
            for strand in draft.strands
            if strand.responsible_id == responsible or responsible is None
            if set(harmed) <= set(strand.harmed_ids)
        ]
        if not same:
            same = [StrandRecord(uow.ids.new(), harmed, responsible)]
            draft.new_strands += same
        concerned += [strand for strand in same if strand not in concerned]
    draft.strands = concerned


def _opening(uow: UnitOfWork, arrival: Arrival, draft: _Draft) -> Event:
    if arrival.joins is None:
        return CaseOpenedV1(
            case_id=draft.case_id,
            reference=arrival.reference,
            opened_at=uow.now(),
            predecessor_case_id=arrival.predecessor,
            strands=_told(draft.new_strands),
        )
    return ReferralJoinedCaseV1(
        case_id=draft.case_id,
        referral_id=draft.referral_id,
        joined_at=uow.now(),
        new_strands=_told(draft.new_strands),
    )


def _received(uow: UnitOfWork, arrival: Arrival, draft: _Draft, priority: Priority) -> list[Event]:
    before = None
    if arrival.predecessor is not None:
        before = cases.referral_ids(uow.connection, arrival.predecessor)[-1]
    event = received_event(
        arrival.submission,
        priority,
        referral_id=draft.referral_id,
        case_id=draft.case_id,
        reference=arrival.reference,
        opened_case=arrival.joins is None,
        agency=arrival.agency,
        feed_message_id=arrival.feed_message_id,
        received_at=arrival.received_at,
        predecessor_referral_id=before,
        strands=_told(draft.strands),
    )
    return [event]


def _told(strands: list[StrandRecord]) -> tuple[StrandOpened, ...]:
    return tuple(
        StrandOpened(
            strand_id=strand.strand_id,
            harmed_ids=strand.harmed_ids,
            responsible_id=strand.responsible_id,
        )
        for strand in strands
    )


def _consents(
    uow: UnitOfWork, arrival: Arrival, draft: _Draft
) -> tuple[list[dict[str, Any]], list[Event]]:
    submission = arrival.submission
    roles = {p.ref: p.role for p in (*submission.harmed, *submission.responsible)}
    by = f"agency:{arrival.agency}" if arrival.agency else uow.context.role
    rows, told = [], []
    for declared in submission.consents:
        row = _consent_row(uow, draft, declared)
        rows.append(row)
        told.append(
            ConsentRecordedV1(
                consent_id=row["consent_id"],
                case_id=draft.case_id,
                person_id=row["person_id"],
                role=roles[declared.participant],
                purpose=declared.purpose,
                given=declared.given,
                method=declared.method,
                obtained_by=by,
                recorded_at=row["recorded_at"],
            )
        )
    return rows, list[Event](told)


def _consent_row(uow: UnitOfWork, draft: _Draft, declared: DeclaredConsent) -> dict[str, Any]:
    return {
        "consent_id": uow.ids.new(),
        "case_id": draft.case_id,
        "person_id": draft.people[declared.participant],
        "purpose": declared.purpose.value,
        "given": declared.given,
        "method": declared.method.value,
        "evidence": sealed(uow, draft.case_id, declared.obtained_by, "consents.evidence"),
        "obtained_on": declared.obtained_on,
        "recorded_at": uow.now(),
        "recorded_by": uow.actor.id,
    }


def _open_case(uow: UnitOfWork, arrival: Arrival, draft: _Draft, events: list[Event]) -> None:
    row = {
        "case_id": draft.case_id,
        "reference": arrival.reference,
        "opened_at": uow.now(),
        "predecessor_case_id": arrival.predecessor,
        "stage_rank": 0,
        "entries": len(events),
    }
    cases.add_case(uow.connection, row)
    entries = [telling.entry_of(event, uow.now()) for event in events]
    cases.append(uow.connection, draft.case_id, entries, first=1)


def _referral_row(
    uow: UnitOfWork,
    arrival: Arrival,
    draft: _Draft,
    priority: Priority,
    answer: ReferralAccepted,
) -> dict[str, Any]:
    rest = arrival.submission.model_dump_json(
        exclude_none=True, exclude={"harmed", "responsible", "consents"}
    )
    return {
        "referral_id": draft.referral_id,
        "case_id": draft.case_id,
        "opened_case": arrival.joins is None,
        "feed_message_id": arrival.feed_message_id,
        "agency": arrival.agency,
        "submitted_by": uow.actor.id,
        "sender_index": arrival.sender_index,
        "crime_index": arrival.crime_index,
        "received_at": arrival.received_at,
        "details": sealed(uow, draft.case_id, rest, "referrals.details"),
        "answer": sealed(uow, draft.case_id, answer.model_dump_json(), "referrals.answer"),
        "priority_version": priority.version,
        "priority_reasons": ",".join(priority.reasons),
        "door": arrival.door.value,
        "source": arrival.submission.source.value,
        "crime_types": listed(arrival.submission.offence.crime_types),
    }


def _answer(arrival: Arrival, draft: _Draft) -> ReferralAccepted:
    submission = arrival.submission
    return ReferralAccepted(
        referral_id=draft.referral_id,
        case_id=draft.case_id,
        reference=arrival.reference,
        opened_case=arrival.joins is None,
        participants=tuple(
            ParticipantRef(ref=p.ref, person_id=draft.people[p.ref], role=p.role)
            for p in (*submission.harmed, *submission.responsible)
        ),
        strands=tuple(
            StrandRef(
                strand_id=s.strand_id, harmed_ids=s.harmed_ids, responsible_id=s.responsible_id
            )
            for s in draft.strands
        ),
        warnings=tuple(FaultCode(field=w.field, code=w.code) for w in arrival.warnings),
    )
