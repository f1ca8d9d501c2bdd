"""What of a case that is joined must be heard in the other: a no, a hold. A no loses no force.

Intake's own answers need nothing: words and holds move with the case, and a no under one record of
a person is a no under all. But who knows the other record only must hear of the no, to take back
what is under way there. A yes that the same person gave later stands against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.consents import LEAVING, last_word
from services.intake.store import cases, referrals, work
from shared.contracts.base import Event
from shared.contracts.codes import ConsentPurpose, HoldCause, ParticipantRole
from shared.contracts.intake.events import CaseHeldV1, ConsentWithdrawnV1, StrandHeldV1

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_HEARD = sorted(LEAVING | {ConsentPurpose.CASE_STUDY})
"""What others act on when it is withdrawn; the rest is asked of intake at the moment of use."""


@dataclass(frozen=True, slots=True)
class No:
    """A person's last word on something, where it is a no, under the record that goes on."""

    person_id: UUID
    role: ParticipantRole
    purpose: ConsentPurpose
    said_at: datetime


def last_nos(uow: UnitOfWork, source: UUID, target: UUID, same: Mapping[UUID, UUID]) -> list[No]:
    """Return, before anything moves, whose last word over both cases is a no of the joined one."""
    ours, theirs = (work.consents_of(uow.connection, case_id) for case_id in (source, target))
    found = []
    for row in referrals.persons_of(uow.connection, source):
        goes_on = same.get(row.person_id, row.person_id)
        for purpose in _HEARD:
            no = last_word(ours, [row.person_id], purpose)
            later = last_word(theirs, [goes_on], purpose)
            if no is None or no.stands or (later is not None and later.said_at > no.said_at):
                continue
            found.append(No(goes_on, ParticipantRole(row.role), purpose, no.said_at))
    return found


def said_again(uow: UnitOfWork, case_id: UUID, nos: Sequence[No]) -> list[Event]:
    """Return what tells of these in the case that goes on."""
    strands = cases.strands_of(uow.connection, case_id)
    return [
        ConsentWithdrawnV1(
            case_id=case_id,
            person_id=no.person_id,
            role=no.role,
            strand_ids=tuple(s.strand_id for s in strands if no.person_id in s.people()),
            consent_ids=(),
            purposes=(no.purpose,),
            withdrawn_at=no.said_at,
        )
        for no in nos
    ]


def held_again(case_id: UUID, standing: Sequence[Any], places: Mapping[UUID, UUID]) -> list[Event]:
    """Return what tells of the joined case's holds in the case that goes on."""
    return [
        StrandHeldV1(**_hold(case_id, row), strand_id=places[row.strand_id])
        if row.strand_id is not None
        else CaseHeldV1(**_hold(case_id, row))
        for row in standing
    ]


def _hold(case_id: UUID, row: Any) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "hold_id": row.hold_id,
        "cause": HoldCause(row.cause),
        "held_at": row.held_at,
    }
