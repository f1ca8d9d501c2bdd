"""What a version of the criteria is made of: topics, and the rules that answer each (ELG-13).

A topic is one question of practice, such as how far the legal process has come. Its rules, between
them, say what follows for every possible answer: also when nothing stands in the way, so that a
question nobody thought of is found instead of waved through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shared.contracts.codes import EligibilityDecision as Decision
from shared.contracts.codes import Restriction
from shared.contracts.screening.eligibility_codes import Covers, WaitFor

STRICTNESS: Mapping[Decision, int] = {
    Decision.PROCEED: 0,
    Decision.PROCEED_WITH_RESTRICTION: 1,
    Decision.DEFER: 2,
    Decision.REFER_ON: 3,
    Decision.DECLINE: 4,
}
GOES_ON = frozenset({Decision.PROCEED, Decision.PROCEED_WITH_RESTRICTION})


@dataclass(frozen=True, slots=True)
class Until:
    """What a deferred referral waits for: an event, or a date."""

    event: WaitFor | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReferTo:
    """Where a referral is sent on, and how that is done."""

    where: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What follows from a rule; two rules with the same effect agree."""

    decision: Decision
    restrictions: frozenset[Restriction] = frozenset()
    until: Until | None = None
    refer_to: ReferTo | None = None
    offers: tuple[str, ...] = ()
    hard_stop: bool = False
    strictness: int = field(init=False)
    """How much the decision holds back: the strictest of all topics stands."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "strictness", STRICTNESS[self.decision])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of practice: the facts it needs, what follows, and the reason for two readers.

    ``when`` is None for the rule that answers whatever no other rule of its topic does. ``reason``
    is for staff, ``told`` for the referrer.
    """

    id: str
    when: Mapping[str, frozenset[str]] | None
    effect: Effect
    reason: str
    told: str
    source: str

    @property
    def needs(self) -> frozenset[str]:
        """The facts that the rule reads."""
        return frozenset(self.when or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One question of practice with the rules that answer it.

    While a fact is missing that the answer turns on, ``meanwhile`` stands, or the mildest
    possible answer where that is stricter; the fact is asked for by name, never guessed.
    """

    id: str
    rules: tuple[Rule, ...]
    meanwhile: Decision = Decision.DEFER

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that any of its rules reads, sorted."""
        return tuple(sorted(frozenset[str]().union(*(rule.needs for rule in self.rules))))


class Kind(StrEnum):
    """How a topic came to its answer: ``either``, where whatever is open comes to the same."""

    ANSWERED = "answered"
    EITHER = "either"
    ASKED = "asked"
    UNCOVERED = "uncovered"


@dataclass(frozen=True, slots=True)
class Result:
    """What one topic said of a referral's facts.

    ``rules`` are those that fired; of an asked topic, those that may yet fire.
    """

    topic: str
    kind: Kind
    effect: Effect
    rules: tuple[Rule, ...]
    missing: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Rules hold mappings, which have no hash: their ids stand for them."""
        return hash((self.topic, self.kind, self.effect, tuple(rule.id for rule in self.rules)))

    @property
    def id(self) -> str:
        """The rule that decided, or which topic is still open and why."""
        return self.rules[0].id if self.kind is Kind.ANSWERED else f"{self.topic}/{self.kind}"

    @property
    def matters(self) -> bool:
        """Whether the topic holds the referral back or restricts it."""
        return self.effect.decision is not Decision.PROCEED


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a version of the criteria is called, where it comes from, and for what it is in force."""

    name: str
    from_on: date
    source: str
    pathway: str | None = None
    covers: Covers = Covers.RECEIVED

    def begins_with(self, other: Version) -> bool:
        """Whether it begins on the same day for the same pathway as another version."""
        mine, its = ((one.from_on, one.pathway) for one in (self, other))
        return self.name != other.name and mine == its

    def judges(self, received_on: date, day: date) -> bool:
        """Whether on ``day`` it is in force for a referral received on ``received_on``."""
        if self.covers is Covers.OPEN:
            return self.from_on <= day
        return self.from_on <= received_on
