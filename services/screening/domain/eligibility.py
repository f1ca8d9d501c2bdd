"""Which policy version is in force, and what it says about a referral's facts (ELG-01 … ELG-16).

Every topic of a version is asked; the strictest answer decides, whatever the order of topics and
rules, and every restriction of any answer holds beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from services.screening.domain.answers import Answers
from services.screening.domain.facts import NOTHING_KNOWN, Facts
from services.screening.domain.policy import GOES_ON, Effect, Result, Topic, Until, Version
from shared.contracts.codes import EligibilityDecision as Decision
from shared.contracts.codes import Restriction
from shared.kernel.errors import Refused

__all__ = ["GOES_ON", "Eligibility", "Policy", "eligibility_of", "policy_on"]

_NONE = frozenset[Restriction]()
_NOTHING = Effect(decision=Decision.PROCEED)


@dataclass(frozen=True, slots=True)
class Policy:
    """One dated version of the criteria, worked out (raises ``TooWide``)."""

    about: Version
    topics: tuple[Topic, ...]
    answers: tuple[Answers, ...] = field(init=False, compare=False, repr=False)
    dated: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        worked_out = (Answers(topic) for topic in sorted(self.topics, key=lambda one: one.id))
        object.__setattr__(self, "answers", tuple(worked_out))
        untils = {rule.effect.until for topic in self.topics for rule in topic.rules}
        object.__setattr__(self, "dated", any(one.on for one in untils if one is not None))

    @property
    def version(self) -> str:
        """The version's name."""
        return self.about.name


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A decision with every topic's answer, in the order of the topics' ids."""

    decision: Decision
    restrictions: frozenset[Restriction]
    results: tuple[Result, ...]
    policy_version: str

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """The facts that the answer turns on and nobody knows yet."""
        return tuple(sorted({name for result in self.results for name in result.missing}))

    @property
    def rules(self) -> tuple[str, ...]:
        """What holds the referral back or restricts it: rules by id, open topics by theirs."""
        return tuple(sorted(result.id for result in self.results if result.matters))

    @property
    def hard_stops(self) -> tuple[str, ...]:
        """The fired rules that no exception may set aside (5.3)."""
        return tuple(sorted(one.id for one in self.results if one.effect.hard_stop))

    @property
    def open_stops(self) -> tuple[str, ...]:
        """The facts that must be known before it is sure that no hard stop holds."""
        asked = (one for one in self.results if one.missing)
        stops = (one for one in asked if any(rule.effect.hard_stop for rule in one.rules))
        return tuple(sorted({name for one in stops for name in one.missing}))

    @property
    def deciding(self) -> tuple[Result, ...]:
        """The answers that are as strict as the decision: what has to change for another one."""
        return tuple(one for one in self.results if one.effect.decision is self.decision)

    @property
    def waits_for(self) -> tuple[Until, ...]:
        """What a deferred referral waits for; all of it."""
        found = {one.effect.until for one in self.deciding if one.effect.until is not None}
        return tuple(sorted(found, key=repr))


def policy_on(
    policies: Iterable[Policy], received_on: date, pathway: str | None, day: date | None = None
) -> Policy:
    """Return the newest version in force on ``day`` for a referral, its pathway's own first.

    Without ``day`` it is judged as on the day of receipt. A referral older than every version is
    judged by the first. Raises ``Refused`` without any.
    """
    every = tuple(policies)
    own = [one for one in every if pathway is not None and one.about.pathway == pathway]
    general = [one for one in every if one.about.pathway is None]
    for fitting in (own, general):
        judging = [one for one in fitting if one.about.judges(received_on, day or received_on)]
        if judging:
            return max(judging, key=lambda one: (one.about.from_on, one.version))
    if first := own or general:
        return min(first, key=lambda one: (one.about.from_on, one.version))
    raise Refused("no-policy-in-force")


def eligibility_of(facts: Facts, policy: Policy, day: date | None = None) -> Eligibility:
    """Ask every topic; the strictest answer decides, and every restriction holds.

    With ``day``, what was deferred until a date holds nothing back from that date on.
    """
    whole = {**NOTHING_KNOWN, **facts}
    try:
        results = tuple([one.by_key[one.key(whole)] for one in policy.answers])
    except KeyError:  # a value that no fact can have: not known, then
        results = tuple(one.of(facts) for one in policy.answers)
    if day is not None and policy.dated:
        results = tuple([_on(one, day) for one in results])
    decision, strictness, restrictions = Decision.PROCEED, 0, _NONE
    for result in results:
        effect = result.effect
        if effect.strictness > strictness:
            decision, strictness = effect.decision, effect.strictness
        if effect.restrictions:
            restrictions |= effect.restrictions
    return Eligibility(decision, restrictions, results, policy.version)


def _on(result: Result, day: date) -> Result:
    until = result.effect.until
    reached = until is not None and until.on is not None and until.on <= day
    return replace(result, effect=_NOTHING) if reached else result
