"""Referrals of the past in the order of their receipt, and the decision that stands for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from services.screening.domain.eligibility import Policy
from services.screening.store.tables import decisions, referrals

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Past:
    """Which referrals are tried on which version: received in these days, after a place."""

    policy: Policy
    from_: date
    to: date
    after: tuple[date, UUID] | None = None


def page_of(connection: Connection, past: Past, limit: int) -> list[Any]:
    """Return the next referrals of the past, in the order of their receipt."""
    held = referrals.c
    query = (
        select(held.referral_id, held.case_id, held.facts, held.received_on, held.pathway)
        .where(held.received_on >= past.from_, held.received_on <= past.to)
        .order_by(held.received_on, held.referral_id)
        .limit(limit)
    )
    if past.after is not None:
        day, referral_id = past.after
        same_day = and_(held.received_on == day, held.referral_id > referral_id)
        query = query.where(or_(held.received_on > day, same_day))
    pathway = past.policy.about.pathway
    if pathway is not None:
        query = query.where(held.pathway == pathway)
    return list(connection.execute(query))


def standing_decisions(connection: Connection, referral_ids: list[UUID]) -> dict[UUID, Any]:
    """Return the newest decision of each referral."""
    newest = (
        select(decisions.c.referral_id, func.max(decisions.c.position).label("position"))
        .where(decisions.c.referral_id.in_(referral_ids))
        .group_by(decisions.c.referral_id)
        .subquery()
    )
    query = select(
        decisions.c.referral_id,
        decisions.c.decided_at,
        decisions.c.decision,
        decisions.c.restrictions,
        decisions.c.rules,
        decisions.c.exception,
        decisions.c.results,
    ).join(
        newest,
        and_(
            decisions.c.referral_id == newest.c.referral_id,
            decisions.c.position == newest.c.position,
        ),
    )
    return {row.referral_id: row for row in connection.execute(query)}
