"""``./redress check``: what must be clean before a test is worth running."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("types", (str(BIN / "mypy"),)),  # first, as the longest
    ("format", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
    ("lint", (str(BIN / "ruff"), "check", "--quiet", ".")),
    ("imports", (str(BIN / "lint-imports"),)),
    ("contracts", (sys.executable, "-m", "ops", "contracts", "--check")),
    ("manifests", (sys.executable, "-m", "ops", "manifests")),
)


def run_checks() -> bool:
    """Run every check, one a core, all of them even when one fails; say how each went."""
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        return all(list(cores.map(_run, CHECKS)))


def _run(check: tuple[str, tuple[str, ...]]) -> bool:
    name, command = check
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    clean = done.returncode == 0
    took = time.monotonic() - began
    told = f"check {name:10} {'clean' if clean else 'FAULTS'}  ({took:.1f} s)"
    print(told if clean else f"{told}\n{done.stdout}{done.stderr}", flush=True)
    return clean


@click.command("check")
def check_command() -> None:
    """Format, lint, types, import rules, contracts and manifests: all that CI runs first."""
    sys.exit(0 if run_checks() else 1)
