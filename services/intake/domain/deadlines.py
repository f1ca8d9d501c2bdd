"""Named deadlines: the limits of the Victims' Code and the service's own, in working days (2.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.intake.domain.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A limit: so many working days from a starting point, fewer under enhanced rights."""

    code: str
    starts: str
    working_days: int
    enhanced_working_days: int
    source: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit applied to one referral."""

    code: str
    started_on: date
    due_on: date
    source: str


def deadlines(
    rules: tuple[DeadlineRule, ...],
    working: WorkingTime,
    *,
    starts: dict[str, date],
    enhanced: bool,
    stopped: Callable[[date], bool] | None = None,
) -> tuple[Deadline, ...]:
    """Return every limit in force on the day it starts, by the day on which it is due.

    ``starts`` gives the day of each starting point that is known (``received``, ``sentenced``);
    ``stopped`` says on which days a hold stops the clock (HLD-07).
    """
    found = [
        Deadline(
            rule.code,
            day,
            working.after(day, _days(rule, enhanced=enhanced), stopped=stopped),
            rule.source,
        )
        for rule in rules
        if (day := starts.get(rule.starts)) is not None and _in_force(rule, day)
    ]
    return tuple(sorted(found, key=lambda deadline: (deadline.due_on, deadline.code)))


def _days(rule: DeadlineRule, *, enhanced: bool) -> int:
    return rule.enhanced_working_days if enhanced else rule.working_days


def _in_force(rule: DeadlineRule, day: date) -> bool:
    return rule.from_on <= day and (rule.until_on is None or day < rule.until_on)
