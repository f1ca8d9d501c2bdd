"""``./redress test``: the checks, then the quick tests, then those that need servers.

Of these the faults come first and alone; all others run side by side.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ops.checks import run_checks
from ops.packages import NotInstallable, ensure_for_tests

ROOT = Path(__file__).resolve().parent.parent
BY_EVERY_CORE = ("-n", "auto", "--dist", "loadfile")
# Tests with servers mostly wait: one process more than this many cores keeps them busy. Their
# groups and the order are made in tests/conftest.py.
ALONE = "tests/faults"  # it fills the machine by itself, and its clean stops have their time limits
SIDE_BY_SIDE = ("-n", "3", "--dist", "loadscope", "--no-loadscope-reorder")


def run_tests(rest: Sequence[str], *, quick: bool) -> int:
    """Run the tests; with a path or pytest options, only pytest. Returns the exit status."""
    if rest:
        return run_some(*rest)
    if not run_checks():
        return 1
    status = _pytest("-m", "quick", *BY_EVERY_CORE)
    if quick or status != 0:
        return status
    _ensure_servers()
    alone = _pytest("-m", "not quick and not long", ALONE)
    return _pytest("-m", "not quick and not long", *SIDE_BY_SIDE, f"--ignore={ALONE}") or alone


def run_some(*rest: str) -> int:
    """Run pytest with these arguments, and with the servers that tests need. Returns its status."""
    _ensure_servers()
    return _pytest(*rest)


def _ensure_servers() -> None:
    try:
        ensure_for_tests()
    except NotInstallable as missing:
        sys.exit(str(missing))


def _pytest(*arguments: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


@click.command(
    "test", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
)
@click.option("--quick", is_flag=True, help="Only what needs no server.")
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def test_command(*, quick: bool, rest: tuple[str, ...]) -> None:
    """Run every check and test, or those of a PATH; anything else is passed to pytest."""
    sys.exit(run_tests(rest, quick=quick))
