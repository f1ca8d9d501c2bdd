"""Findings 1 to 4 of plain nameko, each shown to fail as it comes, beside what ours does.

1: a handler that raises, or a body that cannot be read, loses the message. 2: with
``requeue_on_error`` it comes back at once, for ever. 3: SIGTERM doubles what is being worked on.
4: one bad message ends the process, and the next one.
"""

import signal
from uuid import uuid4

import pytest
from amqp import Message
from nameko.standalone.events import event_dispatcher

from shared.messaging import parking
from shared.messaging.connection import connect
from shared.messaging.outgoing import EVENTS_EXCHANGE
from tests.messaging.conftest import (
    Bus,
    case_opened,
    effects_of,
    hosted,
    listening,
    note_effect,
    speaking,
)
from tests.messaging.plain import Plain
from tests.support.eventually import eventually, never

QUEUE = "evt-source-happened--plain.on"


@pytest.fixture
def plain(bus: Bus):
    started = []

    def start(service: str) -> Plain:
        started.append(Plain(bus.url, service, bus.folder))
        started[-1].wait_ready()
        return started[-1]

    yield start
    for one in started:
        one.__exit__()


def happened(bus: Bus, *payloads: object) -> None:
    """Dispatch as nameko's own standalone client does."""
    dispatch = event_dispatcher({"AMQP_URI": bus.url})
    for payload in payloads:
        dispatch("source", "happened", payload)


def write(bus: Bus, exchange: str, key: str, body: bytes, **properties) -> None:
    connection = connect(bus.url, name="stranger")
    connection.channel().basic_publish(Message(body, **properties), exchange, key)
    connection.close()


def parked(runtime):
    with runtime.store.reading() as connection:
        return parking.list_parked(connection)


def test_1_plain_nameko_loses_the_message_of_a_failing_handler_and_ours_parks_it(bus: Bus, plain):
    nameko = plain("Failing")
    happened(bus, {})
    write(bus, "source.events", "happened", b"{ not json", content_type="application/json")
    write(bus, "source.events", "happened", b"text", content_type="text/plain")
    nameko.wait_for("called")
    never(lambda: len(nameko.lines("called")) > 1)
    assert nameko.stop() == 0
    assert bus.depth(QUEUE) == 0  # all three were acknowledged: gone for good

    def failing(uow, event, envelope):
        raise RuntimeError("handler failed")

    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(listening(screening, failing))
    bus.start(speaking(intake))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4()))
    key = "intake.case_opened.v1"
    bus.publish((EVENTS_EXCHANGE, key, b"{ not json"))
    bus.publish((EVENTS_EXCHANGE, key, b"text"), content_type="text/plain")

    eventually(lambda: len(parked(screening)) == 3, within_s=60)
    assert sorted(one.reason for one in parked(screening)) == [
        "bug:RuntimeError",
        "content-type-unknown",
        "unparseable",
    ]


def test_2_plain_nameko_asked_to_requeue_spins_and_ours_tries_three_times_with_pauses(
    bus: Bus, broker, plain
):
    """Without end on 3.10. On 4.x nameko's queue is a quorum queue with a limit of 20 returns.

    There it spins for 21 deliveries, and then the broker drops the message: gone for good.
    """
    nameko = plain("Requeueing")
    happened(bus, {})
    if int(broker.version.split(".")[0]) < 4:
        nameko.wait_for("called", 500)
    else:
        nameko.wait_for("called", 21)
        eventually(lambda: bus.depth(QUEUE) == 0)
        never(lambda: len(nameko.lines("called")) > 21)

    calls = []

    def failing(uow, event, envelope):
        calls.append(event.reference)
        raise RuntimeError("handler failed")

    nameko.process.kill()
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(listening(screening, failing))
    bus.start(speaking(intake))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4()))

    eventually(lambda: parked(screening), within_s=60)
    assert len(calls) == parked(screening)[0].attempts == 3
    never(lambda: len(calls) > 3)


def test_3_on_sigterm_plain_nameko_doubles_what_it_works_on_and_ours_finishes_it_once(
    bus: Bus, plain
):
    nameko = plain("Slow")
    happened(bus, 1, 2, 3)
    nameko.wait_for("started", 3)
    nameko.stop()
    assert len(nameko.lines("finished")) == 3
    again = plain("Slow")
    again.wait_for("finished", 3)  # all three a second time

    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    first = hosted(bus)
    with intake.transaction() as uow:
        for _ in range(3):
            uow.announce(case_opened(uuid4(), "slow"))
    eventually(lambda: bus.depth("screening.events") == 0)
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0
    second = hosted(bus)

    never(lambda: len(effects_of(screening)) != 3)
    second.send_signal(signal.SIGTERM)
    assert second.wait(60) == 0


def ours_after(bus: Bus, *hostile) -> list[str]:
    """Let our service meet the hostile messages; give what it parked once it did an honest one."""
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    process = hosted(bus)
    for exchange, key, properties in hostile:
        write(bus, exchange, key, b"{}", **properties)
    eventually(lambda: len(parked(screening)) == len(hostile))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4(), "honest"))
    eventually(lambda: [note for _, note in effects_of(screening)] == ["honest"])
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    return sorted(one.reason for one in parked(screening))


def test_4_a_request_without_reply_to_ends_plain_nameko_twice_and_is_parked_by_ours(
    bus: Bus, plain
):
    first = plain("Serving")
    write(
        bus,
        "nameko-rpc",
        "plain.greet",
        b'{"args": [], "kwargs": {}}',
        content_type="application/json",
    )
    first.process.wait(60)
    second = Plain(bus.url, "Serving", bus.folder)
    second.process.wait(60)
    assert "KeyError" in first.said()
    assert "KeyError" in second.said()

    assert ours_after(bus, ("nameko-rpc", "screening.lift_bar", {})) == ["rpc-malformed"]


def test_4_a_number_as_call_id_stack_ends_plain_nameko_and_is_parked_by_ours(bus: Bus, plain):
    hostile = {"application_headers": {"nameko.call_id_stack": 5}}
    nameko = plain("Serving")
    write(bus, "source.events", "happened", b"{}", content_type="application/json", **hostile)
    nameko.process.wait(60)
    assert "TypeError" in nameko.said()

    reasons = ours_after(
        bus,
        (EVENTS_EXCHANGE, "intake.case_opened.v1", hostile),
        ("nameko-rpc", "screening.lift_bar", hostile),
    )
    assert reasons == ["content-type-unknown", "rpc-malformed"]


def test_a_time_out_in_a_handler_takes_plain_namekos_workers_and_none_of_ours(bus: Bus, plain):
    """Beside the ten: ``eventlet.Timeout`` is no ``Exception``. Ten of them stop plain nameko."""
    nameko = plain("Hanging")
    happened(bus, *range(10), "innocent")
    nameko.wait_for("called", 10)
    never(lambda: nameko.lines("called innocent"), during_s=2)

    def interrupted(uow, event, envelope):
        if event.reference != "innocent":
            raise SystemExit
        note_effect(uow, event, envelope)

    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    bus.start(listening(screening, interrupted))
    with intake.transaction() as uow:
        for number in range(10):
            uow.announce(case_opened(uuid4(), f"R-{number}"))
        uow.announce(case_opened(uuid4(), "innocent"))

    eventually(lambda: [note for _, note in effects_of(screening)] == ["innocent"])
