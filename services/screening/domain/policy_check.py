"""Finds what is wrong with a version before it decides about anybody, with an example of each.

Every combination of facts that a topic reads is gone through, so that what is found is all there
is. Whether a rule is ever heard beside the other topics is searched for over all facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from services.screening.domain.answers import firing
from services.screening.domain.eligibility import Policy
from services.screening.domain.facts import KNOWN_VALUES, possible
from services.screening.domain.policy import Rule, Topic

Known = dict[str, str]


class Flaw(StrEnum):
    """What may be wrong with a version."""

    UNREACHABLE = "unreachable"
    CONTRADICTION = "contradiction"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw: where, which rules, and facts that show it (none where no facts reach a rule)."""

    flaw: Flaw
    topic: str
    rules: tuple[str, ...]
    example: Mapping[str, str]

    def __str__(self) -> str:
        """Return the finding in one line."""
        shown = ", ".join(f"{name}={value}" for name, value in sorted(self.example.items()))
        return f"{self.flaw} in {self.topic}: {' and '.join(self.rules) or 'no rule'} ({shown})"


def flaws(policy: Policy) -> tuple[Finding, ...]:
    """Return every flaw of a version, by topic."""
    found = [finding for topic in policy.topics for finding in _in_topic(topic)]
    silent = {name for one in found if one.flaw is Flaw.UNREACHABLE for name in one.rules}
    found += [
        finding
        for topic in policy.topics
        for rule in topic.rules
        if rule.id not in silent and (finding := _never_heard(policy, topic, rule))
    ]
    heard = {name for one in found if one.flaw is Flaw.UNREACHABLE for name in one.rules}
    found += [
        Finding(Flaw.UNREACHABLE, topic.id, (rule.id,), _reaching(topic, rule))
        for topic in policy.topics
        for rule in topic.rules
        if rule.id not in heard and _over_before(policy, rule)
    ]
    return tuple(sorted(found, key=lambda one: (one.topic, one.flaw, one.rules)))


def _in_topic(topic: Topic) -> Iterator[Finding]:
    said = [(facts, firing(topic, facts)) for facts in _states(topic)]
    if gap := next((facts for facts, rules in said if not rules), None):
        yield Finding(Flaw.GAP, topic.id, (), gap)
    pairs: dict[tuple[str, ...], Known] = {}
    for facts, rules in said:
        for other in rules[1:]:
            if other.effect != rules[0].effect:
                pairs.setdefault(tuple(sorted((rules[0].id, other.id))), facts)
    for names, facts in pairs.items():
        yield Finding(Flaw.CONTRADICTION, topic.id, names, facts)
    fired = {rule.id for _, rules in said for rule in rules}
    for rule in topic.rules:
        if rule.id not in fired:
            yield Finding(Flaw.UNREACHABLE, topic.id, (rule.id,), _asked_for(topic, rule))


def _states(topic: Topic) -> Iterator[Known]:
    """Go through what a topic's facts can be together."""
    for values in product(*(KNOWN_VALUES[name] for name in topic.needs)):
        facts = dict(zip(topic.needs, values, strict=True))
        if possible(facts):
            yield facts


def _asked_for(topic: Topic, rule: Rule) -> Known:
    """Facts that a rule asks for and never gets; of "otherwise", facts that others take."""
    if rule.when is None:
        return next(_states(topic), {})
    return {name: min(values) for name, values in rule.when.items()}


def _over_before(policy: Policy, rule: Rule) -> bool:
    """A rule that waits for a day on which the version had not yet begun holds nothing back."""
    until = rule.effect.until
    return until is not None and until.on is not None and until.on <= policy.about.from_on


def _reaching(topic: Topic, rule: Rule) -> Known:
    return next((facts for facts in _states(topic) if rule in firing(topic, facts)), {})


def _never_heard(policy: Policy, topic: Topic, rule: Rule) -> Finding | None:
    """A rule that restricts, yet always beside a stricter topic: it never decides anything."""
    if not rule.effect.strictness:
        return None
    others = [one for one in policy.topics if one is not topic]
    example: Known = {}
    for facts in _states(topic):
        if rule in firing(topic, facts):
            if _beside(others, facts, rule.effect.strictness):
                return None
            example = facts
    return Finding(Flaw.UNREACHABLE, topic.id, (rule.id,), example)


def _beside(topics: list[Topic], facts: Known, strictness: int) -> bool:
    """Whether facts can be completed so that no further topic is stricter: depth first."""
    if not topics:
        return True
    # The topic with the fewest open facts first: it fails soonest.
    first = min(topics, key=lambda one: len(set(one.needs) - set(facts)))
    rest = [one for one in topics if one is not first]
    return any(
        _mild(first, more, strictness) and _beside(rest, more, strictness)
        for more in _completions(first, facts)
    )


def _completions(topic: Topic, facts: Known) -> Iterator[Known]:
    left = [name for name in topic.needs if name not in facts]
    for values in product(*(KNOWN_VALUES[name] for name in left)):
        more = {**facts, **dict(zip(left, values, strict=True))}
        if possible(more):
            yield more


def _mild(topic: Topic, facts: Known, strictness: int) -> bool:
    rules = firing(topic, facts)
    return not rules or rules[0].effect.strictness <= strictness
