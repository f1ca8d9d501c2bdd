"""Meetings, modes, agreements and their reviews."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from services.comms.store.seldom import OF_CASE, OF_STRAND
from services.comms.store.tables import (
    agreements,
    meetings,
    mode_history,
    undertaking_reviews,
    undertakings,
)
from shared.contracts.codes import Mode, ReviewResult
from shared.store.once import once
from shared.store.paging import Order, Page, page

_MODES = (
    select(mode_history.c.mode)
    .where(mode_history.c.strand_id == bindparam("strand"))
    .order_by(mode_history.c.id)
)
_MEETINGS = (
    select(meetings.c.kind, meetings.c.held_at)
    .where(meetings.c.strand_id == bindparam("strand"))
    .order_by(meetings.c.held_at)
)
_UNDERTAKINGS = (
    select(func.count())
    .where(undertakings.c.agreement_id == agreements.c.agreement_id)
    .scalar_subquery()
    .label("undertakings")
)
_AGREEMENTS = (
    select(agreements, _UNDERTAKINGS)
    .where(agreements.c.case_id == bindparam("of_case"))
    .order_by(agreements.c.reached_at)
)


def add_mode(connection: Connection, strand_id: UUID, mode: Mode, by: str, at: datetime) -> None:
    """Note that a strand's mode was chosen or changed (PRC-14)."""
    row = {"strand_id": strand_id, "mode": mode.value, "by_user": by, "at": at}
    connection.execute(mode_history.insert(), row)


def modes_of(connection: Connection, strand_id: UUID) -> tuple[Mode, ...]:
    """Return every mode chosen for a strand, oldest first."""
    if OF_STRAND.none(connection, mode_history.c.strand_id, strand_id):
        return ()
    codes = connection.execute(_MODES, {"strand": strand_id}).scalars()
    return tuple(Mode(code) for code in codes)


def add_meeting(connection: Connection, row: dict[str, Any]) -> None:
    """Store a meeting."""
    connection.execute(meetings.insert(), row)


def count_meetings(connection: Connection, strand_id: UUID, kind: str) -> int:
    """Return how many meetings of a kind a strand has had."""
    query = select(func.count()).where(meetings.c.strand_id == strand_id, meetings.c.kind == kind)
    return int(connection.execute(query).scalar_one())


@once
def meetings_of(connection: Connection, strand_id: UUID) -> dict[str, list[datetime]]:
    """Return when the meetings of a strand were held, by their kind, the earliest first."""
    held: dict[str, list[datetime]] = {}
    if OF_STRAND.none(connection, meetings.c.strand_id, strand_id):
        return held
    for row in connection.execute(_MEETINGS, {"strand": strand_id}):
        held.setdefault(row.kind, []).append(row.held_at)
    return held


def add_agreement(
    connection: Connection, row: dict[str, Any], undertaken: list[dict[str, Any]]
) -> None:
    """Store an agreement with its undertakings."""
    connection.execute(agreements.insert(), row)
    connection.execute(undertakings.insert(), undertaken)


@once
def agreements_of(connection: Connection, case_id: UUID) -> list[Any]:
    """Return the agreements of a case, with the number of undertakings of each."""
    if OF_CASE.none(connection, agreements.c.case_id, case_id):
        return []
    return list(connection.execute(_AGREEMENTS, {"of_case": case_id}))


def find_undertaking(connection: Connection, case_id: UUID, undertaking_id: UUID) -> Any | None:
    """Return one undertaking of a case with the strand of its agreement."""
    query = (
        select(undertakings.c.undertaking_id, agreements.c.agreement_id, agreements.c.strand_id)
        .join(agreements, agreements.c.agreement_id == undertakings.c.agreement_id)
        .where(undertakings.c.undertaking_id == undertaking_id, undertakings.c.case_id == case_id)
    )
    return connection.execute(query).one_or_none()


def due_undertakings(
    connection: Connection, by: date, *, after: UUID | None, limit: int, of_case: UUID | None = None
) -> Page:
    """Return a page of the undertakings due by a day, of one case or all, the longest overdue first."""
    query = select(undertakings).where(undertakings.c.due_on <= by)
    if of_case is not None:
        query = query.where(undertakings.c.case_id == of_case)
    order = Order((undertakings.c.due_on, undertakings.c.undertaking_id))
    return page(connection, query, order, behind=after, limit=limit)


def add_review(
    connection: Connection, undertaking_id: UUID, result: ReviewResult, on: date, by: str
) -> None:
    """Store what a review found."""
    row = {
        "undertaking_id": undertaking_id,
        "result": result.value,
        "reviewed_on": on,
        "by_user": by,
    }
    connection.execute(undertaking_reviews.insert(), row)
