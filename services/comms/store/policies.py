"""Dated rules of the process as files: the programme, aftercare, notices. Read once per process."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import holidays
import yaml

from services.comms.domain.aftercare import AftercarePolicy, Interval
from services.comms.domain.programme import Template, TemplateSession
from services.comms.domain.sending import NoticePolicy
from shared.contracts.comms.codes import NoticeWording, SessionKind

FOLDER = Path(__file__).resolve().parents[1] / "policies"


@cache
def programme_templates() -> tuple[Template, ...]:
    """Return every version of the programme's template, the newest last."""
    return tuple(
        Template(
            version=row["version"],
            from_on=row["from_on"],
            longest_minutes=row["longest_minutes"],
            sessions=tuple(
                TemplateSession(SessionKind(one["kind"]), one["days_after"])
                for one in row["sessions"]
            ),
        )
        for row in _rows("programme.yaml")
    )


@cache
def aftercare_policies() -> tuple[AftercarePolicy, ...]:
    """Return every version of the follow-ups' intervals, the newest last."""
    return tuple(
        AftercarePolicy(
            row["version"],
            row["from_on"],
            tuple(Interval(one["code"], one["days"]) for one in row["intervals"]),
        )
        for row in _rows("aftercare.yaml")
    )


@cache
def notice_policies() -> tuple[NoticePolicy, ...]:
    """Return every version of the notices' wordings and limits, the newest last."""
    return tuple(
        NoticePolicy(
            version=row["version"],
            from_on=row["from_on"],
            per_person_per_hour=row["per_person_per_hour"],
            per_hour=row["per_hour"],
            tries=row["tries"],
            wordings={NoticeWording(code): text for code, text in row["wordings"].items()},
        )
        for row in _rows("notices.yaml")
    )


def is_bank_holiday(day: date) -> bool:
    """Whether a day is a bank holiday of England and Wales."""
    return day in _bank_holidays()


@lru_cache(maxsize=1)
def _bank_holidays() -> Any:
    return holidays.country_holidays("GB", subdiv="ENG")


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text())
    return sorted(rows, key=lambda row: row["from_on"])
