"""Reviews that were asked for, and what was reported towards one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, update

from services.screening.store.risk_tables import reports, reviews
from services.screening.store.seldom import OF_CASE
from services.screening.store.tables import cases, facilitators

BY_DATE = frozenset({"weeks_since_review", "order_ended"})
"""Planned at each sign-off for days to come; the next sign-off plans anew."""
_OPEN = reviews.c.done_at.is_(None)
_ALL_OPEN = (
    select(reviews)
    .join(cases, cases.c.case_id == reviews.c.case_id)
    .where(_OPEN, cases.c.erased_at.is_(None))
    .order_by(reviews.c.due_on)
    .limit(bindparam("most"))
)
_OPEN_OF_CASE = _ALL_OPEN.where(reviews.c.case_id == bindparam("of_case"))


def add_review(connection: Connection, row: dict[str, Any]) -> None:
    """Store a review that was asked for."""
    connection.execute(reviews.insert(), row)


def reviews_due(connection: Connection, strand_id: UUID) -> list[Any]:
    """Return the reviews of a strand that were asked for and not done."""
    return list(connection.execute(select(reviews).where(reviews.c.strand_id == strand_id, _OPEN)))


def find_review(connection: Connection, case_id: UUID, review_id: UUID) -> Any | None:
    """Return a review of this case that is not done."""
    mine = (reviews.c.review_id == review_id) & (reviews.c.case_id == case_id)
    return connection.execute(select(reviews).where(mine, _OPEN)).one_or_none()


def open_reviews(
    connection: Connection, case_id: UUID | None, limit: int, *, facilitated_by: str | None = None
) -> list[Any]:
    """Return reviews that are not done, of one case or of all that live, earliest due first.

    ``facilitated_by``: only of the cases that this person facilitates now.
    """
    if case_id is not None and OF_CASE.none(connection, reviews.c.case_id, case_id):
        return []
    query = _ALL_OPEN if case_id is None else _OPEN_OF_CASE
    if facilitated_by is not None:
        mine = (facilitators.c.user_id == facilitated_by) & facilitators.c.released_at.is_(None)
        query = query.where(reviews.c.case_id.in_(select(facilitators.c.case_id).where(mine)))
    return list(connection.execute(query, {"most": limit, "of_case": case_id}))


def done_by_assessment(
    connection: Connection, strand_id: UUID, *, drafted_at: datetime, by: str, at: datetime
) -> None:
    """Note as done what the author of a version could know of when drafting it."""
    known = reviews.c.raised_at.is_(None) | (reviews.c.raised_at <= drafted_at)
    by_date = reviews.c.trigger.in_(BY_DATE)
    mine = reviews.c.strand_id == strand_id
    changes = {"done_at": at, "done_by": by}
    connection.execute(update(reviews).where(mine, _OPEN, known | by_date).values(**changes))


def finish(connection: Connection, review_id: UUID, *, by: str, at: datetime, note: bytes) -> None:
    """Note that somebody did a review."""
    changes = {"done_at": at, "done_by": by, "done_note": note}
    connection.execute(update(reviews).where(reviews.c.review_id == review_id).values(**changes))


def end_with_case(connection: Connection, case_id: UUID, by: str, at: datetime) -> None:
    """A closed case asks for no review."""
    mine = reviews.c.case_id == case_id
    connection.execute(update(reviews).where(mine, _OPEN).values(done_at=at, done_by=by))


def add_report(connection: Connection, row: dict[str, Any]) -> None:
    """Store a report of something that asks for a review only when it comes again."""
    connection.execute(reports.insert(), row)


def reported(connection: Connection, strand_id: UUID, trigger: str, since: datetime) -> int:
    """Return how often something was reported of a strand since the last sign-off."""
    query = select(func.count()).where(
        reports.c.strand_id == strand_id,
        reports.c.trigger == trigger,
        reports.c.reported_at >= since,
    )
    return int(connection.execute(query).scalar_one())
