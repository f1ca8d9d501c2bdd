"""The referrals of 2019-20, invented so that every figure that the annual report states comes out.

What the report does not state is our invention and carries no claim. Figures are nowhere
written as results: the plan below says what befalls each referral, and the report counts.
The golden figures are G1 to G16 of the requirements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from shared.contracts.codes import (
    CaseFlag,
    ContactPath,
    CrimeType,
    Outcome,
    Side,
    Source,
    UnmanageableRisk,
)


class Door(StrEnum):
    """Where a referral comes in."""

    MPS = "mps"
    VICTIM_SUPPORT = "victim_support"
    SELF = "self"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Planned:
    """One referral of the year and what befalls it; ``None`` as outcome means still ongoing."""

    number: int
    day: date
    door: Door
    source: Source
    initiated_by: Side
    crime: CrimeType
    outcome: Outcome | None
    path: ContactPath | None = None
    risk: UnmanageableRisk | None = None
    flags: tuple[CaseFlag, ...] = ()
    study: str | None = None
    transferred_from: str | None = None
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A group of referrals that go the same way."""

    how_many: int
    door: Door
    source: Source
    initiated_by: Side
    crime: CrimeType
    outcome: Outcome | None
    path: ContactPath | None = None
    risk: UnmanageableRisk | None = None
    flags: tuple[CaseFlag, ...] = ()


H, R = Side.HARMED, Side.RESPONSIBLE
VS, SELF, MPS, STAFF = Door.VICTIM_SUPPORT, Door.SELF, Door.MPS, Door.STAFF
SRJP = Source.SUSSEX_RJ_PARTNERSHIP
C, O = CrimeType, Outcome  # noqa: E741  read in the tables below only
OWN, POLICE, PROBATION = ContactPath.OWN_DETAILS, ContactPath.POLICE, ContactPath.PROBATION

# Positive outcomes beside the four case studies: 24, with those 28 (G3).
POSITIVE = (
    Kind(2, STAFF, SRJP, R, C.ROBBERY, O.CONFERENCE_HELD),
    Kind(2, VS, Source.VICTIM_SUPPORT, H, C.BURGLARY, O.SHUTTLE_COMPLETED),
    Kind(2, STAFF, SRJP, R, C.GBH, O.LETTER_DELIVERED),
    Kind(1, SELF, Source.SELF, H, C.ROBBERY, O.LETTER_DELIVERED),
    Kind(4, VS, Source.VICTIM_SUPPORT, H, C.SEXUAL, O.RESTORATIVE_CONVERSATION),
    Kind(4, SELF, Source.SELF, H, C.ASSAULT, O.RESTORATIVE_CONVERSATION),
    Kind(1, STAFF, Source.HOMICIDE_SERVICE, H, C.DEATH_BY_DRIVING, O.RESTORATIVE_CONVERSATION),
    Kind(4, VS, Source.VICTIM_SUPPORT, H, C.THEFT, O.ONWARD_REFERRAL),
    Kind(2, SELF, Source.SELF, H, C.HARASSMENT_STALKING, O.ONWARD_REFERRAL),
    Kind(2, STAFF, Source.WITNESS_CARE_UNIT, H, C.HATE, O.INFORMATION_PROVIDED),
)

# Completed without being progressed to conclusion: 46 (G3), of them 21 and 3 (G4).
OTHER = (
    # Offender-initiated, the victim sought through the police: 11 (G6).
    Kind(6, STAFF, SRJP, R, C.ROBBERY, O.HARMED_NOT_CONTACTABLE, POLICE),
    Kind(2, MPS, Source.POLICE, R, C.BURGLARY, O.HARMED_NOT_CONTACTABLE, POLICE),
    Kind(2, STAFF, SRJP, R, C.FIREARMS, O.HARMED_NOT_CONTACTABLE, POLICE),
    Kind(1, STAFF, Source.PRISON, R, C.DRUGS, O.HARMED_NOT_CONTACTABLE, POLICE),
    # The other ten, by the details that the referral gave.
    Kind(5, VS, Source.VICTIM_SUPPORT, H, C.ASSAULT, O.HARMED_NOT_CONTACTABLE, OWN),
    Kind(3, MPS, Source.POLICE, H, C.CRIMINAL_DAMAGE, O.HARMED_NOT_CONTACTABLE, OWN),
    Kind(2, SELF, Source.SELF, H, C.THEFT, O.HARMED_NOT_CONTACTABLE, OWN),
    # The offender not found, one of them through probation (G7).
    Kind(1, VS, Source.VICTIM_SUPPORT, H, C.ASSAULT, O.RESPONSIBLE_NOT_CONTACTABLE, PROBATION),
    Kind(2, SELF, Source.SELF, H, C.BURGLARY, O.RESPONSIBLE_NOT_CONTACTABLE, OWN),
    # Unmanageable risk: two domestic abuse, one gang (G5).
    Kind(
        2,
        VS,
        Source.VICTIM_SUPPORT,
        H,
        C.GBH,
        O.UNMANAGEABLE_RISK,
        None,
        UnmanageableRisk.DOMESTIC_ABUSE,
        (CaseFlag.DOMESTIC_ABUSE,),
    ),
    Kind(
        1,
        STAFF,
        SRJP,
        R,
        C.GBH,
        O.UNMANAGEABLE_RISK,
        None,
        UnmanageableRisk.GANG,
        (CaseFlag.GANG,),
    ),
    # The rest: 19.
    Kind(4, STAFF, SRJP, R, C.ASSAULT, O.HARMED_DECLINED),
    Kind(3, MPS, Source.POLICE, R, C.CRIMINAL_DAMAGE, O.HARMED_DECLINED),
    Kind(5, VS, Source.VICTIM_SUPPORT, H, C.SEXUAL, O.RESPONSIBLE_DECLINED),
    Kind(2, SELF, Source.SELF, H, C.HARASSMENT_STALKING, O.RESPONSIBLE_DECLINED),
    Kind(3, SELF, Source.SELF, H, C.ASSAULT, O.HARMED_WITHDREW),
    Kind(1, STAFF, Source.HOMICIDE_SERVICE, H, C.MURDER, O.RESPONSIBLE_DECLINED),
    Kind(1, STAFF, SRJP, R, C.MANSLAUGHTER, O.HARMED_DECLINED),
)

