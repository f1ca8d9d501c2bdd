"""Finds the servers that a verb needs, and gets those that are missing.

In this order: what is installed; the system's own package, where we may install one; for the
broker, a container engine. What is done is said before it is done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from ops.assets import ensure_assets
from ops.servers import images
from ops.servers.container import Engine
from ops.servers.postgres import find_postgres
from ops.servers.rabbitmq import Install
from ops.servers.sockets import engine_address, has_image

Which = Callable[[str], str | None]


class NotInstallable(Exception):
    """A server is missing and we may not, or cannot, get it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server by its name, the commands that install it, and whether it is there."""

    name: str
    package: str
    packages: dict[str, str]
    present: Callable[[], bool]
    service: str | None = None
    """Its service in docker-compose.yml, where a container of it will do."""


@dataclass(frozen=True, slots=True)
class Manager:
    """One package manager: how it installs a package without asking."""

    command: str
    before: tuple[str, ...]
    install: tuple[str, ...]
    as_root: bool = True


MANAGERS = (
    Manager("apt-get", ("update",), ("install", "-y", "--no-install-recommends")),
    Manager("dnf", (), ("install", "-y")),
    Manager("zypper", (), ("--non-interactive", "install")),
    Manager("pacman", (), ("-S", "--noconfirm", "--needed")),
    Manager("apk", (), ("add",)),
    Manager("brew", (), ("install",), as_root=False),
)

POSTGRESQL = Server(
    "PostgreSQL",
    "postgresql",
    {"dnf": "postgresql-server", "zypper": "postgresql-server", "brew": "postgresql@17"},
    lambda: find_postgres() is not None,
)
RABBITMQ = Server(
    "RabbitMQ",
    "rabbitmq-server",
    {"pacman": "rabbitmq", "brew": "rabbitmq"},
    lambda: Install.find() is not None,
    service="rabbitmq",
)
CHROMIUM = Server(
    "Chromium",
    "chromium",
    {},
    lambda: shutil.which("chromium") is not None,
)
NPM = Server("npm", "npm", {}, lambda: shutil.which("npm") is not None)


@dataclass(frozen=True, slots=True)
class Step:
    """One way to get a server: what it says, and the commands it runs (none for a container)."""

    says: str
    commands: tuple[tuple[str, ...], ...] = ()


def ways(server: Server, *, which: Which, root: bool, engine: str | None) -> list[Step]:
    """Return what may be tried on this machine to get a server that is missing, in order."""
    found = []
    for manager in MANAGERS:
        path, sudo = which(manager.command), which("sudo")
        if path is None or (manager.as_root and not (root or sudo)):
            continue
        rises = (sudo,) if sudo and manager.as_root and not root else ()
        found.append(_by_package(server, manager, (*rises, path)))
    if engine and server.service:
        image = images.pinned(server.service)
        found.append(Step(f"{server.name} will run in a container by {engine} ({image})"))
    return found


def _by_package(server: Server, manager: Manager, start: tuple[str, ...]) -> Step:
    package = server.packages.get(manager.command, server.package)
    words = [manager.before] if manager.before else []
    words.append((*manager.install, package))
    return Step(
        f"installing {server.name} (package {package}, by {manager.command}) ...",
        tuple((*start, *one) for one in words),
    )


def ensure_for_tests() -> None:
    """Make sure that what the tests need is there: PostgreSQL, RabbitMQ, a browser, the pages' design.

    Where a container engine has their images, the tests take those, and nothing is installed.
    """
    for server, service in ((POSTGRESQL, "postgres"), (RABBITMQ, "rabbitmq")):
        address = engine_address()
        if not (address and has_image(address, images.pinned(service))):
            _ensure(server)
    _ensure(CHROMIUM)
    _ensure(NPM)
    if not ensure_assets():
        raise NotInstallable("the pages' styles and scripts could not be built")


def ensure_broker() -> None:
    """Make sure that RabbitMQ is there, or a container engine that will run it."""
    _ensure(RABBITMQ)


def _ensure(server: Server) -> None:
    if server.present():
        return
    engine = Engine.find() if server.service else None
    for step in ways(
        server, which=shutil.which, root=os.geteuid() == 0, engine=engine.name if engine else None
    ):
        print(f"redress: {step.says}", flush=True)
        if not step.commands or (_ran(step) and server.present()):
            return
        print(f"redress: that did not give {server.name}", flush=True)
    raise NotInstallable(
        f"{server.name} is not installed, and there is no way here to install it. Install your "
        f"system's package for it (on Debian: {server.package}), or start a container engine, "
        f"and call this again."
    )


def _ran(step: Step) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(
        subprocess.run(
            list(words), env=environment, stdout=subprocess.DEVNULL, check=False
        ).returncode
        == 0
        for words in step.commands
    )
