"""A topic worked out beforehand: its answer for every state of knowledge of the facts it reads.

A fact that is not known leaves open whatever it could still be. Where every possibility comes to
the same, the topic is answered all the same; otherwise it names the facts that the answer turns
on, and no others. Looking an answer up costs the same however many rules a topic has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from math import prod
from operator import itemgetter
from typing import Any

from services.screening.domain.facts import KNOWN_VALUES, UNKNOWN, Facts
from services.screening.domain.policy import STRICTNESS, Effect, Kind, Result, Rule, Topic, Until
from shared.contracts.codes import EligibilityDecision as Decision
from shared.contracts.screening.eligibility_codes import WaitFor

LARGEST = 5_000
"""How many states of knowledge a topic may have; a wider question is to be put as two."""

_NOT_COVERED = Effect(decision=Decision.DEFER, until=Until(WaitFor.MANAGER))
Key = tuple[str, ...]


class TooWide(ValueError):
    """A topic reads so many facts that nobody could oversee its answers."""


class Answers:
    """Every answer of one topic.

    ``key`` takes what a topic reads out of a referral's facts (each named, ``unknown`` if so),
    ``by_key`` has the answer for it.
    """

    __slots__ = ("by_key", "key", "names", "topic")

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self.names = topic.needs
        self.key = _key_of(self.names)
        self.by_key: Mapping[Any, Result] = {
            self._short(key): result for key, result in _worked_out(topic).items()
        }

    def of(self, facts: Facts) -> Result:
        """Return the answer; a value that a fact cannot have counts as not known."""
        return self.by_key[self._short(tuple(_plain(name, facts) for name in self.names))]

    def _short(self, key: Key) -> Any:
        return key[0] if len(key) == 1 else key


def size(topic: Topic) -> int:
    """Return how many states of knowledge a topic has."""
    return prod(len(KNOWN_VALUES[name]) + 1 for name in topic.needs)


def firing(topic: Topic, facts: Facts) -> tuple[Rule, ...]:
    """Return the rules that fire on facts that are all known, the strictest first."""
    named = [rule for rule in topic.rules if rule.when is not None and _met(rule.when, facts)]
    found = named or [rule for rule in topic.rules if rule.when is None]
    return tuple(sorted(found, key=lambda rule: (-rule.effect.strictness, rule.id)))


def _key_of(names: tuple[str, ...]) -> Callable[[Facts], Any]:
    return itemgetter(*names) if names else lambda _facts: ()


def _plain(name: str, facts: Facts) -> str:
    value = str(facts.get(name, UNKNOWN))
    return value if value in KNOWN_VALUES[name] else UNKNOWN


def _met(when: Mapping[str, frozenset[str]], facts: Facts) -> bool:
    return all(facts.get(name) in values for name, values in when.items())


def _worked_out(topic: Topic) -> dict[Key, Result]:
    if size(topic) > LARGEST:
        raise TooWide(topic.id)
    names = topic.needs
    known = _all_known(topic)
    possible: dict[Key, frozenset[Result]] = {key: frozenset({r}) for key, r in known.items()}
    turns_on: dict[Key, frozenset[str]] = dict.fromkeys(known, frozenset())
    states = product(*((*KNOWN_VALUES[name], UNKNOWN) for name in names))
    for key in sorted(states, key=lambda key: key.count(UNKNOWN)):
        if key in known:
            continue
        below = {
            name: [(*key[:at], value, *key[at + 1 :]) for value in KNOWN_VALUES[name]]
            for at, name in enumerate(names)
            if key[at] == UNKNOWN
        }
        filled = next(iter(below.values()))
        possible[key] = frozenset[Result]().union(*(possible[one] for one in filled))
        turns_on[key] = _turns_on(below, possible, turns_on)
    return {key: _settled(topic, results, turns_on[key]) for key, results in possible.items()}


def _all_known(topic: Topic) -> dict[Key, Result]:
    """Return the answer for every combination of known facts; equal answers are one object."""
    names, made = topic.needs, {}
    found: dict[Key, Result] = {}
    for key in product(*(KNOWN_VALUES[name] for name in names)):
        rules = firing(topic, dict(zip(names, key, strict=True)))
        ids = tuple(rule.id for rule in rules)
        if ids not in made:
            made[ids] = _answered(topic, rules)
        found[key] = made[ids]
    return found


def _answered(topic: Topic, rules: tuple[Rule, ...]) -> Result:
    if not rules:
        return Result(topic.id, Kind.UNCOVERED, _NOT_COVERED, ())
    return Result(topic.id, Kind.ANSWERED, rules[0].effect, rules)


def _turns_on(
    below: Mapping[str, list[Key]],
    possible: Mapping[Key, frozenset[Result]],
    turns_on: Mapping[Key, frozenset[str]],
) -> frozenset[str]:
    """Return the open facts of which some value would change the answer, others being settled."""
    if len(below) == 1:
        ((name, filled),) = below.items()
        effects = {result.effect for one in filled for result in possible[one]}
        return frozenset({name} if len(effects) > 1 else ())
    return frozenset[str]().union(*(turns_on[one] for filled in below.values() for one in filled))


def _settled(topic: Topic, results: frozenset[Result], missing: frozenset[str]) -> Result:
    if len(results) == 1:
        return next(iter(results))
    effects = {result.effect for result in results}
    rules = _sorted({rule.id: rule for result in results for rule in result.rules}.values())
    if len(effects) == 1:
        sure = [rule for rule in rules if all(rule in result.rules for result in results)]
        kind = Kind.ANSWERED if sure else Kind.EITHER
        return Result(topic.id, kind, next(iter(effects)), tuple(sure) or rules)
    effect = _meanwhile(topic, effects)
    return Result(topic.id, Kind.ASKED, effect, rules, tuple(sorted(missing)))


def _sorted(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _meanwhile(topic: Topic, effects: set[Effect]) -> Effect:
    """What stands while the topic is open: never milder than its mildest possible answer.

    Which answer it will be is not guessed: where none lets the referral go on it waits for the
    facts, and where some restrict it every restriction that may come holds already.
    """
    floor = min(effect.strictness for effect in effects)
    if topic.meanwhile is Decision.DEFER or floor >= STRICTNESS[Decision.DEFER]:
        return Effect(decision=Decision.DEFER, until=Until(WaitFor.FACTS))
    if floor == STRICTNESS[Decision.PROCEED]:
        return Effect(decision=Decision.PROCEED)
    return Effect(
        decision=Decision.PROCEED_WITH_RESTRICTION,
        restrictions=frozenset().union(*(effect.restrictions for effect in effects)),
    )
