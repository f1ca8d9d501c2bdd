"""When the next update is due that a participant was promised. A hold never stops this (HLD-07)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from shared.contracts.intake.codes import UpdateInterval

_DAYS = {UpdateInterval.WEEKLY: 7, UpdateInterval.FORTNIGHTLY: 14}
_MONTHS = {UpdateInterval.MONTHLY: 1, UpdateInterval.QUARTERLY: 3}


def next_due(since: date, interval: UpdateInterval) -> date | None:
    """Return the day by which the next update is due; None when no update was asked for."""
    if interval in _DAYS:
        return since + timedelta(days=_DAYS[interval])
    if interval in _MONTHS:
        return _months_after(since, _MONTHS[interval])
    return None


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
