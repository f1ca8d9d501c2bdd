"""Loopback ports for private servers."""

import contextlib
import secrets
import socket

_LOWEST, _ABOVE_ALL = 15_000, 32_000
_TRIES = 200


def free_port() -> int:
    """A TCP port that was free on loopback a moment ago.

    It lies below those that systems give to outgoing connections, so that none of these takes it
    before the server that it is meant for.
    """
    for _ in range(_TRIES):
        port = _LOWEST + secrets.randbelow(_ABOVE_ALL - _LOWEST)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port was found on loopback")


def port_or_free(wanted: int) -> int:
    """The wanted port when nobody listens on it, else a free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", wanted))
            return wanted
    return free_port()
