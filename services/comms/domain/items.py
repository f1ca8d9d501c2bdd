"""An item: words that one side wishes to pass to the other, and every step recorded on it.

The words of an item never change: other words are another item, and start again. The state is
derived from the steps; each step names the hash of the exact text that it was about.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.comms.domain.gate import ItemFacts, Vetting
from shared.contracts.codes import ItemKind, ItemState, Mode, Side
from shared.kernel.errors import Fault, InvalidInput, Refused


class StepKind(StrEnum):
    """What can be recorded on an item."""

    APPROVED = "approved"
    CHECKED = "checked"
    VETTED = "vetted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    KEPT = "kept"
    DELIVERED = "delivered"
    PROVEN = "proven"
    RETURNED = "returned"
    REFUSED = "refused"
    ACKNOWLEDGED = "acknowledged"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: who, when, about which exact text."""

    kind: StepKind
    by: str
    at: datetime
    content_hash: str
    as_supervisor: bool = False
    reason: str | None = None
    window_from: datetime | None = None
    window_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of the latest leak check, and whether it was answered in writing."""

    finding_id: UUID
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item with its recorded steps, oldest first, and the latest check's findings."""

    item_id: UUID
    case_id: UUID
    strand_id: UUID
    kind: ItemKind
    from_side: Side
    content_hash: str
    one_way: bool = False
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()

    def last(self, *kinds: StepKind) -> Step | None:
        """Return the latest step of one of the kinds."""
        return next((step for step in reversed(self.steps) if step.kind in kinds), None)

    def has(self, kind: StepKind) -> bool:
        """Whether such a step was recorded."""
        return self.last(kind) is not None

    def with_step(self, step: Step) -> Item:
        """Return the item with one more step."""
        return replace(self, steps=(*self.steps, step))

    @property
    def vetters(self) -> frozenset[str]:
        """Who vetted it."""
        return frozenset(step.by for step in self.steps if step.kind is StepKind.VETTED)

    @property
    def findings_open(self) -> int:
        """How many findings of the latest check have no answer."""
        return sum(not finding.answered for finding in self.findings)

    @property
    def is_delivered(self) -> bool:
        """Whether it stands delivered: a return or a refusal undoes the delivery before it."""
        last = self.last(StepKind.DELIVERED, StepKind.RETURNED, StepKind.REFUSED)
        return last is not None and last.kind is StepKind.DELIVERED

    @property
    def offer(self) -> Step | None:
        """The recipient's latest choice; refusing it at the door undoes an earlier yes."""
        kinds = (StepKind.ACCEPTED, StepKind.DECLINED, StepKind.KEPT, StepKind.REFUSED)
        last = self.last(*kinds)
        return None if last is None or last.kind is StepKind.REFUSED else last

    @property
    def undelivered(self) -> bool:
        """Whether it could still pass, and so can be recalled."""
        return not (self.is_delivered or self.has(StepKind.RECALLED))

    @property
    def delivered_at(self) -> datetime | None:
        """When it was delivered, if it stands delivered."""
        step = self.last(StepKind.DELIVERED) if self.is_delivered else None
        return step.at if step else None

    @property
    def state(self) -> ItemState:
        """Where it stands, derived from the steps."""
        chosen = self.offer.kind if self.offer else None
        taken_in = self.is_delivered and self.has(StepKind.ACKNOWLEDGED)
        standing = (
            (ItemState.ACKNOWLEDGED, taken_in),
            (ItemState.DELIVERED, self.is_delivered),
            (ItemState.RECALLED, self.has(StepKind.RECALLED)),
            (ItemState.DECLINED, chosen is StepKind.DECLINED),
            (ItemState.KEPT, chosen is StepKind.KEPT),
            (ItemState.OFFERED, chosen is StepKind.ACCEPTED),
            (ItemState.VETTED, len(self.vetters) >= 2),
            (ItemState.CHECKED, self.has(StepKind.CHECKED)),
            (ItemState.APPROVED, self.has(StepKind.APPROVED)),
        )
        return next((state for state, holds in standing if holds), ItemState.COMPOSED)


def content_hash(text: str, salt: str) -> str:
    """Return the hash that stands for the exact text (64 hexadecimal digits).

    Keyed with the item's salt, which is kept encrypted beside the text: the hash travels on
    the bus, and a short answer must not be guessable from it.
    """
    return hmac.new(bytes.fromhex(salt), text.encode(), hashlib.sha256).hexdigest()


def mode_of(kind: ItemKind) -> Mode:
    """Return the mode by which an item of this kind passes (PRC-07, PRC-08)."""
    return Mode.LETTER if kind is ItemKind.LETTER else Mode.SHUTTLE


def unanswered(item: Item, found: Iterable[UUID] | None) -> int | None:
    """Return how many findings of a check made now have no answer; None: there was no check."""
    if found is None:
        return None
    answered = {finding.finding_id for finding in item.findings if finding.answered}
    return len(set(found) - answered)


