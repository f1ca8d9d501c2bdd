"""Which cases somebody may see. For all others the answer is the same as for none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.store import cases
from services.intake.store.cases import CaseRecord, Sight, StrandRecord
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


def case_that_goes_on(uow: UnitOfWork, case_id: UUID) -> UUID:
    """Return the case itself, or the one in which it goes on since they were joined."""
    found = cases.case_by_id(uow.connection, case_id)
    return case_id if found is None else found.joined_into or case_id


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
    """Whether the actor may see a case: staff all, facilitators while assigned, partners own.

    And whoever opened this one in an emergency: for reading, as the gateway vouches for no other.
    """
    sight = sight_of(uow.actor)
    if str(case.case_id) in uow.actor.opened:
        return True
    return sight is None or cases.is_in_sight(uow.connection, case.case_id, sight)


def sight_of(actor: Actor) -> Sight | None:
    """Return to which cases records and lists are narrowed; None for those who see all."""
    if actor.has_any(SEES_ALL):
        return None
    return Sight(
        user_id=actor.id,
        facilitates=Role.FACILITATOR in actor.roles,
        refers=Role.PARTNER_REFERRER in actor.roles,
        agency=actor.organisation,
    )


def strand_of(uow: UnitOfWork, case_id: UUID, strand_id: UUID) -> StrandRecord:
    """Return a strand of a case, or raise ``NotFound``."""
    for strand in cases.strands_of(uow.connection, case_id):
        if strand.strand_id == strand_id:
            return strand
    raise NotFound("strand-unknown", strand=strand_id)
