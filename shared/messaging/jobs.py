"""A service's scheduled work as commands: what every ``services/<name>/jobs.py`` is run by."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from shared.audit.tables import audit_entries, audit_heads
from shared.contracts.operating import JobDone
from shared.kernel.clock import local_day
from shared.messaging.runtime import Assembly, Runtime

if TYPE_CHECKING:
    from sqlalchemy import Connection

DONE, SUBJECT = "job_done", "job/"
"""How a finished job stands in the trail."""

NOT_NAMED = 64
"""The exit status of a wrong command line, as in ``sysexits.h``."""


def run_job(
    module: str,
    jobs: Mapping[str, Callable[[Runtime], Any]],
    assemble: Callable[[], Assembly],
    arguments: Sequence[str],
) -> int:
    """Run the one job that is named; 64 when none is. What it announces leaves by the relay.

    That it was done is kept once a day, for whoever looks whether the system does its daily work.
    """
    if len(arguments) != 1 or arguments[0] not in jobs:
        sys.stderr.write(f"usage: python -m {module} {' '.join(jobs)}\n")
        return NOT_NAMED
    runtime = assemble().runtime
    try:
        jobs[arguments[0]](runtime)
        _note_done(runtime, arguments[0])
    finally:
        runtime.close()
    return 0


def _note_done(runtime: Runtime, job: str) -> None:
    with runtime.transaction() as uow:
        known = {one.job: one.at for one in done_jobs(uow.connection)}
        if job not in known or local_day(known[job]) < local_day(runtime.clock.now()):
            uow.audit(DONE, subject=f"{SUBJECT}{job}")


def done_jobs(connection: Connection) -> tuple[JobDone, ...]:
    """Return what was done by the clock, each with the day on which it was last: by its name."""
    last = (
        select(audit_entries.c.subject, func.max(audit_entries.c.at).label("at"))
        .where(audit_entries.c.subject.in_(_subjects(connection)), audit_entries.c.action == DONE)
        .group_by(audit_entries.c.subject)
        .order_by(audit_entries.c.subject)
    )
    rows = connection.execute(last).all()
    return tuple(JobDone(job=row.subject.removeprefix(SUBJECT), at=row.at) for row in rows)


def _subjects(connection: Connection) -> list[str]:
    """Return the subjects of jobs: of heads there are few beside the entries."""
    ours = select(audit_heads.c.subject).where(audit_heads.c.subject.startswith(SUBJECT))
    return list(connection.execute(ours).scalars())
