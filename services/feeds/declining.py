"""Whether a record states that somebody said no: then nothing of it is held, whatever else is wrong.

What a form with unreadable fields says of consent is read as a careful person would: a no that is
written there stands, unless a yes is written beside it (CON-01).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.feeds.channels.flat import NO, YES
from services.feeds.judging import Judged

CONSENT_REFUSED = "consent-refused"


def somebody_declined(content: Mapping[str, Any], judged: Judged[Any]) -> bool:
    """Whether a person whose yes a referral needs said no in it, as far as anybody can read."""
    if any(fault.code == CONSENT_REFUSED for fault in judged.faults):
        return True
    return any(
        fault.code == CONSENT_REFUSED and _states_no(content, fault.field)
        for faults in judged.ways()
        for fault in faults
    )


def _states_no(content: Mapping[str, Any], field: str) -> bool:
    """Whether the words at or beside a field hold a no, and no yes."""
    said: Any = content
    for step in field.split("."):
        inside = said[int(step)] if isinstance(said, list) and _is_row(step, said) else None
        inside = said.get(step) if isinstance(said, dict) else inside
        if not isinstance(inside, dict | list):
            break
        said = inside
    words = {_word(value) for value in said.values()} if isinstance(said, dict) else set()
    return bool(words & NO) and not words & YES


def _is_row(step: str, rows: list[Any]) -> bool:
    return step.isdigit() and int(step) < len(rows)


def _word(value: Any) -> str:
    return str(value).strip().lower() if isinstance(value, str | bool | int) else ""
