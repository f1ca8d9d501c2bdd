"""The turnstile of a SQLite store: one writer of this process at a time.

Built on ``threading.Lock`` made at run time, which eventlet replaces when it has patched the
process: green threads then wait cooperatively, plain threads wait as ever.
"""

from __future__ import annotations

import threading
from types import TracebackType

from shared.kernel.errors import Unavailable

WAIT_S = 30.0


class WriteLock:
    """Mutual exclusion that names the mistake of taking it twice instead of hanging."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    def __enter__(self) -> None:
        """Wait for the turn, at most 30 seconds (``Unavailable``)."""
        if self._holder == threading.get_ident():
            raise RuntimeError("a write transaction is already open here; use its connection")
        if not self._lock.acquire(timeout=WAIT_S):
            raise Unavailable("store-busy")
        self._holder = threading.get_ident()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._holder = None
        self._lock.release()
