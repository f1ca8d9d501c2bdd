"""Questions for when something was that is written down later, as one moment in London."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from services.gateway.pages.acting import Values
from services.gateway.pages.forms import Field
from shared.kernel.clock import LONDON, SystemClock
from shared.kernel.errors import Fault, InvalidInput

DAY = "on"


def times(hours: range, minutes: int) -> tuple[tuple[str, str], ...]:
    """Return the times within some hours, so many minutes apart, as choices of a form."""
    told = (f"{hour:02}:{minute:02}" for hour in hours for minute in range(0, 60, minutes))
    return tuple((one, one) for one in told)


QUARTERS = times(range(24), 15)


def questions(name: str, hint: str = "") -> tuple[Field, Field]:
    """Return the day and the time of what ``name`` is the moment of; neither when it was just now."""
    return (
        Field(DAY, "Day on which it was, if not today", "date", needed=False),
        Field(
            name, "Time at which it was, if not just now", "select", hint, QUARTERS, needed=False
        ),
    )


def moment(day: str, hour: str) -> datetime:
    """Return a day and a time of it, as a form reads them, as one moment in London."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), LONDON)


def as_of(name: str) -> Callable[[Values], Values]:
    """Return how their answers become one moment: none when it was just now.

    Raises ``InvalidInput`` where a day is told without its time.
    """

    def shaped(values: Values) -> Values:
        rest = {asked: told for asked, told in values.items() if asked not in (DAY, name)}
        if name not in values:
            if DAY in values:
                raise InvalidInput("moment-incomplete", (Fault(name, "missing"),))
            return rest
        day = values.get(DAY) or SystemClock().today().isoformat()
        return {**rest, name: moment(day, values[name])}

    return shaped
