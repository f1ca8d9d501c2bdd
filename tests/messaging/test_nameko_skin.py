"""The same bus hosted by nameko, as a real process under eventlet."""

import signal
from types import SimpleNamespace
from uuid import uuid4

import pytest

from shared.messaging import failpoints, nameko_skin
from tests.messaging.conftest import Bus, case_opened, effects_of, hosted, speaking
from tests.support.eventually import eventually


def test_the_host_is_known_before_it_takes_anything(monkeypatch):
    """Requests that came while the rest still started found none, went back and came twice."""
    known = []

    class Starting:
        def __init__(self, assembly, **runners):
            self.runners = runners

        def start(self):
            known.append(Service.host is self)

    class Service:
        host = None
        assemble = staticmethod(lambda: None)

    monkeypatch.setattr(nameko_skin, "Host", Starting)
    service_host = nameko_skin.ServiceHost()
    service_host.container = SimpleNamespace(service_cls=Service)
    service_host.setup()
    for kind in ("batch", "request"):
        service_host.runs(kind, lambda work: None)
        service_host.launch()

    assert known == [True]


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
    status = process.wait(60)

    assert status == 0
    assert [note for _, note in effects_of(screening)] == ["slow", "next", "slow", "last"]
    assert bus.depth("screening.events") == 0


@pytest.mark.parametrize("point", failpoints.POINTS)
def test_killed_at_this_point_it_loses_nothing_and_doubles_nothing(bus: Bus, point):
    intake, screening = bus.runtime("intake"), bus.runtime("screening")
    bus.start(speaking(intake))
    with intake.transaction() as uow:
        for number in range(20):
            uow.announce(case_opened(uuid4(), f"R-{number}"))
    eventually(lambda: bus.depth("screening.events") == 20)

    killed = hosted(bus, point)
    assert killed.wait(60) == -signal.SIGKILL
    second = hosted(bus)

    eventually(lambda: len(effects_of(screening)) >= 20)
    eventually(lambda: bus.depth("screening.events") == 0 and bus.depth("intake.events") >= 20)
    second.send_signal(signal.SIGTERM)
    assert second.wait(60) == 0
    assert sorted(note for _, note in effects_of(screening)) == sorted(
        f"R-{number}" for number in range(20)
    )
