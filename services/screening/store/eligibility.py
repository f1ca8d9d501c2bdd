"""Eligibility decisions: never changed, each newer one stands in place of the last."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from services.screening.store.tables import decisions
from shared.store.later import touches, write_later

_ADD = decisions.insert()
_LATEST = (
    select(decisions)
    .where(decisions.c.referral_id == bindparam("referral_id"))
    .order_by(decisions.c.position.desc())
    .limit(1)
)


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
    query = select(decisions).where(decisions.c.case_id == case_id)
    ordered = query.order_by(decisions.c.decided_at.desc(), decisions.c.position.desc())
    return [dict(row) for row in connection.execute(ordered).mappings()]


def standing_decisions(connection: Connection, case_id: UUID) -> list[dict[str, Any]]:
    """Return the decision that stands for each of a case's referrals."""
    newest = {row["referral_id"]: row for row in reversed(decisions_of(connection, case_id))}
    return list(newest.values())


def standing_restrictions(connection: Connection, case_id: UUID) -> frozenset[str]:
    """Return the restrictions of the decisions that stand for the case's referrals."""
    found = standing_decisions(connection, case_id)
    return frozenset(code for row in found for code in row["restrictions"].split(",") if code)
