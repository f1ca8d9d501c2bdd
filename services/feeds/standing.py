"""Where an agreement stands on a day, from its dated history and its interim arrangements.

An agreement may be submitted and still pending while a named interim arrangement, inside or
outside its proposed terms, lets some of it happen (PTR-05, PTR-11, PTR-28). Nothing else does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Status(StrEnum):
    """Where an agreement stands (PTR-27)."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    REVIEW_DUE = "review_due"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CASE_BY_CASE = "case_by_case"


SHARING = frozenset({Status.IN_FORCE, Status.REVIEW_DUE, Status.CASE_BY_CASE})
WARN_DAYS = (60, 30, 7)


class Step(BaseModel):
    """From a day on, the agreement stands so; through ``until``, where its term is known.

    ``source``: the report or website that says so, or ``assumed`` where no source gives it and an
    installation has to put its own date.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: date
    status: Status
    until: date | None = None
    exact_to: Literal["day", "month", "year"] = "day"
    source: Literal["report", "website", "assumed"] = "assumed"
    note: str | None = None


class Interim(BaseModel):
    """What happens before the agreement is in force, by arrangement, clause by clause."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    since: date
    until: date | None = None
    clauses: tuple[str, ...]
    within_proposed_terms: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a day allows. ``clauses`` None: all. ``reason`` is the code told to who is refused."""

    allowed: bool
    status: Status | None
    reason: str = ""
    interim: str | None = None
    clauses: frozenset[str] | None = frozenset()

    def permits(self, clause: str) -> bool:
        """Whether a clause may be relied on."""
        return self.allowed and (self.clauses is None or clause in self.clauses)


def standing_on(history: Sequence[Step], interim: Sequence[Interim], day: date) -> Standing:
    """Return what the history and the arrangements say of a day."""
    status = _status_on(history, day)
    if status in SHARING:
        return Standing(allowed=True, status=status, clauses=None)
    running = [one for one in interim if _runs(one.since, one.until, day)]
    if running:
        clauses = frozenset(clause for one in running for clause in one.clauses)
        names = ", ".join(one.name for one in running)
        return Standing(allowed=True, status=status, interim=names, clauses=clauses)
    return Standing(allowed=False, status=status, reason=_reason(status, interim, day))


def ends_on(history: Sequence[Step], interim: Sequence[Interim], day: date) -> date | None:
    """Return the last day of what holds on ``day``; None when no end is known, or nothing holds."""
    if not standing_on(history, interim, day).allowed:
        return None
    ends = {step.until for step in history if step.until}
    ends |= {one.until for one in interim if one.until}
    ends |= {step.since - timedelta(days=1) for step in history}
    for last in sorted(end for end in ends if end >= day):
        if not standing_on(history, interim, last + timedelta(days=1)).allowed:
            return last
    return None


def warning_due(ends: date | None, today: date) -> int | None:
    """Return which warning is due (60, 30 or 7 days before the end), or None."""
    if ends is None or ends < today:
        return None
    left = (ends - today).days
    return next((days for days in sorted(WARN_DAYS) if left <= days), None)


def _status_on(history: Sequence[Step], day: date) -> Status | None:
    known = [step for step in history if step.since <= day]
    if not known:
        return None
    step = max(known, key=lambda one: one.since)
    over = step.until is not None and day > step.until
    return Status.EXPIRED if over else step.status


def _reason(status: Status | None, interim: Sequence[Interim], day: date) -> str:
    if any(one.until is not None and one.until < day for one in interim):
        return "agreement-expired"
    known = status is not None and status is not Status.AGREED
    return f"agreement-{str(status).replace('_', '-')}" if known else "agreement-not-in-force"


def _runs(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day <= until)
