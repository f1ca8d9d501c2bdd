"""Finding what a referral is like, and remembering it so that its own like is found.

Nothing joins here. Staff who submit are told of a probable duplicate and continue with a reason;
what comes by a door where nobody could decide is taken in, and noted for staff to decide.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.identifiers import read_identifier
from services.intake.domain.matching import Described, Incident, Verdict, weigh
from services.intake.store import matching
from services.intake.use_cases.likeness import Compared, described, incident_of
from services.intake.use_cases.people import PERSON_FIELD, sealed
from shared.contracts.codes import Side
from shared.contracts.intake.codes import IdentifierKind, MatchDecision, MatchGrade
from shared.contracts.intake.people import (
    Considered,
    OffenceDetails,
    ParticipantDetails,
    ReferralSubmission,
)
from shared.contracts.intake.rpc import ReferralAccepted
from shared.kernel.errors import Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

WEIGHED = 25
KEY_KINDS = "identifier"


@dataclass(frozen=True, slots=True)
class Found:
    """A case that a referral is like."""

    case_id: UUID
    verdict: Verdict


def like(uow: UnitOfWork, wanted: Compared, *, beside: Collection[UUID | None] = ()) -> list[Found]:
    """Return the cases that a referral is like, the likest first, without those of ``beside``."""
    keys = sorted(wanted.stored.values())
    likely = matching.cases_with(uow.connection, keys, wanted.telling(), limit=WEIGHED)
    case_ids = [case_id for case_id in likely if case_id not in beside]
    found = [
        Found(case_id, verdict)
        for case_id, known, incidents in _opened(uow, case_ids)
        if (verdict := weigh(wanted.people, wanted.incident, known, incidents)) is not None
    ]
    return sorted(found, key=lambda one: one.verdict.points, reverse=True)


def require_considered(found: list[Found], considered: tuple[Considered, ...]) -> None:
    """Let a referral pass its probable duplicates only with a reason for each.

    Raises:
        Refused: ``possible-duplicate``, with the ids of the cases that were not considered.

    """
    reasons = {one.case_id for one in considered}
    open_ = [
        one.case_id
        for one in found
        if one.verdict.grade is MatchGrade.SAME_REFERRAL and one.case_id not in reasons
    ]
    if open_:
        raise Refused("possible-duplicate", cases=",".join(map(str, open_)))


def remember(
    uow: UnitOfWork,
    submission: ReferralSubmission,
    wanted: Compared,
    answer: ReferralAccepted,
    found: list[Found],
    considered: tuple[Considered, ...] = (),
) -> None:
    """Keep a referral's keys and identifiers, and what it is like, decided or to be decided."""
    _keep_keys(uow, wanted, answer)
    _keep_identifiers(uow, answer, _with_ids(submission, answer))
    reasons = {one.case_id: one.reason for one in considered}
    rows = [_match_row(uow, answer, one, reasons.get(one.case_id)) for one in found]
    matching.add_possible(uow.connection, rows)


def _opened(
    uow: UnitOfWork, case_ids: list[UUID]
) -> Iterator[tuple[UUID, tuple[Described, ...], tuple[Incident, ...]]]:
    """Open what is known of these cases. An erased one has no keys left and is never among them.

    What cannot be opened is not compared: a new referral does not wait for an old one's key.
    """
    if not case_ids:
        return
    uow.keys.prime(case_ids)
    people: dict[UUID, list[Described]] = defaultdict(list)
    incidents: dict[UUID, list[Incident]] = defaultdict(list)
    person_rows, referral_rows = matching.known_records(uow.connection, case_ids)
    for row in person_rows:
        if (text := uow.keys.open_or_none(row.case_id, row.details, PERSON_FIELD)) is not None:
            person = ParticipantDetails.model_validate_json(text)
            people[row.case_id].append(described(person, Side(row.side)))
    for row in referral_rows:
        told = uow.keys.open_or_none(row.case_id, row.details, "referrals.details")
        if told is not None:
            offence = OffenceDetails.model_validate(json.loads(told)["offence"])
            incidents[row.case_id].append(incident_of(offence))
    for case_id in case_ids:
        if incidents[case_id]:
            yield case_id, tuple(people[case_id]), tuple(incidents[case_id])


def _with_ids(
    submission: ReferralSubmission, answer: ReferralAccepted
) -> dict[UUID, ParticipantDetails]:
    by_ref = {one.ref: one.person_id for one in answer.participants}
    people = (*submission.harmed, *submission.responsible)
    return {by_ref[person.ref]: person for person in people}


def _keep_keys(uow: UnitOfWork, wanted: Compared, answer: ReferralAccepted) -> None:
    subjects = {one.person_id: wanted.keys_of(one.ref) for one in answer.participants}
    subjects[answer.referral_id] = wanted.keys_of_incident()
    known = {} if answer.opened_case else matching.slots_of(uow.connection, list(subjects))
    rows = []
    for subject, keys in subjects.items():
        have = known.get(subject, {})
        new = [key for key in keys if key not in have]
        first = max(have.values(), default=-1) + 1
        rows += [
            {"subject_id": subject, "slot": slot, "case_id": answer.case_id, "key": key}
            for slot, key in enumerate(new, start=first)
        ]
    matching.add_keys(uow.connection, rows)


def _keep_identifiers(
    uow: UnitOfWork,
    answer: ReferralAccepted,
    people: dict[UUID, ParticipantDetails],
) -> None:
    given = {
        (person_id, kind, text)
        for person_id, person in people.items()
        for kind, text in _given(person)
    }
    if not given:
        return
    rows = matching.identifiers_of(uow.connection, people)
    known = {(row.person_id, bytes(row.same_as or b"")) for row in rows}
    new = []
    for person_id, kind, text in sorted(given):
        row = _identifier_row(uow, answer, person_id, kind, text)
        if (person_id, row["same_as"]) not in known:
            known.add((person_id, row["same_as"]))
            new.append(row)
    matching.add_identifiers(uow.connection, new)


def _given(person: ParticipantDetails) -> Iterator[tuple[IdentifierKind, str]]:
    for one in person.identifiers:
        yield one.kind, one.value
    if person.prison_number:
        yield IdentifierKind.PRISON_NUMBER, person.prison_number


def _identifier_row(
    uow: UnitOfWork, answer: ReferralAccepted, person_id: UUID, kind: IdentifierKind, text: str
) -> dict[str, Any]:
    read = read_identifier(kind, text)
    return {
        "identifier_id": uow.ids.new(),
        "case_id": answer.case_id,
        "person_id": person_id,
        "referral_id": answer.referral_id,
        "kind": kind.value,
        "value": sealed(uow, answer.case_id, read.value, "identifiers.value"),
        "same_as": uow.blind(KEY_KINDS, f"{kind.value}|{read.same_as}"),
        "warning": read.warning,
        "recorded_at": uow.now(),
    }


def _match_row(
    uow: UnitOfWork, answer: ReferralAccepted, found: Found, reason: str | None
) -> dict[str, Any]:
    decided = reason is not None
    return {
        "match_id": uow.ids.new(),
        "case_id": answer.case_id,
        "referral_id": answer.referral_id,
        "other_case_id": found.case_id,
        "grade": found.verdict.grade.value,
        "points": round(found.verdict.points),
        "reasons": ",".join(found.verdict.reasons),
        "found_at": uow.now(),
        "decision": MatchDecision.DIFFERENT.value if decided else None,
        "reason": sealed(uow, answer.case_id, reason, "possible_matches.reason"),
        "decided_by": uow.actor.id if decided else None,
        "decided_at": uow.now() if decided else None,
    }
