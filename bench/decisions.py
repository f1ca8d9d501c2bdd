"""How many referrals a second are judged by a version of the criteria, against the same by hand.

The rival is the shipped default written out in plain Python, branch by branch, as somebody would
who had no policy files (``rivals/criteria.py``). Both say the same of every referral: the decision,
the restrictions, each topic's rule, and the facts to ask for; that is checked before the clock runs.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figures import Figures, spread
from bench.rivals.criteria import judge
from services.screening.domain.eligibility import Policy, eligibility_of
from services.screening.domain.facts import VALUES
from services.screening.store.policies import FOLDER, policy_of, written_in

Facts = dict[str, str]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How many referrals are judged in each turn, and how many turns."""

    referrals: int
    turns: int = 9


class Differs(Exception):
    """The two do not say the same: there is nothing to compare."""


def measure(folder: Path, size: Size, say: Say) -> Figures:
    """Return decisions a second of each, and the median of the ratios of neighbouring turns."""
    policy = policy_of(written_in(FOLDER / "service-2026.yaml"))
    facts = referrals(size.referrals)
    for one in facts:
        require_same(one, policy)
    rates: dict[str, list[float]] = {"policy": [], "by_hand": []}
    for _ in range(size.turns):
        rates["policy"].append(_rate(facts, lambda one: by_policy(one, policy)))
        rates["by_hand"].append(_rate(facts, by_hand))
    found: Figures = {}
    for name, values in rates.items():
        found |= spread(f"decisions.{name}.per_s", values)
    ratios = [ours / theirs for ours, theirs in zip(*rates.values(), strict=True)]
    found |= spread("decisions.ratio_to_by_hand", ratios)
    say(f"  {size.referrals} referrals, {size.turns} turns each")
    return found


def referrals(many: int) -> list[Facts]:
    """Return facts as referrals have them: most known, some open, every value now and then."""
    chance = random.Random(20)
    usual = {"initiated_by": "harmed", "proceedings": "sentenced", "responsibility_accepted": "yes"}
    usual |= {"responsible_identified": "yes", "harmed_home": "london", "offence_place": "london"}
    flags = ("domestic_abuse", "stalking", "sexual", "child_abuse", "non_recent")
    usual |= dict.fromkeys(flags, "no")
    return [
        {
            name: usual.get(name, "unknown")
            if chance.random() < 0.8
            else chance.choice(sorted(values))
            for name, values in VALUES.items()
        }
        for _ in range(many)
    ]


def by_policy(facts: Facts, policy: Policy) -> Any:
    """Return what a policy version says, as it is put on record."""
    found = eligibility_of(facts, policy)
    rules = [result.id for result in found.results]
    return found.decision, found.restrictions, rules, found.missing_facts


def by_hand(facts: Facts) -> Any:
    """Return what the criteria written out by hand say."""
    return judge(facts)


def require_same(facts: Facts, policy: Policy) -> None:
    """Raise ``Differs`` unless both say the same of a referral."""
    if by_policy(facts, policy) != by_hand(facts):
        raise Differs(f"{facts}: {by_policy(facts, policy)} and {by_hand(facts)}")


def _rate(facts: list[Facts], judge_one: Callable[[Facts], Any]) -> float:
    began = time.perf_counter()
    for one in facts:
        judge_one(one)
    return len(facts) / (time.perf_counter() - began)
