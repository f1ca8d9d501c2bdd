"""The facts that reports count: ids, codes and days, as events told them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from shared.contracts.codes import (
    ContactPath,
    CrimeType,
    Outcome,
    Side,
    Source,
    UnmanageableRisk,
    VolunteerStatus,
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a referral's case ended: its one primary outcome (OUT-03)."""

    outcome: Outcome
    positive: bool
    completed: bool
    risk: UnmanageableRisk | None = None
    path: ContactPath | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One referral of the period and, when its case is closed, the ending."""

    case_id: UUID
    counted_on: date
    initiated_by: Side
    source: Source
    enhanced_priority: bool
    crime_types: tuple[CrimeType, ...]
    flags: tuple[str, ...] = ()
    transferred_in: bool = False
    bereaved_family_initiated: bool = False
    ending: Ending | None = None
    asked_in_vain: frozenset[str] = frozenset()
    """Agencies of which a recorded request asked to find or reach somebody, and that did not."""

    @property
    def crime(self) -> CrimeType:
        """The crime type under which the referral is counted: the first named."""
        return self.crime_types[0] if self.crime_types else CrimeType.OTHER


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a volunteer stood from a day on."""

    volunteer_id: UUID
    status: VolunteerStatus
    cohort: str | None
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """The funnel of one recruitment drive (ALL-09)."""

    code: str
    applied: int
    successful: int
    accepted: int
    completed: int


@dataclass(frozen=True, slots=True)
class Question:
    """One evaluation question: yes, of those who answered it (AWR-04)."""

    code: str
    yes: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Awareness:
    """Awareness sessions with one host (AWR-01)."""

    host: str
    sessions: int
    attended: int
    evaluations: int
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Everything that one report counts."""

    from_on: date
    to_on: date
    referrals: tuple[Counted, ...]
    at_start: tuple[Standing, ...] = ()
    at_end: tuple[Standing, ...] = ()
    drives: tuple[Drive, ...] = ()
    awareness: tuple[Awareness, ...] = ()

    def ended(self) -> tuple[tuple[Counted, Ending], ...]:
        """Return the referrals whose case is closed as completed, with the ending."""
        return tuple((r, r.ending) for r in self.referrals if r.ending and r.ending.completed)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, and the cases behind it. ``of`` is what it is a part of."""

    label: str
    value: int
    of: int | None = None
    case_ids: tuple[UUID, ...] = ()

    @property
    def percent(self) -> int | None:
        """The whole percentage, half up; None without a whole to be part of."""
        return (200 * self.value + self.of) // (2 * self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table of the report with the rule by which it counts."""

    code: str
    title: str
    rule: str
    figures: tuple[Figure, ...]
    note: str | None = field(default=None)


def figure(label: str, referrals: Iterable[Counted], of: int | None = None) -> Figure:
    """Return the count of ``referrals``, opening the cases behind it."""
    cases = tuple(referral.case_id for referral in referrals)
    return Figure(label, len(cases), of, cases)
