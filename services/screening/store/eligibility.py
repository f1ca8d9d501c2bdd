"""Eligibility decisions: never changed, each newer one stands in place of the last."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from services.screening.store.tables import decisions


def add_decision(connection: Connection, row: dict[str, Any]) -> None:
    """Store a decision as the newest of its referral."""
    query = select(func.count()).where(decisions.c.referral_id == row["referral_id"])
    position = int(connection.execute(query).scalar_one()) + 1
    connection.execute(decisions.insert(), {**row, "position": position})


def latest_decision(connection: Connection, referral_id: UUID) -> Any | None:
    """Return the decision that stands for a referral."""
    query = select(decisions).where(decisions.c.referral_id == referral_id)
    return connection.execute(query.order_by(decisions.c.position.desc()).limit(1)).one_or_none()


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
