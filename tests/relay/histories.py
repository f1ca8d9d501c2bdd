"""Runs many histories: parts of a hundred, each with a seed and a store of its own, side by side.

Every part is the same on every machine, so a part that fails is run again by its number alone.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.application.comms.world import CommsWorld
from tests.relay import machine

PART = 100
STEPS = 25
MEMORY = Path("/dev/shm")


def run_part(number: int, histories: int) -> Counter:
    """Run the histories of one part; return what happened in them, or raise what one broke."""
    room = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=room) as folder:
        world = CommsWorld(f"sqlite:///{folder}/comms.sqlite", Path(folder))
        try:
            return _run(world, number, histories)
        finally:
            world.runtime.close()


def run_all(histories: int, processes: int) -> Iterator[Counter]:
    """Run as many histories in as many processes; yield the counts of each part as it ends."""
    parts = [min(PART, histories - at) for at in range(0, histories, PART)]
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh) as pool:
        running = [pool.submit(run_part, number, size) for number, size in enumerate(parts)]
        try:
            for one in as_completed(running):
                yield one.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _run(world: CommsWorld, number: int, histories: int) -> Counter:
    machine.counts.clear()
    of_this_part = seed(number)(type("Part", (machine.RelayMachine,), {"world": world}))
    run_state_machine_as_test(
        of_this_part,
        settings=settings(
            max_examples=histories,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return machine.counts.copy()
