"""Announcing, and noting on the case's timeline what was announced: codes and ids only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.stages import rank_after
from services.intake.store import cases, matching
from services.intake.store.cases import Entry
from services.intake.use_cases.calling_off import without_reason
from services.intake.use_cases.people import records_of
from shared.contracts.base import Event, json_ready
from shared.contracts.intake.events import (
    AgencyRequestAnsweredV1,
    AgencyRequestOpenedV1,
    CaseClosedV1,
    CaseErasedV1,
    CaseHeldV1,
    CasesJoinedV1,
    ConsentRecordedV1,
    ConsentWithdrawnV1,
    ContactPreferencesSetV1,
    CustodyChangedV1,
    ParticipantEngagementChangedV1,
    ReferralAmendedV1,
    ReferralJoinedCaseV1,
    StrandHeldV1,
)
from shared.leases import register

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_LONGEST = 300


ENDING: frozenset[type[Event]] = frozenset(
    {
        ConsentWithdrawnV1,
        ContactPreferencesSetV1,
        ParticipantEngagementChangedV1,
        CustodyChangedV1,
        ReferralJoinedCaseV1,
        ReferralAmendedV1,
        AgencyRequestOpenedV1,
        AgencyRequestAnsweredV1,
        CaseHeldV1,
        StrandHeldV1,
        CaseClosedV1,
        CasesJoinedV1,
        CaseErasedV1,
    }
)
"""What may undo something that contact depends on, may change where it would reach somebody, or by
what somebody is known (agencies' requests and answers name people and their numbers): a letter is
checked for that under the lease."""


def tell(uow: UnitOfWork, case_id: UUID, *events: Event) -> None:
    """Announce events of one case, in this order, and write them on its timeline.

    What undoes a fact that contact depends on ends, here, every lease over the case's facts: a
    delivery that intake has not confirmed by now can no longer happen (ADR 8). What takes the reason
    of a request to an agency away calls it off here as well.
    """
    note(uow, case_id, events, at=uow.now())
    for event in events:
        if ends_leases(event):
            end_leases(uow, case_id, getattr(event, "person_id", None), event.type())
        uow.announce(event)
    for ended in without_reason(uow, events):
        tell(uow, ended.case_id, ended)


def end_leases(uow: UnitOfWork, case_id: UUID, person_id: UUID | None, reason: str) -> None:
    """End the leases of a case, and of every other that holds a record of the same person.

    What is known of them there is asked for, and their no is heard, in each of these.
    """
    merges = matching.merges_of(uow.connection, records_of(uow, [person_id])) if person_id else []
    holding = {one for row in merges for one in (row.case_id, row.other_case_id)}
    for one in sorted(holding | {case_id}):
        register.end(uow, one, reason)


def ends_leases(event: Event) -> bool:
    """Whether what the event says may undo what comms was told. A yes undoes nothing."""
    refused = isinstance(event, ConsentRecordedV1) and not event.given
    return refused or type(event) in ENDING


def note(uow: UnitOfWork, case_id: UUID, events: Sequence[Event], *, at: datetime) -> None:
    """Write events on a case's timeline and move its stage (``NotFound``: no such case yet)."""
    rank = max(rank_after(event.type()) for event in events)
    cases.advance(uow.connection, case_id, [entry_of(event, at) for event in events], rank)


def entry_of(event: Event, at: datetime) -> Entry:
    """Return an event as a timeline entry."""
    codes = {
        name: text
        for name, value in json_ready(event).items()
        if name != "case_id" and (text := _text(value)) is not None
    }
    return Entry(at=at, event=event.type(), producer=event.producer, codes=codes)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ",".join(value)
    if not isinstance(value, (str, int)) or len(str(value)) > _LONGEST:
        return None
    return str(value) or None
