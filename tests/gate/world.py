"""The model: the real rules of intake, leases and comms, played event by event.

Each owner keeps its own truth and its leases; comms keeps what it has heard. Crossings run the
real ``take_across`` with the real gate; consents and leases are judged by the real rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.comms.domain import gate as gate_room
from services.comms.domain import passage
from services.comms.domain.items import (
    Finding,
    Item,
    Step,
    StepKind,
    mode_of,
)
from services.intake.domain.consents import (
    Consent,
    Standing,
    consents_to_item,
    consents_to_kind,
    takes_part,
    to_withdraw,
)
from shared.contracts.codes import (
    ConsentPurpose,
    EligibilityDecision,
    Engagement,
    ItemKind,
    Mode,
    Restriction,
    RiskDecision,
    Side,
)
from tests.gate.crossings import Crossing, hash_of
from tests.gate.histories import BOSS, FIRST, STRAND, WORDS, Event

START = datetime(2019, 7, 1, 9, tzinfo=UTC)
CASE = UUID(int=3)
PEOPLE = {"author": UUID(int=11), "recipient": UUID(int=12), "relative": UUID(int=13)}
AUTHOR, RECIPIENTS = (PEOPLE["author"],), (PEOPLE["recipient"], PEOPLE["relative"])
PURPOSES = {
    "take_part": ConsentPurpose.TAKE_PART,
    "item": ConsentPurpose.PASS_ITEM,
    "kind": ConsentPurpose.RECEIVE_ITEM,
}
KINDS = (ItemKind.LETTER, ItemKind.ANSWER, ItemKind.QUESTION)
OWNER_OF = {
    **dict.fromkeys(("withdrawn", "consent", "engaged", "held", "resumed", "closed", "moved", "wished", "learned"), "intake"),
    **dict.fromkeys(("barred", "bar_lifted", "eligible", "risk", "review_due"), "screening"),
    **dict.fromkeys(("released", "assigned", "lapsed", "renewed"), "allocation"),
}  # fmt: skip
OPENS_ONLY = {"resumed", "bar_lifted", "renewed"}
"""What can only open what was closed ends no lease."""


@dataclass
class Screened:
    """What screening decided: its own truth, or what comms has heard of it."""

    bars: dict = field(default_factory=dict)
    eligibility: dict = field(default_factory=dict)
    risk: gate_room.Risk | None = None

    def apply(self, name: str, data: dict) -> None:
        getattr(self, f"_{name}")(**data)

    def told(self) -> gate_room.Screening:
        return gate_room.Screening(
            bars=tuple(self.bars.values()),
            eligibility=tuple(self.eligibility.values()),
            risk=self.risk,
        )

    def _barred(self, bar, strand, from_d, until_d, on, modes=()):
        until = None if until_d is None else on + timedelta(days=until_d)
        forbidden = gate_room.barred_modes(Mode(code) for code in modes)
        self.bars[bar] = gate_room.Bar(strand, on + timedelta(days=from_d), until, modes=forbidden)

    def _bar_lifted(self, bar, on):
        self.bars.pop(bar, None)

    def _eligible(self, referral, decision, restrictions, on):
        self.eligibility[referral] = gate_room.Eligibility(
            EligibilityDecision(decision), frozenset(Restriction(code) for code in restrictions)
        )

    def _risk(self, decision, modes, signed, days, on):
        permitted = frozenset(Mode(code) for code in modes)
        self.risk = gate_room.Risk(
            RiskDecision(decision), permitted, signed, on + timedelta(days=days)
        )

    def _review_due(self, from_d, on):
        if self.risk:
            self.risk = replace(self.risk, review_blocks_from=on + timedelta(days=from_d))


@dataclass
class Registry:
    """Intake's truth."""

    consents: list = field(default_factory=list)
    standings: dict = field(default_factory=dict)
    holds: set = field(default_factory=set)
    closed: bool = False
    unsafe: bool = False
    learned: int = 0

    def identifies(self) -> set:
        """What a check by the identifiers of this moment finds: each one learned stands in the words."""
        return {UUID(int=1000 + n) for n in range(self.learned)}

    def told(self, item: Item) -> gate_room.Standing:
        stand = tuple(self.standings.values())
        return gate_room.Standing(
            author_takes_part=takes_part(self.consents, AUTHOR, STRAND, stand),
            author_consents_to_item=consents_to_item(
                self.consents, AUTHOR, item.item_id, strand_id=STRAND, others=RECIPIENTS
            ),
            recipient_takes_part=takes_part(self.consents, RECIPIENTS, STRAND, stand),
            recipient_consents_to_kind=consents_to_kind(
                self.consents, RECIPIENTS, strand_id=STRAND, item_id=item.item_id, kind=item.kind
            ),
            case_open=not self.closed,
            on_hold=bool(self.holds),
            contact_objections=("date-to-avoid",) if self.unsafe else (),
        )

    def say(self, who: str, what: str, *, yes: bool, at: datetime, **about) -> None:
        number = UUID(int=1000 + len(self.consents))
        self.consents.append(
            Consent(number, PEOPLE[who], PURPOSES[what], yes, at, strand_id=STRAND, **about)
        )

    def withdraw(self, who: str, at: datetime) -> None:
        """As the use case does it: every consent ends, and a no is recorded."""
        ended = {c.consent_id for c in to_withdraw(self.consents, PEOPLE[who], frozenset(), None)}
        self.consents = [
            replace(c, withdrawn_at=at) if c.consent_id in ended else c for c in self.consents
        ]
        self.say(who, "take_part", yes=False, at=at)


