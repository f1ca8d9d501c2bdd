"""Working time: days and hours on which the service works, and clocks that count only those.

Times of day are London's (INT-25). Which days are bank holidays is asked of whoever is given;
opening hours are dated, because a service changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from shared.kernel.clock import LONDON

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When the service is open, by weekday (0 is Monday), from a day on."""

    version: str
    from_on: date
    week: dict[int, tuple[time, time]]


class WorkingTime:
    """Counts working days and open hours of one service."""

    def __init__(
        self, hours: tuple[OpeningHours, ...], is_bank_holiday: Callable[[date], bool]
    ) -> None:
        self._hours = tuple(sorted(hours, key=lambda version: version.from_on))
        self._is_bank_holiday = is_bank_holiday

    def is_working_day(self, day: date) -> bool:
        """Whether a day counts for deadlines in working days: Monday to Friday, no bank holiday.

        Independent of the service's own opening hours, as the Victims' Code counts.
        """
        return day.weekday() < 5 and not self._is_bank_holiday(day)

    def after(
        self, day: date, working_days: int, *, stopped: Callable[[date], bool] | None = None
    ) -> date:
        """Return the day that is ``working_days`` working days after ``day`` (not counted).

        Days on which the clock is ``stopped`` count no more than a Sunday does.
        """
        while working_days > 0:
            day += _ONE
            counts = self.is_working_day(day) and not (stopped and stopped(day))
            working_days -= counts
        return day

    def days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after ``start``, up to and with ``end``."""
        days = (start + n * _ONE for n in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def is_open(self, moment: datetime) -> bool:
        """Whether the service is open at a moment."""
        local = moment.astimezone(LONDON)
        open_now = self._span(local.date())
        return open_now is not None and open_now[0] <= moment < open_now[1]

    def next_opening(self, moment: datetime) -> datetime:
        """Return when the service is next open: the moment itself when it is open now."""
        if self.is_open(moment):
            return moment
        for start, _ in self._spans(moment.astimezone(LONDON).date()):
            if start >= moment:
                return start
        raise ValueError("the service never opens again")

    def open_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return for how long the service was open between two moments."""
        total, last = timedelta(), end.astimezone(LONDON).date()
        day = start.astimezone(LONDON).date()
        while day <= last:
            span = self._span(day)
            if span is not None:
                total += max(timedelta(), min(span[1], end) - max(span[0], start))
            day += _ONE
        return total

    def _spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        for n in range(370):
            span = self._span(day + n * _ONE)
            if span is not None:
                yield span

    def _span(self, day: date) -> tuple[datetime, datetime] | None:
        begun = [version for version in self._hours if version.from_on <= day] or self._hours[:1]
        span = begun[-1].week.get(day.weekday())
        if span is None or self._is_bank_holiday(day):
            return None
        opens, closes = (datetime.combine(day, at, LONDON).astimezone(UTC) for at in span)
        return opens, closes
