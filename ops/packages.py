"""Finds the servers that a verb needs, and installs them from the system's packages if need be."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from ops.servers.postgres import find_postgres


class NotInstallable(Exception):
    """A server is missing and we may not, or cannot, install it; the message says what to do."""


def ensure_for_tests() -> None:
    """Make sure that the tests' servers are there: PostgreSQL and RabbitMQ."""
    _ensure("PostgreSQL", "postgresql", lambda: find_postgres() is not None)
    ensure_broker()


def ensure_broker() -> None:
    """Make sure that RabbitMQ is there."""
    _ensure("RabbitMQ", "rabbitmq-server", _has_rabbitmq)


def _has_rabbitmq() -> bool:
    return shutil.which("rabbitmq-server") is not None or Path("/usr/lib/rabbitmq").exists()


def _ensure(name: str, package: str, present: Callable[[], bool]) -> None:
    if present():
        return
    apt = shutil.which("apt-get")
    as_root = [] if os.geteuid() == 0 else [shutil.which("sudo") or ""]
    if apt is None or as_root == [""]:
        raise NotInstallable(
            f"{name} is not installed, and there is no way here to install it. Install your "
            f"system's package for it (on Debian: {package}) and call this again."
        )
    print(f"redress: installing {name} (Debian package {package}) ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        subprocess.run(
            [*as_root, apt, *words], env=environment, stdout=subprocess.DEVNULL, check=True
        )
    if not present():
        raise NotInstallable(f"{name}: the package {package} was installed but is not found.")
