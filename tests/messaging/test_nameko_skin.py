"""The same bus hosted by nameko, as a real process under eventlet."""

import os
import signal
import subprocess
import sys
from uuid import uuid4

from tests.messaging.conftest import Bus, case_opened, effects_of, speaking
from tests.support.eventually import eventually


def hosted(bus: Bus) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.messaging.hosted", bus.url, str(bus.folder)],
        env=os.environ | {"SCREENING_BROKER_URL": bus.url, "REDRESS_DATA_DIR": str(bus.folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("ready")
    return process


def test_sigterm_finishes_what_was_taken_and_doubles_nothing(bus: Bus):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    process = hosted(bus)
    case = uuid4()
    with intake.transaction() as uow:
        for reference in ("slow", "next", "slow", "last"):
            uow.announce(case_opened(case, reference))
    eventually(lambda: bus.depth("screening.events") == 0)

    process.send_signal(signal.SIGTERM)
    status = process.wait(20)
    process.stdout.close()

    assert status == 0
    assert [note for _, note in effects_of(screening)] == ["slow", "next", "slow", "last"]
    assert bus.depth("screening.events") == 0
