"""Referrals per second from a partner's confirmed publish to the stored decision and read model.

The three contenders run at once on one machine, idle but for the one whose turn it is; turns
alternate, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pika

from bench.contenders import (
    Contender,
    Door,
    NotAllArrived,
    Stores,
    ours,
    rival,
    said,
    sqlite_stores,
)
from bench.figures import Figures, spread
from bench.referrals import bodies
from bench.usage import cpu_seconds, family
from ops.servers.postgres import PostgresCluster
from shared.messaging.publisher import Parcel, Publisher

NAMES = ("redress", "floor", "peer")
CHUNK = 200
SERVICES = {
    "redress": ("feeds-mps", "intake", "screening", "reporting"),
    "floor": ("feed", "intake", "screening", "reporting"),
    "peer": ("feed", "intake", "screening", "reporting"),
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: referrals per turn, turns of each, and how long one may take."""

    referrals: int
    rounds: int
    warm_up: int
    longest_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One contender's turn: how fast, and how much CPU each part used per referral."""

    per_second: float
    cpu_ms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Servers:
    """The process ids of what all contenders share."""

    broker: int
    database: int | None = None

    def cpu(self, contender: Contender) -> dict[str, float]:
        """Return the CPU seconds used so far: by the contender, the broker, the database."""
        used = {"": cpu_seconds(contender.pids), "broker_": cpu_seconds(family(self.broker))}
        if self.database is not None:
            used["database_"] = cpu_seconds(family(self.database))
        return used


def measure(store: str, folder: Path, size: Size, say: Callable[[str], None]) -> Figures:
    """Compare the three on SQLite or on PostgreSQL (``store``)."""
    with world(store, folder) as (contenders, servers):
        return compare(store, contenders, servers, size, say)


def compare(
    store: str,
    contenders: list[Contender],
    servers: Servers,
    size: Size,
    say: Callable[[str], None],
) -> Figures:
    """Let the contenders take turns, round by round."""
    turns: dict[str, list[Turn]] = {name: [] for name in NAMES}
    for contender in contenders:
        run_once(contender, f"{contender.name}-warm", size.warm_up, size.longest_s, servers)
    for number in range(size.rounds):
        for contender in contenders:
            run = f"{contender.name}-{number}"
            turn = run_once(contender, run, size.referrals, size.longest_s, servers)
            turns[contender.name].append(turn)
            say(f"chain {store} round {number + 1}: {contender.name} {turn.per_second:.0f}/s")
    return _figures(store, turns)


def _figures(store: str, turns: dict[str, list[Turn]]) -> Figures:
    found: Figures = {}
    for name, taken in turns.items():
        prefix = f"chain.{store}.{name}"
        found |= spread(f"{prefix}.referrals_per_s", [turn.per_second for turn in taken])
        for part in taken[0].cpu_ms:
            used = [turn.cpu_ms[part] for turn in taken]
            found |= spread(f"{prefix}.{part}cpu_ms_per_referral", used)
    for rival_ in ("floor", "peer"):
        pairs = zip(turns["redress"], turns[rival_], strict=True)
        ratios = [mine.per_second / theirs.per_second for mine, theirs in pairs]
        found |= spread(f"chain.{store}.ratio_to_{rival_}", ratios)
    return found


@contextmanager
def world(store: str, folder: Path) -> Iterator[tuple[list[Contender], Servers]]:
    """Run all three on one broker; gives them, ours first, and what they share."""
    with ExitStack() as stack:
        stores = stack.enter_context(_stores(store, folder))
        mine, broker = stack.enter_context(ours(folder / "redress", stores["redress"]))
        rivals = [
            stack.enter_context(rival(name, folder, broker, stores[name]))
            for name in ("floor", "peer")
        ]
        yield [mine, *rivals], Servers(broker.pid, postmaster(folder))


@contextmanager
def _stores(store: str, folder: Path) -> Iterator[dict[str, Stores]]:
    if store == "sqlite":
        yield {name: sqlite_stores(folder / f"{name}-stores") for name in NAMES}
        return
    cluster = PostgresCluster(folder / "postgres")
    cluster.start()
    try:
        yield {name: _databases(cluster, name) for name in NAMES}
    finally:
        cluster.stop()


def postmaster(folder: Path) -> int | None:
    path = folder / "postgres" / "files" / "postmaster.pid"
    return int(path.read_text().split()[0]) if path.exists() else None


def _databases(cluster: PostgresCluster, name: str) -> Stores:
    urls = {
        service: cluster.database(f"{name}_{service.replace('-', '_')}")
        for service in SERVICES[name]
    }
    return urls.__getitem__


def run_once(
    contender: Contender, run: str, count: int, longest_s: float, servers: Servers
) -> Turn:
    """Publish so many referrals, wait until every store holds all of it, and every receipt came.

    Raises:
        NotAllArrived: not within ``longest_s``, or more than there should be.

    """
    sending = bodies(run, count)
    before = contender.counts()
    expected = contender.expected(before, count)
    used = servers.cpu(contender)
    with Receipts(contender.door, count) as receipts:
        began = time.perf_counter()
        publish_all(contender.door, sending)
        deadline = time.monotonic() + longest_s
        receipts.wait(longest_s)  # to count rows costs the database more than to write them
        while receipts.missing > 0 or contender.counts() != expected:
            if time.monotonic() > deadline:
                missing = f"{said(contender.counts())} of {said(expected)}"
                raise NotAllArrived(
                    f"{contender.name}: {missing}, {receipts.missing} receipts missing"
                )
            time.sleep(0.02)
        took = time.perf_counter() - began
    return Turn(
        per_second=count / took,
        cpu_ms={
            part: 1000 * (seconds - used[part]) / count
            for part, seconds in servers.cpu(contender).items()
        },
    )


def publish_all(door: Door, sending: list[tuple[str, bytes]]) -> None:
    """Publish in chunks, each wholly confirmed; what the broker did not take is sent again."""
    publisher = Publisher(door.url, name="bench partner")
    try:
        for at in range(0, len(sending), CHUNK):
            waiting = [_parcel(door, *one) for one in sending[at : at + CHUNK]]
            while waiting:
                problems = publisher.publish(waiting)
                waiting = [waiting[position] for position in problems]
    finally:
        publisher.close()


def _parcel(door: Door, message_id: str, body: bytes) -> Parcel:
    return Parcel(
        exchange=door.exchange,
        routing_key=door.routing_key,
        body=body,
        message_id=message_id,
        content_type="application/json",
    )


class Receipts:
    """Reads a contender's outbound queue as the agency does, until every receipt is there."""

    def __init__(self, door: Door, expected: int) -> None:
        self._door = door
        self.missing = expected
        self._stopping = threading.Event()
        self._listening = threading.Event()
        self._all_here = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._listening.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(10)

    def wait(self, longest_s: float) -> None:
        """Wait until every receipt is here, or no longer."""
        self._all_here.wait(longest_s)

    def _read(self) -> None:
        with pika.BlockingConnection(pika.URLParameters(self._door.url)) as connection:
            channel = connection.channel()
            channel.basic_qos(prefetch_count=500)
            channel.basic_consume(self._door.outbound, self._take)
            self._listening.set()
            while not self._stopping.is_set():
                connection.process_data_events(time_limit=0.1)

    def _take(self, channel: Any, method: Any, _properties: Any, body: bytes) -> None:
        if b'"receipt"' in body:
            self.missing -= 1
            if self.missing <= 0:
                self._all_here.set()
        channel.basic_ack(method.delivery_tag)
