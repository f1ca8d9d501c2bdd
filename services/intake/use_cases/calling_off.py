"""Ending requests to agencies once there is no reason for them any more (CON-02, PRC-16).

The feeds tell the agency to stop; here the clock stops with the reason, so that nobody is said to
keep us waiting for what we called off ourselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.consents import LEAVING
from services.intake.store import waiting, work
from services.intake.use_cases.people import records_of
from services.intake.use_cases.seeking import SEEKING, refused_to_be_sought
from shared.contracts.base import Event
from shared.contracts.intake.answering import AgencyRequestCalledOffV1
from shared.contracts.intake.codes import CalledOffWhy
from shared.contracts.intake.events import (
    CaseClosedV1,
    ConsentRecordedV1,
    ConsentWithdrawnV1,
)

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def without_reason(uow: UnitOfWork, events: Iterable[Event]) -> list[AgencyRequestCalledOffV1]:
    """End every request whose reason these announcements take away; return what to say of it."""
    ended: list[AgencyRequestCalledOffV1] = []
    for event in events:
        match event:
            case CaseClosedV1():
                rows = waiting.running_of_cases(uow.connection, [event.case_id])
                ended += _end(uow, rows, CalledOffWhy.CASE_CLOSED)
            case ConsentWithdrawnV1() if LEAVING & set(event.purposes):
                ended += _of_person(uow, event.person_id, event.strand_ids)
            case ConsentRecordedV1() if not event.given and event.purpose in LEAVING:
                strands = [event.strand_id] if event.strand_id else []
                ended += _of_person(uow, event.person_id, strands)
            case _:
                pass
    return ended


def of_refused(uow: UnitOfWork, people: Iterable[UUID]) -> list[AgencyRequestCalledOffV1]:
    """End what seeks anybody who, by what is known of all their records now, said no."""
    rows = [
        row
        for row in waiting.running_about(uow.connection, records_of(uow, people))
        if row.kind in SEEKING
        and refused_to_be_sought(uow, row.case_id, row.person_id, row.strand_id)
    ]
    return _end(uow, rows, CalledOffWhy.REFUSED)


def _of_person(
    uow: UnitOfWork, person_id: UUID, strand_ids: Collection[UUID]
) -> list[AgencyRequestCalledOffV1]:
    """End the search for somebody who said no, under any of their records.

    ``strand_ids``: which strands their own record left; empty means all.
    """
    rows = [
        row
        for row in waiting.running_about(uow.connection, records_of(uow, [person_id]))
        if row.kind in SEEKING
        and (row.person_id != person_id or not strand_ids or row.strand_id in (None, *strand_ids))
    ]
    return _end(uow, rows, CalledOffWhy.REFUSED)


def _end(uow: UnitOfWork, rows: Sequence[Any], why: CalledOffWhy) -> list[AgencyRequestCalledOffV1]:
    events = []
    for row in rows:
        changes = {"called_off_at": uow.now(), "called_off_why": why.value}
        work.change_agency_request(uow.connection, row.request_id, changes)
        uow.audit(
            "agency_request.called_off",
            subject=f"case/{row.case_id}",
            request=row.request_id,
            why=why,
        )
        events.append(
            AgencyRequestCalledOffV1(
                request_id=row.request_id,
                case_id=row.case_id,
                agency=row.agency,
                why=why,
                called_off_at=uow.now(),
            )
        )
    return events
