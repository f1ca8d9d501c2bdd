"""Statements of what people are told: what they were shown, and the first telling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, update

from services.intake.store.seldom import OF_CASE
from services.intake.store.telling_tables import first_tellings, materials_shown


def add_shown(connection: Connection, row: dict[str, Any]) -> None:
    """Insert that somebody was shown something."""
    connection.execute(materials_shown.insert(), row)


def shown_in(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return what the people of a case were shown, oldest first."""
    return OF_CASE.rows(connection, materials_shown.c.case_id, case_id, materials_shown.c.shown_id)


def add_telling(connection: Connection, row: dict[str, Any]) -> None:
    """Insert what may be said first."""
    connection.execute(first_tellings.insert(), row)


def tellings_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return the first tellings of a case, oldest first."""
    return OF_CASE.rows(connection, first_tellings.c.case_id, case_id, first_tellings.c.telling_id)


def mark_told(connection: Connection, telling_id: UUID, changes: dict[str, Any]) -> bool:
    """Note that it was said; whether it had not been before."""
    table = first_tellings.c
    mine = and_(table.telling_id == telling_id, table.told_at.is_(None))
    return bool(connection.execute(update(first_tellings).where(mine).values(changes)).rowcount)
