"""The handler's deadline: one that runs longer is interrupted, and its message gets a fate.

Under eventlet the green thread is thrown out of whatever it waits for. Under plain threads the
interruption takes effect when Python code next runs in it (a blocking C call is not cut short).
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shared.messaging.fates import HandlerTimeout

HANDLER_DEADLINE_S = 30.0


class Watch:
    """Watches every worker of one service."""

    def __init__(self, deadline_s: float = HANDLER_DEADLINE_S) -> None:
        self._deadline = deadline_s
        self._running: dict[Any, float] = {}
        self._stuck: dict[Any, float] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._current = _current_green if is_green() else threading.get_ident
        threading.Thread(target=self._run, name="handler-watch", daemon=True).start()

    @contextmanager
    def over(self) -> Iterator[None]:
        """Watch what this thread does in the block. Raises ``HandlerTimeout`` in it when it is late."""
        who = self._current()
        self._running[who] = time.monotonic()
        try:
            yield
        finally:
            with self._lock:  # from here on no interruption can reach this thread
                self._running.pop(who, None)
                self._stuck.pop(who, None)

    @property
    def overdue(self) -> bool:
        """Whether a handler still runs long after it was interrupted: that cannot have worked."""
        late = time.monotonic() - self._deadline - 5
        return any(since < late for since in list(self._stuck.values()))

    def close(self) -> None:
        """Stop watching."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(min(0.25, self._deadline / 4)):
            late = time.monotonic() - self._deadline
            for who, since in list(self._running.items()):
                if since < late:
                    self._interrupt(who)

    def _interrupt(self, who: Any) -> None:
        with self._lock:
            if self._running.pop(who, None) is not None:
                self._stuck[who] = time.monotonic()
                _interrupt(who)


def is_green() -> bool:
    """Whether this process runs on eventlet's green threads."""
    import sys  # noqa: PLC0415 - asked once

    patcher = sys.modules.get("eventlet.patcher")
    return patcher is not None and bool(patcher.is_monkey_patched("thread"))


def _current_green() -> Any:
    import greenlet  # noqa: PLC0415 - only where eventlet runs

    return greenlet.getcurrent()


def _interrupt(who: Any) -> None:
    if isinstance(who, int):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(who), ctypes.py_object(HandlerTimeout)
        )
        return
    import eventlet  # noqa: PLC0415 - only where eventlet runs

    eventlet.kill(who, HandlerTimeout)
