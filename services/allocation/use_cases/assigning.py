"""Two facilitators per case: who may, who may not and why, assigned and released (ALL-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.allocation.domain.suitability import (
    CaseFacts,
    Facilitator,
    case_reasons,
    pair_reasons,
    reasons_against,
)
from services.allocation.store import cases, register
from services.allocation.store.policies import criteria
from shared.audit.looking import looks_at
from shared.contracts.allocation import rpc
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.base import Nothing
from shared.contracts.looking import AskLooks, Looks
from shared.kernel.errors import NotFound, Refused
from shared.leases import register as leases
from shared.security.actors import Role
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_SEE_EVERY_CASE = CASE_STAFF | {Role.AUDITOR}


def candidates(uow: UnitOfWork, request: rpc.CaseById) -> rpc.Candidates:
    """Return everybody in the register, the possible first, with every reason why not."""
    case = _require_case(uow, request.case_id)
    rows = register.volunteers_at(uow.connection, None)
    uow.keys.prime(row.facilitator_id for row in rows)
    uow.audit("candidates_read", subject=f"case/{request.case_id}", count=len(rows))
    found = [_candidate(uow, row, case) for row in rows]
    found.sort(key=lambda one: (not one.may_take, one.open_cases))
    return rpc.Candidates(candidates=tuple(found))


def assign_facilitators(uow: UnitOfWork, request: rpc.AssignFacilitators) -> rpc.Assigned:
    """Assign exactly two; raise ``Refused`` with every reason against case, pair and person."""
    case = _require_case(uow, request.case_id, lock=True)
    first, second = (_facilitator(uow, one) for one in request.facilitator_ids)
    if reasons := _reasons(uow, case, (first, second)):
        raise Refused("assignment-refused", reasons=",".join(reasons))
    assignment_id = uow.ids.new()
    for one in (first, second):
        if one.facilitator_id in case.assigned:
            cases.release(
                uow.connection, case.case_id, one.facilitator_id, "paired_anew", uow.now()
            )
        _add(uow, assignment_id, case.case_id, one)
    leases.end(uow, case.case_id, "facilitators_assigned")
    uow.audit("facilitators_assigned", subject=f"case/{case.case_id}", assignment=assignment_id)
    uow.announce(
        FacilitatorsAssignedV1(
            assignment_id=assignment_id,
            case_id=case.case_id,
            facilitator_ids=(first.facilitator_id, second.facilitator_id),
            user_ids=(str(first.user_id), str(second.user_id)),
            assigned_at=uow.now(),
        )
    )
    return rpc.Assigned(assignment_id=assignment_id)


def release_facilitator(uow: UnitOfWork, request: rpc.ReleaseFacilitator) -> Nothing:
    """Take a facilitator off a case; their sight of it ends with the announcement."""
    _require_case(uow, request.case_id, lock=True)
    for standing in cases.standing(uow.connection, request.case_id):
        if standing.facilitator_id == request.facilitator_id:
            announce_release(uow, standing, request.reason)
            return Nothing()
    raise NotFound("not-assigned", facilitator=request.facilitator_id)


def show_assignment(uow: UnitOfWork, request: rpc.CaseById) -> rpc.AssignmentView:
    """Return who facilitates a case, past and present; a facilitator sees only their own."""
    if not cases.is_known(uow.connection, request.case_id):
        raise NotFound("case-unknown", case=request.case_id)
    rows = cases.history(uow.connection, request.case_id)
    present = {row.user_id for row in rows if row.released_at is None}
    sees_it = uow.actor.has_any(_SEE_EVERY_CASE) or str(request.case_id) in uow.actor.opened
    if not sees_it and uow.actor.id not in present:
        raise NotFound("case-unknown", case=request.case_id)
    uow.audit("assignment_read", subject=f"case/{request.case_id}")
    return rpc.AssignmentView(facilitators=tuple(_assigned(uow, row) for row in rows))


def looks(uow: UnitOfWork, request: AskLooks) -> Looks:
    """Return who read something of a case here."""
    _require_case(uow, request.case_id)
    return looks_at(uow.connection, request)


def announce_release(uow: UnitOfWork, standing: Any, reason: str) -> None:
    """End one assignment and say so."""
    cases.release(uow.connection, standing.case_id, standing.facilitator_id, reason, uow.now())
    uow.changed(rpc.ASSIGNMENT_RECORD, standing.case_id)
    leases.end(uow, standing.case_id, "facilitator_released")
    uow.audit(
        "facilitator_released",
        subject=f"case/{standing.case_id}",
        facilitator=standing.facilitator_id,
        reason=reason,
    )
    uow.announce(
        FacilitatorReleasedV1(
            assignment_id=standing.assignment_id,
            case_id=standing.case_id,
            facilitator_id=standing.facilitator_id,
            user_id=standing.user_id,
            reason=reason,
            released_at=uow.now(),
        )
    )


def _reasons(
    uow: UnitOfWork, case: CaseFacts, pair: tuple[Facilitator, Facilitator]
) -> tuple[str, ...]:
    day, rules = uow.today(), criteria()
    of_persons = (
        f"{place}:{code}"
        for place, one in zip(("first", "second"), pair, strict=True)
        for code in reasons_against(one, case.case_id, day, rules)
    )
    return (*case_reasons(case), *pair_reasons(case, pair, day, rules), *of_persons)


def _candidate(uow: UnitOfWork, row: Any, case: CaseFacts) -> rpc.Candidate:
    one = register.facilitator_of(uow.connection, uow.keys, row)
    reasons = (
        *case_reasons(case),
        *reasons_against(one, case.case_id, uow.today(), criteria()),
    )
    return rpc.Candidate(
        facilitator_id=one.facilitator_id,
        name=register.particulars_of(uow.keys, row)["name"],
        may_take=not reasons,
        reasons=reasons,
        open_cases=one.open_cases,
    )


def _add(uow: UnitOfWork, assignment_id: UUID, case_id: UUID, one: Facilitator) -> None:
    row = {
        "assignment_id": assignment_id,
        "facilitator_id": one.facilitator_id,
        "case_id": case_id,
        "user_id": str(one.user_id),
        "assigned_by": uow.actor.id,
        "assigned_at": uow.now(),
    }
    cases.add_assignment(uow.connection, row)


def _assigned(uow: UnitOfWork, row: Any) -> rpc.FacilitatorView:
    volunteer = register.find_volunteer(uow.connection, row.facilitator_id)
    return rpc.FacilitatorView(
        facilitator_id=row.facilitator_id,
        user_id=row.user_id,
        name=register.particulars_of(uow.keys, volunteer)["name"],
        assigned_at=row.assigned_at,
        released_at=row.released_at,
    )


def _require_case(uow: UnitOfWork, case_id: UUID, *, lock: bool = False) -> CaseFacts:
    case = cases.find_case(uow.connection, case_id, lock=lock)
    if case is None:
        raise NotFound("case-unknown", case=case_id)
    return case


def _facilitator(uow: UnitOfWork, facilitator_id: UUID) -> Facilitator:
    row = register.find_volunteer(uow.connection, facilitator_id, lock=True)
    if row is None:
        raise NotFound("facilitator-unknown", facilitator=facilitator_id)
    return register.facilitator_of(uow.connection, uow.keys, row)
