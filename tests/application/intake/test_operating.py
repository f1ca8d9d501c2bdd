"""What a service tells of itself to those who operate it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from shared.contracts import operating
from shared.contracts.operating import QueueStanding
from shared.messaging.jobs import run_job
from shared.messaging.runtime import Runtime
from tests.support.intake import MANAGER


@pytest.fixture
def by_the_clock(intake, monkeypatch):
    """Does a job of intake's as its CronJob does, over the store of the test."""
    monkeypatch.setattr(Runtime, "close", lambda runtime: None)
    jobs = {"retention": lambda runtime: None, "stumbling": _stumbles, "reindex": _nothing}
    return lambda job: run_job(
        "intake.jobs", jobs, lambda: SimpleNamespace(runtime=intake.runtime), [job]
    )


def _stumbles(runtime):
    raise RuntimeError("invented")


def _nothing(runtime):
    """Does nothing, as there is nothing to do."""


def standing(intake):
    return intake.ask(operating.of("intake").standing, operating.AskStanding(), MANAGER)


def test_what_fails_and_what_waits_at_the_broker_are_told(intake):
    queue = QueueStanding(waiting=7, retrying=3, dead=0, readers=1)
    intake.runtime.checks = lambda: {"intake-store": lambda: True, "intake-broker": lambda: False,
                                     "intake-rpc": lambda: 1 / 0}  # fmt: skip
    intake.runtime.depth = lambda: queue
    intake.runtime.lag_s = 0.25

    told = standing(intake)

    assert told.failing == ("intake-broker", "intake-rpc")
    assert (told.queue, told.lag_s) == (queue, 0.25)


def test_work_done_by_the_clock_is_told_with_its_last_day(intake, by_the_clock):
    assert standing(intake).jobs == ()
    by_the_clock("retention")
    first = intake.clock.now()
    intake.clock.advance(timedelta(hours=3))
    by_the_clock("retention")
    by_the_clock("reindex")
    second = intake.clock.now()

    assert [(one.job, one.at) for one in standing(intake).jobs] == [
        ("reindex", second),
        ("retention", first),
    ]
    intake.clock.advance(timedelta(days=1))
    by_the_clock("retention")

    last = {one.job: one.at for one in standing(intake).jobs}
    assert last["retention"] == intake.clock.now()


def test_work_that_stumbled_is_not_told_as_done(intake, by_the_clock):
    with pytest.raises(RuntimeError):
        by_the_clock("stumbling")

    assert standing(intake).jobs == ()
