"""Where the time of practice comes from.

Use cases never read the system clock: they are given a ``Clock``. Transport (deadlines,
retries, the life of an assertion) uses real time and never this clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """The time at which practice happens."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""

    def today(self) -> date:
        """Return the calendar day in London: the service's days are local ones."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return today's date in London."""
        return local_day(self.now())


def day_began(day: date) -> datetime:
    """Return the moment at which a calendar day begins in London."""
    return datetime.combine(day, time(), LONDON)


def local_day(moment: datetime) -> date:
    """Return the London calendar day of an aware moment."""
    return moment.astimezone(LONDON).date()
