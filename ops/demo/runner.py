"""``python -m ops.demo.runner CLOCK services|feeds NAME …``: host them on the demo's clock.

The only place that composes services with a clock other than the system's own. Nothing below
``services`` and ``shared`` knows of it, and no image holds it.
"""

from __future__ import annotations

import sys
from pathlib import Path

SERVICES, FEEDS = "services", "feeds"  # the kinds of ops.system, not imported before patching


def main(arguments: list[str]) -> int:
    """Run until a signal asks to stop; return the exit status."""
    clock_file, kind, *names = arguments
    if kind == SERVICES:
        return _services(Path(clock_file), names)
    if kind == FEEDS:
        return _feeds(Path(clock_file), names)
    sys.exit(f"usage: python -m ops.demo.runner CLOCK {SERVICES}|{FEEDS} NAME …")


def _services(clock_file: Path, names: list[str]) -> int:
    from shared.messaging import process

    process.patch()  # before anything that it patches is imported
    from ops.demo.clock import SimulatedClock

    return process.run(names, clock=SimulatedClock(clock_file))


def _feeds(clock_file: Path, names: list[str]) -> int:
    from ops.demo.clock import SimulatedClock
    from services.feeds.__main__ import run

    return run(names, clock=SimulatedClock(clock_file))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
