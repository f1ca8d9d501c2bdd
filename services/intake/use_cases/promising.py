"""Updates as participants asked for them: their interval, their path, and what is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.intake.domain.promises import next_due
from services.intake.store import contact, work
from services.intake.use_cases.people import person_of
from services.intake.use_cases.visibility import sight_of, visible_case
from shared.contracts.base import Nothing
from shared.contracts.codes import ParticipantRole
from shared.contracts.intake.codes import UpdateInterval, UpdatePath
from shared.contracts.intake.contact import (
    DueUpdate,
    DueUpdates,
    ListUpdates,
    PromiseUpdates,
    RecordUpdate,
)
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def promise_updates(uow: UnitOfWork, request: PromiseUpdates) -> Nothing:
    """Keep how often a participant wants to hear, none included, and by whom (HLD-02, HLD-03)."""
    visible_case(uow, request.case_id)
    person = person_of(uow, request.case_id, request.person_id)
    if ParticipantRole(person.role) is ParticipantRole.DECEASED:
        raise Refused("deceased-is-never-contacted", person=request.person_id)
    row = {
        "person_id": request.person_id,
        "case_id": request.case_id,
        "interval": request.interval.value,
        "path": request.path.value,
        "due_on": next_due(uow.today(), request.interval),
        "set_at": uow.now(),
    }
    contact.set_promise(uow.connection, row)
    uow.audit(
        "updates.promised",
        subject=f"case/{request.case_id}",
        person=request.person_id,
        interval=request.interval,
    )
    return Nothing()


def record_update(uow: UnitOfWork, request: RecordUpdate) -> Nothing:
    """Note that an update was given. The next is due an interval after this one."""
    visible_case(uow, request.case_id)
    found = contact.promise_of(uow.connection, request.case_id, request.person_id)
    if found is None:
        raise NotFound("promise-unknown", person=request.person_id)
    changes = {
        "given_at": uow.now(),
        "due_on": next_due(uow.today(), UpdateInterval(found.interval)),
    }
    contact.change_promise(uow.connection, request.person_id, changes)
    uow.audit("update.given", subject=f"case/{request.case_id}", person=request.person_id)
    return Nothing()


def due_updates(uow: UnitOfWork, request: ListUpdates) -> DueUpdates:
    """Return promised updates that are due. A hold stops none of them (HLD-07)."""
    by = request.by or uow.today()
    sight, one = sight_of(uow.actor), request.case_id
    rows = contact.due_promises(uow.connection, by, sight, request.limit, of_case=one)
    held = {case for case, _ in work.open_holds(uow.connection, [row.case_id for row in rows])}
    return DueUpdates(updates=tuple(_due(uow, row, held) for row in rows))


def _due(uow: UnitOfWork, row: Any, held: set[Any]) -> DueUpdate:
    return DueUpdate(
        case_id=row.case_id,
        person_id=row.person_id,
        interval=UpdateInterval(row.interval),
        path=UpdatePath(row.path),
        due_on=row.due_on,
        days_overdue=max(0, (uow.today() - row.due_on).days),
        on_hold=row.case_id in held,
    )
