"""Random histories of one strand: the real model of comms fed event by event, and an oracle.

The model side folds the history into the domain's own facts and asks its gate. The oracle
knows nothing of that code: at each delivery it reads the raw history again from the start and
says which demands of design 7 were not met.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.comms.domain import gate as gate_room
from services.comms.domain.items import (
    Finding,
    Item,
    Step,
    StepKind,
    content_hash,
    facts_of,
    mode_of,
)
from shared.contracts.codes import (
    EligibilityDecision,
    ItemKind,
    Mode,
    Restriction,
    RiskDecision,
    Side,
)

START = datetime(2019, 7, 1, 9, tzinfo=UTC)
STRAND, OTHER_STRAND, CASE = UUID(int=1), UUID(int=2), UUID(int=3)
SALT = "ab" * 32
FIRST, SECOND, THIRD, BOSS = "user-1", "user-2", "user-3", "boss-1"
WORDS = "I have thought about it every day, and I am sorry."
OTHER_WORDS = "Something that nobody has read."

Event = tuple[str, dict]


def happy_path(chance: random.Random) -> list[Event]:
    """A history after which an item may pass, its parts in a random but possible order."""
    mode_kind = chance.choice([ItemKind.LETTER, ItemKind.ANSWER, ItemKind.QUESTION])
    facts: list[Event] = [
        ("assigned", {"who": (FIRST, SECOND)}),
        ("eligible", {"referral": 1, "decision": "proceed", "restrictions": ()}),
        ("risk", {"decision": "proceed", "modes": ("shuttle", "letter"), "signed": 2, "days": 56}),
        ("take_part", {"side": "author", "yes": True}),
        ("take_part", {"side": "recipient", "yes": True}),
        ("consent_kind", {"yes": True}),
    ]
    chance.shuffle(facts)
    vetters = chance.choice([(FIRST, SECOND), (FIRST, SECOND), (FIRST, BOSS), (SECOND, BOSS)])
    steps: list[Event] = [
        ("composed", {"kind": mode_kind}),
        ("approved", {"words": WORDS}),
        ("consent_item", {"yes": True}),
        ("checked", {"words": WORDS, "findings": chance.choice([0, 0, 1, 2])}),
        ("answer_all", {}),
        *[("vetted", {"who": who, "words": WORDS}) for who in vetters],
        ("offer", {"yes": True, "words": WORDS, "from_h": 0, "until_h": chance.choice([24, 240])}),
    ]
    path = [("opened", {}), *steps]
    for one in facts:  # facts may come anywhere among the steps
        path.insert(chance.randint(1, len(path)), one)
    return [*path, ("ask", {}), ("deliver", {"words": WORDS})]


def disturbances(chance: random.Random) -> Event:
    """Something that may happen at any time."""
    side = chance.choice(["author", "recipient"])
    return chance.choice(
        [
            ("take_part", {"side": side, "yes": False}),
            ("take_part", {"side": side, "yes": True}),
            ("consent_item", {"yes": False}),
            ("consent_kind", {"yes": False}),
            ("heard_withdrawal", {}),
            ("barred", {"bar": chance.randint(1, 3), "strand": chance.choice([STRAND, None, OTHER_STRAND]),
                        "from_d": chance.choice([-3, 0, 5]), "until_d": chance.choice([None, 2, 30])}),
            ("bar_lifted", {"bar": chance.randint(1, 3)}),
            ("held", {"hold": chance.randint(1, 2), "heard": chance.random() < 0.5}),
            ("resumed", {"hold": chance.randint(1, 2)}),
            ("released", {"who": chance.choice([FIRST, SECOND])}),
            ("assigned", {"who": (THIRD,)}),
            ("closed", {"heard": chance.random() < 0.5}),
            ("tampered", {"words": OTHER_WORDS}),
            ("reworded", {}),
            ("recalled", {}),
            ("offer", {"yes": False, "words": WORDS, "from_h": 0, "until_h": 24}),
            ("offer", {"yes": True, "words": WORDS, "from_h": 30, "until_h": 60}),
            ("offer", {"yes": True, "words": OTHER_WORDS, "from_h": 0, "until_h": 60}),
            ("approved", {"words": OTHER_WORDS}),
            ("checked", {"words": OTHER_WORDS, "findings": 0}),
            ("checked", {"words": WORDS, "findings": 2}),
            ("vetted", {"who": chance.choice([FIRST, SECOND, THIRD, BOSS]), "words": OTHER_WORDS}),
            ("vetted", {"who": chance.choice([FIRST, SECOND, THIRD, BOSS]), "words": WORDS}),
            ("eligible", {"referral": chance.choice([1, 2]),
                          "decision": chance.choice(["decline", "defer", "refer_on"]),
                          "restrictions": ()}),
            ("eligible", {"referral": chance.choice([1, 2]),
                          "decision": "proceed_with_restriction",
                          "restrictions": (chance.choice(["harmed_side_only", "indirect_only"]),)}),
            ("risk", {"decision": chance.choice([one.value for one in RiskDecision]),
                      "modes": chance.choice([("shuttle",), ("letter",), ("shuttle", "letter"), ()]),
                      "signed": chance.choice([1, 2, 2]), "days": chance.choice([0, 1, 56])}),
            ("review_due", {"from_d": chance.choice([-1, 0, 3])}),
            ("wait", {"hours": chance.choice([1, 13, 30, 80, 1500])}),
            ("ask", {}),
            ("ask_unanswered", {}),
            ("lag", {"seconds": chance.choice([1, 4, 6, 60])}),
            ("deliver", {"words": WORDS}),
            ("deliver", {"words": OTHER_WORDS}),
            ("answer_all", {}),
        ]
    )  # fmt: skip


def random_history(chance: random.Random) -> list[Event]:
    """A happy path with steps dropped, moved and disturbed, and further tries to deliver."""
    history = happy_path(chance)
    for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
        what = chance.random()
        if what < 0.25:
            history.pop(chance.randrange(1, len(history) - 1))
        elif what < 0.35:
            moved = history.pop(chance.randrange(1, len(history) - 1))
            history.insert(chance.randint(1, len(history) - 1), moved)
        else:
            history.insert(chance.randint(1, len(history) - 1), disturbances(chance))
    for _ in range(chance.choice([0, 0, 1])):
        history += [disturbances(chance), ("ask", {}), ("deliver", {"words": WORDS})]
    if chance.random() < 0.3:  # intake's answer is some events old when the decision is made
        history.insert(len(history) - 1, disturbances(chance))
    return history


@dataclass
class World:
    """The model: intake's truth, what comms knows, and the items as the domain holds them."""

    now: datetime = START
    real_s: float = 0.0
    intake: dict = field(
        default_factory=lambda: {
            "author": False,
            "recipient": False,
            "item": False,
            "kind": False,
            "open": True,
            "holds": set(),
        }
    )
    answer: tuple[dict, float] | None = None
    case_open: bool = False
    holds: set = field(default_factory=set)
    bars: dict = field(default_factory=dict)
    eligibility: dict = field(default_factory=dict)
    risk: gate_room.Risk | None = None
    facilitators: set = field(default_factory=set)
    item: Item | None = None
    stored_words: str = WORDS
    delivered: list[int] = field(default_factory=list)
    decisions: list = field(default_factory=list)

    def play(self, history: list[Event]) -> list[int]:
        """Play a history; return the positions at which something was delivered."""
        for position, (name, data) in enumerate(history):
            self.real_s += 0.01
            getattr(self, f"_{name}")(position, **data)
        return self.delivered

    # what intake knows
    def _take_part(self, position, side, yes):
        self.intake[side] = yes

    def _consent_item(self, position, yes):
        self.intake["item"] = yes

    def _consent_kind(self, position, yes):
        self.intake["kind"] = yes

    def _ask(self, position):
        self.answer = (
            {**self.intake, "holds": set(self.intake["holds"])},
            self.real_s,
        )

    def _ask_unanswered(self, position):
        self.answer = None

    def _lag(self, position, seconds):
        self.real_s += seconds

    def _wait(self, position, hours):
        self.now += timedelta(hours=hours)
        self.real_s += hours * 3600

    # what comms hears
    def _opened(self, position):
        self.case_open = True

    def _closed(self, position, heard):
        self.intake["open"] = False
        self.case_open = self.case_open and not heard

    def _held(self, position, hold, heard):
        self.intake["holds"].add(hold)
        if heard:
            self.holds.add(hold)

    def _resumed(self, position, hold):
        self.intake["holds"].discard(hold)
        self.holds.discard(hold)

    def _barred(self, position, bar, strand, from_d, until_d):
        day = self.now.date()
        until = None if until_d is None else day + timedelta(days=until_d)
        self.bars[bar] = gate_room.Bar(strand, day + timedelta(days=from_d), until)

    def _bar_lifted(self, position, bar):
        if bar in self.bars:
            self.bars[bar] = replace(self.bars[bar], lifted=True)

    def _eligible(self, position, referral, decision, restrictions):
        self.eligibility[referral] = gate_room.Eligibility(
            EligibilityDecision(decision), frozenset(Restriction(code) for code in restrictions)
        )

    def _risk(self, position, decision, modes, signed, days):
        self.risk = gate_room.Risk(
            RiskDecision(decision),
            frozenset(Mode(code) for code in modes),
            signed,
            self.now.date() + timedelta(days=days),
        )

    def _review_due(self, position, from_d):
        if self.risk:
            day = self.now.date() + timedelta(days=from_d)
            self.risk = replace(self.risk, review_blocks_from=day)

    def _assigned(self, position, who):
        self.facilitators |= set(who)

    def _released(self, position, who):
        self.facilitators.discard(who)

    # steps on the item
    def _composed(self, position, kind):
        self.stored_words = WORDS
        self.item = Item(
            item_id=UUID(int=100 + position),
            case_id=CASE,
            strand_id=STRAND,
            kind=kind,
            from_side=Side.RESPONSIBLE,
            content_hash=content_hash(WORDS, SALT),
        )

    def _reworded(self, position):
        """Other words are another item: it starts again, with no consent to it."""
        if self.item:
            self._composed(position, self.item.kind)
            self.intake["item"] = False

    def _tampered(self, position, words):
        self.stored_words = words

    def _approved(self, position, words):
        self._step(StepKind.APPROVED, FIRST, words)

    def _checked(self, position, words, findings):
        self._step(StepKind.CHECKED, FIRST, words)
        if self.item:
            found = tuple(Finding(UUID(int=n), answered=False) for n in range(findings))
            self.item = replace(self.item, findings=found)

    def _answer_all(self, position):
        if self.item:
            answered = tuple(replace(one, answered=True) for one in self.item.findings)
            self.item = replace(self.item, findings=answered)

    def _vetted(self, position, who, words):
        self._step(StepKind.VETTED, who, words, as_supervisor=who == BOSS)

    def _offer(self, position, yes, words, from_h, until_h):
        kind = StepKind.ACCEPTED if yes else StepKind.DECLINED
        self._step(
            kind,
            FIRST,
            words,
            window_from=self.now + timedelta(hours=from_h),
            window_until=self.now + timedelta(hours=until_h),
        )

    def _recalled(self, position):
        self._step(StepKind.RECALLED, FIRST, WORDS)

    def _heard_withdrawal(self, position):
        """A withdrawal is recorded by intake and then heard here, which recalls."""
        self.intake["author"] = self.intake["recipient"] = False
        if self.item and self.item.undelivered:
            self._recalled(position)

    def _deliver(self, position, words):
        if self.item is None:
            return
        decision = gate_room.decide(self._facts(words))
        self.decisions.append((position, decision))
        if decision.open:
            self.delivered.append(position)
            self._step(StepKind.DELIVERED, FIRST, WORDS)

    def _step(self, kind, by, words, **more):
        if self.item:
            step = Step(
                kind=kind, by=by, at=self.now, content_hash=content_hash(words, SALT), **more
            )
            self.item = self.item.with_step(step)

    def _facts(self, words) -> gate_room.Facts:
        return gate_room.Facts(
            at=self.now,
            today=self.now.date(),
            strand_id=STRAND,
            mode=mode_of(self.item.kind),
            standing=self._standing(),
            case_open=self.case_open,
            held=bool(self.holds),
            bars=tuple(self.bars.values()),
            eligibility=tuple(self.eligibility.values()),
            risk=self.risk,
            facilitators=frozenset(self.facilitators),
            item=facts_of(
                self.item,
                text_hash=content_hash(self.stored_words, SALT),
                asked_hash=content_hash(words, SALT),
            ),
        )

    def _standing(self) -> gate_room.Standing | None:
        if self.answer is None:
            return None
        known, asked_at = self.answer
        return gate_room.Standing(
            author_takes_part=known["author"],
            author_consents_to_item=known["item"],
            recipient_takes_part=known["recipient"],
            recipient_consents_to_kind=known["kind"],
            case_open=known["open"],
            on_hold=bool(known["holds"]),
            age_s=self.real_s - asked_at,
        )
