"""The only way across: ask the owners, ask the gate, confirm, and pass or refuse (ADR 8).

The order is ``domain/passage.py``. The decision is made twice: before the owners confirm, and in
the transaction that records the crossing, with the case locked. No answer is a no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.comms.domain import items as rules
from services.comms.domain.gate import decide, decide_release
from services.comms.domain.items import Item, Step, StepKind
from services.comms.domain.passage import OWNERS, Owner, take_across
from services.comms.use_cases.asking import Crossing, Inquiry
from services.comms.use_cases.recording import record_step, require_seals
from services.comms.use_cases.seeing import require_item
from services.comms.use_cases.weighing import (
    GateClosed,
    audit_refusal,
    item_facts_of,
    require_open,
)
from shared.contracts.comms import rpc
from shared.contracts.comms.events import ItemDeliveredV1, ItemReleasedV1
from shared.contracts.intake.codes import ContactChannel

if TYPE_CHECKING:
    from datetime import datetime

    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork


CHANNELS = {
    "read_aloud": ContactChannel.IN_PERSON,
    "by_hand": ContactChannel.IN_PERSON,
    "posted": ContactChannel.POST,
    "in_custody": ContactChannel.THROUGH_AGENCY,
    "video": ContactChannel.VIDEO,
    "phone": ContactChannel.PHONE,
}
"""By which channel each way of delivering reaches somebody, as they were asked about channels."""


def gate(runtime: Runtime, context: Context, request: rpc.ItemById) -> rpc.GateView:
    """Say whether this item may pass now, condition by condition; the leases are not used."""
    with runtime.store.reading() as connection:
        item = require_item(connection, context.actor, request.case_id, request.item_id)
    inquiry = Inquiry(runtime, context, _crossing(item))
    for owner in OWNERS:
        inquiry.ask(owner)
    with runtime.transaction(context) as uow:
        decision = decide(item_facts_of(uow, item, item.content_hash, inquiry))
        uow.audit("gate_asked", subject=f"case/{item.case_id}", item=item.item_id)
    return rpc.GateView(
        open=decision.open,
        conditions=tuple(
            rpc.Condition(code=one.code.value, holds=one.holds) for one in decision.conditions
        ),
    )


def deliver_item(runtime: Runtime, context: Context, request: rpc.DeliverItem) -> rpc.Delivered:
    """Deliver an item, if every condition holds at this moment (design 7).

    Raises ``Refused`` (``gate-closed``) with the codes of what does not hold; that is audited.
    """
    with runtime.store.reading() as connection:
        item = require_item(connection, context.actor, request.case_id, request.item_id)
    rules.require_way(item, request.how)
    inquiry = Inquiry(runtime, context, _crossing(item, CHANNELS[request.how]))
    try:
        return take_across(_Delivery(runtime, context, request, inquiry))
    except GateClosed as closed:
        audit_refusal(runtime, context, item.case_id, closed, item=item.item_id)
        raise


class _Delivery:
    """One item on its way across."""

    def __init__(
        self, runtime: Runtime, context: Context, request: rpc.DeliverItem, inquiry: Inquiry
    ) -> None:
        self._runtime, self._context = runtime, context
        self._request = request
        self._inquiry = inquiry

    def ask(self, owner: Owner) -> None:
        self._inquiry.ask(owner)

    def decide(self) -> None:
        with self._runtime.transaction(self._context.with_(mark=None)) as uow:
            require_open(decide(item_facts_of(uow, self._item(uow), self._hash, self._inquiry)))

    def confirm(self, owner: Owner) -> bool:
        return self._inquiry.confirm(owner)

    def record(self, *, confirmed: bool) -> rpc.Delivered:
        with self._runtime.transaction(self._context) as uow:
            item = self._item(uow)
            facts = item_facts_of(uow, item, self._hash, self._inquiry, confirmed=confirmed)
            require_open(decide_release(facts))
            at = self._inquiry.confirmed_at or uow.now()
            return _deliver(uow, item, self._request.how, at)

    @property
    def _hash(self) -> str:
        return self._request.content_hash

    def _item(self, uow: UnitOfWork) -> Item:
        asked = self._request
        found = require_item(uow.connection, uow.actor, asked.case_id, asked.item_id, lock=True)
        require_seals(uow, found)
        rules.require_way(found, asked.how)
        return found


def _deliver(uow: UnitOfWork, item: Item, how: str, at: datetime) -> rpc.Delivered:
    """Record the delivery, as of the moment at which intake confirmed it."""
    step = Step(
        kind=StepKind.DELIVERED,
        by=uow.actor.id,
        at=at,
        content_hash=item.content_hash,
        reason=how,
    )
    record_step(uow, item, step)
    _announce_delivery(uow, item, at)
    uow.audit(
        "item_delivered",
        subject=f"case/{item.case_id}",
        item=item.item_id,
        hash=item.content_hash,
        how=how,
    )
    return rpc.Delivered(delivered_at=at, content_hash=item.content_hash)


def _announce_delivery(uow: UnitOfWork, item: Item, at: datetime) -> None:
    about: dict[str, Any] = {
        "item_id": item.item_id,
        "case_id": item.case_id,
        "strand_id": item.strand_id,
        "kind": item.kind,
        "from_side": item.from_side,
        "content_hash": item.content_hash,
    }
    uow.announce(ItemReleasedV1(**about, released_at=at))
    uow.announce(ItemDeliveredV1(**about, delivered_at=at))


def _crossing(item: Item, channel: ContactChannel | None = None) -> Crossing:
    return Crossing(
        case_id=item.case_id,
        strand_id=item.strand_id,
        from_side=item.from_side,
        mode=rules.mode_of(item.kind),
        item_id=item.item_id,
        item_kind=item.kind,
        channel=channel,
    )
