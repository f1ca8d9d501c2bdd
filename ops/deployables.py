"""What is deployed, in every shape: one row per process, with the names it goes by.

A process has one name in code, ``feeds-victim_support``: its keys, its queue, its SQLite file and
its logs carry it. Hosts and Kubernetes objects may hold no underscore, so there, and only there,
the same name is written with hyphens. Every other name follows from these two by the properties
of ``Deployable``; nothing else spells one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services.feeds.agreement import FOLDER as AGREEMENTS
from services.feeds.book import feeds
from shared.contracts.registry import SERVICES

GATEWAY = "gateway"


def agencies(folder: Path = AGREEMENTS) -> tuple[str, ...]:
    """Return every agency whose agreement has a feed of its own name, in alphabetical order."""
    return feeds(folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployable:
    """One process. ``service`` is its name in code; ``image`` what its image is called."""

    service: str
    image: str
    agency: str | None = None

    @property
    def name(self) -> str:
        """The name of its host, folder, Secrets and volumes: no underscore."""
        return self.service.replace("_", "-")

    @property
    def prefix(self) -> str:
        """The start of its settings' names: ``INTAKE``, ``FEED_VICTIM_SUPPORT``."""
        return f"FEED_{self.agency.upper()}" if self.agency else self.service.upper()

    @property
    def database(self) -> str:
        """The name of its database and of the role that owns it."""
        return self.name.replace("-", "_")

    @property
    def broker_user(self) -> str:
        """The broker user it signs in as, on the internal vhost and on its agency's."""
        return f"feed-{self.agency}" if self.agency else self.service

    @property
    def arguments(self) -> tuple[str, ...]:
        """What ``redress-start`` is told after its verb."""
        return (self.agency,) if self.agency else ()


def feed(agency: str) -> Deployable:
    """Return the process that is this agency's consumer."""
    return Deployable(service=f"feeds-{agency}", image="feeds", agency=agency)


AGENCIES = agencies()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that one service does by the clock, as a command of its own: see its ``jobs.py``."""

    service: str
    name: str
    every_s: int | None = None
    """Seconds from one run to the next; None is once a day, by its store alone."""

    @property
    def module(self) -> str:
        """The module that runs it."""
        return f"services.{self.service}.jobs"

    @property
    def words(self) -> tuple[str, ...]:
        """What Python is told after ``-m``."""
        return (self.module, self.name)


JOBS = (
    Job(service="intake", name="retention"),
    Job(service="intake", name="reindex"),
    Job(service="intake", name="scan", every_s=600),
    Job(service="screening", name="eligibility"),
    Job(service="allocation", name="vetting-due"),
    Job(service="allocation", name="retention"),
    Job(service="comms", name="send-notices", every_s=600),
)
"""What is done by the clock, in every shape: CronJobs hold a row for each, and ``up`` runs them."""
ONCE_A_DAY = tuple(job for job in JOBS if job.every_s is None)
DEPLOYABLES = (
    *(Deployable(service=name, image=name) for name in (*SERVICES, GATEWAY)),
    *(feed(agency) for agency in AGENCIES),
)
