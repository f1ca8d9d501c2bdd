"""Recording a step on an item: signed for by its actor, and sealed to the step before it.

The seal is keyed (the service's index key): rows that were altered, added or taken out behind the
service's back no longer agree with it, and nothing is delivered on such steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.comms.domain.items import Item, Step, seal_text
from services.comms.store import items as item_store
from services.comms.store import relay_tables, rows
from shared.contracts.comms.records import ITEM_RECORD
from shared.kernel.errors import Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def record_step(uow: UnitOfWork, item: Item, step: Step) -> None:
    """Store a step of an item with its seal. The caller holds the lock of the case."""
    said = item_store.sealed_steps(uow.connection, item.item_id)
    before = next((seal for _, seal in reversed(said) if seal), "")
    step_id = item_store.add_step(uow.connection, item, step)
    row = {"step_id": step_id, "item_id": item.item_id, "seal": _seal(uow, item, step, before)}
    rows.add(uow.connection, relay_tables.step_seals, row)
    uow.changed(ITEM_RECORD, item.item_id)


def seals_hold(uow: UnitOfWork, item: Item) -> bool:
    """Whether every step is as it was recorded. Steps older than the first seal have none."""
    before = ""
    for step, seal in item_store.sealed_steps(uow.connection, item.item_id):
        if seal is None and not before and not _has_version(uow, item):
            continue
        if seal != _seal(uow, item, step, before):
            return False
        before = seal
    return True


def require_seals(uow: UnitOfWork, item: Item) -> None:
    """Refuse what somebody altered behind the service's back (``steps-altered``)."""
    if not seals_hold(uow, item):
        raise Refused("steps-altered", item=item.item_id)


def _seal(uow: UnitOfWork, item: Item, step: Step, before: str) -> str:
    return uow.blind("item_step", seal_text(item, step, before)).hex()


def _has_version(uow: UnitOfWork, item: Item) -> bool:
    """Whether the item is younger than the seals."""
    return rows.find(uow.connection, relay_tables.item_versions, item_id=item.item_id) is not None
