"""Findings of plain nameko, each shown to fail as it comes, beside what ours does.

Here: finding 1 (a raising handler loses its message) and, of the same cause, an unreadable
body. Findings 3, 5, 6, 7 and 10 are held by test_nameko_skin, test_alarm, test_flow and
tests/shared/store; finding 4 by test_rpc.
"""

import subprocess
import sys
from uuid import uuid4

from shared.messaging import parking
from shared.messaging.outgoing import EVENTS_EXCHANGE
from tests.messaging.conftest import Bus, case_opened, listening, speaking
from tests.support.eventually import eventually

PLAIN = """
import eventlet; eventlet.monkey_patch()
import sys
from nameko.events import event_handler
from nameko.runners import ServiceRunner
from nameko.standalone.events import event_dispatcher

class Plain:
    name = "plain"
    @event_handler("source", "happened")
    def on(self, payload):
        print("called", flush=True)
        raise RuntimeError("handler failed")

config = {"AMQP_URI": sys.argv[1]}
runner = ServiceRunner(config)
runner.add_service(Plain)
runner.start()
event_dispatcher(config)("source", "happened", {})
eventlet.sleep(1.5)
runner.stop()
"""


def test_plain_nameko_loses_the_message_of_a_failing_handler_and_ours_parks_it(bus: Bus):
    plain = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PLAIN, bus.url],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert plain.stdout.count("called") == 1
    assert bus.depth("evt-source-happened--plain.on") == 0  # acknowledged: gone for good

    def failing(uow, event, envelope):
        raise RuntimeError("handler failed")

    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(listening(screening, failing))
    bus.start(speaking(intake))
    with intake.transaction() as uow:
        uow.announce(case_opened(uuid4()))
    bus.publish((EVENTS_EXCHANGE, "intake.case_opened.v1", b"\xff\xfe not json"))

    def parked():
        with screening.store.reading() as connection:
            return len(parking.list_parked(connection)) == 2

    eventually(parked, within_s=20)