def facts_of(
    item: Item, *, text_hash: str, asked_hash: str, found_now: Iterable[UUID] | None = None
) -> ItemFacts:
    """Return what the gate looks at of one item. ``found_now``: as the leak check finds it now."""
    approved, checked = item.last(StepKind.APPROVED), item.last(StepKind.CHECKED)
    offer = item.offer
    accepted = offer if offer and offer.kind is StepKind.ACCEPTED else None
    vetted = [step for step in item.steps if step.kind is StepKind.VETTED]
    return ItemFacts(
        text_hash=text_hash,
        composed_hash=item.content_hash,
        asked_hash=asked_hash,
        approved_hash=approved.content_hash if approved else None,
        checked_hash=checked.content_hash if checked else None,
        findings_open=item.findings_open,
        leaks_now=unanswered(item, found_now),
        vettings=tuple(Vetting(s.by, s.content_hash, s.as_supervisor) for s in vetted),
        accepted_hash=accepted.content_hash if accepted else None,
        window_from=accepted.window_from if accepted else None,
        window_until=accepted.window_until if accepted else None,
        recalled=item.has(StepKind.RECALLED),
        delivered=item.is_delivered,
    )


def require_words(item: Item, hash_: str) -> None:
    """Refuse a step on other words than the item's (``words-differ``)."""
    if hash_ != item.content_hash:
        raise Refused("words-differ", item=item.item_id)


def require_undelivered(item: Item) -> None:
    """Refuse a step on an item that has passed, or was recalled."""
    if item.is_delivered:
        raise Refused("item-delivered", item=item.item_id)
    if item.has(StepKind.RECALLED):
        raise Refused("item-recalled", item=item.item_id)


def require_approved(item: Item) -> None:
    """The leak check comes after the author's approval (``author-has-not-approved``)."""
    if not item.has(StepKind.APPROVED):
        raise Refused("author-has-not-approved", item=item.item_id)


def require_checked(item: Item) -> None:
    """Vetting comes after the leak check, once every finding is answered."""
    if not item.has(StepKind.CHECKED):
        raise Refused("leak-check-missing", item=item.item_id)
    if item.findings_open:
        raise Refused("finding-unanswered", item=item.item_id)


def require_vetted(item: Item) -> None:
    """Nobody is offered an item that two people have not vetted (``not-vetted-by-two``)."""
    if len(item.vetters) < 2:
        raise Refused("not-vetted-by-two", item=item.item_id)


def require_window(window_from: datetime | None, window_until: datetime | None) -> None:
    """Whoever accepts says from when until when (``InvalidInput`` with every fault)."""
    given = (("window_from", window_from), ("window_until", window_until))
    faults = [Fault(name, "missing") for name, value in given if value is None]
    faults += [
        Fault(name, "zone-missing") for name, value in given if value and value.tzinfo is None
    ]
    if faults:
        raise InvalidInput("window-invalid", tuple(faults))
    if window_from and window_until and window_until <= window_from:
        raise InvalidInput("window-invalid", (Fault("window_until", "not-after-start"),))


def require_later(until: datetime, now: datetime, *, accepts: bool) -> None:
    """What is kept for later is neither taken nor over: asked again at a time to come."""
    faults = [Fault("accepts", "kept-for-later")] if accepts else []
    if until.tzinfo is None:
        faults.append(Fault("keep_until", "zone-missing"))
    elif until <= now:
        faults.append(Fault("keep_until", "in-the-past"))
    if faults:
        raise InvalidInput("choice-invalid", tuple(faults))


def require_way(item: Item, how: str) -> None:
    """Refuse another way than the one that the recipient chose (``not-the-chosen-way``)."""
    chosen = item.offer.reason if item.offer else None
    if chosen is not None and chosen != how:
        raise Refused("not-the-chosen-way", item=item.item_id)


def require_result(item: Item, result: StepKind) -> None:
    """Refuse a result of what does not stand delivered, or a return of what was taken in."""
    if not item.is_delivered:
        raise Refused("item-not-delivered", item=item.item_id)
    settled = item.has(StepKind.ACKNOWLEDGED) or item.has(StepKind.PROVEN)
    if settled and result is not StepKind.PROVEN:
        raise Refused("item-taken-in", item=item.item_id)


def seal_text(item: Item, step: Step, before: str) -> str:
    """Return what a step's seal is made over: everything that it says, and the seal before it."""
    said = (
        before,
        item.item_id,
        step.kind.value,
        step.by,
        step.at.isoformat(),
        step.content_hash,
        step.as_supervisor,
        step.reason,
        step.window_from.isoformat() if step.window_from else None,
        step.window_until.isoformat() if step.window_until else None,
    )
    return hashlib.sha256("|".join(map(str, said)).encode()).hexdigest()
