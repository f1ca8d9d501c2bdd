"""Findings 8 to 10: attempts counted by the broker, a driver that stops everybody, SQLite's BEGIN.

Beside each, what ours does.
"""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from amqp import Message
from nameko.standalone.events import event_dispatcher

from shared.contracts.base import Nothing
from shared.contracts.examples import example
from shared.contracts.screening.rpc import LIFT_BAR
from shared.messaging import parking
from shared.messaging.connection import connect
from shared.messaging.rpc_client import RpcClient
from shared.security.actors import Actor, ActorKind, Role
from tests.messaging.conftest import Bus, case_opened, effects_of, hosted, listening, speaking
from tests.messaging.plain import Plain
from tests.support.eventually import eventually, never

ROUNDS = 5
MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))


def counted_by_the_broker(url: str) -> list[int]:
    """Fail one message ROUNDS times and let it come back through a delay queue.

    As nameko-amqp-retry 0.7.1 does: published anew with the headers it came with, and the
    attempts read as the sum of ``x-death`` counts.
    """
    connection = connect(url, name="retrying")
    channel = connection.channel()
    channel.queue_declare("work", durable=True, auto_delete=False)
    back = {
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": "work",
        "x-message-ttl": 50,
    }
    channel.queue_declare("backoff", durable=True, auto_delete=False, arguments=back)
    channel.basic_publish(Message(b"{}"), "", "work")
    counts = []
    for _ in range(ROUNDS + 1):
        message = eventually(lambda: channel.basic_get("work", no_ack=True))
        headers = message.properties.get("application_headers") or {}
        counts.append(sum(death["count"] for death in headers.get("x-death", ())))
        channel.basic_publish(Message(b"{}", application_headers=headers), "", "backoff")
    connection.close()
    return counts


def test_8_attempts_counted_by_the_broker_stand_still_on_rabbitmq_4_and_ours_count(
    bus: Bus, broker
):
    """On 3.10 the count of ``x-death`` does grow: there that library's limit is reached.

    On 4.x it stays at 1 whatever happens, so a bad message would come back for ever. Ours
    counts in a header of its own on both.
    """
    counts = counted_by_the_broker(bus.url)
    print(f"RabbitMQ {broker.version}: attempts by x-death {counts}")
    grows = int(broker.version.split(".")[0]) < 4
    assert counts == (list(range(ROUNDS + 1)) if grows else [0] + [1] * ROUNDS)

    def failing(uow, event, envelope):
        raise RuntimeError("handler failed")

    def parked():
        with screening.store.reading() as connection:
            return parking.list_parked(connection)

    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    bus.start(listening(screening, failing))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4()))
    eventually(parked, within_s=60)
    assert [one.attempts for one in parked()] == [3]


def test_9_psycopg_3_stops_every_worker_of_plain_nameko_and_ours_wait_side_by_side(
    bus: Bus, new_database
):
    """Five half-second queries: one after the other with psycopg 3's compiled form.

    Ours goes through psycopg2, which eventlet teaches to wait with the others.
    """
    url = new_database()
    with Plain(bus.url, "Waiting", bus.folder) as nameko:
        nameko.wait_ready()
        dispatch = event_dispatcher({"AMQP_URI": bus.url})
        for _ in range(5):
            dispatch("source", "happened", url.replace("+psycopg2", ""))
        nameko.wait_for("finished", 5)
        started = min(float(line.split()[1]) for line in nameko.lines("started"))
        finished = max(float(line.split()[1]) for line in nameko.lines("finished"))
    theirs = finished - started
    assert theirs > 2.5

    bus.runtime("screening", url)
    hosted(bus, database=url)
    client = RpcClient(bus.url, bus.runtime("gateway").keys)
    request = LIFT_BAR.request.model_validate(
        example(LIFT_BAR.request) | {"reason": "wait in the database"}
    )

    def ask(_number: int) -> object:
        return client.call(LIFT_BAR, request, MANAGER)

    ask(0)  # connects
    with ThreadPoolExecutor(5) as callers:
        began = time.monotonic()
        assert list(callers.map(ask, range(5))) == [Nothing()] * 5
        ours = time.monotonic() - began
    client.close()
    print(f"five half-second queries: psycopg 3 {theirs:.2f} s, ours {ours:.2f} s")
    assert ours < 2.4  # one after the other they would take 2.5


@pytest.fixture
def counted(bus: Bus):
    """Send 300 events to two plain processes over one SQLite file; give the rows they left."""

    def run(service: str) -> list[int]:
        path = bus.folder / "plain.sqlite"
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE effects (note INTEGER)")
        connection.close()
        with (
            Plain(bus.url, service, bus.folder) as one,
            Plain(bus.url, service, bus.folder) as other,
        ):
            one.wait_ready()
            other.wait_ready()
            eventually(lambda: bus.consumers("evt-source-happened--plain.on") == 2)
            dispatch = event_dispatcher({"AMQP_URI": bus.url})
            for number in range(300):
                dispatch("source", "happened", number)
            eventually(lambda: bus.depth("evt-source-happened--plain.on") == 0)
            assert one.stop() == other.stop() == 0
        with sqlite3.connect(path) as connection:
            rows = [row[0] for row in connection.execute("SELECT note FROM effects")]
        connection.close()
        return rows

    return run


def test_10_begun_late_sqlite_lets_plain_nameko_lose_messages_or_updates(counted, bus: Bus):
    """With the ``BEGIN`` of SQLAlchemy's guide "database is locked" loses the message.

    Without it, as pysqlite comes, the read stands outside the transaction instead: nothing is
    locked and nothing lost, but two handlers write what follows from the same reading.
    """
    begun = counted("CountingFromBegin")
    print(f"plain nameko: {300 - len(begun)} of 300 lost to a locked database")
    assert len(begun) < 300
    (bus.folder / "plain.sqlite").rename(bus.folder / "begun.sqlite")
    as_it_comes = counted("Counting")
    doubled = len(as_it_comes) - len(set(as_it_comes))
    print(f"plain nameko: {doubled} of 300 written from a reading that was old")
    assert doubled > 0


def test_10_ours_begins_at_once_and_loses_neither(bus: Bus):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    hosted(bus)
    hosted(bus)
    for _ in range(300):
        with intake.transaction() as uow:
            uow.announce(case_opened(uuid4(), "count"))

    eventually(lambda: len(effects_of(screening)) == 300, within_s=60)
    never(lambda: len(effects_of(screening)) != 300, during_s=0.5)
    assert sorted(int(note) for _, note in effects_of(screening)) == list(range(300))
