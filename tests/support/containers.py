"""The tests' servers in containers, by testcontainers: the versions are docker-compose.yml's."""

import os
import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from ops.servers import images
from ops.servers.broker import LOOPBACK, Broker
from ops.servers.database import DatabaseServer
from ops.servers.ports import free_port
from ops.servers.processes import StartFailed


class Contained:
    """One server in a container that may be stopped, killed, frozen and started again.

    Its ports on this machine are chosen once, so that a restart keeps its addresses.
    """

    service: str
    inside: dict[str, int]

    def __init__(self, address: str) -> None:
        os.environ["DOCKER_HOST"] = address
        from testcontainers.core.container import DockerContainer

        self._container = DockerContainer(images.pinned(self.service))
        self._made = False
        parts = urlsplit(address)
        self.host = parts.hostname or LOOPBACK
        ports: dict[str, Any] = self._container.ports
        for name, port in self.inside.items():
            ours = free_port()
            setattr(self, name, ours)
            # A distant engine's loopback would not reach us.
            published = (LOOPBACK, ours) if parts.scheme == "unix" else ours
            ports[f"{port}/tcp"] = published

    def begin(self) -> None:
        if self._made:
            self._wrapped.start()
        else:
            self._container.start()
            self._made = True

    def start(self, timeout_s: float = 60.0) -> None:
        self.begin()
        deadline = time.monotonic() + timeout_s
        while not self.ready():
            if not self.running or time.monotonic() > deadline:
                raise StartFailed(f"{self.service} did not start:\n{self.said()}")
            time.sleep(0.1)

    def said(self) -> str:
        return str(self._wrapped.logs(tail=20).decode(errors="replace"))

    def ready(self) -> bool:
        """Whether the server in it answers."""
        raise NotImplementedError

    def stop(self, grace_s: float = 20.0) -> None:
        if self.running:
            if self._status == "paused":
                self._wrapped.unpause()
            self._wrapped.stop(timeout=int(grace_s))

    def kill(self) -> None:
        self._wrapped.kill()
        self._wrapped.wait()

    def freeze(self) -> None:
        self._wrapped.pause()

    def thaw(self) -> None:
        self._wrapped.unpause()

    def remove(self) -> None:
        """Remove the container and all it holds."""
        if self._made:
            self._container.stop()
            self._made = False

    @property
    def running(self) -> bool:
        return self._made and self._status in {"running", "paused"}

    @property
    def pid(self) -> int:
        self._wrapped.reload()
        return int(self._wrapped.attrs["State"]["Pid"])

    @property
    def _wrapped(self) -> Any:
        return self._container.get_wrapped_container()

    @property
    def _status(self) -> str:
        self._wrapped.reload()
        return str(self._wrapped.status)


class ContainedBroker(Contained, Broker):
    """RabbitMQ with an administrator."""

    service = "rabbitmq"

    def __init__(self, address: str, *, management: bool = True) -> None:
        self.management_port = None
        self.inside = {"port": 5672} | ({"management_port": 15672} if management else {})
        super().__init__(address)
        self.admin_password = secrets.token_urlsafe(24)
        settings = images.administrator(self.admin_password)
        for path, text in images.broker_files(settings, management=management).items():
            self._container.with_copy_into_container(text.encode(), f"/{path}", 0o644)
        # Its files belong to a node's name, which is made of this one.
        self._container.with_kwargs(hostname="redress")

    def ready(self) -> bool:
        return self.answers() and (self.management_port is None or self.manages())

    def ctl(self, *arguments: str, timeout_s: float = 60.0) -> str:
        done = self._container.exec(["rabbitmqctl", "-q", *arguments])
        said = done.output.decode(errors="replace")
        if done.exit_code:
            raise RuntimeError(f"rabbitmqctl {arguments[0]}: {said}")
        return said


class ContainedPostgres(Contained, DatabaseServer):
    """PostgreSQL whose superuser is ours."""

    service = "postgres"

    def __init__(self, address: str) -> None:
        self.inside = {"port": 5432}
        super().__init__(address)
        self.password = secrets.token_hex(16)
        self._container.with_env("POSTGRES_PASSWORD", self.password)

    def ready(self) -> bool:
        return self.answers()
