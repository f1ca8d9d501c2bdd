"""What comms asks at the last moment, for the safety gate (design 7), under a lease (ADR 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.allocation.domain.suitability import reasons_against
from services.allocation.store import cases, register
from services.allocation.store.policies import criteria
from shared.contracts.allocation.guard import AssignmentFacts, AssignmentStanding
from shared.kernel.errors import NotFound
from shared.leases import register as leases

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def contact_standing(uow: UnitOfWork, request: AssignmentStanding) -> AssignmentFacts:
    """Return who has the case and may work on it today, leased (ALL-01, ALL-03)."""
    turn = leases.turn(uow, request.case_id)
    if cases.find_case(uow.connection, request.case_id) is None:
        raise NotFound("case-unknown", case=request.case_id)
    found = cases.standing(uow.connection, request.case_id)
    current = tuple(row.user_id for row in found if _is_current(uow, request.case_id, row))
    return AssignmentFacts(user_ids=current, lease_id=turn.grant())


def _is_current(uow: UnitOfWork, case_id: UUID, assigned: Any) -> bool:
    row = register.find_volunteer(uow.connection, assigned.facilitator_id)
    if row is None:
        return False
    one = register.standing_of(uow.connection, row)
    return not reasons_against(one, case_id, uow.today(), criteria())
