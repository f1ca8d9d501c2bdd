"""The verbs of whoever runs the system: down, status, migrate, keys, topology."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner

from ops import figures, running
from ops.deployables import AGENCIES, DEPLOYABLES
from ops.down import down_command
from ops.keys import keys_command
from ops.migrate import migrate_command
from ops.running import Running
from ops.status import NOT_READY, NOT_RUNNING, status_command
from ops.topology import differences, topology_command
from shared.messaging.definitions import definitions
from shared.messaging.topology import build
from shared.observability.health import HealthServer
from shared.observability.metrics import Metrics, Registry
from shared.security.errors import KeyMissing
from shared.security.keyring import KeyRing
from shared.store.case_keys import CaseKeys
from shared.store.engine import Store
from shared.store.migrations import current_revision, head_revision, upgrade
from shared.testing.fakes import FixedClock

ROOT = Path(__file__).resolve().parents[2]
OWNER = """
import signal, sys, threading
from pathlib import Path
from ops import running
asked = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: asked.set())
held = running.hold(Path(sys.argv[1]))
print("held", flush=True)
asked.wait()
"""


def run(command, *words, **more):
    return CliRunner().invoke(command, [str(word) for word in words], **more)


@pytest.fixture
def owner(tmp_path):
    """A process that holds the data directory until it is asked to stop."""
    child = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "held\n"
    yield child
    child.kill()
    child.wait()
    child.stdout.close()


# --- down -----------------------------------------------------------------------------------------


def test_down_asks_the_owner_to_stop_and_waits_until_it_has(owner, tmp_path):
    assert running.owner(tmp_path) == owner.pid

    done = run(down_command, "--data-dir", tmp_path)

    assert (done.exit_code, done.output) == (0, "redress: stopped\n")
    assert owner.wait(10) == 0
    assert not running.owned(tmp_path)


def test_down_says_so_when_the_owner_does_not_stop(owner, tmp_path):
    owner.send_signal(signal.SIGSTOP)

    done = run(down_command, "--data-dir", tmp_path, "--wait", "0.3")

    assert done.exit_code == 1
    assert f"process {owner.pid} still runs" in done.output
    owner.send_signal(signal.SIGCONT)


def test_where_nothing_runs_down_has_nothing_to_do(tmp_path):
    done = run(down_command, "--data-dir", tmp_path)

    assert (done.exit_code, done.output) == (0, f"redress: nothing runs in {tmp_path}\n")


def test_who_comes_second_neither_holds_the_directory_nor_hides_its_owner(owner, tmp_path):
    with pytest.raises(OSError, match="unavailable"):
        running.hold(tmp_path, timeout_s=0.1)

    assert running.owner(tmp_path) == owner.pid


# --- status ---------------------------------------------------------------------------------------


@pytest.fixture
def process():
    """One process's probes, with the figures of a service in it."""
    registry = Registry()
    server = HealthServer(0, registry=registry).start()
    yield server, Metrics("intake", registry)
    server.stop()


def address(server):
    return f"http://127.0.0.1:{server.port}"


def test_a_process_is_ready_while_all_its_checks_hold(process):
    server, _ = process
    answers = {"broker": True}
    server.add_readiness("store", lambda: True)
    server.add_readiness("broker", lambda: answers["broker"])
    before = figures.ask("services", address(server))

    answers["broker"] = False
    after = figures.ask("services", address(server))

    assert before.ready
    assert before.standing == "ready"
    assert not after.ready
    assert after.standing == "not ready: broker"


def test_what_waits_is_read_from_a_process_own_metrics(process):
    server, metrics = process
    metrics.set("bus_outbox_pending", 7)
    metrics.set("bus_outbox_oldest_age_seconds", 12.5)
    metrics.set("bus_parked", 2)

    told = figures.ask("services", address(server)).services["intake"]

    assert told == {"outbox": 7, "oldest_s": 12.5, "parked": 2}


def test_a_process_that_is_gone_does_not_answer(process):
    server, _ = process
    server.stop()

    assert figures.ask("services", address(server)).standing == "does not answer"


