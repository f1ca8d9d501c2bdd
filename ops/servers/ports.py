"""Loopback ports for private servers."""

import contextlib
import fcntl
import os
import secrets
import socket
import tempfile
from functools import cache
from pathlib import Path

_LOWEST, _ABOVE_ALL = 15_000, 32_000
_TRIES = 200
_given: set[int] = set()


def free_port() -> int:
    """A TCP port that was free on loopback a moment ago.

    It lies below those that systems give to outgoing connections, so that none of these takes it
    before the server that it is meant for; and no other process of this user is given it by us
    while this one lives, so that two test runs side by side never start two servers on one port.
    """
    for _ in range(_TRIES):
        port = _LOWEST + secrets.randbelow(_ABOVE_ALL - _LOWEST)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if _is_ours(port):
                return port
    raise OSError("no free port was found on loopback")


def _is_ours(port: int) -> bool:
    """Claim a port among our own processes: a lock on that byte of one file, kept until we end."""
    if port in _given:
        return False
    with contextlib.suppress(OSError):
        fcntl.lockf(_claims(os.getpid()), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
        _given.add(port)
        return True
    return False


@cache
def _claims(_process: int) -> int:
    """Return the file of claims, opened once by each process: closing it would give all up."""
    path = Path(tempfile.gettempdir()) / f"redress-ports-{os.getuid()}"
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def port_or_free(wanted: int) -> int:
    """The wanted port when nobody listens on it, else a free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", wanted))
            return wanted
    return free_port()
