"""Scheduled work, run by CronJobs and by ``./redress up``: ``python -m services.intake.jobs JOB``."""

from __future__ import annotations

import sys

from services.intake.bootstrap import assemble
from services.intake.papers.runtime import IntakeRuntime
from services.intake.use_cases.scanning import scan_what_waits
from services.intake.use_cases.tending import reindex, retain
from shared.messaging.jobs import run_job
from shared.messaging.runtime import Runtime
from shared.observability import logs


def retention(runtime: Runtime) -> None:
    """Erase what is over."""
    _done("retention", sum(retain(runtime).values()))


def index_again(runtime: Runtime) -> None:
    """Give match keys to whoever has none."""
    _done("reindex", reindex(runtime))


def scan(runtime: Runtime) -> None:
    """Have documents looked at that came while the scanner was away."""
    if not isinstance(runtime, IntakeRuntime):
        raise TypeError("only intake has documents")
    _done("scan", scan_what_waits(runtime))


def _done(job: str, count: int) -> None:
    logs.get_logger("intake.jobs").info("done", code=job, count=count)


JOBS = {"retention": retention, "reindex": index_again, "scan": scan}


def main(arguments: list[str]) -> int:
    """Run one job; 64 when it is not named."""
    return run_job("services.intake.jobs", JOBS, assemble, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
