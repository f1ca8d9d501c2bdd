"""What processes use, read from /proc: CPU seconds, resident and proportional memory."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Memory:
    """Mebibytes of one process: resident, and its share where pages are shared (PSS)."""

    rss: float
    pss: float


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the CPU time that these processes have used, with what their ended children used."""
    total = 0
    for pid in pids:
        if fields := _stat(pid):
            total += sum(int(fields[at]) for at in (11, 12, 13, 14))
    return total / _TICK


def memory(pid: int) -> Memory:
    """Return the memory of one process."""
    sizes = {
        name: int(rest.split()[0]) / 1024
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:]
        for name, _, rest in [line.partition(":")]
    }
    return Memory(rss=sizes["Rss"], pss=sizes["Pss"])


def _stat(pid: int) -> list[str]:
    """Return the fields of ``stat`` after the command's name; none when the process is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
