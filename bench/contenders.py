"""The three that run the chain: Redress itself, the floor and the peer, one process per hop.

Each has its own virtual host or queues on the one broker and its own stores on the one
database server, and can say how far its stores are.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pika
from sqlalchemy import Engine, create_engine, text

from bench.referrals import CONSENTS
from bench.rivals.hops import BINDINGS, HOPS, QUEUES
from bench.rivals.parts import COMMANDS, EVENTS, Keys
from bench.rivals.tables import STORES
from ops.deployables import AGENCIES
from ops.servers.processes import StartFailed, end, spawn, tail
from ops.servers.rabbitmq import RabbitNode
from ops.system import ROOT, System

AGENCY = "mps"
SERVICES = ("intake", "screening", "reporting")
# Nobody of the chain reads these queues, so they would only fill.
IDLE_QUEUES = (
    "allocation.events",
    "comms.events",
    *(f"feeds-{agency}.events" for agency in AGENCIES if agency != AGENCY),
)
Stores = Callable[[str], str]


class NotAllArrived(Exception):
    """Something that was published did not come through; the counts say what is missing."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a referral is published and its receipt is read."""

    url: str
    exchange: str
    routing_key: str
    outbound: str = "outbound"


@dataclass(frozen=True, slots=True)
class Counter:
    """One count in one store, and how much one referral adds to it."""

    store: str
    query: str
    each: int = 1


@dataclass(slots=True)
class Contender:
    """A chain that runs. ``pids``: every process of it, the broker and the database apart."""

    name: str
    door: Door
    stores: Stores
    counters: Mapping[str, Counter]
    pids: tuple[int, ...]
    _engines: dict[str, Engine] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Return how many rows of each kind the stores hold now."""
        found = {}
        for name, counter in self.counters.items():
            with self._engine(counter.store).connect() as connection:
                found[name] = int(connection.execute(text(counter.query)).scalar_one())
        return found

    def expected(self, before: Mapping[str, int], referrals: int) -> dict[str, int]:
        """Return the counts when so many more referrals have gone all the way."""
        return {
            name: before[name] + counter.each * referrals for name, counter in self.counters.items()
        }

    def close(self) -> None:
        """Close what was opened for counting."""
        for engine in self._engines.values():
            engine.dispose()

    def _engine(self, store: str) -> Engine:
        if store not in self._engines:
            self._engines[store] = create_engine(self.stores(store))
        return self._engines[store]


def _all(table: str) -> str:
    return f"SELECT count(*) FROM {table}"


OURS = {
    "cases": Counter("intake", _all("cases")),
    "people": Counter("intake", _all("persons"), 2),
    "decisions": Counter("screening", _all("eligibility_decisions")),
    "counted_cases": Counter("reporting", _all("cases")),
    "counted_referrals": Counter("reporting", _all("referrals")),
    "milestones": Counter("reporting", _all("milestones"), CONSENTS + 1),
    "followed": Counter(
        "intake", "SELECT count(*) FROM timeline WHERE event = 'screening.eligibility_decided.v1'"
    ),
}
RIVALS = {
    "cases": Counter("intake", _all("cases")),
    "people": Counter("intake", _all("persons"), 2),
    "decisions": Counter("screening", _all("decisions")),
    "counted_cases": Counter("reporting", _all("cases")),
    "counted_referrals": Counter("reporting", _all("referrals")),
    "milestones": Counter("reporting", _all("milestones"), CONSENTS + 1),
    "followed": Counter("intake", "SELECT count(*) FROM timeline WHERE number = 1000"),
}


@contextmanager
def ours(folder: Path, stores: Stores | None = None) -> Iterator[tuple[Contender, RabbitNode]]:
    """Run the chain of Redress, one process per service, with a broker that others may share."""
    system = System(
        folder,
        services=SERVICES,
        shape="one-per-service",
        agencies=(AGENCY,),
        with_gateway=False,
        stores=stores,
    )
    system.start()
    try:
        broker = system.broker
        assert broker is not None
        for queue in IDLE_QUEUES:
            broker.ctl("delete_queue", "--vhost", "redress", queue)
        door = Door(
            system.broker_url(f"agency-{AGENCY}", f"agency-{AGENCY}"), "to-redress", "inbound"
        )
        contender = Contender("redress", door, system.store_url, OURS, tuple(system.pids.values()))
        yield contender, broker
        contender.close()
    finally:
        system.stop()


@contextmanager
def rival(name: str, folder: Path, broker: RabbitNode, stores: Stores) -> Iterator[Contender]:
    """Run the chain of a rival (``floor`` or ``peer``) on a virtual host of its own."""
    url = _make_vhost(broker, f"bench-{name}")
    for service, metadata in STORES.items():
        engine = create_engine(stores(service))
        metadata.create_all(engine)
        engine.dispose()
    keys = Keys.new()
    children: list[subprocess.Popen[bytes]] = []
    try:
        for service in HOPS:
            settings = _settings(url, stores(service), keys)
            children.append(_start(name, service, folder, settings))
        for service in HOPS:
            _wait_ready(folder / f"{name}-{service}.log")
        door = Door(url, "", "inbound")
        contender = Contender(name, door, stores, RIVALS, tuple(child.pid for child in children))
        yield contender
        contender.close()
    finally:
        for child in children:
            end(child)


def sqlite_stores(folder: Path) -> Stores:
    """Return SQLite files in a folder, by the service's name."""
    folder.mkdir(parents=True, exist_ok=True)
    return lambda service: f"sqlite:///{folder / service}.sqlite"


def _settings(url: str, store: str, keys: Keys) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "BENCH_BROKER_URL": url,
        "BENCH_STORE_URL": store,
        "BENCH_KEYS": keys.packed(),
    }


def _start(name: str, service: str, folder: Path, env: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"bench.rivals.{name}", service]
    return spawn(command, env=env, log=folder / f"{name}-{service}.log", cwd=ROOT)


def _wait_ready(log: Path, timeout_s: float = 60.0) -> None:
    deadline = time.monotonic() + timeout_s
    while "ready" not in log.read_text(errors="replace"):
        if time.monotonic() > deadline:
            raise StartFailed(f"{log.stem} is not ready:\n{tail(log)}")
        time.sleep(0.05)


def _make_vhost(broker: RabbitNode, vhost: str) -> str:
    """Make a rival's virtual host: durable quorum queues and exchanges, as Redress has them."""
    password = secrets.token_hex(16)
    broker.ctl("add_vhost", vhost)
    broker.ctl("add_user", vhost, password)
    broker.ctl("set_permissions", "-p", vhost, vhost, ".*", ".*", ".*")
    url = broker.url(vhost, password, vhost)
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        for exchange in (EVENTS, COMMANDS):
            channel.exchange_declare(exchange, "topic", durable=True)
        for queue in QUEUES:
            channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
        for queue, (exchange, keys) in BINDINGS.items():
            for key in keys:
                channel.queue_bind(queue, exchange, key)
    return url


def said(counts: Mapping[str, int]) -> str:
    """Return counts as one line, for an error."""
    return json.dumps(dict(sorted(counts.items())))
