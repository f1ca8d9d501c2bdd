"""Eligibility worked out afresh and plainly: every completion of what is unknown, one by one."""

from itertools import product

from services.screening.domain.eligibility import Eligibility
from services.screening.domain.facts import KNOWN_VALUES
from services.screening.domain.policy import STRICTNESS, Effect, Kind, Result, Until
from shared.contracts.codes import EligibilityDecision as D
from shared.contracts.screening.eligibility_codes import WaitFor


def eligible_by_hand(facts, policy):
    results = [answer(topic, facts) for topic in sorted(policy.topics, key=lambda one: one.id)]
    decision = max((one.effect.decision for one in results), key=STRICTNESS.get)
    restrictions = frozenset().union(*(one.effect.restrictions for one in results))
    return Eligibility(decision, restrictions, tuple(results), policy.version)


def answer(topic, facts):
    names = sorted({name for rule in topic.rules for name in rule.when or ()})
    ways = [
        [facts[name]] if facts.get(name) in KNOWN_VALUES[name] else KNOWN_VALUES[name]
        for name in names
    ]
    said = {key: firing(topic, dict(zip(names, key, strict=True))) for key in product(*ways)}
    rules = {rule.id: rule for found in said.values() for rule in found}
    every = tuple(rules[name] for name in sorted(rules))
    effects = {found[0].effect for found in said.values()}
    if len(effects) == 1:
        (effect,) = effects
        alike = (
            next(iter(said.values())) if len({ids(found) for found in said.values()}) == 1 else ()
        )
        sure = [rule for rule in every if all(rule in found for found in said.values())]
        kind = Kind.ANSWERED if sure else Kind.EITHER
        return Result(topic.id, kind, effect, tuple(alike) or tuple(sure) or every)
    missing = [name for at, name in enumerate(names) if turns_on(said, at)]
    return Result(topic.id, Kind.ASKED, meanwhile(topic, effects), every, tuple(missing))


def firing(topic, known):
    found = [
        rule
        for rule in topic.rules
        if rule.when is not None and all(known[name] in rule.when[name] for name in rule.when)
    ]
    found = found or [rule for rule in topic.rules if rule.when is None]
    return sorted(found, key=lambda rule: (-STRICTNESS[rule.effect.decision], rule.id))


def ids(rules):
    return tuple(rule.id for rule in rules)


def turns_on(said, at):
    """Whether two completions that differ in this fact only come to different effects."""
    rows = {}
    for key, found in said.items():
        rows.setdefault((*key[:at], *key[at + 1 :]), set()).add(found[0].effect)
    return any(len(effects) > 1 for effects in rows.values())


def meanwhile(topic, effects):
    mildest = min((one.decision for one in effects), key=STRICTNESS.get)
    if topic.meanwhile is D.PROCEED and mildest is D.PROCEED:
        return Effect(decision=D.PROCEED)
    if topic.meanwhile is D.PROCEED and mildest is D.PROCEED_WITH_RESTRICTION:
        may_come = frozenset().union(*(one.restrictions for one in effects))
        return Effect(decision=mildest, restrictions=may_come)
    return Effect(decision=D.DEFER, until=Until(WaitFor.FACTS))
