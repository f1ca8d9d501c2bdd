"""Statements about limits: referrals of open cases in which nobody was contacted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select

from services.intake.store.cases import Sight, in_sight
from services.intake.store.contact_tables import contacts
from services.intake.store.tables import cases, referrals

_NOT_CONTACTED = (
    select(referrals)
    .join(cases, cases.c.case_id == referrals.c.case_id)
    .where(
        cases.c.closed_at.is_(None),
        referrals.c.opened_case.is_(True),
        referrals.c.details.is_not(None),
        ~exists().where(contacts.c.case_id == referrals.c.case_id),
    )
    .order_by(referrals.c.received_at, referrals.c.referral_id)
    .limit(bindparam("most"))
)


def not_contacted(connection: Connection, sight: Sight | None, limit: int) -> Sequence[Any]:
    """Return the referrals that opened such cases, the earliest arrival first."""
    query = _NOT_CONTACTED
    if sight is not None:
        query = query.where(referrals.c.case_id.in_(in_sight(sight)))
    return connection.execute(query, {"most": limit}).all()
