"""Aftercare: when somebody is followed up, and when words may be quoted (AFT-01, OUT-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.kernel.errors import Refused

ATTRIBUTION = "RJ Service User"
"""The only name under which words are quoted (OUT-10)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """How long after the process somebody is asked how they are."""

    code: str
    days: int


@dataclass(frozen=True, slots=True)
class AftercarePolicy:
    """One version of the intervals."""

    version: str
    from_on: date
    intervals: tuple[Interval, ...]


def follow_ups(
    policies: tuple[AftercarePolicy, ...], ended_on: date
) -> tuple[tuple[str, date], ...]:
    """Return each follow-up's interval and day, by the policy in force when the process ended."""
    found = [one for one in policies if one.from_on <= ended_on]
    if not found:
        raise Refused("aftercare-policy-missing")
    policy = max(found, key=lambda one: one.from_on)
    return tuple((one.code, ended_on + timedelta(days=one.days)) for one in policy.intervals)


def may_be_quoted(said: list[tuple[datetime, bool]], withdrawn: datetime | None) -> bool:
    """Whether the newest word on being quoted is a yes that no withdrawal followed."""
    if not said:
        return False
    at, given = max(said)
    return given and (withdrawn is None or at > withdrawn)
