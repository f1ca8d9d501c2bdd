"""What stands in the way of a verb is said in words that lead on, and never as a traceback."""

import socket

import pytest
from click.testing import CliRunner

from ops.publish import publish_command
from ops.up import up_command


@pytest.fixture
def taken():
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed():
    """An address at which no broker answers as one."""
    return f"amqp://agency-mps:invented@127.0.0.1:{free()}/agency-mps"


def free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def publishes(tmp_path, agency):
    sample = tmp_path / "referral.json"
    sample.write_text("{}")
    words = ["--agency", agency, "--data-dir", str(tmp_path), str(sample)]
    return CliRunner().invoke(publish_command, words)


def test_a_port_that_is_taken_is_named_before_anything_is_made(tmp_path, taken):
    where = tmp_path / "new"

    done = CliRunner().invoke(up_command, ["--data-dir", str(where), "--port", str(taken)])

    assert f"port {taken} is in use by another program" in done.output
    assert "--port" in done.output
    assert not where.exists()


def test_a_broker_that_is_away_is_said_and_how_to_start_it(tmp_path, closed):
    (tmp_path / "agencies").mkdir()
    (tmp_path / "agencies" / "mps.url").write_text(closed)

    done = publishes(tmp_path, "mps")

    assert done.exit_code == 1
    assert "./redress up" in done.output
    assert "Traceback" not in done.output


def test_an_agency_without_a_feed_is_answered_with_those_that_have_one(tmp_path):
    (tmp_path / "agencies").mkdir()
    (tmp_path / "agencies" / "mps.url").write_text("amqp://invented")

    done = publishes(tmp_path, "nobody")

    assert "no feed here is named nobody; there are mps" in done.output
