"""Fakes of the kernel's ports. No service may import them (an import rule says so)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from shared.kernel.clock import local_day


class FixedClock:
    """A clock that moves only when told to."""

    def __init__(self, at: datetime = datetime(2019, 7, 1, 9, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        """Return the moment at which it stands, UTC."""
        return self._at

    def today(self) -> date:
        """Return the London day of that moment."""
        return local_day(self._at)

    def advance(self, by: timedelta) -> None:
        """Move forward (or back, with a negative span)."""
        self._at += by

    def set(self, at: datetime) -> None:
        """Move to ``at``."""
        self._at = at


class CountingIds:
    """Ids 1, 2, 3 … in the form of UUIDv7."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> UUID:
        """Return the next id."""
        self._last += 1
        return UUID(int=(7 << 76) | (2 << 62) | self._last)
