"""Conflicts of interest: declared without a reason, ended only by a manager with one (ALL-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.allocation.store import cases, conflicts, register
from services.allocation.use_cases.assigning import announce_release
from services.allocation.use_cases.registering import require_volunteer
from shared.contracts.allocation import conflicts as contract
from shared.contracts.base import Nothing
from shared.kernel.errors import NotFound, Refused
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from uuid import UUID

    from shared.contracts.intake.events import CasesJoinedV1
    from shared.messaging.unit_of_work import UnitOfWork

_REASON = "ended_conflicts.reason"


def declare_conflict(uow: UnitOfWork, request: contract.DeclareConflict) -> Nothing:
    """Declare that somebody must not take a case; the case need not be known yet.

    A facilitator declares it of themself: of others, who is in the register is not theirs to know.
    """
    declared = require_volunteer(uow, request.facilitator_id)
    if not uow.actor.has_any(CASE_STAFF) and declared.user_id != uow.actor.id:
        raise NotFound("facilitator-unknown", facilitator=request.facilitator_id)
    row = {
        "facilitator_id": request.facilitator_id,
        "case_id": request.case_id,
        "declared_by": uow.actor.id,
        "declared_at": uow.now(),
    }
    conflicts.declare(uow.connection, row)
    _audit(uow, "conflict_declared", request.case_id, request.facilitator_id)
    _take_off(uow, request.facilitator_id, request.case_id)
    return Nothing()


def end_conflict(uow: UnitOfWork, request: contract.EndConflict) -> Nothing:
    """End a declared conflict with a reason: they may be given the case again, and nothing is lost.

    Raises ``Refused``: ``conflict-of-ones-own``, since nobody rules on themself, or
    ``conflict-not-declared``.
    """
    volunteer = require_volunteer(uow, request.facilitator_id)
    if volunteer.user_id == uow.actor.id:
        raise Refused("conflict-of-ones-own", facilitator=request.facilitator_id)
    row = conflicts.end(uow.connection, request.facilitator_id, request.case_id)
    if row is None:
        raise Refused("conflict-not-declared", facilitator=request.facilitator_id)
    kept = {
        **row._mapping,  # noqa: SLF001 - SQLAlchemy's public name
        "ended_id": uow.ids.new(),
        "ended_by": uow.actor.id,
        "ended_at": uow.now(),
        "reason": uow.keys.seal(request.facilitator_id, request.reason, _REASON),
    }
    conflicts.keep_ended(uow.connection, kept)
    _audit(uow, "conflict_ended", request.case_id, request.facilitator_id)
    return Nothing()


def list_conflicts(uow: UnitOfWork, request: contract.AskConflicts) -> contract.Conflicts:
    """Return who must not take a case, and what was ended; reading names is audited."""
    stand = conflicts.standing(uow.connection, request.case_id)
    over = conflicts.ended(uow.connection, request.case_id)
    uow.audit("conflicts_read", subject=f"case/{request.case_id}", count=len(stand) + len(over))
    return contract.Conflicts(
        standing=tuple(_view(uow, row) for row in stand),
        ended=tuple(_ended(uow, row) for row in over),
    )


def carry_over(uow: UnitOfWork, event: CasesJoinedV1) -> None:
    """Let who must not take a case that was joined not take the one in which it goes on either."""
    for row in conflicts.standing(uow.connection, event.case_id):
        moved = {**row._mapping, "case_id": event.into_case_id}  # noqa: SLF001
        conflicts.declare(uow.connection, moved)
        _audit(uow, "conflict_carried_over", event.into_case_id, row.facilitator_id)
        _take_off(uow, row.facilitator_id, event.into_case_id)


def _take_off(uow: UnitOfWork, facilitator_id: UUID, case_id: UUID) -> None:
    for standing in cases.cases_of(uow.connection, facilitator_id):
        if standing.case_id == case_id:
            announce_release(uow, standing, "conflict_declared")


def _audit(uow: UnitOfWork, action: str, case_id: UUID, facilitator_id: UUID) -> None:
    uow.audit(action, subject=f"case/{case_id}", facilitator=facilitator_id)


def _view(uow: UnitOfWork, row: Any) -> contract.ConflictView:
    volunteer = register.find_volunteer(uow.connection, row.facilitator_id)
    return contract.ConflictView(
        facilitator_id=row.facilitator_id,
        name=register.particulars_of(uow.keys, volunteer)["name"],
        declared_by=row.declared_by,
        declared_at=row.declared_at,
    )


def _ended(uow: UnitOfWork, row: Any) -> contract.EndedConflict:
    return contract.EndedConflict(
        **_view(uow, row).model_dump(),
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        reason=uow.keys.open_or_none(row.facilitator_id, row.reason, _REASON),
    )
