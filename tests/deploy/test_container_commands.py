"""What a container runs: the commands of redress-start, the migration, the settings' names."""

import os
import re
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from ops import manifests
from ops.deployables import DEPLOYABLES, Deployable
from ops.kustomize import Resource, containers
from services.feeds.bootstrap import FeedSettings
from services.gateway.settings import GatewaySettings
from shared.config.settings import ServiceSettings
from shared.observability.metrics import METRICS
from shared.store import migrate
from tests.deploy.test_workloads import of_kind

START = manifests.ROOT / "deploy/docker/redress-start"
SETTINGS = {"gateway": GatewaySettings}
EDGE_SETTINGS = {"AGENCY_BROKER_URL", "HOST", "PORT"}
SHARED_SETTINGS = {"REDRESS_DATA_DIR", "REDRESS_PUBLIC_KEYS_DIR"}


def start(folder: Path, service: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run redress-start where `python` and `redress-keys` only say how they were called."""
    for name in ("python", "redress-keys"):
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$@"\n')
        (folder / name).chmod(0o755)
    environ = {"PATH": f"{folder}:{os.environ['PATH']}", "REDRESS_SERVICE": service}
    return subprocess.run(
        [str(START), *arguments], env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("service", "arguments", "runs"),
    [
        ("intake", (), "python -m shared.messaging.process intake"),
        ("intake", ("serve",), "python -m shared.messaging.process intake"),
        ("intake", ("keys",), "redress-keys intake"),
        ("intake", ("migrate",), "python -m shared.store.migrate intake"),
        ("gateway", ("serve",), "python -m services.gateway"),
        ("feeds", ("serve", "mps"), "python -m services.feeds mps"),
        ("feeds", ("keys", "victim_support"), "redress-keys feeds-victim_support"),
        ("feeds", ("migrate", "mps"), "python -m shared.store.migrate feeds FEED_MPS"),
        ("feeds", ("run", "some.module", "now"), "python -m some.module now"),
    ],
)
def test_each_command_runs_its_module(
    tmp_path: Path, service: str, arguments: tuple[str, ...], runs: str
) -> None:
    assert start(tmp_path, service, *arguments).stdout.strip() == runs


@pytest.mark.parametrize(
    ("service", "arguments"), [("intake", ("sevre",)), ("feeds", ("serve",)), ("feeds", ())]
)
def test_a_command_that_is_unknown_or_lacks_its_agency_is_refused(
    tmp_path: Path, service: str, arguments: tuple[str, ...]
) -> None:
    run = start(tmp_path, service, *arguments)
    assert run.returncode
    assert run.stdout == ""


def _serving(folder: Path, script: str) -> subprocess.Popen[str]:
    """redress-start serving a `python` that is this script; returns when that has begun."""
    (folder / "python").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "python").chmod(0o755)
    environ = {"PATH": f"{folder}:{os.environ['PATH']}", "REDRESS_SERVICE": "intake"}
    command = [str(START), "serve"]
    child = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    assert child.stdout.readline() == "begun\n"
    return child


def _rest(child: subprocess.Popen[str]) -> tuple[str, int]:
    said, _ = child.communicate(timeout=20)
    return said, child.returncode


def test_what_a_service_ends_with_is_what_its_container_ends_with(tmp_path: Path) -> None:
    assert _rest(_serving(tmp_path, "echo begun; exit 7")) == ("", 7)


def test_a_service_that_is_asked_to_stop_has_time_to_finish(tmp_path: Path) -> None:
    drains = """trap 'sleep 0.5; echo drained; exit 3' TERM
        echo begun
        while :; do sleep 0.05; done"""
    child = _serving(tmp_path, drains)

    child.terminate()
    child.send_signal(signal.SIGINT)

    assert _rest(child) == ("drained\n", 3)


def test_a_service_that_has_not_yet_asked_for_the_signal_is_stopped_by_it(tmp_path: Path) -> None:
    child = _serving(tmp_path, "echo begun; exec sleep 60")

    child.terminate()

    assert _rest(child) == ("", 128 + signal.SIGTERM)


def test_a_migration_brings_an_empty_database_to_the_newest_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", f"sqlite:///{tmp_path}/gateway.sqlite")
    assert migrate.main(["gateway"]) == 0
    with closing(sqlite3.connect(tmp_path / "gateway.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_a_migration_without_its_database_says_which_variable_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FEED_MPS_DATABASE_URL", raising=False)
    assert migrate.main(["feeds", "FEED_MPS"]) == 64
    assert "FEED_MPS_DATABASE_URL" in capsys.readouterr().err


@pytest.mark.parametrize("one", DEPLOYABLES, ids=lambda one: one.name)
def test_every_setting_in_the_manifests_is_one_that_the_process_reads(
    rendered: list[Resource], one: Deployable
) -> None:
    (container,) = containers(of_kind(rendered, "Deployment")[one.name])
    environ = {s["name"]: s.get("value", "amqp://invented") for s in container["env"]}
    settings_of = FeedSettings if one.agency else SETTINGS.get(one.name, ServiceSettings)
    fields = {field.upper() for field in settings_of.model_fields}
    read = {f"{one.prefix}_{field}" for field in fields | EDGE_SETTINGS} | SHARED_SETTINGS
    assert set(environ) <= read
    settings = settings_of.load(one.service, prefix=one.prefix, environ=environ)
    assert settings.health_port == 8081
    assert getattr(settings, "drop_dir", None) == (
        Path("/run/redress/drop") if one.agency else None
    )
    assert settings.keys_dir == Path("/run/redress/keys")


def test_every_alert_is_about_a_metric_that_is_exposed() -> None:
    text = yaml.safe_load((manifests.PROMETHEUS / "rules/redress.yml").read_text())
    expressions = [rule["expr"] for group in text["groups"] for rule in group["rules"]]
    named = {n for e in expressions for n in re.findall(r"\b(?:bus|rpc|http|feed)_\w+", e)}
    assert named
    assert named <= set(METRICS)
