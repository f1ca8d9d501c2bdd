"""What is done once a day on this machine: each job, once, beside whatever runs."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from ops.daily import AGAIN_S, Daily, daily_command
from ops.deployables import JOBS, ONCE_A_DAY
from shared.security.key_files import create_service_keys
from shared.store.migrations import upgrade
from shared.testing.fakes import FixedClock
from tests.support.eventually import eventually

pytestmark = pytest.mark.slow
NAMES = [f"{job.service} {job.name}" for job in ONCE_A_DAY]


@pytest.fixture
def data_dir(tmp_path):
    for service in {job.service for job in JOBS}:
        upgrade(f"sqlite:///{tmp_path / service}.sqlite", service)
        create_service_keys(tmp_path / "keys" / service, tmp_path / "keys" / "public", service)
    return tmp_path


def test_the_verb_does_every_job_and_says_so(data_dir):
    told = CliRunner().invoke(daily_command, ["--data-dir", str(data_dir)])

    assert told.exit_code == 0, told.output
    assert told.output.splitlines() == [f"{name}: done" for name in NAMES]


def test_a_folder_without_stores_has_nothing_to_do(tmp_path):
    told = CliRunner().invoke(daily_command, ["--data-dir", str(tmp_path)])

    assert told.exit_code != 0


def test_a_job_that_fails_is_told_with_its_last_words(data_dir):
    (data_dir / "intake.sqlite").write_bytes(b"no database at all, but long enough to be read")

    told = CliRunner().invoke(daily_command, ["--data-dir", str(data_dir)])

    assert told.exit_code == 1
    assert "intake retention: failed" in told.output
    assert "allocation retention: done" in told.output


def run_all(daily):
    """Step until nothing is due or under way; return the jobs that failed."""
    failed = []

    def stepped():
        if job := daily.step():
            failed.append(job)
        return daily.idle and not daily.due()

    eventually(stepped, within_s=60)
    return failed


def test_each_job_is_done_once_a_day_and_again_on_the_next(data_dir):
    clock = FixedClock(datetime(2019, 7, 1, 9, tzinfo=UTC))
    daily = Daily(data_dir, clock)

    failed = run_all(daily)
    noted = json.loads((data_dir / "daily.json").read_text())

    assert failed == []
    assert set(noted.values()) == {"2019-07-01"}
    assert len(noted) == len(ONCE_A_DAY)
    assert Daily(data_dir, clock).due() == []
    clock.advance(timedelta(days=1))
    assert daily.due() == list(ONCE_A_DAY)


def test_what_comes_round_more_often_waits_its_own_time_and_has_the_services_settings(data_dir):
    asked = []

    def settings(service):
        asked.append(service)
        return {f"{service.upper()}_BROKER_URL": "amqp://nobody@127.0.0.1:1/redress"}

    daily = Daily(data_dir, FixedClock(datetime(2019, 7, 1, 9, tzinfo=UTC)), settings)

    assert daily.due() == list(JOBS)
    assert run_all(daily) == []
    assert set(asked) == {job.service for job in JOBS}
    assert all(job.every_s >= 60 for job in JOBS if job not in ONCE_A_DAY)
    noted = json.loads((data_dir / "daily.json").read_text())
    assert len(noted) == len(ONCE_A_DAY)


def test_a_job_that_failed_is_told_and_waits_before_it_is_tried_again(data_dir):
    (data_dir / "intake.sqlite").write_bytes(b"no database at all, but long enough to be read")
    daily = Daily(data_dir, FixedClock(datetime(2019, 7, 1, 9, tzinfo=UTC)))

    failed = run_all(daily)

    assert [job.service for job in failed] == ["intake", "intake"]
    assert daily.due() == []
    assert "failed" not in (data_dir / "daily.json").read_text()
    assert daily.log(failed[0]).read_text()
    assert AGAIN_S >= 60
