"""What every RabbitMQ of ours answers, however it was started: AMQP, rabbitmqctl, management."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from threading import Event
from typing import Any
from urllib.parse import quote

from ops.servers.processes import GivenUp, StartFailed

LOOPBACK = "127.0.0.1"
PORTS = "ports.json"


class Broker(ABC):
    """One broker with an administrator; subclasses know how it is started and stopped."""

    host = LOOPBACK
    port: int
    management_port: int | None
    admin_user: str = "admin"
    admin_password: str
    _version: str | None = None

    @abstractmethod
    def begin(self) -> None:
        """Start, without waiting for it."""

    def wait(self, timeout_s: float = 60.0, *, given_up: Event | None = None) -> None:
        """Wait until it takes AMQP connections. `StartFailed`, and stopped, otherwise."""
        deadline = time.monotonic() + timeout_s
        while not self.answers():
            if given_up is not None and given_up.is_set():
                raise GivenUp
            if not self.running or time.monotonic() > deadline:
                said = self.said()
                self.stop()
                raise StartFailed(f"RabbitMQ did not start:\n{said}")
            time.sleep(0.05)

    def start(self, timeout_s: float = 60.0) -> None:
        """Start and wait until it takes AMQP connections. `StartFailed` otherwise."""
        self.begin()
        self.wait(timeout_s)

    def said(self) -> str:
        """The end of its log, where we keep one."""
        return ""

    @abstractmethod
    def stop(self, grace_s: float = 20.0) -> None:
        """A clean stop; safe to call twice."""

    @abstractmethod
    def kill(self) -> None:
        """Kill -9, as a power cut would: nothing is flushed, nobody is told."""

    @abstractmethod
    def freeze(self) -> None:
        """Connections stay open and nothing answers."""

    @abstractmethod
    def thaw(self) -> None:
        """Go on after `freeze`."""

    @property
    @abstractmethod
    def running(self) -> bool:
        """Whether its process is there."""

    @property
    @abstractmethod
    def pid(self) -> int:
        """The id of its process on this machine; it leads its own process group."""

    @abstractmethod
    def ctl(self, *arguments: str, timeout_s: float = 60.0) -> str:
        """Rabbitmqctl on it (about a second each). Raises with its words on failure."""

    def restart(self) -> None:
        self.stop()
        self.start()

    def answers(self) -> bool:
        """Does it speak AMQP: we send the protocol header and wait for Connection.Start."""
        with (
            contextlib.suppress(OSError),
            socket.create_connection((self.host, self.port), 1) as wire,
        ):
            wire.settimeout(2)
            wire.sendall(b"AMQP\x00\x00\x09\x01")
            return wire.recv(1) == b"\x01"
        return False

    def url(self, user: str = "", password: str | None = None, vhost: str = "/") -> str:
        """An AMQP address on this broker; without a user, the administrator's."""
        user = user or self.admin_user
        secret = self.admin_password if password is None else password
        return (
            f"amqp://{quote(user, safe='')}:{quote(secret, safe='')}"
            f"@{self.host}:{self.port}/{quote(vhost, safe='')}"
        )

    def eval(self, expression: str) -> str:
        """Evaluate Erlang on the node."""
        return self.ctl("eval", expression).strip()

    @property
    def version(self) -> str:
        if self._version is None:
            self._version = self.eval("rabbit_misc:version().").strip('"')
        return self._version

    def api(self, method: str, path: str, body: object = None) -> Any:
        """The management HTTP API (only when started with management)."""
        if self.management_port is None:
            raise RuntimeError("this node was started without management")
        request = urllib.request.Request(
            f"http://{self.host}:{self.management_port}/api/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
        )
        login = base64.b64encode(f"{self.admin_user}:{self.admin_password}".encode()).decode()
        request.add_header("Authorization", f"Basic {login}")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            text = answer.read()
        return json.loads(text) if text else None

    def manages(self) -> bool:
        """Whether the management API answers."""
        with contextlib.suppress(OSError):
            return bool(self.api("GET", "overview"))
        return False

    def add_vhost(self, name: str) -> None:
        """A virtual host that the administrator may use in full."""
        self.api("PUT", f"vhosts/{quote(name, safe='')}", {"default_queue_type": "quorum"})
        self.allow(self.admin_user, name)

    def delete_vhost(self, name: str) -> None:
        self.api("DELETE", f"vhosts/{quote(name, safe='')}")

    def add_user(self, name: str, password: str, tags: str = "") -> None:
        self.api("PUT", f"users/{quote(name, safe='')}", {"password": password, "tags": tags})

    def allow(
        self, user: str, vhost: str, *, configure: str = ".*", write: str = ".*", read: str = ".*"
    ) -> None:
        """Permissions of a user in a virtual host, everything unless narrowed."""
        rules = {"configure": configure, "write": write, "read": read}
        self.api("PUT", f"permissions/{quote(vhost, safe='')}/{quote(user, safe='')}", rules)

    def load_definitions(self, definitions: dict[str, Any], timeout_s: float = 30.0) -> None:
        """Import definitions into the running node."""
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                self.api("POST", "definitions", definitions)
            except urllib.error.HTTPError as refused:
                if time.monotonic() > deadline:
                    raise RuntimeError(refused.read().decode(errors="replace")) from refused
                time.sleep(0.2)
            else:
                return