@dataclass
class World:
    """Everything at once. ``trace`` is what happened, in order, for the oracle to read."""

    now: datetime = START
    real_s: float = 0.0
    trace: list[Event] = field(default_factory=list)
    delivered: list[int] = field(default_factory=list)
    decisions: list = field(default_factory=list)
    leases: dict = field(default_factory=dict)
    forgets: str | None = None
    skips: str | None = None
    # the owners' truth
    registry: Registry = field(default_factory=Registry)
    screened: Screened = field(default_factory=Screened)
    assigned: set = field(default_factory=set)
    lapsed: set = field(default_factory=set)
    # what comms has heard, and has yet to hear
    unheard: dict = field(default_factory=lambda: {owner: [] for owner in passage.OWNERS})
    case_open: bool = False
    holds: set = field(default_factory=set)
    heard: Screened = field(default_factory=Screened)
    facilitators: set = field(default_factory=set)
    items: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)

    @property
    def item(self) -> Item | None:
        """The item that is being worked on: the newest."""
        return next(reversed(self.items.values()), None)

    def play(self, history: list[Event]) -> list[int]:
        """Play a history; return the positions in the trace at which something was delivered."""
        for name, data in history:
            self.happen(name, data)
        return self.delivered

    def happen(self, name: str, data: dict) -> None:
        self.real_s += 0.01
        if name == "cross":
            data = {key: value for key, value in data.items() if key != "heard"}
            Crossing(self, **data).go()
            return
        self.trace.append((name, data))
        bare = data
        if "heard" in data:
            bare = {key: value for key, value in data.items() if key != "heard"}
        owner = OWNER_OF.get(name)
        if owner is None:
            getattr(self, f"_{name}")(**bare)
            return
        self._record(owner, name, bare)
        self.unheard[owner].append((name, bare, self.now.date()))
        if data.get("heard", True):
            self._hear(owner)

    # what the owners record
    def _record(self, owner, name, data):
        if owner == "screening":
            self.screened.apply(name, {**data, "on": self.now.date()})
        else:
            getattr(self, f"_{name}")(**data)
        if name not in OPENS_ONLY and not (name == "consent" and data["yes"]):
            self._end_leases(owner, name)

    def _end_leases(self, owner, reason):
        if owner != self.forgets:
            mine = self.leases.setdefault(owner, {})
            self.leases[owner] = {key: lease.end(reason) for key, lease in mine.items()}

    def _consent(self, who, what, yes):
        about: list[dict] = [{}]
        if what == "kind":
            about = [{"item_kind": kind} for kind in KINDS]
        if what == "item":
            about = [{"item_id": self.item.item_id}] if self.item else []
        for more in about:
            self.registry.say(who, what, yes=yes, at=self.now, **more)

    def _withdrawn(self, who):
        self.registry.withdraw(who, self.now)

    def _engaged(self, who, gone):
        stands = Engagement.DECLINED if gone else Engagement.WILLING_INDIRECT
        self.registry.standings[who] = Standing(PEOPLE[who], STRAND, stands, self.now)

    def _held(self, hold):
        self.registry.holds.add(hold)

    def _resumed(self, hold):
        self.registry.holds.discard(hold)

    def _closed(self):
        self.registry.closed = True

    def _wished(self, unsafe):
        self.registry.unsafe = unsafe

    def _moved(self):
        """Custody changed: nothing that intake tells, but the place is another."""

    def _learned(self, finds):
        """Intake knows one identifier more; the words may hold it."""
        self.registry.learned += finds

    def _assigned(self, who):
        self.assigned |= set(who)

    def _released(self, who):
        self.assigned.discard(who)

    def _lapsed(self, who):
        self.lapsed.add(who)

    def _renewed(self, who):
        self.lapsed.discard(who)

    # what comms hears
    def _hear(self, owner):
        for name, data, on in self.unheard[owner]:
            self.trace.append(("heard", {"event": name, **data}))
            hear = getattr(self, f"_hear_{name}", None)
            if owner == "screening":
                self.heard.apply(name, {**data, "on": on})
            if hear:
                hear(**data)
        self.unheard[owner].clear()

    def _hear_withdrawn(self, who):
        self._recall()

    def _hear_consent(self, who, what, yes):
        if not yes:
            self._recall()

    def _hear_held(self, hold):
        self.holds.add(hold)
        self._recall(StepKind.ACCEPTED)

    def _hear_resumed(self, hold):
        self.holds.discard(hold)

    def _hear_closed(self):
        self.case_open = False
        self._recall()

    def _hear_barred(self, bar, strand, from_d, until_d, modes=()):
        if strand in (None, STRAND):
            forbidden = gate_room.barred_modes(Mode(code) for code in modes)
            self._recall(modes=forbidden)

    def _hear_assigned(self, who):
        self.facilitators |= set(who)

    def _hear_released(self, who):
        self.facilitators.discard(who)

    # time, and what is done to the item
    def _lag(self, seconds):
        self.real_s += seconds

    def _wait(self, hours):
        self.now += timedelta(hours=hours)
        self.real_s += hours * 3600

    def _opened(self):
        self.case_open = True

    def _composed(self, kind):
        item_id = UUID(int=100 + len(self.trace))
        self.words[item_id] = WORDS
        self.items[item_id] = Item(
            item_id=item_id,
            case_id=CASE,
            strand_id=STRAND,
            kind=kind,
            from_side=Side.RESPONSIBLE,
            content_hash=hash_of(WORDS),
        )

    def _reworded(self):
        """Other words are another item: it starts again, with no consent to it."""
        if self.item:
            self._composed(self.item.kind)

    def _tampered(self, words):
        if self.item:
            self.words[self.item.item_id] = words

    def _approved(self, words):
        self.step(StepKind.APPROVED, FIRST, words)

    def _checked(self, words, findings):
        self.step(StepKind.CHECKED, FIRST, words)
        found = {UUID(int=n) for n in range(findings)} | self.registry.identifies()
        self._find(Finding(one, answered=False) for one in found)

    def _answer_all(self):
        if self.item:
            self._find(replace(one, answered=True) for one in self.item.findings)

    def _find(self, findings):
        if self.item:
            self.items[self.item.item_id] = replace(self.item, findings=tuple(findings))

    def _vetted(self, who, words):
        self.step(StepKind.VETTED, who, words, as_supervisor=who == BOSS)

    def _offer(self, yes, words, from_h, until_h):
        window_from = self.now + timedelta(hours=from_h)
        window_until = self.now + timedelta(hours=until_h)
        kind = StepKind.ACCEPTED if yes else StepKind.DECLINED
        self.step(kind, FIRST, words, window_from=window_from, window_until=window_until)

    def _recalled(self):
        self._recall()

    def _recall(self, only: StepKind | None = None, modes: frozenset[Mode] = frozenset(Mode)):
        for item in self.items.values():
            if mode_of(item.kind) not in modes:
                continue
            if item.undelivered and (only is None or item.has(only)):
                self.step(StepKind.RECALLED, FIRST, WORDS, item)

    def step(self, kind, by, words, item=None, **more):
        item = item or self.item
        if item:
            step = Step(kind=kind, by=by, at=self.now, content_hash=hash_of(words), **more)
            self.items[item.item_id] = item.with_step(step)
