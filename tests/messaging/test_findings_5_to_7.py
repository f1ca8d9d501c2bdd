"""Findings 5 to 7: a publish without end, a crash between commit and acknowledgement, confirms.

Beside each, what ours does with the same broker in the same state.
"""

import sqlite3
import time
from uuid import uuid4

import pytest
from nameko.standalone.events import event_dispatcher
from sqlalchemy import func, select

from shared.kernel.errors import Unavailable
from shared.messaging.connection import connect
from shared.messaging.publisher import CONFIRM_TIMEOUT_S, Parcel, Publisher
from shared.messaging.tables import outbox
from tests.messaging.conftest import (
    Bus,
    a_bus,
    case_opened,
    effects_of,
    hosted,
    listening,
    speaking,
)
from tests.messaging.plain import Plain
from tests.support.eventually import eventually, never

LONGER = CONFIRM_TIMEOUT_S + 3
PARCEL = Parcel("amq.fanout", "anything", b"{}", mandatory=False)


def seconds_until_unavailable(url: str) -> float:
    sender = Publisher(url, name="test")
    began = time.monotonic()
    with pytest.raises(Unavailable):
        sender.publish([PARCEL])
    sender.close()
    return time.monotonic() - began


@pytest.mark.parametrize("service", ["Publishing", "Confirming"])
def test_5_under_an_alarm_plain_nameko_publishes_without_end_and_ours_says_so_in_time(
    own_broker, tmp_path, service
):
    """``Confirming`` is told ``confirm_timeout=3``: kombu then waits for a polite close instead."""
    url = own_broker.url()
    own_broker.ctl("set_vm_memory_high_watermark", "0.00001")

    with Plain(url, service, tmp_path) as nameko:
        nameko.wait_for("publishing")
        never(lambda: nameko.lines("returned"), during_s=LONGER)
        assert seconds_until_unavailable(url) < CONFIRM_TIMEOUT_S * 2
        own_broker.ctl("set_vm_memory_high_watermark", "0.6")
        eventually(lambda: nameko.lines("returned"), saying="only the alarm's end let it go")


def test_5_with_a_frozen_broker_plain_nameko_hangs_and_ours_drops_the_socket(own_broker, tmp_path):
    url = own_broker.url()
    sender = Publisher(url, name="test")
    assert sender.publish([PARCEL]) == {}

    with Plain(url, "Dispatching", tmp_path) as nameko:
        nameko.wait_for("taken", 11)
        own_broker.freeze()
        began = time.monotonic()
        with pytest.raises(Unavailable):
            sender.publish([PARCEL])
        assert time.monotonic() - began < CONFIRM_TIMEOUT_S * 2
        sender.close()
        seen = len(nameko.lines(""))
        never(lambda: len(nameko.lines("")) > seen, during_s=LONGER)
        own_broker.thaw()


def drained(url: str, queue: str) -> list[bytes]:
    connection = connect(url, name="look")
    channel = connection.channel()
    found = []
    while (message := channel.basic_get(queue, no_ack=True)) is not None:
        found.append(
            bytes(message.body) if isinstance(message.body, bytes) else message.body.encode()
        )
    connection.close()
    return found


def collect(url: str, queue: str, *, exchange: str, key: str) -> None:
    """A durable queue that takes everything of this key."""
    connection = connect(url, name="collect")
    channel = connection.channel()
    channel.exchange_declare(exchange, "topic", durable=True, auto_delete=False)
    channel.queue_declare(
        queue, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
    )
    channel.queue_bind(queue, exchange, key)
    connection.close()


def plain_rows(folder) -> list[int]:
    with sqlite3.connect(folder / "plain.sqlite", timeout=10) as connection:
        rows = [row[0] for row in connection.execute("SELECT note FROM effects")]
    connection.close()
    return rows


def test_6_a_kill_before_the_acknowledgement_doubles_plain_namekos_rows_and_events_not_ours(
    bus: Bus,
):
    with sqlite3.connect(bus.folder / "plain.sqlite") as connection:
        connection.execute("CREATE TABLE effects (note INTEGER)")
    connection.close()
    collect(bus.url, "told", exchange="plain.events", key="recorded")
    first = Plain(bus.url, "Recording", bus.folder)
    first.wait_ready()
    dispatch = event_dispatcher({"AMQP_URI": bus.url})
    for number in range(20):
        dispatch("source", "happened", number)
    assert first.process.wait(60) == -9
    with Plain(bus.url, "Recording", bus.folder):
        eventually(lambda: set(plain_rows(bus.folder)) == set(range(20)), within_s=90)
        # The row comes before its event, and the one it died on comes twice.
        eventually(lambda: bus.depth("told") >= 21, within_s=90)
    told = drained(bus.url, "told")
    assert plain_rows(bus.folder).count(10) == 2
    assert told.count(b"10") == 2

    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    with intake.transaction() as uow:
        for number in range(20):
            uow.announce(case_opened(uuid4(), f"R-{number}"))
    eventually(lambda: bus.depth("screening.events") == 20)
    assert hosted(bus, "before_ack").wait(60) == -9
    hosted(bus)

    eventually(lambda: bus.depth("screening.events") == 0)
    never(lambda: len(effects_of(screening)) != 20, during_s=0.5)
    with screening.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(outbox)).scalar_one() == 20


@pytest.mark.timeout(420)
def test_7_over_a_killed_broker_plain_nameko_keeps_what_it_took_and_ours_keeps_all(
    own_broker, tmp_path
):
    """Confirms do hold up: of what plain nameko's publish returned for, nothing is lost.

    What it raised for is another matter: nobody has it any more, unless each caller keeps it.
    """
    url = own_broker.url()
    collect(url, "told", exchange="plain.events", key="happened")
    own_broker.restart()  # RabbitMQ may forget a queue declared less than a second before a kill
    with Plain(url, "Dispatching", tmp_path) as nameko:
        nameko.wait_for("taken", 301)
        own_broker.kill()
        nameko.wait_for("failed", 2)
        own_broker.start()
        eventually(
            lambda: len(nameko.lines("taken")) + len(nameko.lines("failed")) == 3000, within_s=120
        )
        taken = {int(line.split()[1]) for line in nameko.lines("taken")}
        failed = {int(line.split()[1]) for line in nameko.lines("failed")}
    told = [int(body) for body in drained(url, "told")]
    print(
        f"plain nameko: taken {len(taken)}, lost of these {len(taken - set(told))}, "
        f"given up {len(failed)}, of these never told {len(failed - set(told))}, "
        f"doubled {len(told) - len(set(told))}"
    )
    assert taken <= set(told)
    assert failed - set(told)  # tried while nobody answered: gone

    own_broker.add_vhost("ours")
    with a_bus(own_broker, "ours", tmp_path) as bus:
        own_broker.restart()
        intake, screening = bus.runtime("intake"), bus.runtime("screening")
        bus.start(speaking(intake))
        bus.start(listening(screening))
        for number in range(1000):
            with intake.transaction() as uow:
                uow.announce(case_opened(uuid4(), f"R-{number}"))
            if number == 500:
                eventually(lambda: effects_of(screening))
                own_broker.kill()
        own_broker.start()

        eventually(lambda: len(effects_of(screening)) >= 1000, within_s=60)
        notes = [note for _, note in effects_of(screening)]
        print(f"ours: recorded 1000, applied {len(set(notes))}, doubled {len(notes) - 1000}")
        assert sorted(notes) == sorted(f"R-{number}" for number in range(1000))