# Still ongoing at the end of the year: 21 (G2); two of them continue a case closed as re-opened.
ONGOING = (
    Kind(7, VS, Source.VICTIM_SUPPORT, H, C.BURGLARY, None),
    Kind(6, SELF, Source.SELF, H, C.ASSAULT, None),
    Kind(2, SELF, Source.SELF, H, C.SEXUAL, None),
    Kind(3, STAFF, SRJP, R, C.ROBBERY, None),
    Kind(1, STAFF, SRJP, R, C.DRUGS, None),
    Kind(1, STAFF, Source.PRISON, R, C.MURDER, None),
    Kind(1, STAFF, Source.HOMICIDE_SERVICE, H, C.MANSLAUGHTER, None),
)
REOPENED = Kind(2, SELF, Source.SELF, H, C.CRIMINAL_DAMAGE, O.REOPENED_AS_NEW)

# Referrals per month, April to March: more in the second half, October up, March down (G10).
MONTHS = (18, 5, 5, 5, 5, 5, 12, 10, 8, 9, 10, 5)
TRANSFERRED_IN = 10

# The four case studies, at the month in which each was referred; all self-referrals (G15).
STUDIES = (
    Planned(0, date(2019, 4, 12), SELF, Source.SELF, H, C.ASSAULT, O.LETTER_DELIVERED,
            flags=(CaseFlag.STALKING, CaseFlag.NON_RECENT), study="letter"),
    Planned(0, date(2019, 5, 14), SELF, Source.SELF, H, C.MURDER, O.CONFERENCE_HELD,
            study="conference"),
    Planned(0, date(2019, 6, 11), SELF, Source.SELF, H, C.MURDER, O.SHUTTLE_COMPLETED,
            study="shuttle"),
    Planned(0, date(2019, 10, 8), SELF, Source.SELF, H, C.GBH, O.RESTORATIVE_CONVERSATION,
            flags=(CaseFlag.DOMESTIC_ABUSE,), study="restorative_conversation"),
)  # fmt: skip


def days() -> Iterator[date]:
    """Yield a weekday for each referral of the year, month by month."""
    for index, how_many in enumerate(MONTHS):
        year, month = divmod(3 + index, 12)
        first = date(2019 + year, month + 1, 1)
        for number in range(how_many):
            day = first + timedelta(days=1 + number * 26 // how_many)
            yield day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def planned_year() -> tuple[Planned, ...]:
    """Return the year's referrals in the order in which they arrive."""
    free = sorted(_without(list(days()), [study.day for study in STUDIES]))
    begun = list(_spread(free))
    whole = sorted([*begun, *STUDIES], key=lambda planned: planned.day)
    numbered = [replace(planned, number=n) for n, planned in zip(count(1), whole, strict=False)]
    return tuple(_linked(numbered))


def _without(every: list[date], taken: list[date]) -> list[date]:
    for day in taken:
        same = [other for other in every if (other.year, other.month) == (day.year, day.month)]
        every.remove(min(same, key=lambda other: abs(other - day)))
    return every


def _spread(free: list[date]) -> Iterator[Planned]:
    """Deal the kinds over the year: closed ones first by type, ongoing ones late."""
    early = _singles((REOPENED,))
    late = _singles(ONGOING)
    middle = sorted(_singles((*POSITIVE, *OTHER)), key=_when)
    for day, kind in zip(free, [*early, *middle, *late], strict=True):
        yield Planned(
            0, day, kind.door, kind.source, kind.initiated_by, kind.crime, kind.outcome,
            kind.path, kind.risk, kind.flags,
        )  # fmt: skip


def _singles(kinds: tuple[Kind, ...]) -> list[Kind]:
    return [replace(kind, how_many=1) for kind in kinds for _ in range(kind.how_many)]


def _when(kind: Kind) -> tuple[int, str]:
    """Self-referrals and victim-initiated ones gather in the later quarters (REP-03, REP-04)."""
    return (int(kind.initiated_by is H) + int(kind.door is SELF), kind.crime)


def _linked(numbered: list[Planned]) -> Iterator[Planned]:
    """Mark April's transfers, and let two ongoing referrals continue the two re-opened ones."""
    ended = [planned.number for planned in numbered if planned.outcome is O.REOPENED_AS_NEW]
    successors = [
        planned.number
        for planned in numbered
        if planned.outcome is None and planned.door is SELF and planned.crime is C.ASSAULT
    ]
    continues = dict(zip(successors[: len(ended)], ended, strict=True))
    for planned in numbered:
        moved = planned.number <= TRANSFERRED_IN and planned.door is STAFF
        yield replace(
            planned,
            transferred_from="previous_provider" if moved else None,
            continues=continues.get(planned.number),
        )
