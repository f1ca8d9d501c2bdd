"""What runs on this machine: the note that a running system leaves in its data directory.

The owner's lock says whether it is true: a note without a lock is what a killed owner left.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

NOTE = "system.json"
LOCK = "owner.lock"


@dataclass(frozen=True, slots=True)
class Running:
    """A system that runs: its owner's process id, the site, and each process's probe address."""

    pid: int
    site: str | None
    processes: Mapping[str, str]
    consumers: tuple[str, ...]


def tell(data_dir: Path, running: Running) -> None:
    """Leave the note."""
    path = data_dir / NOTE
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(running), indent=1))


def forget(data_dir: Path) -> None:
    """Take the note away."""
    (data_dir / NOTE).unlink(missing_ok=True)


def hold(data_dir: Path, timeout_s: float = 1.0) -> IO[str]:
    """Hold the data directory until the returned file is closed. Raises ``OSError`` if it is held.

    Tried for a moment, since whoever only looks whether it is held lets go at once.
    """
    # Not emptied before it is ours: it names the owner.
    lock = os.fdopen(os.open(data_dir / LOCK, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError:
            if time.monotonic() > deadline:
                lock.close()
                raise
            time.sleep(0.05)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def find(data_dir: Path) -> Running | None:
    """Return what runs there; None where nobody holds the data directory, or it still starts."""
    if not owned(data_dir):
        return None
    try:
        found = json.loads((data_dir / NOTE).read_text())
    except FileNotFoundError:
        return None
    return Running(**{**found, "consumers": tuple(found["consumers"])})


def owned(data_dir: Path) -> bool:
    """Whether a process holds the data directory."""
    try:
        lock = os.open(data_dir / LOCK, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False


def owner(data_dir: Path) -> int | None:
    """Return the process id of whoever holds the data directory; None where nobody does."""
    if not owned(data_dir):
        return None
    return int((data_dir / LOCK).read_text())


def wait_until_free(data_dir: Path, timeout_s: float) -> bool:
    """Wait until nobody holds the data directory; False when somebody still does at the end."""
    deadline = time.monotonic() + timeout_s
    while owned(data_dir):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
