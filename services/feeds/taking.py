"""Taking messages in: one commit for a batch; a failing one is tried alone, so it harms no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.feeds.receiving import known_among
from shared.messaging.context import Context
from shared.messaging.fates import is_store_away
from shared.messaging.transaction import Transaction
from shared.security.actors import partner_actor
from shared.store.later import gather

if TYPE_CHECKING:
    from services.feeds.boundary import Arrived
    from services.feeds.receiving import Feed
    from shared.messaging.runtime import Runtime

BATCH = 200


def take(runtime: Runtime, feed: Feed, batch: Sequence[Arrived]) -> None:
    """Give every message of a batch its end. Raises when the store is away: nothing was taken."""
    try:
        _commit(runtime, feed, batch)
    except Exception as fault:
        if len(batch) == 1 or is_store_away(fault):
            raise
        for arrived in batch:
            _commit(runtime, feed, [arrived])


def _commit(runtime: Runtime, feed: Feed, batch: Sequence[Arrived]) -> None:
    actor = partner_actor(feed.agency)
    ends = []
    with runtime.store.writing() as connection:
        transaction = Transaction(runtime, connection)
        if len(batch) > 1:  # alone, a message's rows go at once and fail in its own name
            gather(connection)
        seen = known_among(connection, [arrived.message_id for arrived in batch])
        for arrived in batch:
            unit = transaction.unit(Context.of_actor(actor))
            known = arrived.message_id in seen
            ends.append(feed.receive(unit, arrived, perhaps_known=known))
            seen.add(arrived.message_id)
    for end in ends:
        runtime.metrics.inc("feed_messages_total", agency=feed.agency, outcome=end)
    runtime.on_outgoing()
