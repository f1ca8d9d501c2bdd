"""How much waits for a consumer at the broker, asked over AMQP as its own user: no plugin is needed."""

from __future__ import annotations

from shared.contracts.operating import QueueStanding
from shared.messaging.connection import BROKER_FAULTS, connect
from shared.messaging.fates import RETRY_DELAYS_MS

WITHIN_S = 1.0
"""For each answer of the broker: whoever asks waits for the whole page."""


def depth_of(broker_url: str, consumer: str) -> QueueStanding | None:
    """Return what waits in a consumer's queues; None while the broker does not tell."""
    main = f"{consumer}.events"
    try:
        connection = connect(broker_url, name=f"{consumer} depths")
    except BROKER_FAULTS:
        return None
    try:
        connection.limit_writes(WITHIN_S)
        channel = connection.channel()

        def depth(queue: str) -> tuple[int, int]:
            found = channel.queue_declare(queue, passive=True)
            return int(found.message_count), int(found.consumer_count)

        waiting, readers = depth(main)
        retrying = sum(depth(f"{main}.retry.{delay}")[0] for delay in RETRY_DELAYS_MS)
        dead = depth(f"{main}.dead")[0]
        return QueueStanding(waiting=waiting, retrying=retrying, dead=dead, readers=readers)
    except BROKER_FAULTS:
        return None
    finally:
        connection.close(timeout_s=WITHIN_S)
