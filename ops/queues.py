"""How much waits in each consumer's queues, as the consumer's own user may ask over AMQP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pika
from pika.exceptions import AMQPError

from ops.servers.broker import LOOPBACK, PORTS
from shared.messaging.fates import RETRY_DELAYS_MS
from shared.messaging.topology import broker_user


@dataclass(frozen=True, slots=True)
class Waiting:
    """One consumer: messages that wait, that wait to be retried, that the broker gave up."""

    consumer: str
    waiting: int
    retrying: int
    dead: int
    readers: int


class BrokerAway(Exception):
    """The broker does not answer, or refuses the consumer's user."""


def waiting(url: str, consumer: str) -> Waiting:
    """Return what waits for a consumer. Raises ``BrokerAway``."""
    main = f"{consumer}.events"
    try:
        with pika.BlockingConnection(pika.URLParameters(url)) as connection:
            channel = connection.channel()

            def depth(queue: str) -> tuple[int, int]:
                found = channel.queue_declare(queue, passive=True).method
                return int(found.message_count), int(found.consumer_count)

            messages, readers = depth(main)
            retrying = sum(depth(f"{main}.retry.{delay}")[0] for delay in RETRY_DELAYS_MS)
            return Waiting(consumer, messages, retrying, depth(f"{main}.dead")[0], readers)
    except (AMQPError, OSError) as away:
        raise BrokerAway(f"{consumer}: {type(away).__name__}") from away


def of_data_dir(data_dir: Path, consumers: tuple[str, ...]) -> Iterator[Waiting]:
    """What waits for each consumer of the system that runs there. Raises ``BrokerAway``."""
    passwords = json.loads((data_dir / "broker-passwords.json").read_text())
    port = json.loads((data_dir / "broker" / PORTS).read_text())["amqp"]
    for consumer in consumers:
        user = broker_user(consumer)
        secret = quote(passwords[user], safe="")
        yield waiting(f"amqp://{user}:{secret}@{LOOPBACK}:{port}/redress", consumer)
