"""The whole system on one machine, below one data directory: `up`, the demo and the faults use it.

A private RabbitMQ node with the topology's own users, one SQLite file per service, one process
for the nameko services. Everything listens on loopback, and everything that was started is
stopped. One owner per data directory: a second start is refused.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import IO

from ops import running
from ops.deployables import AGENCIES
from ops.servers.broker import Broker
from ops.servers.choice import private_broker
from ops.servers.ports import free_port
from ops.servers.processes import GivenUp, StartFailed, end, kill_session, spawn, tail
from ops.servers.rabbitmq import Install
from shared.contracts.registry import SERVICES

ROOT = Path(__file__).resolve().parent.parent
OWNER_ONLY = 0o700
GRACE_S = 60.0  # as long as compose and Kubernetes give a process to drain


GATEWAY = "gateway"
FEEDS = "feeds"
SERVICES_KIND = "services"


def agency_key(data_dir: Path, agency: str) -> str:
    """Return the public half of the agency's own key, made where there is none: as base64.

    With it, what names a person is sealed for the agency and never lies in clear with the broker.
    """
    from shared.security.atomic_files import write_private
    from shared.security.sealing import SealingKey

    path = data_dir / "agencies" / f"{agency}.key"
    if not path.exists():
        path.parent.mkdir(exist_ok=True, mode=OWNER_ONLY)
        write_private(path, b64encode(SealingKey.generate().private_bytes()))
    return b64encode(SealingKey.load(b64decode(path.read_bytes())).public).decode()


class AlreadyOwned(StartFailed):
    """Another process runs the system of this data directory."""


class System:
    """Start with `start`, end with `stop`; `kill` and `restart` are for those who test faults."""

    def __init__(  # noqa: PLR0913  what a machine may run, each with its default
        self,
        data_dir: Path,
        *,
        services: tuple[str, ...] | None = None,
        shape: str = "all-in-one",
        runner: tuple[str, ...] = (),
        install: Install | None = None,
        with_gateway: bool = True,
        gateway_port: int | None = None,
        agencies: tuple[str, ...] = (),
        stores: Callable[[str], str] | None = None,
    ) -> None:
        self.data_dir = data_dir.absolute()
        self._stores = stores
        self.services = SERVICES if services is None else services
        groups = [self.services] if shape == "all-in-one" else [(name,) for name in self.services]
        self._groups = {"+".join(group): group for group in groups if group}
        if with_gateway:
            self._groups[GATEWAY] = (GATEWAY,)
        self.agencies = agencies
        feeds = tuple(f"feeds-{agency}" for agency in agencies)
        if shape == "all-in-one" and feeds:
            self._groups[FEEDS] = feeds
        elif feeds:
            self._groups |= {feed: (feed,) for feed in feeds}
        self._gateway_port = gateway_port
        self.first_password: str | None = None
        self._runner = runner
        self._install = install
        self._lock: IO[str] | None = None
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._health_ports: dict[str, int] = {}
        self.broker: Broker | None = None

    # --- life ---------------------------------------------------------------------------------

    def start(self, given_up: Event | None = None) -> None:
        """Everything up and ready, or `StartFailed` with nothing left running.

        When ``given_up`` is set before that, it is `GivenUp`.
        """
        self._own()
        try:
            self._make_keys()
            broker = self._begin_broker()
            # Side by side: stores and processes wait for the broker, which takes longest.
            self._migrate()
            for process in self._groups:
                self._start_process(process)
            broker.wait(given_up=given_up)
            for process in self._groups:
                self._wait_ready(process, given_up=given_up)
            running.tell(self.data_dir, self._told())
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Services drain first, then the broker stops; safe to call twice."""
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        for child in self._children.values():
            end(child, grace_s=GRACE_S)
        self._children.clear()
        if self.broker is not None:
            self.broker.stop()
        if self._lock is not None:
            running.forget(self.data_dir)
            self._lock.close()
            self._lock = None

    def kill(self, process: str) -> None:
        """Kill one process as a power cut would."""
        kill_session(self._children[process])
        self._children[process].wait()

    def restart(self, process: str) -> None:
        """Stop one process with time to drain (if it still runs), and start it again."""
        end(self._children.get(process), grace_s=GRACE_S)
        self._start_process(process)
        self._wait_ready(process)

    def died(self) -> list[str]:
        """Names of processes that ended without being asked."""
        return [name for name, child in self._children.items() if child.poll() is not None]

    @property
    def processes(self) -> tuple[str, ...]:
        return tuple(self._groups)

    @property
    def pids(self) -> dict[str, int]:
        """The process ids of what runs, by name."""
        return {name: child.pid for name, child in self._children.items()}

    @property
    def urls(self) -> dict[str, str]:
        """Where each process answers probes and gives its metrics."""
        return {name: f"http://127.0.0.1:{port}" for name, port in self._health_ports.items()}

    @property
    def site(self) -> str | None:
        """The address that people open."""
        return f"http://127.0.0.1:{self._gateway_port}" if self._gateway_port else None

    def log(self, process: str) -> Path:
        return self.data_dir / "log" / f"{process}.log"

    def store_url(self, service: str) -> str:
        """Where a service keeps its rows: what `stores` says, or a SQLite file of its own."""
        if self._stores is not None:
            return self._stores(service)
        return f"sqlite:///{self.data_dir / service}.sqlite"

    def broker_url(self, user: str, vhost: str = "redress") -> str:
        """The AMQP address of one of the topology's users."""
        if self.broker is None:
            raise StartFailed("the broker is not running")
        return self.broker.url(user, self._passwords()[user], vhost)

    # --- inside -------------------------------------------------------------------------------

    def _own(self) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        try:
            self._lock = running.hold(self.data_dir)
        except OSError:
            raise AlreadyOwned(
                f"a system runs already in {self.data_dir}: ./redress down stops it"
            ) from None

    def _told(self) -> running.Running:
        feeds = tuple(f"feeds-{agency}" for agency in self.agencies)
        return running.Running(os.getpid(), self.site, self.urls, (*self.services, *feeds))

    def _make_keys(self) -> None:
        from shared.security.key_files import create_service_keys

        keys = self.data_dir / "keys"
        for name in (*self.services, GATEWAY, *(f"feeds-{agency}" for agency in self.agencies)):
            create_service_keys(keys / name, keys / "public", name)

    def _passwords(self) -> dict[str, str]:
        from shared.messaging.topology import build

        path = self.data_dir / "broker-passwords.json"
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        missing = set(build(AGENCIES).users) - set(known)
        if missing:
            known |= {user: secrets.token_urlsafe(24) for user in missing}
            path.touch(mode=0o600)
            path.write_text(json.dumps(known))
        return known

    def _begin_broker(self) -> Broker:
        from shared.messaging.definitions import definitions
        from shared.messaging.topology import build

        self.broker = private_broker(
            self.data_dir / "broker",
            install=self._install,
            definitions=definitions(self._passwords(), build(AGENCIES)),
        )
        self.broker.begin()
        return self.broker

    def environment(self, service: str) -> dict[str, str]:
        """The settings of one service, under the same names as in every other shape."""
        if service.startswith("feeds-"):
            return self._feed_environment(service.removeprefix("feeds-"))
        return {
            "REDRESS_DATA_DIR": str(self.data_dir),
            f"{service.upper()}_BROKER_URL": self.broker_url(service),
            f"{service.upper()}_DATABASE_URL": self.store_url(service),
            f"{service.upper()}_HEALTH_HOST": "127.0.0.1",
        }

    def _feed_environment(self, agency: str) -> dict[str, str]:
        prefix, user = f"FEED_{agency.upper()}", f"feed-{agency}"
        return {
            "REDRESS_DATA_DIR": str(self.data_dir),
            f"{prefix}_BROKER_URL": self.broker_url(user),
            f"{prefix}_AGENCY_BROKER_URL": self.broker_url(user, f"agency-{agency}"),
            f"{prefix}_AGENCY_SEALING_KEY": agency_key(self.data_dir, agency),
            f"{prefix}_DATABASE_URL": self.store_url(f"feeds-{agency}"),
            f"{prefix}_HEALTH_HOST": "127.0.0.1",
        }

    def _tell_agencies(self) -> None:
        """Write each agency's own address where ``./redress publish`` finds it."""
        folder = self.data_dir / "agencies"
        folder.mkdir(exist_ok=True, mode=OWNER_ONLY)
        for agency in self.agencies:
            path = folder / f"{agency}.url"
            path.touch(mode=0o600)
            path.write_text(self.broker_url(f"agency-{agency}", f"agency-{agency}"))

    def _migrate(self) -> None:
        from shared.store.migrations import upgrade

        for service in {part for group in self._groups.values() for part in group}:
            package = service.partition("-")[0]
            upgrade(self.store_url(service), package)
        self._tell_agencies()
        if GATEWAY in self._groups:
            self._make_first_account()

    def _make_first_account(self) -> None:
        from services.gateway.first_account import make_first_account
        from services.gateway.settings import GatewaySettings

        settings = GatewaySettings.load(GATEWAY, environ=self.environment(GATEWAY))
        self.first_password = make_first_account(settings)

    def _start_process(self, process: str) -> None:
        group = self._groups[process]
        port = self._health_ports.setdefault(process, free_port())
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        for service in group:
            env |= self.environment(service)
        prefix = group[0].upper()
        if group[0].startswith(FEEDS):
            prefix = f"FEED_{group[0].removeprefix('feeds-').upper()}"
        env[f"{prefix}_HEALTH_PORT"] = str(port)
        if process == GATEWAY:
            self._gateway_port = self._gateway_port or free_port()
            env["GATEWAY_PORT"] = str(self._gateway_port)
        command = [sys.executable, "-m", *self._command(process, group)]
        self._children[process] = spawn(command, env=env, log=self.log(process), cwd=ROOT)

    def _command(self, process: str, group: tuple[str, ...]) -> tuple[str, ...]:
        """The module that runs a process, and its arguments.

        A ``runner`` is told the kind first. The gateway always runs by itself: the only time it
        keeps is that of its sessions.
        """
        if process == GATEWAY:
            return ("services.gateway",)
        kind, module, names = SERVICES_KIND, "shared.messaging.process", group
        if process.startswith(FEEDS):
            names = tuple(name.removeprefix("feeds-") for name in group)
            kind, module = FEEDS, "services.feeds"
        return (*self._runner, kind, *names) if self._runner else (module, *names)

    def _wait_ready(
        self, process: str, timeout_s: float = 60.0, *, given_up: Event | None = None
    ) -> None:
        deadline = time.monotonic() + timeout_s
        while not self._is_ready(process):
            if given_up is not None and given_up.is_set():
                raise GivenUp
            if self._children[process].poll() is not None or time.monotonic() > deadline:
                raise StartFailed(f"{process} is not ready:\n{tail(self.log(process))}")
            time.sleep(0.05)

    def _is_ready(self, process: str) -> bool:
        try:
            with urllib.request.urlopen(f"{self.urls[process]}/ready", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
