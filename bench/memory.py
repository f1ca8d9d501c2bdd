"""Memory of the all-in-one shape, process by process, idle and after a load; no broker in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.chain import Receipts, publish_all
from bench.contenders import AGENCY, Door, NotAllArrived
from bench.figures import Figures
from bench.referrals import bodies
from bench.usage import memory
from ops.deployables import AGENCIES
from ops.system import System

# The process that hosts the five services is named after them all: a short name in the figures.
SHORT = {"gateway": "gateway", "feeds": "feeds"}


@dataclass(frozen=True, slots=True)
class Size:
    """How many referrals make the load, and how long the processes rest before each look."""

    referrals: int
    rest_s: float
    longest_s: float = 300.0


def measure(folder: Path, size: Size, say: Callable[[str], None]) -> Figures:
    """Measure what ``./redress up`` starts: services, feeds and gateway."""
    system = System(folder / "redress", agencies=AGENCIES)
    system.start()
    try:
        time.sleep(size.rest_s)
        found = _look(system, "idle")
        user = f"agency-{AGENCY}"
        door = Door(system.broker_url(user, user), "to-redress", "inbound")
        _load(door, size)
        time.sleep(size.rest_s)
        found |= _look(system, "loaded")
    finally:
        system.stop()
    idle, loaded = (found[f"memory.{when}.total_pss_mib"] for when in ("idle", "loaded"))
    say(f"memory: {idle:.0f} MiB idle, {loaded:.0f} MiB after {size.referrals} referrals")
    return found


def _look(system: System, when: str) -> Figures:
    found: Figures = {}
    of_each = {SHORT.get(name, "services"): memory(pid) for name, pid in system.pids.items()}
    for name, sizes in of_each.items():
        found[f"memory.{when}.{name}_rss_mib"] = round(sizes.rss, 1)
        found[f"memory.{when}.{name}_pss_mib"] = round(sizes.pss, 1)
    for kind in ("rss", "pss"):
        total = sum(getattr(sizes, kind) for sizes in of_each.values())
        found[f"memory.{when}.total_{kind}_mib"] = round(total, 1)
    return found


def _load(door: Door, size: Size) -> None:
    deadline = time.monotonic() + size.longest_s
    with Receipts(door, size.referrals) as receipts:
        publish_all(door, bodies("load", size.referrals))
        while receipts.missing:
            if time.monotonic() > deadline:
                raise NotAllArrived(f"{receipts.missing} receipts missing")
            time.sleep(0.1)
