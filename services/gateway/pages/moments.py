"""Questions for when something was that is written down later, as one moment in London."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from services.gateway.pages.acting import Values
from services.gateway.pages.forms import Field
from shared.kernel.clock import LONDON, SystemClock
from shared.kernel.errors import Fault, InvalidInput

DAY = "on"
QUARTERS = tuple(
    (told, told)
    for told in (f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45))
)


def questions(name: str, hint: str = "") -> tuple[Field, Field]:
    """Return the day and the time of what ``name`` is the moment of; neither when it was just now."""
    return (
        Field(DAY, "Day on which it was, if not today", "date", needed=False),
        Field(
            name, "Time at which it was, if not just now", "select", hint, QUARTERS, needed=False
        ),
    )


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
        day = date.fromisoformat(values[DAY]) if DAY in values else SystemClock().today()
        return {**rest, name: datetime.combine(day, time.fromisoformat(values[name]), LONDON)}

    return shaped
