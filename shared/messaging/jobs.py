"""A service's scheduled work as commands: what every ``services/<name>/jobs.py`` is run by."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.messaging.runtime import Assembly, Runtime

NOT_NAMED = 64
"""The exit status of a wrong command line, as in ``sysexits.h``."""


def run_job(
    module: str,
    jobs: Mapping[str, Callable[[Runtime], Any]],
    assemble: Callable[[], Assembly],
    arguments: Sequence[str],
) -> int:
    """Run the one job that is named; 64 when none is. What it announces leaves by the relay."""
    if len(arguments) != 1 or arguments[0] not in jobs:
        sys.stderr.write(f"usage: python -m {module} {' '.join(jobs)}\n")
        return NOT_NAMED
    runtime = assemble().runtime
    try:
        jobs[arguments[0]](runtime)
    finally:
        runtime.close()
    return 0
