"""The floor: one process of the chain, written by hand with pika and sqlite3 or psycopg2.

Per message one transaction (inbox row, business rows, outbox rows), one confirm for each
message that leaves, then the acknowledgement. What was confirmed is taken out of the outbox
with the next transaction; what a crash left in it is sent again at the next start.

``python -m bench.rivals.floor <process>`` with BENCH_BROKER_URL, BENCH_STORE_URL, BENCH_KEYS.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterable
from typing import Any

import pika
import psycopg2
from psycopg2.extras import execute_values
from sqlalchemy.engine import make_url

from bench.rivals.hops import HOPS, Hop
from bench.rivals.parts import Keys, Message, Row, Work

PREFETCH = 100


class SqliteStore:
    """A store in a SQLite file, as safe as Redress keeps its own."""

    mark = "?"

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._inserts: dict[str, str] = {}

    def begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def is_new(self, message_id: str) -> bool:
        done = self._connection.execute(
            "INSERT INTO inbox (message_id) VALUES (?) ON CONFLICT DO NOTHING", (message_id,)
        )
        return bool(done.rowcount)

    def run(self, statement: str, values: Iterable[Any]) -> Any:
        return self._connection.execute(statement, tuple(values))

    def insert(self, table: str, rows: list[Row]) -> None:
        statement = self._inserts.get(table)
        if statement is None:
            marks = ",".join("?" * len(rows[0]))
            statement = f"INSERT INTO {table} ({','.join(rows[0])}) VALUES ({marks})"
            self._inserts[table] = statement
        self._connection.executemany(statement, [tuple(row.values()) for row in rows])


class PostgresStore:
    """A store in PostgreSQL: several rows of one table go in one statement."""

    mark = "%s"

    def __init__(self, url: str) -> None:
        parts = make_url(url)
        self._connection = psycopg2.connect(
            host=parts.host,
            port=parts.port,
            user=parts.username,
            password=parts.password,
            dbname=parts.database,
        )
        self._cursor = self._connection.cursor()

    def begin(self) -> None:
        """Psycopg2 begins by itself."""

    def commit(self) -> None:
        self._connection.commit()

    def is_new(self, message_id: str) -> bool:
        statement = "INSERT INTO inbox (message_id) VALUES (%s) ON CONFLICT DO NOTHING"
        self._cursor.execute(statement, (message_id,))
        return bool(self._cursor.rowcount)

    def run(self, statement: str, values: Iterable[Any]) -> Any:
        self._cursor.execute(statement, tuple(values))
        return self._cursor

    def insert(self, table: str, rows: list[Row]) -> None:
        names = ",".join(rows[0])
        values = [tuple(row.values()) for row in rows]
        execute_values(self._cursor, f"INSERT INTO {table} ({names}) VALUES %s", values)


def open_store(url: str) -> Any:
    """Return the store behind a SQLAlchemy URL."""
    if url.startswith("sqlite"):
        return SqliteStore(str(make_url(url).database))
    return PostgresStore(url)


class Process:
    """One process of the chain."""

    def __init__(self, store: Any, keys: Keys, connection: Any) -> None:
        self._store = store
        self._keys = keys
        self._taking = connection.channel()
        self._giving = connection.channel()
        self._giving.confirm_delivery()
        self._sent: list[str] = []
        mark = store.mark
        self._known = (
            f"SELECT referral_id FROM referrals WHERE sender_index = {mark} UNION ALL "
            "SELECT p.person_id FROM referrals r JOIN persons p ON p.case_id = r.case_id "
            f"WHERE r.crime_index = {mark} AND p.match_index = {mark}"
        )
        self._settle = (
            f"UPDATE agency_messages SET answer = {mark}, case_id = {mark}, reference = {mark} "
            f"WHERE feed_message_id = {mark}"
        )

    def consume(self, hops: Iterable[Hop]) -> None:
        """Take messages of these queues, one after the other."""
        self._send_leftovers()
        self._taking.basic_qos(prefetch_count=PREFETCH)
        for hop in hops:
            self._taking.basic_consume(hop.queue, self._handler(hop))

    def _handler(self, hop: Hop) -> Callable[..., None]:
        def handle(channel: Any, method: Any, properties: Any, body: bytes) -> None:
            self._take(hop, properties.message_id, body)
            channel.basic_ack(method.delivery_tag)

        return handle

    def _take(self, hop: Hop, message_id: str, body: bytes) -> None:
        store = self._store
        store.begin()
        self._forget_sent()
        messages: list[Message] = []
        if store.is_new(message_id):
            messages = self._write(hop.do(json.loads(body), message_id, self._keys))
        store.commit()
        for message in messages:
            self._publish(message)

    def _write(self, work: Work) -> list[Message]:
        store = self._store
        if work.unless and store.run(self._known, work.unless.values()).fetchone():
            return []
        for table, rows in work.inserts:
            store.insert(table, rows)
        if work.answered:
            row = work.answered
            names = ("answer", "case_id", "reference", "feed_message_id")
            store.run(self._settle, [row[name] for name in names])
        if work.messages:
            store.insert("outbox", [_outbox_row(message) for message in work.messages])
        return work.messages

    def _publish(self, message: Message) -> None:
        properties = pika.BasicProperties(
            content_type="application/json",
            message_id=message.id,
            type=message.routing_key,
            delivery_mode=2,
        )
        self._giving.basic_publish(
            message.exchange, message.routing_key, message.body, properties, mandatory=True
        )
        self._sent.append(message.id)

    def _forget_sent(self) -> None:
        if self._sent:
            marks = ",".join([self._store.mark] * len(self._sent))
            self._store.run(f"DELETE FROM outbox WHERE message_id IN ({marks})", self._sent)
            self._sent = []

    def _send_leftovers(self) -> None:
        self._store.begin()
        query = "SELECT message_id, exchange, routing_key, body FROM outbox ORDER BY position"
        rows = self._store.run(query, ()).fetchall()
        self._store.commit()
        for row in rows:
            self._publish(Message(row[0], row[1], row[2], bytes(row[3])))


def _outbox_row(message: Message) -> Row:
    return {
        "message_id": message.id,
        "exchange": message.exchange,
        "routing_key": message.routing_key,
        "body": message.body,
    }


def main(process: str) -> int:
    """Run one process until it is asked to stop."""
    store = open_store(os.environ["BENCH_STORE_URL"])
    keys = Keys.unpacked(os.environ["BENCH_KEYS"])
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["BENCH_BROKER_URL"]))
    running = True

    def stop(*_: object) -> None:
        nonlocal running
        running = False

    signal.signal(signal.SIGTERM, stop)
    Process(store, keys, connection).consume(HOPS[process])
    print("ready", flush=True)
    while running:
        connection.process_data_events(time_limit=0.5)
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
