"""Tables of eligibility beside its decisions: versions of the criteria, and what people were told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, String, Table, Text

from services.screening.store.shapes import code, day, lasting, manager, metadata, user
from shared.store.columns import Holds, Keep, column, moment, row_id


def note(name: str) -> Column[Any]:
    """Return a column for codes that older rows do not have."""
    return column(name, Text, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS)


def reader(name: str) -> Column[Any]:
    """Return a column for who did something, where nobody may have done it yet."""
    return column(name, String(100), holds=Holds.IDENTIFIER, keep=Keep.CASE_RETENTION)


policy_versions = Table(
    "policy_versions",
    metadata,
    lasting("version", String(60), primary_key=True),
    lasting("from_on", Date, nullable=False),
    lasting("content", Text, nullable=False),
    manager("drafted_by", nullable=False),
    moment("drafted_at", nullable=False),
    manager("approved_by"),
    moment("approved_at"),
)
tellings = Table(
    "proceedings_tellings",
    metadata,
    row_id("telling_id", primary_key=True),
    row_id("case_id", index=True),
    row_id("person_id"),
    day("told_on", nullable=False),
    code("method"),
    user("told_by"),
    moment("recorded_at", nullable=False),
)
closed_cases = Table(
    "closed_cases",
    metadata,
    row_id("case_id", primary_key=True),
    moment("closed_at", nullable=False),
)
