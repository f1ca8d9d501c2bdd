"""Who must not take which case: what stands, and what was ended with whose reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select

from services.allocation.store import cases
from services.allocation.store.tables import conflicts, ended_conflicts


def declare(connection: Connection, row: dict[str, Any]) -> None:
    """Note that somebody must not take a case; a second declaration changes nothing that counts."""
    cases.upsert(connection, conflicts, row)


def standing(connection: Connection, case_id: UUID) -> list[Any]:
    """Return the declarations about a case that stand, the oldest first."""
    query = select(conflicts).where(conflicts.c.case_id == case_id)
    return list(
        connection.execute(query.order_by(conflicts.c.declared_at, conflicts.c.facilitator_id))
    )


def ended(connection: Connection, case_id: UUID) -> list[Any]:
    """Return the declarations about a case that somebody ended, the first ended first."""
    query = select(ended_conflicts).where(ended_conflicts.c.case_id == case_id)
    return list(
        connection.execute(query.order_by(ended_conflicts.c.ended_at, ended_conflicts.c.ended_id))
    )


def end(connection: Connection, facilitator_id: UUID, case_id: UUID) -> Any:
    """Take a declaration out of what stands; return its row, or None where there was none."""
    mine = conflicts.c.facilitator_id == facilitator_id, conflicts.c.case_id == case_id
    row = connection.execute(select(conflicts).where(*mine)).one_or_none()
    if row is not None:
        connection.execute(delete(conflicts).where(*mine))
    return row


def keep_ended(connection: Connection, row: dict[str, Any]) -> None:
    """Store a declaration with who ended it, when and why."""
    connection.execute(ended_conflicts.insert(), row)
