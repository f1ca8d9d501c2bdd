"""What crosses the broker, seen and disturbed by an administrator that only these tests have.

A tap keeps a copy of every message that is published on the internal bus; the firehose tells
every publish and every delivery. Both end in queues of their own, read when all is over.
"""

from __future__ import annotations

import itertools
import random
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pika

from ops.servers.broker import Broker

USER = "fault-tests"
TAP = "fault-tests.tap"
TRACE = "fault-tests.trace"
COMMANDS = "fault-tests.commands"
COMMANDS_KEPT = 200
INTERNAL = "redress"
TRACE_EXCHANGE = "amq.rabbitmq.trace"
# Exchange, routing key, id and body of a message.
Sent = tuple[str, str, str, bytes]
PERSISTENT = pika.DeliveryMode.Persistent


class Wire:
    """An administrator's hands on one broker."""

    def __init__(self, broker: Broker, vhosts: Sequence[str]) -> None:
        self._broker = broker
        self._vhosts = tuple(vhosts)
        # In hexadecimal: what begins with a dash would be an option to rabbitmqctl.
        self._password = secrets.token_hex(16)

    def prepare(self) -> None:
        """Make the user and the tap."""
        self._broker.ctl("add_user", USER, self._password)
        for vhost in self._vhosts:
            self._broker.ctl("set_permissions", "-p", vhost, USER, ".*", ".*", ".*")
        with self.channel() as channel:
            channel.queue_declare(TAP, durable=True, arguments={"x-queue-type": "classic"})
            for exchange in ("redress.events", "redress.commands"):
                channel.queue_bind(TAP, exchange, "#")
            newest = {"x-queue-type": "classic", "x-max-length": COMMANDS_KEPT}
            channel.queue_declare(COMMANDS, durable=True, arguments=newest)
            channel.queue_bind(COMMANDS, "redress.commands", "#")

    @contextmanager
    def channel(self, vhost: str = INTERNAL) -> Iterator[Any]:
        """Open a channel of the administrator's, confirming what it publishes."""
        url = self._broker.url(USER, self._password, vhost)
        with pika.BlockingConnection(pika.URLParameters(url)) as connection:
            channel = connection.channel()
            channel.confirm_delivery()
            yield channel

    # --- seeing -------------------------------------------------------------------------------

    def depth(self, queue: str, vhost: str = INTERNAL) -> int:
        """Return how many messages are ready in a queue."""
        with self.channel(vhost) as channel:
            return int(channel.queue_declare(queue, passive=True).method.message_count)

    def depths(self, queues: Sequence[str], vhost: str = INTERNAL) -> dict[str, int]:
        """Return the depth of each of these queues that is not empty."""
        with self.channel(vhost) as channel:
            found = {
                queue: int(channel.queue_declare(queue, passive=True).method.message_count)
                for queue in queues
            }
        return {queue: depth for queue, depth in found.items() if depth}

    def unsettled(self, queue: str) -> int:
        """Return how many messages a queue of the internal bus has, delivered ones too."""
        listed = self._broker.ctl("list_queues", "-p", INTERNAL, "name", "messages", "--silent")
        return dict(_depth(line) for line in listed.splitlines() if line.strip()).get(queue, 0)

    def waiting(self, queue: str, vhost: str = INTERNAL) -> list[str]:
        """Return the ids of the messages in a queue; they stay there."""
        with self.channel(vhost) as channel:
            return [_id(message) for message in _all(channel, queue, keep=True)]

    def tapped(self) -> Counter[str]:
        """Return how often each message was published on the internal bus, and empty the tap."""
        with self.channel() as channel:
            return Counter(_id(message) for message in _all(channel, TAP, keep=False))

    @contextmanager
    def firehose(self) -> Iterator[dict[str, Counter[str]]]:
        """Record every publish and delivery while the block runs; read it after the block."""
        seen: dict[str, Counter[str]] = {"published": Counter(), "delivered": Counter()}
        for vhost in self._vhosts:
            # Agencies may have no further queue; a restart of the broker sets that again.
            if vhost != INTERNAL:
                self._broker.ctl("clear_vhost_limits", "-p", vhost)
            with self.channel(vhost) as channel:
                arguments = {"x-queue-type": "classic"}
                channel.queue_declare(TRACE, durable=True, arguments=arguments)
                for key in ("publish.#", "deliver.#"):
                    channel.queue_bind(TRACE, TRACE_EXCHANGE, key)
            self._broker.ctl("trace_on", "-p", vhost)
        try:
            yield seen
        finally:
            for vhost in self._vhosts:
                self._broker.ctl("trace_off", "-p", vhost)
                self._read_trace(vhost, seen)

    def _read_trace(self, vhost: str, seen: dict[str, Counter[str]]) -> None:
        with self.channel(vhost) as channel:
            for method, properties, _ in _all(channel, TRACE, keep=False):
                what, _, where = method.routing_key.partition(".")
                about = properties.headers.get("properties", {})
                message_id = about.get("message_id")
                if USER in where or not message_id:
                    continue
                kind = "published" if what == "publish" else "delivered"
                seen[kind][f"{vhost}/{where}/{message_id}"] += 1
            channel.queue_delete(TRACE)

    # --- disturbing ---------------------------------------------------------------------------

    def publish(
        self,
        exchange: str,
        key: str,
        body: bytes,
        *,
        message_id: str | None = None,
        content_type: str = "application/cloudevents+json",
    ) -> str:
        """Put one message on the internal bus; returns its id."""
        name = message_id or str(uuid4())
        properties = pika.BasicProperties(
            content_type=content_type, message_id=name, delivery_mode=PERSISTENT
        )
        with self.channel() as channel:
            channel.basic_publish(exchange, key, body, properties, mandatory=True)
        return name

    def commands(self, count: int, chance: random.Random) -> list[Sent]:
        """Return some of the commands that were published last (producers keep no copy)."""
        with self.channel() as channel:
            found = [
                ("redress.commands", method.routing_key, str(properties.message_id), body)
                for method, properties, body in _all(channel, COMMANDS, keep=True)
            ]
        return chance.sample(found, min(count, len(found)))

    def republish(self, messages: Sequence[Sent]) -> None:
        """Publish messages (exchange, type, id, body) once more, as they were."""
        with self.channel() as channel:
            for exchange, key, message_id, body in messages:
                properties = pika.BasicProperties(
                    content_type="application/cloudevents+json",
                    message_id=message_id,
                    type=key,
                    delivery_mode=PERSISTENT,
                )
                channel.basic_publish(exchange, key, body, properties, mandatory=True)

    def shuffle(self, queue: str, chance: random.Random) -> int:
        """Put a queue's messages into another order; returns how many there were.

        Copies go back before the originals are taken away, so that none can be lost here.
        """
        with self.channel() as channel:
            messages = list(_all(channel, queue, keep=True))
            chance.shuffle(messages)
            for _, properties, body in messages:
                channel.basic_publish("", queue, body, properties, mandatory=True)
            if messages:
                last = max(method.delivery_tag for method, _, _ in messages)
                channel.basic_ack(last, multiple=True)
        return len(messages)


def _all(channel: Any, queue: str, *, keep: bool) -> Iterator[tuple[Any, Any, bytes]]:
    """Yield what is ready in a queue now; kept ones go back when their channel closes."""
    ready = channel.queue_declare(queue, passive=True).method.message_count
    if not ready:
        return
    found = channel.consume(queue, auto_ack=not keep, inactivity_timeout=5)
    for method, properties, body in itertools.islice(found, ready):
        if method is None:
            break
        yield method, properties, body
    channel.cancel()


def _depth(line: str) -> tuple[str, int]:
    name, _, count = line.partition("\t")
    return name, int(count) if count.strip().isdigit() else 0


def _id(message: tuple[Any, Any, bytes]) -> str:
    return str(message[1].message_id or "")
