"""A RabbitMQ that somebody else runs: used, and never started, stopped or broken by us."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import unquote, urlsplit

from ops.servers.broker import Broker

MANAGEMENT_PORT = 15672


class RunningBroker(Broker):
    """It answers at its address; whatever would change its life is refused."""

    def __init__(self, address: str, management: str | None = None) -> None:
        """``address`` is an administrator's AMQP URL, ``management`` the API's ``http://host:port``."""
        parts = urlsplit(address)
        if parts.scheme != "amqp" or not parts.hostname:
            raise ValueError("the broker's address is amqp://administrator:password@host:port")
        api = urlsplit(management or f"http://{parts.hostname}:{MANAGEMENT_PORT}")
        self.host = parts.hostname
        self.port = parts.port or 5672
        self.management_port = api.port or MANAGEMENT_PORT
        self.admin_user = unquote(parts.username or "guest")
        self.admin_password = unquote(parts.password or "guest")

    @property
    def version(self) -> str:
        """What its management API says."""
        if self._version is None:
            self._version = str(self.api("GET", "overview")["rabbitmq_version"])
        return self._version

    @property
    def running(self) -> bool:
        """Whether it answers."""
        return self.answers()

    @property
    def pid(self) -> int:
        """Not ours to know."""
        self._refuse()

    def begin(self) -> None:
        """It runs already, or this fails."""
        if not self.answers():
            self._refuse()

    def stop(self, grace_s: float = 20.0) -> None:
        """Leave it running."""

    def kill(self) -> None:
        """Not ours to kill."""
        self._refuse()

    def freeze(self) -> None:
        """Not ours to freeze."""
        self._refuse()

    def thaw(self) -> None:
        """It was never frozen by us."""

    def ctl(self, *arguments: str, timeout_s: float = 60.0) -> str:
        """No rabbitmqctl reaches it."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise RuntimeError(f"the broker at {self.host}:{self.port} is not ours to handle")
