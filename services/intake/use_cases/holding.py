"""Holds beyond one case: a strand alone, or many cases by one cause, lifted together (HLD-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.store import cases, referrals, waiting, work
from services.intake.use_cases.people import opened, sealed
from services.intake.use_cases.telling import tell
from services.intake.use_cases.visibility import open_case, strand_of, visible_case
from shared.contracts.codes import HoldCause, ParticipantRole
from shared.contracts.intake.events import CaseHeldV1, CaseResumedV1, StrandHeldV1
from shared.contracts.intake.rpc import HoldPlaced
from shared.contracts.intake.waiting import (
    BulkHold,
    BulkHolds,
    HoldMany,
    HoldStrand,
    ListBulkHolds,
    ManyHeld,
    ManyResumed,
    ResumeMany,
)
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_INSIDE = frozenset({"received", "moved", "recalled"})


def hold_strand(uow: UnitOfWork, request: HoldStrand) -> HoldPlaced:
    """Hold one strand. What waits to cross in it stops at the gate, which asks here (ADR 8)."""
    open_case(uow, request.case_id)
    strand_of(uow, request.case_id, request.strand_id)
    hold_id = uow.ids.new()
    row = {
        "hold_id": hold_id,
        "case_id": request.case_id,
        "strand_id": request.strand_id,
        "cause": request.cause.value,
        "note": sealed(uow, request.case_id, request.note, "holds.note"),
        "held_at": uow.now(),
    }
    work.add_hold(uow.connection, row)
    event = StrandHeldV1(
        case_id=request.case_id,
        strand_id=request.strand_id,
        hold_id=hold_id,
        cause=request.cause,
        held_at=uow.now(),
    )
    tell(uow, request.case_id, event)
    uow.audit("strand.held", subject=f"case/{request.case_id}", hold=hold_id, cause=request.cause)
    return HoldPlaced(hold_id=hold_id)


def hold_cases(uow: UnitOfWork, request: HoldMany) -> ManyHeld:
    """Hold many open cases by one cause, all in one step or none.

    Raises:
        NotFound: a case that is named is unknown.
        Refused: ``nothing-to-hold``; ``case-closed`` where a case that is named is closed.

    """
    chosen = [open_case(uow, case_id).case_id for case_id in sorted(set(request.case_ids))]
    if request.in_custody:
        chosen += [case_id for case_id in _in_custody(uow) if case_id not in chosen]
    if not chosen:
        raise Refused("nothing-to-hold")
    bulk_id = uow.ids.new()
    for case_id in chosen:
        hold_id = uow.ids.new()
        row = {
            "hold_id": hold_id,
            "case_id": case_id,
            "bulk_id": bulk_id,
            "cause": request.cause.value,
            "note": sealed(uow, case_id, request.note, "holds.note"),
            "held_at": uow.now(),
        }
        work.add_hold(uow.connection, row)
        event = CaseHeldV1(case_id=case_id, hold_id=hold_id, cause=request.cause, held_at=uow.now())
        tell(uow, case_id, event)
        uow.audit("case.held", subject=f"case/{case_id}", hold=hold_id, cause=request.cause)
    return ManyHeld(bulk_id=bulk_id, case_ids=tuple(chosen))


def resume_cases(uow: UnitOfWork, request: ResumeMany) -> ManyResumed:
    """Lift a hold that many cases have in common. A case held for another cause stays held."""
    standing = waiting.holds_in_common(uow.connection, request.bulk_id)
    if not standing:
        raise NotFound("hold-unknown", hold=request.bulk_id)
    for hold in standing:
        visible_case(uow, hold.case_id)
        work.lift_hold(uow.connection, hold.hold_id, uow.now())
        event = CaseResumedV1(case_id=hold.case_id, hold_id=hold.hold_id, resumed_at=uow.now())
        tell(uow, hold.case_id, event)
        uow.audit("case.resumed", subject=f"case/{hold.case_id}", hold=hold.hold_id)
    return ManyResumed(case_ids=tuple(hold.case_id for hold in standing))


def bulk_holds(uow: UnitOfWork, request: ListBulkHolds) -> BulkHolds:
    """Return the holds that many cases have in common, so that each can be lifted again."""
    rows = waiting.bulk_holds(uow.connection)
    return BulkHolds(
        holds=tuple(
            BulkHold(
                bulk_id=row.bulk_id,
                cause=HoldCause(row.cause),
                held_at=row.held_at,
                cases=row.cases,
            )
            for row in rows
        )
    )


def _in_custody(uow: UnitOfWork) -> list[UUID]:
    """Return the open cases with somebody in custody: as last recorded, else as referred."""
    open_ = waiting.open_case_ids(uow.connection)
    uow.keys.prime(open_)
    found = [case_id for case_id in open_ if _somebody_inside(uow, case_id)]
    for case_id in found:
        cases.lock_case(uow.connection, case_id)
    return found


def _somebody_inside(uow: UnitOfWork, case_id: UUID) -> bool:
    latest = {row.person_id: row.change for row in work.custody_changes_of(uow.connection, case_id)}
    return any(
        latest[row.person_id] in _INSIDE if row.person_id in latest else opened(uow, row).in_custody
        for row in referrals.persons_of(uow.connection, case_id)
        if row.role == ParticipantRole.RESPONSIBLE.value
    )
