"""The system of `./redress up`, one process per service and feed, with hands on each of them."""

from __future__ import annotations

import os
import signal

from ops.servers.processes import end, freeze
from ops.system import System


class FaultSystem(System):
    """A `System` whose processes may be stopped, frozen and watched one by one."""

    def halt(self, process: str) -> int | None:
        """Ask one process to stop, and wait while it drains; returns its exit status."""
        return end(self._children.get(process), grace_s=30)

    def freeze(self, process: str) -> None:
        """SIGSTOP: it holds what it holds and does nothing."""
        freeze(self.pid(process))

    def thaw(self, process: str) -> None:
        """Let a frozen process go on."""
        os.killpg(self.pid(process), signal.SIGCONT)

    def pid(self, process: str) -> int:
        """Return the id of a process (it leads a group of its own)."""
        return self.pids[process]

    def is_ready(self, process: str) -> bool:
        """Whether the process says that it is ready."""
        return self._is_ready(process)

    def metrics(self, process: str) -> dict[str, float]:
        """Return what a process counts, by name and labels as it tells them."""
        import urllib.request

        with urllib.request.urlopen(f"{self.urls[process]}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))
        return {name: float(value) for name, value in pairs}