def test_status_tells_nothing_runs_from_still_starting_from_a_broker_that_is_away(owner, tmp_path):
    assert run(status_command, "--data-dir", tmp_path / "other").exit_code == NOT_RUNNING

    starting = run(status_command, "--data-dir", tmp_path)
    assert starting.exit_code == NOT_READY
    assert "still starting" in starting.output

    nobody = "http://127.0.0.1:1"
    running.tell(tmp_path, Running(owner.pid, None, {"services": nobody}, ("intake",)))
    (tmp_path / "broker").mkdir()
    (tmp_path / "broker" / "ports.json").write_text(json.dumps({"amqp": 1}))
    (tmp_path / "broker-passwords.json").write_text(json.dumps({"intake": "invented"}))
    told = json.loads(run(status_command, "--data-dir", tmp_path, "--json").output)
    assert told["processes"]["services"]["answers"] is False
    assert told["broker"].startswith("intake: ")


# --- migrate --------------------------------------------------------------------------------------


def stored(tmp_path, service):
    return f"sqlite:///{tmp_path / service}.sqlite"


def revision(url):
    store = Store.open(url, service="test")
    try:
        return current_revision(store)
    finally:
        store.close()


def test_every_store_of_a_data_directory_is_brought_to_the_newest_schema(tmp_path):
    upgrade(stored(tmp_path, "intake"), "intake", "0001")
    upgrade(stored(tmp_path, "feeds-mps"), "feeds", "0001")

    done = run(migrate_command, "--data-dir", tmp_path)

    assert done.exit_code == 0
    assert revision(stored(tmp_path, "intake")) == head_revision("intake")
    assert revision(stored(tmp_path, "feeds-mps")) == head_revision("feeds")
    assert [line.partition(":")[0] for line in done.output.splitlines()] == ["intake", "feeds-mps"]


def test_a_look_says_which_store_is_behind_and_changes_nothing(tmp_path):
    upgrade(stored(tmp_path, "intake"), "intake", "0001")

    behind = run(migrate_command, "--check", "--data-dir", tmp_path)
    upgrade(stored(tmp_path, "intake"), "intake")
    current = run(migrate_command, "--check", "--data-dir", tmp_path)

    assert (behind.exit_code, current.exit_code) == (1, 0)
    assert behind.output.startswith("intake: at 0001, newest is ")


def test_a_store_elsewhere_is_named_by_its_address(tmp_path):
    url = f"sqlite:///{tmp_path}/restored.sqlite"

    done = run(migrate_command, "--data-dir", tmp_path, "--url", f"screening={url}")

    assert done.exit_code == 0
    assert revision(url) == head_revision("screening")


def test_stores_are_left_alone_while_their_system_runs(owner, tmp_path):
    upgrade(stored(tmp_path, "intake"), "intake", "0001")

    done = run(migrate_command, "--data-dir", tmp_path)

    assert done.exit_code == 1
    assert "stop it first" in done.output
    assert revision(stored(tmp_path, "intake")) == "0001"


@pytest.mark.parametrize("wrong", ["intake", "nobody=sqlite://", "=x"])
def test_an_address_without_its_service_is_refused(tmp_path, wrong):
    assert run(migrate_command, "--data-dir", tmp_path, "--url", wrong).exit_code == 2


# --- keys -----------------------------------------------------------------------------------------


def secrets_of(folder):
    """Every secret in the key files, as it is written in them."""
    found = [path.read_text().strip() for path in folder.glob("keys/*/*.key")]
    for ring in folder.glob("keys/*/ring.json"):
        found += json.loads(ring.read_text())["keys"].values()
    return found


def test_keys_are_made_once_and_kept(tmp_path):
    first = run(keys_command, "create", "--data-dir", tmp_path)
    before = secrets_of(tmp_path)
    second = run(keys_command, "create", "--data-dir", tmp_path)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert len(before) == 5 * len(DEPLOYABLES)
    assert secrets_of(tmp_path) == before
    assert second.output.count("all there") == len(DEPLOYABLES)


def test_ages_are_told_and_no_secret_is_printed(tmp_path):
    made = run(keys_command, "create", "intake", "--data-dir", tmp_path)
    listed = run(keys_command, "list", "--data-dir", tmp_path)

    assert {line.split()[0] for line in listed.output.splitlines()} == {"intake"}
    assert "ring.json" in listed.output
    for secret in secrets_of(tmp_path):
        assert secret not in made.output + listed.output


