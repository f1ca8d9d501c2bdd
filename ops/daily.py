"""``./redress daily``: the work that services do once a day, here and now; ``up`` does it by itself.

``up`` also does what comes round more often, and may ask other services.

In Kubernetes the same jobs are CronJobs (``ops.deployables.JOBS``). Each may be repeated at any
time, and beside a running service.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from ops.deployables import JOBS, ONCE_A_DAY, Job
from ops.servers.processes import end, spawn
from shared.kernel.clock import Clock, SystemClock

ROOT = Path(__file__).resolve().parent.parent
NOTE = "daily.json"
AGAIN_S = 3600.0
"""How long after a job failed it is tried again."""


class Daily:
    """Runs each job when its time has come, one after the other, without anybody waiting for it."""

    def __init__(
        self,
        data_dir: Path,
        clock: Clock | None = None,
        settings: Callable[[str], dict[str, str]] | None = None,
    ) -> None:
        """``settings`` are a running service's own; without them a job reaches only its store."""
        self._data_dir = data_dir.absolute()
        self._settings = settings
        self._today = (clock or SystemClock()).today
        self._under_way: tuple[Job, subprocess.Popen[bytes]] | None = None
        self._not_before: dict[Job, float] = {}

    def step(self) -> Job | None:
        """Begin what is due, or see what became of what was begun; return a job that failed."""
        if self._under_way is None:
            self._begin()
            return None
        job, child = self._under_way
        if child.poll() is None:
            return None
        self._under_way = None
        if child.returncode == 0:
            if job.every_s is None:
                self._note(job)
            else:
                self._not_before[job] = time.monotonic() + job.every_s
            return None
        self._not_before[job] = time.monotonic() + AGAIN_S
        return job

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self._under_way is None

    def due(self) -> list[Job]:
        """The jobs whose time has come and which may be tried now."""
        done, now, today = self._done(), time.monotonic(), self._today().isoformat()
        return [
            job
            for job in (JOBS if self._settings else ONCE_A_DAY)
            if done.get(job.module + "." + job.name) != today
            and self._not_before.get(job, now) <= now
            and (self._data_dir / f"{job.service}.sqlite").exists()
        ]

    def stop(self) -> None:
        """End what is under way; it is begun again another time."""
        if self._under_way is not None:
            end(self._under_way[1], grace_s=10)
            self._under_way = None

    def log(self, job: Job) -> Path:
        """Where a job's words are."""
        return self._data_dir / "log" / f"{job.service}-{job.name}.log"

    def _begin(self) -> None:
        if due := self.due():
            log = self.log(due[0])
            log.parent.mkdir(exist_ok=True)
            command = [sys.executable, "-m", *due[0].words]
            env = _environment(due[0], self._data_dir)
            if self._settings is not None:
                env |= self._settings(due[0].service)
            child = spawn(command, env=env, log=log, cwd=ROOT)
            self._under_way = (due[0], child)

    def _done(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads((self._data_dir / NOTE).read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return found

    def _note(self, job: Job) -> None:
        done = {**self._done(), job.module + "." + job.name: self._today().isoformat()}
        (self._data_dir / NOTE).write_text(json.dumps(done, indent=1))


@click.command("daily")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress"),
    show_default=True,
    help="Where the SQLite files lie.",
)
def daily_command(data_dir: Path) -> None:
    """Do what services do once a day: erase what is over, say whose checks end, and the like."""
    jobs = [job for job in ONCE_A_DAY if (data_dir / f"{job.service}.sqlite").exists()]
    if not jobs:
        sys.exit(f"redress: no store in {data_dir}")
    failed = 0
    for job in jobs:
        done = subprocess.run(
            [sys.executable, "-m", *job.words],
            env=_environment(job, data_dir.absolute()),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        failed += done.returncode != 0
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        said = "done" if done.returncode == 0 else f"failed: {''.join(last)}"
        click.echo(f"{job.service} {job.name}: {said}")
    sys.exit(1 if failed else 0)


def _environment(job: Job, data_dir: Path) -> dict[str, str]:
    """A service's settings without a broker: its own relay sends what a job leaves to be told."""
    prefix = job.service.upper()
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "REDRESS_DATA_DIR": str(data_dir),
        f"{prefix}_DATABASE_URL": f"sqlite:///{data_dir / job.service}.sqlite",
        f"{prefix}_BROKER_URL": "amqp://unused",
    }
