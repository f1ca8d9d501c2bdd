"""Statements of legal holds: what keeps a case from being erased, and what of it is to review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, select, update

from services.intake.store.joining_tables import legal_holds
from services.intake.store.seldom import OF_CASE

_STANDING = (
    select(legal_holds)
    .where(legal_holds.c.lifted_at.is_(None))
    .order_by(legal_holds.c.review_on, legal_holds.c.legal_hold_id)
    .limit(bindparam("most"))
)
_STANDING_OF_CASE = _STANDING.where(legal_holds.c.case_id == bindparam("of_case"))


def add_hold(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a hold."""
    connection.execute(legal_holds.insert(), row)


def hold_of(connection: Connection, case_id: UUID, legal_hold_id: UUID) -> Any:
    """Return a hold of a case under a lock, or None."""
    mine = and_(legal_holds.c.case_id == case_id, legal_holds.c.legal_hold_id == legal_hold_id)
    return connection.execute(select(legal_holds).where(mine).with_for_update()).one_or_none()


def change_hold(connection: Connection, legal_hold_id: UUID, changes: dict[str, Any]) -> None:
    """Set what a review or the end of a hold changes."""
    mine = legal_holds.c.legal_hold_id == legal_hold_id
    connection.execute(update(legal_holds).where(mine).values(changes))


def standing(
    connection: Connection,
    *,
    case_id: UUID | None = None,
    review_by: date | None = None,
    limit: int,
) -> Sequence[Any]:
    """Return the holds that stand, the earliest review first."""
    if case_id is not None and OF_CASE.none(connection, legal_holds.c.case_id, case_id):
        return []
    query = _STANDING if case_id is None else _STANDING_OF_CASE
    if review_by is not None:
        query = query.where(legal_holds.c.review_on <= review_by)
    return connection.execute(query, {"of_case": case_id, "most": limit}).all()
