"""Work on bytes that nobody vouches for, in a process of its own that is given nothing but them.

Bytes go in and come out by a socket, never by a file. A pipe would do in a plain process; under
eventlet a pipe to a child that stops reading is waited for past every deadline, a socket is not.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_PIECE = 65_536


class DidNotEndError(Exception):
    """The process could not be started, or did not end in time."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code, and what it wrote."""

    code: int
    output: bytes


def run_apart(
    command: Sequence[str], content: bytes, *, within_s: float, environment: Mapping[str, str]
) -> Ended:
    """Give ``content`` to a command as its input, and return how it ended.

    Raises ``DidNotEndError``; the process is gone by then.
    """
    ends_at = time.monotonic() + within_s
    ours, theirs = socket.socketpair()
    with ours:
        child = _started(command, theirs, environment)
        try:
            output = _exchanged(ours, content, ends_at)
            return Ended(_waited(child, ends_at), output)
        except OSError as fault:
            raise DidNotEndError from fault
        finally:
            if child.poll() is None:
                child.kill()
                _waited(child, time.monotonic() + 5)


def _started(
    command: Sequence[str], theirs: socket.socket, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    with theirs:
        # eventlet made it otherwise, and a child inherits it.
        os.set_blocking(theirs.fileno(), True)
        try:
            return subprocess.Popen(  # noqa: S603 - ours, or what the settings name
                list(command),
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                env=dict(environment),
            )
        except OSError as fault:
            raise DidNotEndError from fault


def _exchanged(ours: socket.socket, content: bytes, ends_at: float) -> bytes:
    """Send all, then read all. A command that reads no further has said enough by how it ends."""
    try:
        _allow(ours, ends_at)
        ours.sendall(content)
        ours.shutdown(socket.SHUT_WR)
    except (BrokenPipeError, ConnectionResetError):
        pass
    pieces = []
    while piece := _received(ours, ends_at):
        pieces.append(piece)
    return b"".join(pieces)


def _received(ours: socket.socket, ends_at: float) -> bytes:
    _allow(ours, ends_at)
    try:
        return ours.recv(_PIECE)
    except ConnectionResetError:
        return b""


def _allow(ours: socket.socket, ends_at: float) -> None:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    ours.settimeout(left)


def _waited(child: subprocess.Popen[bytes], ends_at: float) -> int:
    while (code := child.poll()) is None:
        if time.monotonic() > ends_at:
            raise TimeoutError
        time.sleep(0.005)
    return code
