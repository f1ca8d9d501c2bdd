"""The shipped default of the criteria, written out by hand: what ``bench/decisions.py`` compares."""

from __future__ import annotations

from typing import Any

from shared.contracts.codes import EligibilityDecision as D
from shared.contracts.codes import Restriction

Facts = dict[str, str]
Answer = tuple[D, tuple[Restriction, ...], str, tuple[str, ...]]
STRICTNESS = {D.PROCEED: 0, D.PROCEED_WITH_RESTRICTION: 1, D.DEFER: 2, D.REFER_ON: 3, D.DECLINE: 4}


def judge(facts: Facts) -> Any:
    """Return decision, restrictions, the rule of each topic, and the facts to ask for."""
    answers = (
        _child_abuse(facts), _domestic_abuse(facts), _place(facts), _responsibility(facts),
        _sexual(facts), _stage(facts), _stalking(facts), _two_people(facts),
    )  # fmt: skip
    decision, restrictions, missing = D.PROCEED, set(), set()
    rules = []
    for outcome, restricts, rule, asks in answers:
        if STRICTNESS[outcome] > STRICTNESS[decision]:
            decision = outcome
        restrictions.update(restricts)
        missing.update(asks)
        rules.append(rule)
    return decision, frozenset(restrictions), rules, tuple(sorted(missing))


def _child_abuse(facts: Facts) -> Answer:
    abuse, minor, began = facts["child_abuse"], facts["harmed_under_18_now"], facts["initiated_by"]
    if abuse == "no":
        return D.PROCEED, (), "no-child-abuse", ()
    if abuse == "yes" and minor == "yes":
        return D.REFER_ON, (), "child-abuse-under-18", ()
    if abuse == "yes" and minor == "no" and began == "harmed":
        special = (Restriction.SPECIALIST_FIRST,)
        return D.PROCEED_WITH_RESTRICTION, special, "child-abuse-adult-by-harmed", ()
    if abuse == "yes" and minor == "no" and began == "responsible":
        return D.DECLINE, (), "child-abuse-adult-by-responsible", ()
    asks = []
    if abuse == "unknown":
        asks.append("child_abuse")
    if minor == "unknown":
        asks.append("harmed_under_18_now")
    if began == "unknown" and minor != "yes":
        asks.append("initiated_by")
    return D.DEFER, (), "child-abuse/asked", tuple(asks)


def _domestic_abuse(facts: Facts) -> Answer:
    abuse, began = facts["domestic_abuse"], facts["initiated_by"]
    if abuse == "no":
        return D.PROCEED, (), "no-domestic-abuse", ()
    if abuse == "yes" and began == "harmed":
        both = (Restriction.HARMED_SIDE_ONLY, Restriction.SPECIALIST_FIRST)
        return D.PROCEED_WITH_RESTRICTION, both, "domestic-abuse-by-harmed", ()
    if abuse == "yes" and began == "responsible":
        return D.DECLINE, (), "domestic-abuse-by-responsible", ()
    return D.DEFER, (), "domestic-abuse/asked", _open(facts, "domestic_abuse", "initiated_by")


def _place(facts: Facts) -> Answer:
    home, work, place = facts["harmed_home"], facts["harmed_work"], facts["offence_place"]
    if place == "london":
        return D.PROCEED, (), "happened-in-london", ()
    if home == "london":
        return D.PROCEED, (), "lives-in-london", ()
    if work == "london":
        return D.PROCEED, (), "works-in-london", ()
    if home == "outside" and work == "outside" and place == "outside":
        return D.REFER_ON, (), "no-link-to-london", ()
    asks = _open(facts, "harmed_home", "harmed_work", "offence_place")
    return D.PROCEED, (), "place/asked", asks


def _responsibility(facts: Facts) -> Answer:
    accepted = facts["responsibility_accepted"]
    if accepted == "yes":
        return D.PROCEED, (), "responsibility-accepted", ()
    if accepted == "no":
        alone = (Restriction.HARMED_SIDE_ONLY,)
        return D.PROCEED_WITH_RESTRICTION, alone, "responsibility-not-accepted", ()
    return D.PROCEED, (), "responsibility/asked", ("responsibility_accepted",)


def _sexual(facts: Facts) -> Answer:
    sexual, began = facts["sexual"], facts["initiated_by"]
    if sexual == "no":
        return D.PROCEED, (), "not-sexual", ()
    if sexual == "yes" and began == "harmed":
        return D.PROCEED_WITH_RESTRICTION, (Restriction.SPECIALIST_FIRST,), "sexual-by-harmed", ()
    if sexual == "yes" and began == "responsible":
        return D.DECLINE, (), "sexual-by-responsible", ()
    return D.DEFER, (), "sexual/asked", _open(facts, "sexual", "initiated_by")


def _stage(facts: Facts) -> Answer:
    stage = facts["proceedings"]
    if stage in ("sentenced", "concluded"):
        return D.PROCEED, (), "after-sentence", ()
    if stage in ("not_reported", "reported"):
        return D.DEFER, (), "no-arrest", ()
    if stage in ("arrested", "charged", "convicted"):
        return D.DEFER, (), "before-disposal", ()
    if stage in ("out_of_court_disposal", "deferred_prosecution"):
        return D.PROCEED, (), "out-of-court", ()
    if stage == "released_without_charge":
        return D.DEFER, (), "never-charged", ()
    return D.PROCEED, (), "stage/asked", ("proceedings",)


def _stalking(facts: Facts) -> Answer:
    stalking, began = facts["stalking"], facts["initiated_by"]
    if stalking == "no":
        return D.PROCEED, (), "no-stalking", ()
    if stalking == "yes" and began == "harmed":
        both = (Restriction.INDIRECT_ONLY, Restriction.SPECIALIST_FIRST)
        return D.PROCEED_WITH_RESTRICTION, both, "stalking-by-harmed", ()
    if stalking == "yes" and began == "responsible":
        return D.DECLINE, (), "stalking-by-responsible", ()
    return D.DEFER, (), "stalking/asked", _open(facts, "stalking", "initiated_by")


def _two_people(facts: Facts) -> Answer:
    known = facts["responsible_identified"]
    if known == "yes":
        return D.PROCEED, (), "responsible-identified", ()
    if known == "no":
        alone = (Restriction.HARMED_SIDE_ONLY,)
        return D.PROCEED_WITH_RESTRICTION, alone, "responsible-not-identified", ()
    return D.PROCEED, (), "two-people/asked", ("responsible_identified",)


def _open(facts: Facts, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if facts[name] == "unknown")
