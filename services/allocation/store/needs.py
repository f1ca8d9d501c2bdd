"""Finds who left the last pair of an open case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from services.allocation.store.tables import assignments, cases


def left_without_another(connection: Connection, limit: int) -> dict[UUID, list[Any]]:
    """Return who left the last pair of each open case, by case: cases and people by who left first.

    Of no more cases than ``limit``. Whoever was paired anew left an earlier pair, and so did all
    who left before the last was made.
    """
    later = assignments.alias("later")
    made_since = (
        select(later.c.case_id)
        .where(
            later.c.case_id == assignments.c.case_id,
            later.c.assignment_id != assignments.c.assignment_id,
            later.c.assigned_at >= assignments.c.released_at,
        )
        .exists()
    )
    left = (
        select(assignments)
        .join(cases, cases.c.case_id == assignments.c.case_id)
        .where(assignments.c.released_at.is_not(None), cases.c.closed_at.is_(None), ~made_since)
        .cte("left_the_last")
    )
    longest = (
        select(left.c.case_id, func.min(left.c.released_at).label("since"))
        .group_by(left.c.case_id)
        .order_by("since", left.c.case_id)
        .limit(limit)
        .subquery()
    )
    query = (
        select(left)
        .join(longest, longest.c.case_id == left.c.case_id)
        .order_by(longest.c.since, left.c.case_id, left.c.released_at, left.c.facilitator_id)
    )
    found: dict[UUID, list[Any]] = {}
    for row in connection.execute(query):
        found.setdefault(row.case_id, []).append(row)
    return found
