"""Recall: nothing undelivered survives a withdrawal, a bar, a hold or a concern (CON-02)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from services.comms.domain.items import Item, Step, StepKind
from services.comms.store import items as item_store
from services.comms.use_cases.noticing import tell_facilitators
from services.comms.use_cases.recording import record_step
from shared.contracts.comms.events import ItemRecalledV1

JUST_NOW = timedelta(minutes=15)
ALWAYS_TOLD = frozenset({"consent_withdrawn", "contact_barred", "safeguarding_concern"})

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def recall_all(
    uow: UnitOfWork, case_id: UUID, reason: str, which: Callable[[Item], bool] = lambda item: True
) -> int:
    """Recall every undelivered item of the case that ``which`` names; return how many.

    The caller holds the lock of the case.
    """
    found = item_store.items_of(uow.connection, case_id, lock=True)
    recalled = [item for item in found if item.undelivered and which(item)]
    for item in recalled:
        recall(uow, item, reason)
    return len(recalled)


def stop_contact(
    uow: UnitOfWork, case_id: UUID, reason: str, which: Callable[[Item], bool] = lambda item: True
) -> None:
    """Recall what is undelivered and say so to the facilitators, with what had just passed.

    What passed a moment before may still lie in somebody's hands: they can keep it back.
    """
    recalled = recall_all(uow, case_id, reason, which)
    since = uow.now() - JUST_NOW
    just = [
        item
        for item in item_store.items_of(uow.connection, case_id)
        if which(item) and item.delivered_at is not None and item.delivered_at >= since
    ]
    if recalled or reason in ALWAYS_TOLD:
        tell_facilitators(uow, case_id, reason, recalled=recalled, just_delivered=len(just))


def recall(uow: UnitOfWork, item: Item, reason: str) -> None:
    """Recall one item and say so."""
    now = uow.now()
    step = Step(
        kind=StepKind.RECALLED,
        by=uow.actor.id,
        at=now,
        content_hash=item.content_hash,
        reason=reason,
    )
    record_step(uow, item, step)
    uow.audit("item_recalled", subject=f"case/{item.case_id}", item=item.item_id, reason=reason)
    uow.announce(
        ItemRecalledV1(
            item_id=item.item_id,
            case_id=item.case_id,
            strand_id=item.strand_id,
            reason=reason,
            recalled_at=now,
        )
    )
