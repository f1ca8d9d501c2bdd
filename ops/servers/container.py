"""A private RabbitMQ in a container, for machines on which none can be installed.

The engine's own command line is used (podman or docker), whichever answers. The broker listens
on loopback only, its files stay in the data directory, and it is gone when its owner stops.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.servers import images
from ops.servers.broker import LOOPBACK, PORTS, Broker
from ops.servers.ports import free_port
from ops.servers.processes import StartFailed, end, spawn, tail

ENGINES = ("podman", "docker")
ANSWER_WITHIN_S = 20.0
TOPOLOGY = "etc/rabbitmq/topology/definitions.json"


@dataclass(frozen=True, slots=True)
class Engine:
    """A container engine, by the path of its command."""

    command: str

    @classmethod
    def find(cls) -> Engine | None:
        """The first engine that is installed and answers, or None."""
        for name in ENGINES:
            found = shutil.which(name)
            if found and cls(found).answers():
                return cls(found)
        return None

    @property
    def name(self) -> str:
        """What people call it."""
        return Path(self.command).name

    def answers(self) -> bool:
        """Whether it would run something now: a client may be there without its engine."""
        try:
            return self.run("ps", "--quiet", timeout_s=ANSWER_WITHIN_S).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            return False

    def run(
        self, *words: str, given: bytes | None = None, timeout_s: float = 60.0
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one of its commands and return what came of it."""
        return subprocess.run(
            [self.command, *words], input=given, capture_output=True, timeout=timeout_s, check=False
        )

    def must(self, *words: str, given: bytes | None = None, timeout_s: float = 60.0) -> str:
        """Run one of its commands. Raises `StartFailed` with its words when it fails."""
        done = self.run(*words, given=given, timeout_s=timeout_s)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            raise StartFailed(f"{self.name} {words[0]}: {said}")
        return done.stdout.decode()


class ContainerNode(Broker):
    """One private broker in a container. `begin` pulls its image when it is not there yet."""

    def __init__(
        self,
        data_dir: Path,
        engine: Engine,
        *,
        definitions: dict[str, Any] | None = None,
        management: bool = False,
    ) -> None:
        self.data_dir = data_dir.absolute()
        self.engine = engine
        self.image = images.pinned("rabbitmq")
        self.port = free_port()
        self.management_port = free_port() if management else None
        self.admin_password = secrets.token_urlsafe(24)
        self._definitions = definitions
        # One data directory, one container: what a killed owner left behind is found again.
        self.name = "redress-broker-" + hashlib.sha256(str(self.data_dir).encode()).hexdigest()[:12]
        self._attached: subprocess.Popen[bytes] | None = None

    @property
    def exists(self) -> bool:
        """Whether the container is there and runs, whoever started it."""
        done = self.engine.run("inspect", "--format", "{{.State.Running}}", self.name)
        return done.stdout.strip() == b"true"

    def begin(self) -> None:
        """Create the container around the kept files and start it, without waiting for it."""
        self._create()
        self._attached = spawn(
            [self.engine.command, "start", "--attach", self.name], env=os.environ, log=self.log
        )

    def stop(self, grace_s: float = 20.0) -> None:
        """A clean stop; the container is removed, its files are kept. Safe to call twice."""
        if self._attached is None:
            return
        self.engine.run("unpause", self.name)
        limit = f"{grace_s:.0f}"
        self.engine.run("stop", "-t", limit, self.name, timeout_s=grace_s + 40)
        self.engine.run("rm", "--force", "--volumes", self.name)
        end(self._attached, grace_s=5)
        self._attached = None

    def kill(self) -> None:
        self.engine.run("kill", self.name)
        if self._attached is not None:
            self._attached.wait()

    def freeze(self) -> None:
        self.engine.must("pause", self.name)

    def thaw(self) -> None:
        self.engine.must("unpause", self.name)

    @property
    def running(self) -> bool:
        return self._attached is not None and self._attached.poll() is None

    @property
    def pid(self) -> int:
        return int(self.engine.must("inspect", "--format", "{{.State.Pid}}", self.name))

    def ctl(self, *arguments: str, timeout_s: float = 60.0) -> str:
        words = ("exec", self.name, "rabbitmqctl", "-q", *arguments)
        done = self.engine.run(*words, timeout_s=timeout_s)
        if done.returncode:
            said = (done.stdout + done.stderr).decode(errors="replace")
            raise RuntimeError(f"rabbitmqctl {arguments[0]}: {said}")
        return done.stdout.decode()

    @property
    def log(self) -> Path:
        """What the container says."""
        return self.data_dir / "node.log"

    def said(self) -> str:
        return tail(self.log)

    def _create(self) -> None:
        files = self.data_dir / "container"
        files.mkdir(parents=True, exist_ok=True)
        (self.data_dir / PORTS).write_text(json.dumps({"amqp": self.port}))
        self.engine.run("rm", "--force", "--volumes", self.name)
        self.engine.must(
            "create",
            *("--name", self.name),
            *("--hostname", "redress"),
            *self._ports(),
            *self._user(),
            *("--volume", f"{files}:/var/lib/rabbitmq:Z"),
            self.image,
            # The first time the image is pulled.
            timeout_s=600,
        )
        self.engine.must("cp", "-", f"{self.name}:/", given=images.archive(self._files()))

    def _ports(self) -> list[str]:
        published = {self.port: 5672}
        if self.management_port:
            published[self.management_port] = 15672
        return [w for p, i in published.items() for w in ("--publish", f"{LOOPBACK}:{p}:{i}")]

    def _user(self) -> list[str]:
        """Where we are not root, the broker is us, so that the data directory stays ours."""
        if os.geteuid() == 0:
            return []
        keep = ["--userns", "keep-id"] if self.engine.name == "podman" else []
        return [*keep, "--user", f"{os.getuid()}:{os.getgid()}"]

    def _files(self) -> dict[str, str]:
        management = self.management_port is not None
        if self._definitions is None:
            made = images.administrator(self.admin_password)
            return images.broker_files(made, management=management)
        settings = (f"load_definitions = /{TOPOLOGY}",)
        files = images.broker_files(settings, management=management)
        return {**files, TOPOLOGY: json.dumps(self._definitions)}
