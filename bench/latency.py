"""From a partner's publish to its receipt, as a multiple of one bare round trip.

Both are measured in the same seconds on the same broker: at a steady rate, one referral, and
half a step later one bare message of the same size (publish, confirm, deliver, acknowledge on
a quorum queue), so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pika

from bench.contenders import AGENCY, Door, NotAllArrived
from bench.figures import Figures, percentile
from bench.referrals import bodies
from ops.deployables import AGENCIES
from ops.servers.rabbitmq import RabbitNode
from ops.system import System

LONGEST_WAIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each, at how many a second, after how many that do not count."""

    messages: int
    per_second: float
    warm_up: int


def measure(folder: Path, size: Size, say: Callable[[str], None]) -> Figures:
    """Measure on the shape that ``./redress up`` runs, without the pages."""
    system = System(folder / "redress", agencies=AGENCIES, with_gateway=False)
    system.start()
    try:
        assert system.broker is not None
        user = f"agency-{AGENCY}"
        door = Door(system.broker_url(user, user), "to-redress", "inbound")
        bare = _bare_door(system.broker)
        _drive(door, bare, bodies("warm", size.warm_up), size)
        receipts, trips = _drive(door, bare, bodies("steady", size.messages), size)
    finally:
        system.stop()
    found = _figures(receipts, trips)
    say(f"latency: p50 {found['latency.receipt.p50_ms']:.1f} ms, {len(receipts)} receipts")
    return found


def _figures(receipts: list[float], trips: list[float]) -> Figures:
    found: Figures = {}
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        ours, bare = percentile(receipts, share), percentile(trips, share)
        found[f"latency.receipt.{name}_ms"] = round(ours * 1000, 3)
        found[f"latency.bare.{name}_ms"] = round(bare * 1000, 3)
        found[f"latency.multiple.{name}"] = round(ours / bare, 3)
    found["latency.receipt.max_ms"] = round(max(receipts) * 1000, 3)
    found["latency.receipts"] = len(receipts)
    return found


def _drive(
    door: Door, bare: Door, sending: list[tuple[str, bytes]], size: Size
) -> tuple[list[float], list[float]]:
    """Send all at the steady rate; return the seconds of each receipt and of each bare trip."""
    with ExitStack() as stack:
        agency, plain = (stack.enter_context(_Traveller(one)) for one in (door, bare))
        step, began = 1 / size.per_second, time.perf_counter()
        for number, (message_id, body) in enumerate(sending):
            _sleep_until(began + number * step)
            agency.send(message_id, body)
            _sleep_until(began + (number + 0.5) * step)
            plain.send(message_id, body)
        return agency.seconds(len(sending)), plain.seconds(len(sending))


def _sleep_until(moment: float) -> None:
    left = moment - time.perf_counter()
    if left > 0:
        time.sleep(left)


class _Traveller:
    """Publishes with confirms on one connection and waits for what comes back on another."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._sent: dict[str, float] = {}
        self._confirmed: dict[str, float] = {}
        self._back: dict[str, float] = {}
        self._stopping = threading.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._connection = pika.BlockingConnection(pika.URLParameters(door.url))
        self._channel = self._connection.channel()
        self._channel.confirm_delivery()

    def __enter__(self) -> Self:
        self._thread.start()
        self._listening.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(10)
        self._connection.close()

    def send(self, message_id: str, body: bytes) -> None:
        """Publish one message and wait for its confirm."""
        properties = pika.BasicProperties(
            content_type="application/json",
            message_id=message_id,
            correlation_id=message_id,
            delivery_mode=2,
        )
        self._sent[message_id] = time.perf_counter()
        self._channel.basic_publish(
            self._door.exchange, self._door.routing_key, body, properties, mandatory=True
        )
        self._confirmed[message_id] = time.perf_counter()

    def seconds(self, count: int) -> list[float]:
        """Return how long each took: until it was back, and its own publish confirmed."""
        deadline = time.monotonic() + LONGEST_WAIT_S
        while len(self._back) < count:
            if time.monotonic() > deadline:
                raise NotAllArrived(f"{len(self._back)} of {count} came back")
            time.sleep(0.05)
        return [max(self._back[one], self._confirmed[one]) - self._sent[one] for one in self._sent]

    def _read(self) -> None:
        with pika.BlockingConnection(pika.URLParameters(self._door.url)) as connection:
            channel = connection.channel()
            channel.basic_consume(self._door.outbound, self._take)
            self._listening.set()
            while not self._stopping.is_set():
                connection.process_data_events(time_limit=0.1)

    def _take(self, channel: Any, method: Any, properties: Any, _body: bytes) -> None:
        self._back[properties.correlation_id] = time.perf_counter()
        channel.basic_ack(method.delivery_tag)


def _bare_door(broker: RabbitNode) -> Door:
    """Make a queue of the same kind that leads straight back."""
    name, password = "bench-bare", secrets.token_hex(16)
    broker.ctl("add_vhost", name)
    broker.ctl("add_user", name, password)
    broker.ctl("set_permissions", "-p", name, name, ".*", ".*", ".*")
    url = broker.url(name, password, name)
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        arguments = {"x-queue-type": "quorum"}
        connection.channel().queue_declare("outbound", durable=True, arguments=arguments)
    return Door(url, "", "outbound")
