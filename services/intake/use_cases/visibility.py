"""Which cases somebody may see. For all others the answer is the same as for none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.store import cases
from services.intake.store.cases import CaseRecord, StrandRecord
from shared.kernel.errors import NotFound, Refused
from shared.security.actors import Actor, Role
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

SEES_ALL = CASE_STAFF | {Role.AUDITOR, Role.SYSTEM}


def visible_case(uow: UnitOfWork, case_id: UUID) -> CaseRecord:
    """Return a case that the actor may see, or raise ``NotFound``."""
    found = cases.case_by_id(uow.connection, case_id)
    if found is None or not may_see(uow, found):
        raise NotFound("case-unknown", case=case_id)
    return found


def open_case(uow: UnitOfWork, case_id: UUID) -> CaseRecord:
    """Return a visible case that is not closed, held against other changes of it.

    Raises:
        NotFound: no such case for this actor.
        Refused: ``case-closed``.

    """
    cases.lock_case(uow.connection, case_id)
    found = visible_case(uow, case_id)
    if found.closed_at is not None:
        raise Refused("case-closed", case=case_id)
    return found


def may_see(uow: UnitOfWork, case: CaseRecord) -> bool:
    """Whether the actor may see a case: staff all, facilitators while assigned, partners own."""
    actor = uow.actor
    if actor.has_any(SEES_ALL):
        return True
    if Role.FACILITATOR in actor.roles and cases.is_assigned(
        uow.connection, case.case_id, actor.id
    ):
        return True
    if Role.PARTNER_REFERRER not in actor.roles:
        return False
    return cases.is_referrer(uow.connection, case.case_id, actor.id, actor.organisation)


def only_own(actor: Actor) -> str | None:
    """Return whose cases a list is narrowed to; None for those who see all."""
    return None if actor.has_any(SEES_ALL) else actor.id


def strand_of(uow: UnitOfWork, case_id: UUID, strand_id: UUID) -> StrandRecord:
    """Return a strand of a case, or raise ``NotFound``."""
    for strand in cases.strands_of(uow.connection, case_id):
        if strand.strand_id == strand_id:
            return strand
    raise NotFound("strand-unknown", strand=strand_id)
