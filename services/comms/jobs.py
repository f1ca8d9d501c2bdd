"""Scheduled work, run by a CronJob: ``python -m services.comms.jobs send-notices``."""

from __future__ import annotations

import sys

from services.comms.bootstrap import assemble
from services.comms.use_cases.sending import send_waiting
from shared.messaging.jobs import run_job

JOBS = {"send-notices": send_waiting}


def main(arguments: list[str]) -> int:
    """Run one job; 64 when it is not named."""
    return run_job("services.comms.jobs", JOBS, assemble, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
