"""The system of one machine: it comes up, comes back, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from ops.status import status_command
from ops.system import AlreadyOwned, System
from ops.topology import topology_command
from tests.support.eventually import eventually

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    running = System(tmp_path_factory.mktemp("system"), services=("reporting",))
    running.start()
    yield running
    running.stop()


def test_a_data_directory_has_one_owner(system):
    with pytest.raises(AlreadyOwned):
        System(system.data_dir, services=("reporting",)).start()

    assert system.died() == []


def test_passwords_and_keys_are_readable_by_their_owner_only(system):
    secrets = [system.data_dir / "broker-passwords.json", *system.data_dir.glob("keys/*/*.key")]

    assert len(secrets) > 2
    assert {path.stat().st_mode & 0o077 for path in secrets} == {0}


def test_a_killed_service_is_seen_and_comes_back(system):
    system.kill("reporting")
    died = system.died()

    system.restart("reporting")

    assert died == ["reporting"]
    assert system.died() == []


def asked(command, system, *words):
    return CliRunner().invoke(command, [*words, "--data-dir", str(system.data_dir)])


def test_status_tells_what_is_ready_and_what_waits(system):
    def told():
        answered = asked(status_command, system, "--json")
        read = json.loads(answered.output)
        # A quorum queue counts its readers with a delay, and a service that was just killed and
        # started again settles for a moment.
        counted = read["queues"].get("reporting", {}).get("readers") == 1
        return read if answered.exit_code == 0 and counted else None

    found = eventually(told, within_s=30)
    assert found["broker"] == "ready"
    assert {name: one["ready"] for name, one in found["processes"].items()} == {
        "reporting": True,
        "gateway": True,
    }
    assert "outbox" in found["processes"]["reporting"]["services"]["reporting"]


def test_a_running_broker_is_as_described_until_somebody_changes_it(system):
    before = asked(topology_command, system, "check")
    system.broker.ctl("set_permissions", "-p", "redress", "reporting", "^$", ".*", ".*")
    after = asked(topology_command, system, "check")

    assert before.exit_code == 0, before.output
    assert after.exit_code == 1
    assert "differs: permissions redress reporting: write is '.*'" in after.output


@contextmanager
def coming_up(data, said):
    """``./redress up``, which is asked to stop at the end if the test could not."""
    command = [sys.executable, "-m", "ops", "up", "--data-dir", str(data)]
    with said.open("w") as sink:
        child = subprocess.Popen(command, cwd=ROOT, stdout=sink, stderr=sink)
    try:
        yield child
    finally:
        child.terminate()
        child.wait(60)


def test_ctrl_c_on_up_ends_every_process_it_started(tmp_path):
    data, said = tmp_path / "data", tmp_path / "said"
    with coming_up(data, said) as child:
        eventually(lambda: "ready in" in said.read_text(), within_s=150, saying="up is ready")
        port = int((data / "broker" / "rabbitmq.conf").read_text().split(":")[1].split()[0])

        child.send_signal(signal.SIGINT)
        child.wait(60)

    assert json.loads((data / "broker-passwords.json").read_text())
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 1)
    assert processes_that_name(data) == []


def test_ctrl_c_while_it_starts_ends_every_process_too(tmp_path):
    data, said = tmp_path / "data", tmp_path / "said"
    with coming_up(data, said) as child:
        eventually(lambda: processes_that_name(data / "broker"), within_s=60, saying="it starts")

        child.send_signal(signal.SIGINT)

        assert child.wait(60) != 0
    assert "stopped before it was ready" in said.read_text()
    assert processes_that_name(data) == []


def processes_that_name(folder):
    """Command line or environment of any process that belongs to the data directory."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            about = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            gone = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        except OSError:
            continue
        if str(folder).encode() in about and not gone and int(entry.name) != os.getpid():
            found.append(entry.name)
    return found
