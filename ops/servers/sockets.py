"""Finds the container engine that answers on this machine, and asks it for images, by its API."""

from __future__ import annotations

import http.client
import os
import socket
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

ANSWER_WITHIN_S = 3.0
PULL_WITHIN_S = 600.0


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout_s: float) -> None:
        super().__init__("localhost", timeout=timeout_s)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def engine_address(environ: Mapping[str, str] | None = None) -> str | None:
    """Return the address of the first engine that answers ``_ping``, or None.

    ``DOCKER_HOST`` alone is asked where it is set; else the usual sockets of docker and podman.
    """
    source = os.environ if environ is None else environ
    return next((address for address in _addresses(source) if answers(address)), None)


def answers(address: str) -> bool:
    """Whether an engine answers at this address (``unix://`` or ``tcp://``)."""
    return _status(address, "GET", "/_ping") == http.HTTPStatus.OK


def has_image(address: str, image: str) -> bool:
    """Whether the engine has this image, or could pull it just now."""
    path = f"/images/{quote(image)}/json"
    if _status(address, "GET", path) == http.HTTPStatus.OK:
        return True
    _status(address, "POST", f"/images/create?fromImage={quote(image)}", timeout_s=PULL_WITHIN_S)
    return _status(address, "GET", path) == http.HTTPStatus.OK


def _status(address: str, method: str, path: str, timeout_s: float = ANSWER_WITHIN_S) -> int | None:
    connection = _connection(address, timeout_s)
    if connection is None:
        return None
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return None
    else:
        return answer.status
    finally:
        connection.close()


def _connection(address: str, timeout_s: float) -> http.client.HTTPConnection | None:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return _UnixConnection(parts.path, timeout_s)
    if parts.hostname and parts.scheme in {"tcp", "http"}:
        return http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout_s)
    return None


def _addresses(environ: Mapping[str, str]) -> Iterator[str]:
    if named := environ.get("DOCKER_HOST"):
        yield named
        return
    yield "unix:///var/run/docker.sock"
    if folder := environ.get("XDG_RUNTIME_DIR"):
        yield f"unix://{folder}/docker.sock"
        yield f"unix://{folder}/podman/podman.sock"
    yield "unix:///run/podman/podman.sock"
