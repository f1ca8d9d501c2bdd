"""How fast an agency's messages are taken. Beyond it they wait on the agency's own queue.

Nothing is dropped here. When its queue is full too, the broker refuses the agency's publish, so
that the agency's own confirms tell it to wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from services.feeds.agreement import Limits


class Pace:
    """Lets ``burst`` messages through at once, and then so many a minute."""

    def __init__(self, limits: Limits, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = limits.messages_per_minute / 60
        self._burst = float(limits.burst)
        self._now = now
        self._left = self._burst
        self._at = now()

    def take(self, wanted: int) -> int:
        """Return how many of ``wanted`` messages may be taken now, and count them as taken."""
        now = self._now()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        allowed = min(wanted, int(self._left))
        self._left -= allowed
        return allowed
