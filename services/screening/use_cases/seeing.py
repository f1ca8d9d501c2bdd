"""Who may see a case: staff of the office always, a facilitator while assigned (design 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.screening.store import cases
from shared.audit.looking import looks_at
from shared.contracts.looking import AskLooks, Looks
from shared.kernel.errors import NotFound
from shared.security.actors import Role
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_SEE_EVERY_CASE = CASE_STAFF | {Role.AUDITOR}


def require_sight(uow: UnitOfWork, case_id: UUID) -> None:
    """Raise ``NotFound`` unless the case exists and the actor may see it."""
    case = cases.find_case(uow.connection, case_id)
    if case is None or case.opened_at is None:
        raise NotFound("case-unknown", case=case_id)
    if uow.actor.has_any(_SEE_EVERY_CASE) or str(case_id) in uow.actor.opened:
        return
    assigned = uow.actor.id in cases.facilitators_of(uow.connection, case_id)
    if not (assigned and Role.FACILITATOR in uow.actor.roles):
        raise NotFound("case-unknown", case=case_id)


def looks(uow: UnitOfWork, request: AskLooks) -> Looks:
    """Return who read something of a case here."""
    require_sight(uow, request.case_id)
    return looks_at(uow.connection, request)


def take_case(uow: UnitOfWork, case_id: UUID) -> None:
    """Require sight of the case and lock it until the commit: its commands take turns."""
    require_sight(uow, case_id)
    cases.lock_case(uow.connection, case_id)


def require_strand(uow: UnitOfWork, case_id: UUID, strand_id: UUID) -> None:
    """Raise ``NotFound`` unless the strand belongs to the case."""
    known = {strand.strand_id for strand in cases.strands_of(uow.connection, case_id)}
    if strand_id not in known:
        raise NotFound("strand-unknown", strand=strand_id)


def require_referral(uow: UnitOfWork, case_id: UUID, referral_id: UUID) -> cases.Referral:
    """Return the referral of this case, or raise ``NotFound``."""
    referral = cases.find_referral(uow.connection, case_id, referral_id)
    if referral is None:
        raise NotFound("referral-unknown", referral=referral_id)
    return referral