@pytest.fixture
def sealed(tmp_path):
    """intake's store with one case's words in it, and its keys."""
    run(keys_command, "create", "intake", "--data-dir", tmp_path)
    upgrade(stored(tmp_path, "intake"), "intake")
    case = uuid4()
    ring = KeyRing(tmp_path / "keys" / "intake" / "ring.json")
    store = Store.open(stored(tmp_path, "intake"), service="test")
    with store.writing() as connection:
        keys = CaseKeys(connection, ring, FixedClock(datetime(2026, 1, 5, tzinfo=UTC)))
        keys.create(case)
        blob = keys.seal(case, "invented words", "note")
    store.close()
    return case, blob


def opened(tmp_path, ring, case, blob):
    store = Store.open(stored(tmp_path, "intake"), service="test")
    try:
        with store.reading() as connection:
            keys = CaseKeys(connection, ring, FixedClock(datetime(2026, 1, 5, tzinfo=UTC)))
            return keys.open(case, blob, "note")
    finally:
        store.close()


def test_after_a_rotation_the_store_is_read_as_before_and_its_older_copy_is_not(tmp_path, sealed):
    ring = KeyRing(tmp_path / "keys" / "intake" / "ring.json")
    (tmp_path / "older").mkdir()
    copy = (tmp_path / "intake.sqlite").read_bytes()

    done = run(keys_command, "rotate", "intake", "--data-dir", tmp_path)
    (tmp_path / "older" / "intake.sqlite").write_bytes(copy)

    assert done.output == "intake: 1 case keys wrapped anew, 1 older keys destroyed\n"
    assert opened(tmp_path, ring, *sealed) == "invented words"
    with pytest.raises(KeyMissing):
        opened(tmp_path / "older", ring, *sealed)
    assert not [secret for secret in secrets_of(tmp_path) if secret in done.output]


def test_a_key_is_not_replaced_under_a_running_system(owner, tmp_path, sealed):
    before = secrets_of(tmp_path)

    done = run(keys_command, "rotate", "intake", "--data-dir", tmp_path)

    assert done.exit_code == 1
    assert secrets_of(tmp_path) == before


# --- topology -------------------------------------------------------------------------------------


@pytest.fixture
def described():
    topology = build(AGENCIES)
    return json.loads(json.dumps(definitions(dict.fromkeys(topology.users, "x"), topology)))


def test_a_broker_as_described_differs_in_nothing(described, tmp_path):
    exported = tmp_path / "exported.json"
    exported.write_text(json.dumps(described))

    done = run(topology_command, "check", "--exported", exported)

    assert done.exit_code == 0
    assert "0 differences" in done.output


def _without_a_binding(found):
    found["bindings"].pop()


def _with_wider_permission(found):
    found["permissions"][0]["write"] = ".*"


def _with_another_user(found):
    found["users"].append({"name": "guest", "tags": ["administrator"]})


def _with_a_queue_that_loses(found):
    queue = next(q for q in found["queues"] if q["name"] == "intake.events")
    queue["arguments"]["x-overflow"] = "drop-head"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_without_a_binding, "missing: bindings agency-"),
        (_with_wider_permission, "differs: permissions redress "),
        (_with_another_user, "not described: users guest"),
        (_with_a_queue_that_loses, "differs: queues redress intake.events: arguments"),
    ],
)
def test_what_was_changed_on_a_broker_is_named(described, change, said):
    found = json.loads(json.dumps(described))
    change(found)

    (difference,) = differences(described, found)

    assert difference.startswith(said)


def test_addresses_that_wait_for_an_answer_are_no_difference(described):
    found = json.loads(json.dumps(described))
    queue = {"vhost": "redress", "name": "rpc.reply-intake-1", "arguments": {}}
    found["queues"].append(queue)
    found["exchanges"].append({"vhost": "redress", "name": "amq.topic", "type": "topic"})

    assert list(differences(described, found)) == []


def test_an_export_holds_hashes_and_no_password(tmp_path):
    passwords = tmp_path / "passwords.json"
    passwords.write_text(json.dumps({"intake": "invented-secret-word"}))

    done = run(topology_command, "export", "--passwords", passwords)

    assert [user["name"] for user in json.loads(done.output)["users"]] == ["intake"]
    assert "invented-secret-word" not in done.output


def test_the_description_is_told_with_who_may_do_what():
    told = run(topology_command, "show").output.splitlines()

    assert "redress" in told
    assert "  queue intake.events (quorum)" in told
    assert "  user agency-mps: write ^to-redress$ read ^outbound$" in told
