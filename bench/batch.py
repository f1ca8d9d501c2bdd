"""How fast a feed takes in a long file that an agency dropped, and that its memory stays flat.

Each turn runs in a process of its own (``bench.batch_turn``), so that its peak of memory is the
file's own. Counted from the drop until every record is with intake or in quarantine and the file is
gone; the agreement's rate is lifted, since it is not what is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.contenders import NotAllArrived
from bench.figures import Figures, spread

LONGEST_S = 900


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows a file has, and how many times one is dropped."""

    rows: int
    rounds: int


def measure(folder: Path, size: Size, say: Callable[[str], None]) -> Figures:
    """Drop a file so many times, each into an empty store. Raises ``NotAllArrived``."""
    turns = []
    for number in range(size.rounds):
        turn = _turn(folder / f"batch-{number}", size.rows)
        say(
            f"batch: {turn['taken_per_s']:.0f} records a second of {turn['checked_per_s']:.0f} only"
            f" checked, peak {turn['peak_mib']:.0f} MiB ({turn['growth_mib']:+.1f})"
        )
        turns.append(turn)
    return {
        "batch.rows": float(size.rows),
        **spread("batch.records_per_s", [turn["taken_per_s"] for turn in turns]),
        **spread("batch.check.records_per_s", [turn["checked_per_s"] for turn in turns]),
        **spread(
            "batch.share_of_check", [turn["taken_per_s"] / turn["checked_per_s"] for turn in turns]
        ),
        **spread("batch.peak_rss_mib", [turn["peak_mib"] for turn in turns]),
        **spread("batch.growth_mib", [turn["growth_mib"] for turn in turns]),
    }


def _turn(folder: Path, rows: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.batch_turn", str(folder), str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)
    if done.returncode != 0:
        raise NotAllArrived(f"the batch failed: {done.stderr.strip().splitlines()[-1:]}")
    found: dict[str, float] = json.loads(done.stdout)
    if found["handed_on"] != rows:
        raise NotAllArrived(f"{rows - found['handed_on']:.0f} records missing")
    return found
