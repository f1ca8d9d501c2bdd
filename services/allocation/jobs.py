"""Scheduled work, run by CronJobs and by ``./redress up``: ``python -m services.allocation.jobs JOB``."""

from __future__ import annotations

import sys

from services.allocation.bootstrap import assemble
from services.allocation.store.tables import metadata
from services.allocation.use_cases.registering import announce_vetting_due
from shared.messaging.jobs import run_job
from shared.messaging.runtime import Runtime
from shared.store.retention import Retention


def vetting_due(runtime: Runtime) -> None:
    """Say which facilitators' checks end soon (ALL-03)."""
    with runtime.transaction() as uow:
        announce_vetting_due(uow)


def retention(runtime: Runtime) -> None:
    """Destroy the keys of volunteers who left two years ago."""
    Retention(runtime.store, metadata, runtime.keys.keyring, runtime.clock).run()


JOBS = {"vetting-due": vetting_due, "retention": retention}


def main(arguments: list[str]) -> int:
    """Run one job; 64 when it is not named."""
    return run_job("services.allocation.jobs", JOBS, assemble, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
