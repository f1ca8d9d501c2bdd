"""Dated rules as files, and the calendar of bank holidays: read once per process."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import holidays
import yaml

from services.intake.domain.deadlines import DeadlineRule
from services.intake.domain.endings import OutcomeRule
from services.intake.domain.priority import PriorityRule
from services.intake.domain.working_time import OpeningHours, WorkingTime
from shared.contracts.codes import CaseFlag, CrimeType, Outcome

_FOLDER = Path(__file__).parents[1] / "policies"
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@lru_cache(maxsize=1)
def priority_rules() -> tuple[PriorityRule, ...]:
    """Return every version of the enhanced-priority rule."""
    return tuple(
        PriorityRule(
            version=row["version"],
            from_on=row["from_on"],
            crime_types=frozenset(map(CrimeType, row["crime_types"])),
            flags=frozenset(map(CaseFlag, row["flags"])),
            under_age=row["under_age"],
            bereaved=row.get("bereaved", False),
        )
        for row in rows_of("epr.yaml")
    )


@lru_cache(maxsize=1)
def working_time() -> WorkingTime:
    """Return the service's working time: opening hours here, bank holidays of England and Wales."""
    hours = tuple(
        OpeningHours(
            version=row["version"],
            from_on=row["from_on"],
            week={
                _WEEK.index(day): (time.fromisoformat(opens), time.fromisoformat(closes))
                for day, (opens, closes) in row["week"].items()
            },
        )
        for row in rows_of("opening.yaml")
    )
    return WorkingTime(hours, _is_bank_holiday)


@lru_cache(maxsize=1)
def deadline_rules() -> tuple[DeadlineRule, ...]:
    """Return every named limit, past and present."""
    return tuple(
        DeadlineRule(
            code=row["code"],
            starts=row["starts"],
            working_days=row["days"],
            enhanced_working_days=row["enhanced"],
            source=row["source"],
            from_on=row["from_on"],
            until_on=row.get("until_on"),
        )
        for row in rows_of("deadlines.yaml")
    )


@lru_cache(maxsize=1)
def outcome_rules() -> tuple[OutcomeRule, ...]:
    """Return every way in which a strand or case may end or might once."""
    return tuple(
        OutcomeRule(
            outcome=Outcome(row["outcome"]),
            group=row["group"],
            from_on=row["from_on"],
            until_on=row.get("until_on"),
            may_be_primary=row.get("primary", True),
            asks=tuple(row.get("asks", ())),
        )
        for row in rows_of("outcomes.yaml")
    )


def answer_working_days() -> int:
    """Return after how many working days a request to an agency counts as overdue."""
    (rule,) = (rule for rule in deadline_rules() if rule.starts == "asked")
    return rule.working_days


def first_contact_days(*, enhanced: bool) -> int:
    """Return in how many working days a coordinator is to have spoken to who was referred."""
    (rule,) = (rule for rule in deadline_rules() if rule.code == "first-contact-by-coordinator")
    return rule.enhanced_working_days if enhanced else rule.working_days


def _is_bank_holiday(day: date) -> bool:
    return day in _england(day.year)


@lru_cache(maxsize=64)
def _england(year: int) -> frozenset[date]:
    """England's and Wales's bank holidays are the same; the library keeps them by country."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=[year]))


def rows_of(name: str) -> list[dict[str, Any]]:
    """Return the rows of a file of dated rules."""
    rows: list[dict[str, Any]] = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return rows
