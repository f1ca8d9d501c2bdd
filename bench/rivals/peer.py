"""The peer: one process of the chain as a FastStream application with SQLAlchemy's async engine.

The guarantees are those that its documentation gives the means for: ``NACK_ON_ERROR``
(acknowledged after the handler returned, taken back if it raised), quorum queues, publisher
confirms, ``mandatory``, and the transactional outbox over SQLAlchemy, whose rows are sent
after the commit and deleted with the next transaction.

``python -m bench.rivals.peer <process>`` with BENCH_BROKER_URL, BENCH_STORE_URL, BENCH_KEYS.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from faststream import AckPolicy, FastStream
from faststream.rabbit import Channel, ExchangeType, RabbitBroker, RabbitExchange, RabbitQueue
from faststream.rabbit.annotations import RabbitMessage
from faststream.rabbit.schemas.queue import QueueType
from sqlalchemy import MetaData, bindparam, delete, event, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bench.rivals.hops import HOPS, Hop
from bench.rivals.parts import COMMANDS, EVENTS, Keys, Message, Work
from bench.rivals.tables import STORES

PREFETCH = 100
LOG = logging.getLogger("peer")  # says warnings and errors only
EXCHANGES = {
    name: RabbitExchange(name, type=ExchangeType.TOPIC, durable=True, declare=False)
    for name in (EVENTS, COMMANDS)
}
AT_ONCE = {"sqlite": 1, "postgresql": 8}
_KNOWN = text(
    "SELECT referral_id FROM referrals WHERE sender_index = :sender_index UNION ALL "
    "SELECT p.person_id FROM referrals r JOIN persons p ON p.case_id = r.case_id "
    "WHERE r.crime_index = :crime_index AND p.match_index = :match_index"
)


class Store:
    """The rival's rows, through SQLAlchemy."""

    def __init__(self, url: str, metadata: MetaData) -> None:
        self.engine = _engine(url)
        self.tables = metadata.tables
        self._inbox, self._outbox = metadata.tables["inbox"], metadata.tables["outbox"]
        dialect = {"sqlite": sqlite, "postgresql": postgresql}[self.engine.dialect.name]
        self._seen = dialect.insert(self._inbox).on_conflict_do_nothing()
        self._forget = delete(self._outbox).where(
            self._outbox.c.message_id.in_(bindparam("ids", expanding=True))
        )
        if "agency_messages" in metadata.tables:
            table = metadata.tables["agency_messages"]
            self._settle = update(table).where(table.c.feed_message_id == bindparam("of_message"))
        self._turn = asyncio.Semaphore(AT_ONCE[self.engine.dialect.name])
        self._sent: list[str] = []

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Open one transaction; what was confirmed since the last one leaves the outbox."""
        async with self._turn, self.engine.begin() as connection:
            sent, self._sent = self._sent, []
            if sent:
                await connection.execute(self._forget, {"ids": sent})
            yield connection

    async def is_new(self, connection: AsyncConnection, message_id: str) -> bool:
        return bool((await connection.execute(self._seen, {"message_id": message_id})).rowcount)

    async def write(self, connection: AsyncConnection, work: Work) -> list[Message]:
        if work.unless and (await connection.execute(_KNOWN, work.unless)).first():
            return []
        for name, rows in work.inserts:
            await connection.execute(self.tables[name].insert(), rows)
        if work.answered:
            values = dict(work.answered)
            values["of_message"] = values.pop("feed_message_id")
            await connection.execute(self._settle, values)
        if work.messages:
            rows = [
                {
                    "message_id": message.id,
                    "exchange": message.exchange,
                    "routing_key": message.routing_key,
                    "body": message.body,
                }
                for message in work.messages
            ]
            await connection.execute(self._outbox.insert(), rows)
        return work.messages

    async def leftovers(self) -> list[Message]:
        """Return what a crash left unsent."""
        query = select(self._outbox).order_by(self._outbox.c.position)
        async with self.engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [Message(r.message_id, r.exchange, r.routing_key, r.body) for r in rows]

    def sent(self, messages: list[Message]) -> None:
        """Note what the broker has confirmed."""
        self._sent += [message.id for message in messages]


def _engine(url: str) -> AsyncEngine:
    if url.startswith("postgresql"):
        address = make_url(url).set(drivername="postgresql+asyncpg")
        return create_async_engine(address, pool_size=AT_ONCE["postgresql"])
    engine = create_async_engine(make_url(url).set(drivername="sqlite+aiosqlite"))
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def application(process: str, url: str, store: Store, keys: Keys) -> FastStream:
    """Return the application of one process."""
    channel = Channel(prefetch_count=PREFETCH, publisher_confirms=True, on_return_raises=True)
    broker = RabbitBroker(url, default_channel=channel, logger=LOG)

    async def publish(messages: list[Message]) -> None:
        await asyncio.gather(*(_publish(broker, message) for message in messages))
        store.sent(messages)

    for hop in HOPS[process]:
        queue = RabbitQueue(hop.queue, durable=True, declare=False, queue_type=QueueType.QUORUM)
        subscriber = broker.subscriber(queue, ack_policy=AckPolicy.NACK_ON_ERROR)
        subscriber(_handler(hop, store, keys, publish))

    app = FastStream(broker, logger=LOG)

    @app.after_startup
    async def ready() -> None:
        await publish(await store.leftovers())
        print("ready", flush=True)

    return app


def _handler(
    hop: Hop, store: Store, keys: Keys, publish: Callable[[list[Message]], Awaitable[None]]
) -> Callable[..., Awaitable[None]]:
    async def handle(body: dict[str, Any], message: RabbitMessage) -> None:
        messages: list[Message] = []
        async with store.transaction() as connection:
            if await store.is_new(connection, message.message_id):
                work = hop.do(body, message.message_id, keys)
                messages = await store.write(connection, work)
        await publish(messages)

    return handle


async def _publish(broker: RabbitBroker, message: Message) -> None:
    await broker.publish(
        message.body,
        message.routing_key,
        EXCHANGES.get(message.exchange),
        message_id=message.id,
        content_type="application/json",
        message_type=message.routing_key,
        persist=True,
        mandatory=True,
    )


def main(process: str) -> int:
    """Run one process until it is asked to stop."""
    store = Store(os.environ["BENCH_STORE_URL"], STORES[process])
    keys = Keys.unpacked(os.environ["BENCH_KEYS"])
    app = application(process, os.environ["BENCH_BROKER_URL"], store, keys)
    asyncio.run(app.run())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
