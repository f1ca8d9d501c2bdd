"""Handlers that hang, leave or kill: no worker is lost to them, and nobody else's message.

Over the real process: our small service hosted by nameko under eventlet, deadline three seconds.
"""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import uuid4

import pytest

from shared.contracts.base import Nothing
from shared.contracts.examples import example
from shared.contracts.screening.rpc import LIFT_BAR
from shared.kernel.errors import Unavailable
from shared.messaging import parking, topology
from shared.messaging.connection import connect
from shared.messaging.processor import MAX_OWN_ATTEMPTS, SUSPICIOUS_RETURNS
from shared.messaging.rpc_client import RpcClient
from shared.security.actors import Actor, ActorKind, Role
from tests.messaging.conftest import Bus, case_opened, effects_of, hosted, listening, speaking
from tests.support.eventually import eventually

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))


def announce(runtime, *references: str) -> None:
    with runtime.transaction() as uow:
        for reference in references:
            uow.announce(case_opened(uuid4(), reference))


def notes(runtime) -> list[str]:
    return sorted(note for _, note in effects_of(runtime))


def reasons(runtime) -> list[str]:
    with runtime.store.reading() as connection:
        return sorted(one.reason for one in parking.list_parked(connection))


def test_a_hanging_handler_is_interrupted_parked_and_its_neighbours_are_handled(bus: Bus):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    announce(intake, "before", "hang", "after")
    process = hosted(bus)

    eventually(lambda: notes(screening) == ["after", "before"], within_s=60)
    eventually(lambda: reasons(screening) == ["handler-timeout:HandlerTimeout"], within_s=60)
    announce(intake, "later")
    eventually(lambda: "later" in notes(screening))
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0


def test_a_hundred_time_outs_and_exits_leave_every_worker_free(bus: Bus):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    process = hosted(bus)
    announce(intake, *(["timeout", "exit"] * 50), "innocent")

    eventually(lambda: len(reasons(screening)) == 100, within_s=60)
    assert set(reasons(screening)) == {"bug:Timeout", "bug:SystemExit"}
    announce(intake, *(f"R-{number}" for number in range(200)))
    eventually(lambda: len(notes(screening)) == 201)
    assert process.poll() is None


def test_requests_that_hang_leave_every_worker_free(bus: Bus):
    """Ten requests hang on eight workers; the eleventh is answered when they were interrupted."""
    bus.runtime("screening")
    hosted(bus)
    client = RpcClient(bus.url, bus.runtime("gateway").keys)

    def ask(reason: str, deadline_s: float) -> object:
        request = LIFT_BAR.request.model_validate(example(LIFT_BAR.request) | {"reason": reason})
        return client.call(LIFT_BAR, request, MANAGER, deadline_s=deadline_s)

    def give_up(_number: int) -> None:
        with pytest.raises(Unavailable):
            ask("hang", 1.0)

    with ThreadPoolExecutor(10) as callers:
        list(callers.map(give_up, range(10)))
    began = time.monotonic()
    assert ask("honest", 10.0) == Nothing()
    assert time.monotonic() - began < 8
    client.close()


def test_on_plain_threads_a_hanging_handler_is_interrupted_too(bus: Bus):
    """As the feeds run: no eventlet, so the interruption waits for the next line of Python."""
    intake, screening = bus.runtime("intake"), bus.runtime("screening")

    def hanging(uow, event, envelope):
        while event.reference == "hang":
            time.sleep(0.05)

    bus.start(speaking(intake))
    host = bus.start(listening(screening, hanging, handler_deadline_s=0.5))
    announce(intake, "hang")

    eventually(lambda: reasons(screening) == ["handler-timeout:HandlerTimeout"], within_s=60)
    assert host.alive()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_message_that_kills_its_process_is_parked_after_five_own_tries_and_no_other(bus: Bus):
    """The broker's count of returns marks the suspects; each is then tried alone and counted."""
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    innocents = [f"R-{number}" for number in range(10)]
    announce(intake, *innocents[:5], "die", *innocents[5:])
    eventually(lambda: bus.depth("screening.events") == 11)

    deaths = 0
    while not reasons(screening):
        process = hosted(bus, "no such point")
        with suppress(AssertionError):
            eventually(
                lambda running=process: running.poll() is not None or reasons(screening),
                within_s=60,
            )
        deaths += process.poll() == -signal.SIGKILL

    assert reasons(screening) == ["process-died-repeatedly"]
    assert deaths == SUSPICIOUS_RETURNS + MAX_OWN_ATTEMPTS
    eventually(lambda: notes(screening) == sorted(innocents))
    eventually(lambda: bus.depth("screening.events") == 0)


def test_what_the_broker_gives_up_delivering_is_parked(bus: Bus):
    """A consumer that takes and never settles, until the broker's limit of returns."""
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    announce(intake, "returned")
    eventually(lambda: bus.depth("screening.events") == 1)
    connection = connect(bus.url, name="crashing")
    channel = connection.channel()
    for _ in range(topology.DELIVERY_LIMIT + 1):
        message = eventually(lambda: channel.basic_get("screening.events"))
        channel.basic_reject(message.delivery_tag, requeue=True)
    connection.close()
    eventually(lambda: bus.depth("screening.events.dead") == 1)

    bus.start(listening(screening))

    eventually(lambda: reasons(screening) == ["dead-lettered:delivery_limit"])
    assert bus.depth("screening.events.dead") == 0
    assert notes(screening) == []
