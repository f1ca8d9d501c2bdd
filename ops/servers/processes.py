"""Children that are ended for certain: asked first, killed when they do not answer.

Every child leads a session of its own, so that Ctrl-C on the terminal reaches only us and we
decide the order in which things stop.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
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


def freeze(group: int, *, within_s: float = 10.0) -> None:
    """Stop a process group where it stands, and return when none of its threads runs any more.

    On a busy machine a thread may run on for a moment after the signal was sent.

    Raises:
        TimeoutError: some still run after ``within_s``.

    """
    os.killpg(group, signal.SIGSTOP)
    deadline = time.monotonic() + within_s
    while any(state not in "TtZX" for state in _states(group)):
        if time.monotonic() > deadline:
            raise TimeoutError(f"processes of group {group} do not stop")
        time.sleep(0.005)


def _states(group: int) -> Iterator[str]:
    """Yield the state of each thread of a process group (nothing where there is no /proc)."""
    for path in Path("/proc").glob("[0-9]*/task/[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, of_group = path.read_text().rpartition(")")[2].split()[:3]
            if int(of_group) == group:
                yield state
