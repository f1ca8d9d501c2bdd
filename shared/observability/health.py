"""A small HTTP server for probes: ``/live``, ``/ready`` and ``/metrics``.

One accepting thread and one short thread per request, over plain sockets: under eventlet the
same code runs on green threads, since it makes its sockets and threads after patching.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Mapping

from shared.observability.metrics import REGISTRY, Registry

Check = Callable[[], bool]
_REQUEST_TIMEOUT_S = 5.0
_LONGEST_REQUEST = 8192
_REASONS = {200: "OK", 404: "Not Found", 405: "Method Not Allowed", 503: "Service Unavailable"}


class HealthServer:
    """Answers probes on ``port`` until stopped. Port 0 takes a free one (see ``port``)."""

    def __init__(
        self, port: int, *, host: str = "127.0.0.1", registry: Registry | None = None
    ) -> None:
        self._registry = registry or REGISTRY
        self._ready: dict[str, Check] = {}
        self._live: dict[str, Check] = {}
        self._socket = socket.create_server((host, port), reuse_port=False)
        self.port: int = self._socket.getsockname()[1]
        self._stopping = threading.Event()

    def add_readiness(self, name: str, check: Check) -> None:
        """Be ready only while ``check`` returns true (one that raises counts as false)."""
        self._ready[name] = check

    def add_liveness(self, name: str, check: Check) -> None:
        """Be alive only while ``check`` returns true; otherwise the process is restarted."""
        self._live[name] = check

    def start(self) -> HealthServer:
        """Answer from now on, in the background."""
        threading.Thread(target=self._accept, name="health", daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop answering and free the port."""
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def readiness(self) -> dict[str, bool]:
        """Return each readiness check with its present answer."""
        return _run(self._ready)

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                client, _ = self._socket.accept()
            except OSError:
                if self._stopping.is_set():
                    return
                continue
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(_REQUEST_TIMEOUT_S)
            status, kind, body = self._answer(_request_line(client))
            head = (
                f"HTTP/1.1 {status} {_REASONS[status]}\r\nContent-Type: {kind}\r\n"
                f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\n"
                "Connection: close\r\n\r\n"
            )
            client.sendall(head.encode() + body)

    def _answer(self, line: str) -> tuple[int, str, bytes]:
        verb, _, rest = line.partition(" ")
        path = rest.split(" ")[0].split("?")[0]
        if verb != "GET":
            return 405, "text/plain", b""
        match path:
            case "/live":
                return _verdict(_run(self._live))
            case "/ready":
                return _verdict(_run(self._ready))
            case "/metrics":
                return 200, "text/plain; version=0.0.4", self._registry.exposition()
            case _:
                return 404, "text/plain", b""


def _request_line(client: socket.socket) -> str:
    """Read the whole head, so that closing does not reset a client that is still sending."""
    received = b""
    while b"\r\n\r\n" not in received and len(received) < _LONGEST_REQUEST:
        chunk = client.recv(4096)
        if not chunk:
            break
        received += chunk
    return received.split(b"\r\n", 1)[0].decode("latin-1")


def _run(checks: Mapping[str, Check]) -> dict[str, bool]:
    return {name: passes(check) for name, check in list(checks.items())}


def passes(check: Check) -> bool:
    """Whether a check holds; one that raises does not."""
    try:
        return bool(check())
    except Exception:  # noqa: BLE001 - whatever failed, the answer is "not ready"
        return False


def _verdict(checks: dict[str, bool]) -> tuple[int, str, bytes]:
    good = all(checks.values())
    body = {"status": "ok" if good else "failing", "checks": checks}
    return 200 if good else 503, "application/json", json.dumps(body).encode()
