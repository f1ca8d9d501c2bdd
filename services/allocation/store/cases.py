"""What allocation knows of cases, and who is assigned to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.allocation.domain.suitability import CaseFacts
from services.allocation.store.tables import assignments, cases, referrals, risks
from shared.store.looking_up import rows_with

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def upsert(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a row, or change the one with the same key."""
    keys = [found.name for found in table.primary_key.columns]
    insert = _INSERT[connection.dialect.name](table).values(**row)
    changes = {name: value for name, value in row.items() if name not in keys}
    if changes:
        insert = insert.on_conflict_do_update(index_elements=keys, set_=changes)
    else:
        insert = insert.on_conflict_do_nothing()
    connection.execute(insert)


def save_case(connection: Connection, case_id: UUID, **changes: Any) -> None:
    """Note something about a case, known before or not."""
    upsert(connection, cases, {"case_id": case_id, **changes})


def save_referral(connection: Connection, referral_id: UUID, case_id: UUID, **more: Any) -> None:
    """Note something about a referral of a case."""
    upsert(connection, referrals, {"referral_id": referral_id, "case_id": case_id, **more})


def save_risk(connection: Connection, row: dict[str, Any]) -> None:
    """Keep the latest assessment of a strand."""
    upsert(connection, risks, row)


def find_case(connection: Connection, case_id: UUID, *, lock: bool = False) -> CaseFacts | None:
    """Return what is known of an opened case; ``lock`` keeps its row until the commit."""
    query = select(cases).where(cases.c.case_id == case_id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None or row.opened_at is None:
        return None
    known = connection.execute(select(referrals).where(referrals.c.case_id == case_id)).all()
    return CaseFacts(
        case_id=case_id,
        closed=row.closed_at is not None,
        decisions=tuple(one.decision for one in known if one.decision),
        needs=frozenset(need for one in known for need in (one.needs or "").split(",") if need),
        assigned=frozenset(one.facilitator_id for one in standing(connection, case_id)),
    )


def is_known(connection: Connection, case_id: UUID) -> bool:
    """Whether a case is known to have been opened."""
    return any(row.opened_at is not None for row in rows_with(connection, cases.c.case_id, case_id))


def standing(connection: Connection, case_id: UUID) -> list[Any]:
    """Return the assignments of a case that stand."""
    query = select(assignments).where(
        assignments.c.case_id == case_id, assignments.c.released_at.is_(None)
    )
    return list(connection.execute(query))


def history(connection: Connection, case_id: UUID) -> list[Any]:
    """Return every assignment of a case, oldest first."""
    return rows_with(connection, assignments.c.case_id, case_id, assignments.c.assigned_at)


def cases_of(connection: Connection, facilitator_id: UUID) -> list[Any]:
    """Return the standing assignments of a facilitator in cases that are open."""
    query = (
        select(assignments)
        .join(cases, cases.c.case_id == assignments.c.case_id)
        .where(
            assignments.c.facilitator_id == facilitator_id,
            assignments.c.released_at.is_(None),
            cases.c.closed_at.is_(None),
        )
    )
    return list(connection.execute(query))


def add_assignment(connection: Connection, row: dict[str, Any]) -> None:
    """Store one facilitator's assignment."""
    connection.execute(assignments.insert(), row)


def release(
    connection: Connection, case_id: UUID, facilitator_id: UUID, reason: str, at: datetime
) -> None:
    """End a facilitator's assignment to a case."""
    connection.execute(
        update(assignments)
        .where(
            assignments.c.case_id == case_id,
            assignments.c.facilitator_id == facilitator_id,
            assignments.c.released_at.is_(None),
        )
        .values(released_at=at, release_reason=reason)
    )
