"""The packages that only the peer needs, from their own hashed lock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "bench.txt"
PACKAGES = ("aiosqlite", "asyncpg", "faststream")


def ensure_peer(say: Callable[[str], None]) -> None:
    """Install the peer's locked packages beside ours, unless they are there."""
    if all(_is_installed(package) for package in PACKAGES):
        return
    say(f"redress: installing the peer's packages of {LOCK.parent.name}/{LOCK.name}")
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command = [sys.executable, "-m", "pip", "install", *options, "--requirement", str(LOCK)]
    subprocess.run(command, check=True)


def _is_installed(package: str) -> bool:
    try:
        return f"\n{package}=={version(package)}" in f"\n{LOCK.read_text()}"
    except PackageNotFoundError:
        return False
