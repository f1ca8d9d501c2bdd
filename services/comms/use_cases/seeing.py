"""Who may see a case: staff of the office always, a facilitator while assigned (design 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.comms.domain.items import Item
from services.comms.store import items as item_store
from services.comms.store import projections
from shared.audit.looking import looks_at
from shared.contracts.looking import AskLooks, Looks
from shared.kernel.errors import NotFound
from shared.security.actors import Actor, Role
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shared.messaging.unit_of_work import UnitOfWork

_SEE_EVERY_CASE = CASE_STAFF | {Role.AUDITOR}


def require_sight(connection: Connection, actor: Actor, case_id: UUID) -> None:
    """Raise ``NotFound`` unless the case exists and the actor may see it."""
    case = projections.find_case(connection, case_id)
    if case is None or case.opened_at is None:
        raise NotFound("case-unknown", case=case_id)
    if actor.has_any(_SEE_EVERY_CASE) or str(case_id) in actor.opened:
        return
    assigned = actor.id in projections.facilitators_of(connection, case_id)
    if not (assigned and Role.FACILITATOR in actor.roles):
        raise NotFound("case-unknown", case=case_id)


def sees(connection: Connection, actor: Actor, case_id: UUID) -> bool:
    """Whether the actor may see the case: for lists, which leave the others out."""
    try:
        require_sight(connection, actor, case_id)
    except NotFound:
        return False
    return True


def looks(uow: UnitOfWork, request: AskLooks) -> Looks:
    """Return who read something of a case here."""
    require_sight(uow.connection, uow.actor, request.case_id)
    return looks_at(uow.connection, request)


def require_strand(connection: Connection, case_id: UUID, strand_id: UUID) -> projections.StrandRow:
    """Return the strand of this case, or raise ``NotFound``."""
    for strand in projections.strands_of(connection, case_id):
        if strand.strand_id == strand_id:
            return strand
    raise NotFound("strand-unknown", strand=strand_id)


def require_item(
    connection: Connection, actor: Actor, case_id: UUID, item_id: UUID, *, lock: bool = False
) -> Item:
    """Return an item of a case that the actor may see, or raise ``NotFound``."""
    require_sight(connection, actor, case_id)
    if lock:
        projections.lock_case(connection, case_id)
    item = item_store.find_item(connection, case_id, item_id, lock=lock)
    if item is None:
        raise NotFound("item-unknown", item=item_id)
    return item


def is_supervisor(connection: Connection, actor: Actor, case_id: UUID) -> bool:
    """Whether the actor vets as a supervisor: office staff who do not facilitate this case."""
    facilitates = actor.id in projections.facilitators_of(connection, case_id)
    return actor.has_any(CASE_STAFF) and not facilitates
