"""No production shape can reach the demo's clock: not by import, image, setting or command."""

import ast
import importlib
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from ops import up
from ops.demo.clock import SimulatedClock, set_clock
from ops.deployables import AGENCIES
from ops.system import System
from shared.contracts.registry import SERVICES
from shared.kernel.clock import SystemClock
from shared.security.key_files import create_service_keys

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("shared", "services")
MODULE = re.compile(r"python[0-9.]* -m ([a-z_.]+)|^run ([a-z_.]+)")
IMPORT_EVERYTHING = """
import importlib, pkgutil, sys, pathlib
for room in ("shared", "services"):
    for path in sorted(pathlib.Path(room).rglob("*.py")):
        if "migrations" in path.parts or "alembic" in path.parts or path.stem == "__main__":
            continue
        importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
print(sorted(name for name in sys.modules if name.split(".")[0] in ("ops", "tests", "bench")))
print(len([name for name in sys.modules if name.startswith(("shared.", "services."))]))
"""


def test_the_simulated_clock_stands_where_its_file_says(tmp_path):
    clock = SimulatedClock(tmp_path / "clock")
    set_clock(tmp_path / "clock", datetime(2019, 6, 30, 23, 30, tzinfo=UTC))
    first = clock.today()
    set_clock(tmp_path / "clock", datetime(2020, 1, 1, tzinfo=UTC))

    assert first.isoformat() == "2019-07-01"  # London is an hour ahead in summer
    assert clock.now() == datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.slow
def test_importing_everything_that_is_shipped_imports_nothing_of_ops():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found, how_many = done.stdout.splitlines()[-2:]

    assert found == "[]"
    assert int(how_many) > 150


@pytest.mark.slow
def test_no_shipped_module_names_a_module_of_ops_even_as_a_text():
    seen = 0
    for path in _shipped_modules():
        for node in _nodes(path):
            seen += 1
            for name in _names(node):
                assert not name.startswith("ops."), f"{path}: {name}"
    assert seen > 50_000


def test_an_image_is_given_nothing_but_shipped_folders_and_scripts():
    copied = _copied_into_images((ROOT / "Dockerfile").read_text())

    assert {"shared", "services/__init__.py"} <= copied
    for source in copied:
        assert source.split("/")[0] in {"requirements", "shared", "services", "deploy"}, source
    for script in (ROOT / "deploy" / "docker").iterdir():
        assert "ops" not in re.findall(r"[a-z_]+", script.read_text()), script.name


def test_every_command_of_every_deployed_shape_runs_a_shipped_module():
    said = [(ROOT / "deploy/docker" / name).read_text() for name in ("redress-start",)]
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    said += [_words(service.get("command")) for service in compose["services"].values()]
    for written in sorted((ROOT / "deploy" / "k8s").rglob("*.yaml")):
        said += [_words(args) for args in _arguments(yaml.safe_load_all(written.read_text()))]
    modules = {name for text in said for pair in MODULE.findall(text) for name in pair if name}

    assert {"services.gateway", "services.feeds", "shared.messaging.process"} <= modules
    assert {module.split(".")[0] for module in modules} == set(SHIPPED)


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["all-in-one", "one-each"])
def test_the_system_of_the_up_verb_runs_shipped_modules_only(shape, tmp_path, monkeypatch):
    given = {}

    class Recorded(System):
        def __init__(self, data_dir, **named):
            given.update(named)
            super().__init__(data_dir, shape=shape, **named)

        def start(self, given_up=None):
            raise up.StartFailed("only to be looked at")

    monkeypatch.setattr(up, "System", Recorded)
    told = CliRunner().invoke(up.up_command, ["--data-dir", str(tmp_path), "--port", "0"])
    system = System(tmp_path, shape=shape, agencies=AGENCIES)

    assert "only to be looked at" in str(told.exception)
    assert given
    assert "runner" not in given
    for process in system.processes:
        module = system._command(process, system._groups[process])[0]
        assert module.split(".")[0] in SHIPPED


@pytest.mark.parametrize("service", SERVICES)
def test_no_variable_of_the_environment_gives_a_service_another_clock(
    service, tmp_path, monkeypatch
):
    set_clock(tmp_path / "clock", datetime(2019, 4, 1, tzinfo=UTC))
    create_service_keys(tmp_path / "keys" / service, tmp_path / "keys" / "public", service)
    prefix = service.upper()
    monkeypatch.setenv("REDRESS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv(f"{prefix}_BROKER_URL", "amqp://nobody:nothing@127.0.0.1:1/redress")
    for name in ("CLOCK", "CLOCK_FILE", "NOW", "TIME", "TODAY", "RUNNER"):
        monkeypatch.setenv(f"{prefix}_{name}", str(tmp_path / "clock"))
        monkeypatch.setenv(f"REDRESS_{name}", str(tmp_path / "clock"))

    assembly = importlib.import_module(f"services.{service}.bootstrap").assemble()

    assert type(assembly.runtime.clock) is SystemClock
    assert abs((assembly.runtime.clock.now() - datetime.now(UTC)).total_seconds()) < 5
    assembly.runtime.close()


@pytest.mark.slow
def test_only_the_clock_of_the_machine_is_shipped():
    clocks = {
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in _shipped_modules()
        for node in _nodes(path)
        if isinstance(node, ast.ClassDef)
        and {"now", "today"} <= {part.name for part in node.body if hasattr(part, "name")}
    }

    assert clocks == {
        "shared/kernel/clock.py:Clock",
        "shared/kernel/clock.py:SystemClock",
        "shared/messaging/unit_of_work.py:UnitOfWork",
    }


def _shipped_modules():
    """Every module that an image holds: `shared/testing` is left out of the build context."""
    for room in SHIPPED:
        for path in (ROOT / room).rglob("*.py"):
            if path.relative_to(ROOT).parts[:2] != ("shared", "testing"):
                yield path


@cache
def _nodes(path):
    return list(ast.walk(ast.parse(path.read_text())))


def _names(node):
    if isinstance(node, ast.Import):
        return [f"{alias.name}." for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}."]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return []


def _copied_into_images(dockerfile):
    lines = dockerfile.replace("\\\n", " ").splitlines()
    copies = [shlex.split(line)[1:] for line in lines if line.startswith("COPY")]
    return {
        source.lstrip("/")
        for words in copies
        if not any(word.startswith("--from") for word in words)
        for source in words[:-1]
    }


def _words(command):
    return command if isinstance(command, str) else " ".join(map(str, command or ()))


def _arguments(resources):
    """Yield the command and the arguments of every container."""
    for resource in resources:
        waiting = [resource]
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                for key, value in node.items():
                    if key in {"command", "args"} and isinstance(value, list):
                        yield value
                    waiting.append(value)
            elif isinstance(node, list):
                waiting.extend(node)
