"""Eligibility decisions: never changed, each newer one stands in place of the last."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, select, update

from services.screening.store.cases import lock_case
from services.screening.store.eligibility_tables import closed_cases, tellings
from services.screening.store.tables import cases, decisions, referrals
from shared.store.later import touches, write_later
from shared.store.looking_up import rows_with
from shared.store.paging import Order, Page, page

_ADD = decisions.insert()
_LATEST = (
    select(decisions)
    .where(decisions.c.referral_id == bindparam("referral_id"))
    .order_by(decisions.c.position.desc())
    .limit(1)
)

_COUNTED = select(func.count()).where(decisions.c.case_id == bindparam("of_case"))


def add_decision(connection: Connection, row: dict[str, Any], *, after: int) -> None:
    """Store a decision as the newest of its referral: ``after`` is the position of the last."""
    write_later(connection, _ADD, {**row, "position": after + 1})


def latest_decision(connection: Connection, referral_id: UUID) -> Any | None:
    """Return the decision that stands for a referral."""
    sought = touches(decisions, by=[referral_id])
    found = connection.execute(_LATEST, {"referral_id": referral_id}, execution_options=sought)
    return found.one_or_none()


def decisions_of(connection: Connection, case_id: UUID) -> list[dict[str, Any]]:
    """Return every decision on a case's referrals, newest first."""
    newest_first = (decisions.c.decided_at, decisions.c.position)
    found = rows_with(connection, decisions.c.case_id, case_id, *newest_first, newest_first=True)
    return [dict(row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's public name


def version_of(connection: Connection, key: str, *, hold: bool) -> int:
    """Return how many decisions a case has: whatever changes its eligibility decides anew."""
    if hold:
        lock_case(connection, UUID(key))
    return int(connection.execute(_COUNTED, {"of_case": UUID(key)}).scalar_one())


def standing_decisions(connection: Connection, case_id: UUID) -> list[dict[str, Any]]:
    """Return the decision that stands for each of a case's referrals."""
    newest = {row["referral_id"]: row for row in reversed(decisions_of(connection, case_id))}
    return list(newest.values())


def standing_restrictions(connection: Connection, case_id: UUID) -> frozenset[str]:
    """Return the restrictions of the decisions that stand for the case's referrals."""
    found = standing_decisions(connection, case_id)
    return frozenset(code for row in found for code in row["restrictions"].split(",") if code)


def unseen_changes(connection: Connection, *, after: UUID | None, limit: int) -> Page:
    """Return decisions that came out otherwise than the one before and nobody has seen."""
    waits = decisions.c.changed.is_not(None), decisions.c.seen_at.is_(None)
    order = Order((decisions.c.decided_at, decisions.c.decision_id))
    return page(connection, select(decisions).where(*waits), order, behind=after, limit=limit)


def see_change(
    connection: Connection, case_id: UUID, decision_id: UUID, *, by: str, at: datetime
) -> bool:
    """Note who saw a change; False when there is no such change to see."""
    done = connection.execute(
        update(decisions)
        .where(
            decisions.c.decision_id == decision_id,
            decisions.c.case_id == case_id,
            decisions.c.changed.is_not(None),
            decisions.c.seen_at.is_(None),
        )
        .values(seen_by=by, seen_at=at)
    )
    return bool(done.rowcount)


def standing_of_open(connection: Connection, case_id: UUID | None = None) -> list[Any]:
    """Return, of each referral in an open case, what it is judged by and the decision that stands."""
    newest = (
        select(decisions.c.referral_id, func.max(decisions.c.position).label("position"))
        .group_by(decisions.c.referral_id)
        .subquery()
    )
    same = and_(
        decisions.c.referral_id == newest.c.referral_id,
        decisions.c.position == newest.c.position,
    )
    query = (
        select(decisions, referrals.c.received_on, referrals.c.pathway)
        .join(newest, same)
        .join(referrals, referrals.c.referral_id == decisions.c.referral_id)
        .join(cases, cases.c.case_id == decisions.c.case_id)
        .where(
            cases.c.erased_at.is_(None),
            decisions.c.case_id.not_in(select(closed_cases.c.case_id)),
        )
        .order_by(decisions.c.case_id, decisions.c.referral_id)
    )
    if case_id is not None:
        query = query.where(decisions.c.case_id == case_id)
    return list(connection.execute(query))


def save_pathway(connection: Connection, referral_id: UUID, pathway: str | None) -> None:
    """Replace a referral's pathway."""
    connection.execute(
        update(referrals).where(referrals.c.referral_id == referral_id).values(pathway=pathway)
    )


def close_case(connection: Connection, case_id: UUID, at: datetime) -> None:
    """Note that a case was closed; its decisions are not overtaken any more."""
    known = select(closed_cases.c.case_id).where(closed_cases.c.case_id == case_id)
    if connection.execute(known).one_or_none() is None:
        connection.execute(closed_cases.insert().values(case_id=case_id, closed_at=at))


def add_telling(connection: Connection, row: dict[str, Any]) -> None:
    """Keep that somebody was told that the process does not affect proceedings."""
    connection.execute(tellings.insert().values(row))


def tellings_of(connection: Connection, case_id: UUID) -> list[Any]:
    """Return who was told, and when, oldest first."""
    return rows_with(
        connection, tellings.c.case_id, case_id, tellings.c.told_on, tellings.c.recorded_at
    )
