"""The twelve-session programme as a dated template (PRC-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from shared.contracts.comms.codes import SessionKind
from shared.kernel.errors import Fault, InvalidInput, Refused


@dataclass(frozen=True, slots=True)
class TemplateSession:
    """One session: what it is for, and how many days after the one before it."""

    kind: SessionKind
    days_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One version of the programme."""

    version: str
    from_on: date
    longest_minutes: int
    sessions: tuple[TemplateSession, ...]


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session with its day."""

    number: int
    kind: SessionKind
    on: date


def in_force(templates: tuple[Template, ...], day: date) -> Template:
    """Return the version in force on a day (``programme-not-offered`` before the first)."""
    found = [one for one in templates if one.from_on <= day]
    if not found:
        raise Refused("programme-not-offered")
    return max(found, key=lambda one: one.from_on)


def laid_out(template: Template, first_on: date) -> tuple[PlannedSession, ...]:
    """Return every session with its day, counted from the first."""
    planned, on = [], first_on
    for number, session in enumerate(template.sessions, start=1):
        on += timedelta(days=session.days_after)
        planned.append(PlannedSession(number, session.kind, on))
    return tuple(planned)


def moved(
    sessions: tuple[PlannedSession, ...], number: int, to: date, *, with_following: bool
) -> tuple[PlannedSession, ...]:
    """Return the sessions with one moved, or it and all after it; order must stay.

    Raises ``InvalidInput`` (``before-the-one-before``, ``after-the-one-after``).
    """
    shift = to - next(one.on for one in sessions if one.number == number)
    changed = tuple(
        PlannedSession(one.number, one.kind, one.on + shift)
        if one.number == number or (with_following and one.number > number)
        else one
        for one in sessions
    )
    for earlier, later in pairwise(changed):
        if later.on < earlier.on:
            code = "before-the-one-before" if later.number == number else "after-the-one-after"
            raise InvalidInput("session-day-invalid", (Fault("to", code),))
    return changed


def require_order(sessions: tuple[PlannedSession, ...], number: int, held: frozenset[int]) -> None:
    """Refuse a session while an earlier one was not held (``earlier-session-open``)."""
    if any(one.number < number and one.number not in held for one in sessions):
        raise Refused("earlier-session-open")
