"""Logs, metrics, probes and settings show operators what they need, and never a person."""

import io
import json
import logging
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from uuid import uuid4

import pytest

from shared.config.secrets import SecretUrl
from shared.config.settings import ServiceSettings, SettingsError
from shared.kernel.errors import Refused
from shared.observability import context, logs
from shared.observability.health import HealthServer
from shared.observability.metrics import METRICS, Metrics, Registry

NAME = "Testperson Alpha"


@pytest.fixture
def lines():
    root, ours = logging.getLogger(), logging.getLogger("redress")
    before = root.handlers[:], root.level, ours.level
    stream = io.StringIO()
    logs.configure("intake", "DEBUG", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level, ours.level = before
    logging.raiseExceptions = True


def test_a_record_is_one_json_line_with_its_event_and_the_ids_of_the_work(lines):
    case, correlation = uuid4(), str(uuid4())

    with context.bound(correlation, None):
        logs.get_logger("cases").info("case_opened", case_id=case, count=2)

    (line,) = lines()
    assert (line["event"], line["case_id"], line["count"]) == ("case_opened", str(case), 2)
    assert (line["service"], line["correlation_id"]) == ("intake", correlation)
    assert len(line["trace_id"]) == 32


@pytest.mark.parametrize(
    "say",
    [
        lambda log: log.info("case_opened", name=NAME),
        lambda log: log.info("case_opened", case_id=NAME),
        lambda log: log.info("case_opened", reason=[NAME]),
        lambda log: log.info("opened for " + NAME),  # noqa: G003 - the mistake under test
        lambda log: log.error("failed", fault=ValueError(NAME)),
        lambda log: log.error("failed", fault=Refused("code", case=NAME)),
        lambda log: logging.getLogger("library").warning("sent to %s", NAME),
        lambda log: logging.getLogger("redress.x").warning(NAME),
        lambda log: logging.getLogger("library").error("x", exc_info=ValueError(NAME)),
    ],
)
def test_no_way_of_logging_lets_a_name_through(lines, say):
    say(logs.get_logger("cases"))

    (line,) = lines()
    assert "Testperson" not in json.dumps(line)


def test_an_exception_is_told_by_class_code_and_place(lines):
    try:
        raise Refused("consent-not-given", case=uuid4())
    except Refused as fault:
        logs.get_logger("cases").error("refused", fault=fault)

    (line,) = lines()
    assert (line["fault"], line["fault_code"]) == (
        "shared.kernel.errors.Refused",
        "consent-not-given",
    )
    assert "test_observability.py:" in line["fault_at"]


def test_a_strangers_header_cannot_write_into_the_logs():
    with context.bound(f"{NAME}\n", f"00-{NAME}"):
        assert "Testperson" not in context.correlation_id()
        assert "Testperson" not in context.traceparent()


def test_a_trace_keeps_its_id_from_step_to_step():
    parent = context.new_traceparent()

    child = context.child_of(parent)

    assert child[:35] == parent[:35]
    assert child != parent
    assert len(child) == len(parent) == 55


def test_each_thread_has_its_own_ids():
    seen = []

    def look():
        seen.append(context.current_correlation_id())

    with context.bound("c-1", None):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        look()

    assert seen == [None, "c-1"]


def test_every_metric_is_declared_once_with_service_as_a_label_and_can_be_fed():
    registry = Registry()
    metrics = Metrics("intake", registry)
    feed = {"Counter": metrics.inc, "Gauge": metrics.set, "Histogram": metrics.observe}

    for name, definition in METRICS.items():
        feed[definition.kind.__name__](name, 1, **dict.fromkeys(definition.labels, "x"))

    text = registry.exposition().decode()
    for name in METRICS:
        assert f"{name}{{" in text.replace("_count{", "{")
    assert text.count('service="intake"') >= len(METRICS)


def test_a_metric_that_was_not_declared_is_a_mistake_of_the_programmer():
    with pytest.raises(KeyError):
        Metrics("intake", Registry()).inc("cases_total")


def fetch(server, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as fault:
        with fault:
            return fault.code, fault.read().decode()


@pytest.fixture
def server():
    started = HealthServer(0, registry=Registry()).start()
    yield started
    started.stop()


def test_readiness_follows_its_checks_and_a_check_that_raises_is_not_ready(server):
    facts = {"store": True}
    server.add_readiness("store", lambda: facts["store"])
    assert fetch(server, "/ready")[0] == 200

    facts["store"] = False
    assert fetch(server, "/ready")[0] == 503
    del facts["store"]
    status, body = fetch(server, "/ready")

    assert (status, json.loads(body)["checks"]) == (503, {"store": False})
    assert fetch(server, "/live")[0] == 200


def test_metrics_are_served_and_refreshed_even_when_one_refresh_fails():
    registry = Registry()
    registry.on_scrape(lambda: 1 / 0)
    registry.on_scrape(lambda: Metrics("intake", registry).set("bus_outbox_pending", 7))
    server = HealthServer(0, registry=registry).start()

    status, body = fetch(server, "/metrics")
    server.stop()

    assert status == 200
    assert 'bus_outbox_pending{service="intake"} 7.0' in body


def test_other_paths_are_not_found(server):
    assert fetch(server, "/secrets")[0] == 404


UNDER_EVENTLET = """
import eventlet; eventlet.monkey_patch()
import threading, urllib.request, sys, tempfile
from sqlalchemy import text
from shared.observability import context
from shared.observability.health import HealthServer
from shared.observability.metrics import Registry
from shared.store.engine import Store

server = HealthServer(0, registry=Registry()).start()
url = f"http://127.0.0.1:{server.port}/ready"
assert urllib.request.urlopen(url, timeout=5).status == 200

store = Store.open(f"sqlite:///{tempfile.mkdtemp()}/s.sqlite")
with store.writing() as c:
    c.execute(text("CREATE TABLE t (n INTEGER)")); c.execute(text("INSERT INTO t VALUES (0)"))
ids = set()
def add(who):
    for _ in range(10):
        with context.bound(f"c-{who}", None), store.writing() as c:
            n = c.execute(text("SELECT n FROM t")).scalar_one()
            eventlet.sleep(0)   # gives way with the transaction open, as a log line may
            c.execute(text("UPDATE t SET n = :n"), {"n": n + 1})
            ids.add((who, context.current_correlation_id()))
green = [eventlet.spawn(add, who) for who in range(8)]
for g in green: g.wait()
with store.reading() as c:
    assert c.execute(text("SELECT n FROM t")).scalar_one() == 80
assert ids == {(n, f"c-{n}") for n in range(8)}
server.stop()
print("good")
"""


def test_probes_store_and_context_work_on_green_threads():
    """eventlet patches the whole process, so this runs in one of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", UNDER_EVENTLET],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.stdout.strip(), done.returncode) == ("good", 0), done.stderr


ENOUGH = {"INTAKE_BROKER_URL": "amqp://intake:sesame@broker:5672/redress"}


class TestSettings:
    def test_what_is_missing_is_named_with_what_to_do(self):
        with pytest.raises(SettingsError) as caught:
            ServiceSettings.load("intake", environ={"INTAKE_HEALTH_PORT": "sesame"})

        told = str(caught.value)
        assert "INTAKE_BROKER_URL is not set. Set it to amqp://" in told
        assert "INTAKE_HEALTH_PORT has a value that cannot be used" in told
        assert "sesame" not in told

    def test_a_password_is_in_no_print_of_the_settings(self):
        settings = ServiceSettings.load("intake", environ=ENOUGH)

        assert settings.broker_url == ENOUGH["INTAKE_BROKER_URL"]
        assert "sesame" not in repr(settings) + str(settings) + repr(settings.broker_url)
        assert SecretUrl("amqp://a:b@h/v").without_password == "amqp://a:***@h/v"

    def test_stores_and_keys_lie_in_the_data_folder_unless_named(self, tmp_path):
        environ = {**ENOUGH, "REDRESS_DATA_DIR": str(tmp_path)}

        settings = ServiceSettings.load("intake", environ=environ)

        assert settings.database_url == f"sqlite:///{tmp_path}/intake.sqlite"
        assert settings.keys_dir == tmp_path / "keys" / "intake"
        assert settings.public_keys_dir == tmp_path / "keys" / "public"

    def test_a_feed_has_its_own_prefix(self):
        environ = {"FEED_MPS_BROKER_URL": "amqp://h/redress", "FEED_MPS_HEALTH_PORT": "9001"}

        settings = ServiceSettings.load("feeds-mps", prefix="FEED_MPS", environ=environ)

        assert (settings.service, settings.health_port) == ("feeds-mps", 9001)
