"""How long a replay of the past takes, beside deciding each of those referrals afresh.

The rival has every referral in memory and asks the plain function, one by one: no store, no
comparison by rule. What it takes is in the replay as well; the rest is the price of reading.
Both must find the same number of referrals decided otherwise, or there is nothing to compare.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.figures import Figures, spread
from ops.policy_replay import replay
from services.screening.domain.eligibility import Policy, eligibility_of
from services.screening.store.policies import FOLDER, policy_of, written_in
from shared.store.engine import Store
from tests.support.past import FIRST, Judged, past

Say = Callable[[str], None]
KINDS = 300
VERSIONS = ("practice-2019.yaml", "service-2026.yaml")


@dataclass(frozen=True, slots=True)
class Size:
    """How many referrals the past has, and how often it is replayed."""

    referrals: int
    turns: int = 3


class Differs(Exception):
    """The two do not say the same of the past: there is nothing to compare."""


def measure(folder: Path, size: Size, say: Say) -> Figures:
    """Return the seconds of a replay and of the plain function, and how many times that it is."""
    old, new = (policy_of(written_in(FOLDER / name)) for name in VERSIONS)
    url = f"sqlite:///{folder}/screening.sqlite"
    judged = past(url, size.referrals, kinds=KINDS, judge=lambda facts: eligibility_of(facts, old))
    store = Store.open(url, service="screening")
    times: dict[str, list[float]] = {"past": [], "afresh": []}
    for _ in range(size.turns):
        began = time.perf_counter()
        found = replay(store, new, FIRST, FIRST + timedelta(days=365))
        times["past"].append(time.perf_counter() - began)
        began = time.perf_counter()
        different = decided_otherwise(judged, new)
        times["afresh"].append(time.perf_counter() - began)
        require_same(len(found.different), different)
    store.close()
    figures: Figures = {"replay.referrals": float(found.looked_at)}
    for name, values in times.items():
        figures |= spread(f"replay.{name}.s", values)
    by_turn = [ours / theirs for ours, theirs in zip(*times.values(), strict=True)]
    say(f"  {size.referrals} referrals, {size.turns} turns each")
    return figures | {"replay.multiple_of_afresh": round(statistics.median(by_turn), 3)}


def decided_otherwise(judged: list[Judged], policy: Policy) -> int:
    """Decide each referral by the plain function, and count what would be decided otherwise."""
    return sum(
        eligibility_of(one.facts, policy, one.day).decision is not one.found.decision
        for one in judged
    )


def require_same(replayed: int, afresh: int) -> None:
    """Raise ``Differs`` unless both found as many that would be decided otherwise."""
    if replayed != afresh:
        raise Differs(f"{replayed} decided otherwise by the replay, {afresh} afresh")
