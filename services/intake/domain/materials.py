"""Notices and leaflets by edition, pathways by status, and what happened to everybody: dated data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Material:
    """One edition of a notice, leaflet or guide (INT-24)."""

    code: str
    kind: str
    audience: str
    version: str
    from_on: date
    until_on: date | None = None
    notice: bool = False

    def in_force(self, day: date) -> bool:
        """Whether it is the edition of that day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)

    def meant_for(self, audience: str | None) -> bool:
        """Whether an audience is shown it (None: any)."""
        return audience is None or self.audience in {audience, EVERYBODY}


@dataclass(frozen=True, slots=True)
class Pathway:
    """A referral pathway; ``statuses`` are (day, status), the oldest first (INT-21)."""

    code: str
    partner: str | None
    both_sides: bool
    statuses: tuple[tuple[date, str], ...]

    def on(self, day: date) -> tuple[date, str] | None:
        """Return the status of a day with its first day; None before the pathway began."""
        begun = [one for one in self.statuses if one[0] <= day]
        return begun[-1] if begun else None


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """Something that happened to everybody (HLD-06)."""

    code: str
    on: date


@dataclass(frozen=True, slots=True)
class HelplineNumber:
    """Under which number the helpline answers, and what a call is charged as (HLP-04)."""

    number: str
    charge: str
    from_on: date


def edition(materials: Iterable[Material], code: str, day: date) -> Material | None:
    """Return the edition of a material that was in force on a day."""
    return next((one for one in materials if one.code == code and one.in_force(day)), None)


def without_notice(
    materials: Iterable[Material],
    people: Iterable[object],
    shown: Iterable[tuple[object, str, str]],
    day: date,
) -> list[object]:
    """Return who was not shown every notice in force (``shown``: person, code, version)."""
    needed = {(one.code, one.version) for one in materials if one.notice and one.in_force(day)}
    seen = set(shown)
    return [
        person
        for person in people
        if any((person, code, version) not in seen for code, version in needed)
    ]
