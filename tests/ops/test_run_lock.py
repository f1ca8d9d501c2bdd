"""What runs and operates is installed from ``requirements/run.txt`` alone, and needs nothing else."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from ops.cli import DEVELOP, VERBS

ROOT = Path(__file__).resolve().parents[2]
HOLDS_MANIFESTS = "manifests"
"""The one verb of another group that needs what only tests do: the schemas of Kubernetes."""
RUNNING = [verb for verb in VERBS if verb.group != DEVELOP and verb.name != HOLDS_MANIFESTS]
IMPORTS = """
import importlib, pkgutil, sys
blocked = set(sys.argv[1].split(","))

class Refuses:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"{name} is not installed where the system runs")

sys.meta_path.insert(0, Refuses())
from ops.cli import VERBS
for verb in VERBS:
    if verb.name in sys.argv[2].split(","):
        verb.load()
for root in ("shared", "services"):
    for found in pkgutil.walk_packages(importlib.import_module(root).__path__, f"{root}."):
        # The one only Alembic itself can import; the others would start.
        if not found.name.endswith((".alembic.env", ".__main__")):
            importlib.import_module(found.name)
print(len(blocked & set(sys.modules)), "blocked,", len(sys.modules), "imported")
"""


def pinned(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    return {named(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def named(distribution):
    return re.sub(r"[-_.]+", "-", distribution).lower()


@pytest.fixture(scope="module")
def only_tested():
    """The modules of every package that is in the lock of tests and not in that of running."""
    only = pinned("test") - pinned("run")
    return {
        module
        for module, distributions in packages_distributions().items()
        if {named(one) for one in distributions} <= only
    }


def test_up_and_all_that_operates_are_imported_without_what_only_tests_need(only_tested):
    """In a process of its own, where an import of any of those packages fails."""
    verbs = ",".join(verb.name for verb in RUNNING)
    words = [sys.executable, "-c", IMPORTS, ",".join(sorted(only_tested)), verbs]

    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)

    assert {"pytest", "hypothesis", "playwright", "kubernetes_validate"} <= only_tested
    assert "up" in verbs.split(",")
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("0 blocked")


def test_nothing_that_runs_names_such_a_package_in_a_function_either(only_tested):
    found = set()
    for room in ("ops", "services", "shared"):
        for path in (ROOT / room).rglob("*.py"):
            found |= {
                str(path.relative_to(ROOT))
                for node in ast.walk(ast.parse(path.read_text()))
                for name in imported(node)
                if name.partition(".")[0] in only_tested
            }

    assert found == {"ops/manifests.py"}


def imported(node):
    match node:
        case ast.Import():
            return [one.name for one in node.names]
        case ast.ImportFrom(module=str(name)):
            return [name]
    return []


def test_the_lock_of_running_holds_what_the_project_asks_for_and_nothing_of_tests_alone():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extra = project["optional-dependencies"]
    asked = {
        named(re.match(r"[\w.-]+", one).group())
        for one in (
            *project["dependencies"],
            *(one for name in ("services", "feeds", "gateway", "ops") for one in extra[name]),
        )
    } - {"redress"}

    assert asked <= pinned("run") < pinned("test")
    assert not {"pytest", "ruff", "mypy", "playwright"} & pinned("run")


def test_the_command_knows_which_verbs_need_everything():
    listed = re.search(r"^    (test \|.*)\)$", (ROOT / "redress").read_text(), re.MULTILINE).group(
        1
    )

    needing = {verb.name for verb in VERBS} - {verb.name for verb in RUNNING}
    assert set(listed.split(" | ")) == needing


# --- the command itself, with a python that only notes what it is told ------------------------


@pytest.fixture
def checkout(tmp_path):
    """The command beside two small locks, and a ``.venv`` whose python keeps what it was asked."""
    shutil.copy(ROOT / "redress", tmp_path)
    (tmp_path / "requirements").mkdir()
    for lock in ("run", "test"):
        (tmp_path / "requirements" / f"{lock}.txt").write_text(f"{lock} 1\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" >> told\n[ ! -e fails ] || [ "$2" != pip ]\n')
    python.chmod(0o755)
    return tmp_path


def installs(checkout, *verbs):
    """Call each verb; return which locks were installed for it."""
    found = []
    for verb in verbs:
        (checkout / "told").write_text("")
        subprocess.run([checkout / "redress", verb], check=False, capture_output=True)
        told = (checkout / "told").read_text()
        found.append(re.findall(r"--requirement requirements/(\w+)\.txt", told))
    return found


def test_running_installs_little_and_testing_the_rest_each_once(checkout):
    assert installs(checkout, "up", "status", "test", "check", "up") == [
        ["run"],
        [],
        ["test"],
        [],
        [],
    ]


def test_where_everything_is_installed_nothing_is_for_running(checkout):
    shutil.copy(checkout / "requirements" / "test.txt", checkout / ".venv" / ".redress-lock")

    assert installs(checkout, "up", "test", "--help") == [[], [], []]


def test_a_new_lock_of_tests_alone_is_nothing_to_who_runs_the_system(checkout):
    installs(checkout, "test")
    (checkout / "requirements" / "test.txt").write_text("test 2\n")

    assert installs(checkout, "up", "test") == [[], ["test"]]


def test_when_both_changed_each_is_installed_for_whoever_needs_it(checkout):
    installs(checkout, "test")
    for lock in ("run", "test"):
        (checkout / "requirements" / f"{lock}.txt").write_text(f"{lock} 2\n")
    up = installs(checkout, "up")
    (checkout / "requirements" / "test.txt").write_text("test 1\n")

    assert up == [["run"]]
    assert installs(checkout, "test") == [["test"]], (
        "what was installed over is not taken for whole"
    )


def test_an_install_that_failed_is_begun_anew(checkout):
    (checkout / "fails").touch()
    failed = installs(checkout, "up")
    (checkout / "fails").unlink()

    assert failed == [["run"]]
    assert installs(checkout, "up", "up") == [["run"], []]
