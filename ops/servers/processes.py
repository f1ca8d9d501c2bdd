"""Children that are ended for certain: asked first, killed when they do not answer.

Every child leads a session of its own, so that Ctrl-C on the terminal reaches only us and we
decide the order in which things stop.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO


class StartFailed(Exception):
    """A server did not come up; the message names it and the tail of its log."""


class GivenUp(StartFailed):
    """Somebody asked to stop before everything was up."""

    def __init__(self) -> None:
        super().__init__("stopped before it was ready")


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    log: Path,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, its output appended to `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        return _popen(command, env=env, sink=sink, cwd=cwd)


def _popen(
    command: Sequence[str | Path], *, env: Mapping[str, str], sink: IO[bytes], cwd: Path | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=sink,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        start_new_session=True,
    )


def end(child: subprocess.Popen[bytes] | None, *, grace_s: float = 10.0) -> int | None:
    """Ask the child to stop; after `grace_s` kill its whole session. Its exit status."""
    if child is None:
        return None
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(grace_s)
        except subprocess.TimeoutExpired:
            kill_session(child)
    return child.wait()


def kill_session(child: subprocess.Popen[bytes]) -> None:
    """Kill -9 the child and everything in its session's process group."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log, for the message of a failed start."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
