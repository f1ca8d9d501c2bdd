"""On whom an item waits, and since when: what facilitators see first (PRC-07, PRC-13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.comms.domain.items import Item, StepKind
from shared.contracts.comms.codes import WaitsOn

PROVEN_BY_ITSELF = frozenset({"read_aloud", "by_hand", "video", "phone"})
"""Ways at which a facilitator is present: nothing needs to come back."""


@dataclass(frozen=True, slots=True)
class Wait:
    """On whom, and since when."""

    on: WaitsOn
    since: datetime


def waits_on(item: Item, *, composed_at: datetime, author_consents: bool, now: datetime) -> Wait:
    """Return on whom an item waits. ``author_consents``: their yes to these words was heard."""
    since = item.steps[-1].at if item.steps else composed_at
    return Wait(_who(item, author_consents=author_consents, now=now), since)


def _who(item: Item, *, author_consents: bool, now: datetime) -> WaitsOn:
    """The first that is not done yet, in the order of the relay."""
    offer = item.offer
    chosen = offer.kind if offer else None
    opens = offer.window_from if offer else None
    read = item.has(StepKind.CHECKED) and not item.findings_open and item.vetters
    waits = (
        (WaitsOn.NOBODY, item.has(StepKind.RECALLED)),
        (WaitsOn.NOBODY, item.is_delivered and _settled(item)),
        (WaitsOn.PROOF, item.is_delivered),
        (WaitsOn.AUTHOR, not item.has(StepKind.APPROVED) or not author_consents),
        (WaitsOn.FACILITATOR, not read),
        (WaitsOn.SECOND_VETTER, len(item.vetters) < 2),
        (WaitsOn.NOBODY, chosen is StepKind.DECLINED),
        (WaitsOn.RECIPIENT, chosen is not StepKind.ACCEPTED),
        (WaitsOn.WINDOW, opens is not None and now < opens),
    )
    return next((on for on, holds in waits if holds), WaitsOn.DELIVERY)


def _settled(item: Item) -> bool:
    delivered = item.last(StepKind.DELIVERED)
    present = delivered is not None and delivered.reason in PROVEN_BY_ITSELF
    return present or item.has(StepKind.PROVEN) or item.has(StepKind.ACKNOWLEDGED)
