"""Scheduled work, run by CronJobs and by ``./redress up``: ``python -m services.screening.jobs JOB``."""

from __future__ import annotations

import sys

from services.screening.bootstrap import assemble
from services.screening.use_cases.overtaking import bring_up_to_date
from shared.contracts.screening.eligibility import BringUpToDate
from shared.messaging.jobs import run_job
from shared.messaging.runtime import Runtime


def eligibility(runtime: Runtime) -> None:
    """Decide again what a version, a date or the end of an exception has overtaken (ELG-16)."""
    left = 1
    while left:
        with runtime.transaction() as uow:
            left = bring_up_to_date(uow, BringUpToDate(at_most=100)).left


JOBS = {"eligibility": eligibility}


def main(arguments: list[str]) -> int:
    """Run one job; 64 when it is not named."""
    return run_job("services.screening.jobs", JOBS, assemble, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
