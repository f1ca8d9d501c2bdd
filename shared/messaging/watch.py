"""The handler's deadline: one that runs longer is interrupted, and its message gets a fate.

Under eventlet the green thread is thrown out of whatever it waits for. Under plain threads the
interruption takes effect when Python code next runs in it (a blocking C call is not cut short).
"""

from __future__ import annotations

import ctypes
import threading
import time
from typing import Any

from shared.messaging.fates import HandlerTimeout

HANDLER_DEADLINE_S = 30.0


class Watch:
    """Watches one worker. ``start`` and ``stop`` cost nothing but two assignments."""

    def __init__(self, deadline_s: float = HANDLER_DEADLINE_S) -> None:
        self._deadline = deadline_s
        self._since = 0.0
        self._who: Any = None
        self._over = threading.Event()
        threading.Thread(target=self._run, name="handler-watch", daemon=True).start()

    def start(self) -> None:
        """A handler begins, in this thread."""
        self._who = _current()
        self._since = time.monotonic()

    def stop(self) -> None:
        """It ended."""
        self._since = 0.0

    @property
    def overdue(self) -> bool:
        """Whether a handler runs so long that interrupting it cannot have worked."""
        return bool(self._since) and time.monotonic() - self._since > 2 * self._deadline + 5

    def close(self) -> None:
        """Stop watching."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(min(0.25, self._deadline / 4)):
            since = self._since
            if since and time.monotonic() - since > self._deadline:
                self._since = 0.0
                _interrupt(self._who)


def is_green() -> bool:
    """Whether this process runs on eventlet's green threads."""
    import sys  # noqa: PLC0415 - asked once

    patcher = sys.modules.get("eventlet.patcher")
    return patcher is not None and bool(patcher.is_monkey_patched("thread"))


def _current() -> Any:
    if is_green():
        import greenlet  # noqa: PLC0415 - only where eventlet runs

        return greenlet.getcurrent()
    return threading.get_ident()


def _interrupt(who: Any) -> None:
    if isinstance(who, int):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(who), ctypes.py_object(HandlerTimeout)
        )
        return
    import eventlet  # noqa: PLC0415 - only where eventlet runs

    eventlet.kill(who, HandlerTimeout)
