"""One crossing of the model: the real ``take_across`` and gate, with something in every gap."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.comms.domain import gate as gate_room
from services.comms.domain import passage
from services.comms.domain.items import Item, StepKind, content_hash, facts_of, mode_of
from shared.leases.rule import LEASE_S, Lease, objection_to
from tests.gate.histories import FIRST, STRAND, WORDS

if TYPE_CHECKING:
    from tests.gate.world import World

SALT = "ab" * 32
HASHES: dict = {}


class Crash(Exception):
    """The process died."""


class Closed(Exception):
    """The gate is closed."""


def hash_of(words: str) -> str:
    if words not in HASHES:
        HASHES[words] = content_hash(words, SALT)
    return HASHES[words]


class Crossing:
    """One crossing of the item as it stands when the facilitator asks for it."""

    def __init__(self, world: World, words: str, between: dict, silent: dict, crash: int | None):
        self.world, self.words = world, words
        self.between, self.silent, self.crash = between, silent, crash
        self.gap = -1
        self.number = len(world.trace)
        self.began = world.real_s
        self.item_id = world.item.item_id if world.item else None
        self.told: dict = {}
        self.found_now: set | None = None
        self.lease: dict = {}

    def go(self) -> None:
        if self.item_id is None:
            return
        self._mark("began")
        try:
            passage.take_across(self)
        except Crash:
            self._mark("crashed")
        except Closed:
            pass

    def ask(self, owner):
        self._next()
        self._mark("asked", owner=owner)
        if self.silent.get("ask") == owner:
            return
        world = self.world
        self.told[owner] = self._facts_of(owner)
        lease = Lease(
            lease_id=UUID(int=self.number * 10 + len(self.told)),
            granted_on=world.now.date(),
            runs_out=world.real_s + LEASE_S,
        )
        world.leases.setdefault(owner, {})[lease.lease_id] = lease
        self.lease[owner] = lease.lease_id

    def decide(self):
        self._next()
        self._mark("decided")
        self._require(gate_room.decide(self._facts()))

    def confirm(self, owner):
        self._next()
        self._mark("confirmed", owner=owner)
        if self.world.skips == owner:
            return True
        lease = self.world.leases.get(owner, {}).get(self.lease.get(owner))
        objection = objection_to(lease, real_s=self.world.real_s, today=self.world.now.date())
        if objection is None:
            self.world.leases[owner][lease.lease_id] = lease.confirm()
        return objection is None and self.silent.get("confirm") != owner

    def record(self, *, confirmed):
        self._next()
        self._require(gate_room.decide_release(self._facts(confirmed=confirmed)))
        world = self.world
        world.delivered.append(len(world.trace))
        self._mark("recorded", words=self.words)
        world.step(StepKind.DELIVERED, FIRST, WORDS, self.item)
        if self.crash == self.gap + 1:
            raise Crash

    @property
    def item(self) -> Item:
        return self.world.items[self.item_id]

    def _next(self) -> None:
        """Whatever happens before the next step, happens."""
        self.gap += 1
        for name, data in self.between.get(self.gap, ()):
            self.world.happen(name, data)
        if self.crash == self.gap:
            raise Crash
        self.world.real_s += 0.01

    def _mark(self, name: str, **data) -> None:
        self.world.trace.append((name, {**data, "crossing": self.number}))

    def _require(self, decision) -> None:
        self.world.decisions.append((self.number, decision))
        if not decision.open:
            raise Closed

    def _facts_of(self, owner):
        world = self.world
        if owner == "intake":
            self.found_now = world.registry.identifies()
            return world.registry.told(self.item)
        if owner == "screening":
            return world.screened.told()
        return frozenset(world.assigned - world.lapsed)

    def _facts(self, *, confirmed=False) -> gate_room.Facts:
        world, item = self.world, self.item
        return gate_room.Facts(
            at=world.now,
            today=world.now.date(),
            strand_id=STRAND,
            mode=mode_of(item.kind),
            case_open=world.case_open,
            held=bool(world.holds),
            heard=world.heard.told(),
            facilitators=frozenset(world.facilitators),
            standing=self.told.get("intake"),
            screening=self.told.get("screening"),
            current=self.told.get("allocation"),
            answers_age_s=world.real_s - self.began,
            confirmed=confirmed,
            item=facts_of(
                item,
                text_hash=hash_of(world.words[self.item_id]),
                asked_hash=hash_of(self.words),
                found_now=self.found_now,
            ),
        )
