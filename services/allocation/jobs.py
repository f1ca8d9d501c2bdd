"""Scheduled work, run by a CronJob: ``python -m services.allocation.jobs vetting-due``."""

from __future__ import annotations

import sys

from services.allocation.bootstrap import assemble
from services.allocation.use_cases.registering import announce_vetting_due


def main(arguments: list[str]) -> int:
    """Run one job; 64 when it is not named. What it announces leaves by the service's relay."""
    if arguments != ["vetting-due"]:
        sys.stderr.write("usage: python -m services.allocation.jobs vetting-due\n")
        return 64
    runtime = assemble().runtime
    try:
        with runtime.transaction() as uow:
            announce_vetting_due(uow)
    finally:
        runtime.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
