"""Statements over enquiries and over overrides of priority."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from services.intake.store.arrival_tables import enquiries, priority_overrides
from services.intake.store.tables import referrals

_OVERRIDES = (
    select(priority_overrides)
    .where(priority_overrides.c.referral_id.in_(bindparam("wanted", expanding=True)))
    .order_by(priority_overrides.c.override_id)
)


def add_enquiry(connection: Connection, row: dict[str, Any]) -> None:
    """Insert an enquiry."""
    connection.execute(enquiries.insert(), row)


def enquiry_of(connection: Connection, enquiry_id: UUID) -> Any:
    """Return an enquiry under a lock, or None."""
    mine = enquiries.c.enquiry_id == enquiry_id
    return connection.execute(select(enquiries).where(mine).with_for_update()).one_or_none()


def list_enquiries(connection: Connection, *, converted: bool | None, limit: int) -> Sequence[Any]:
    """Return enquiries, newest first, each with the case that its referral is in."""
    case_id = referrals.c.case_id.label("became_case_id")
    joined = enquiries.outerjoin(referrals, referrals.c.referral_id == enquiries.c.referral_id)
    query = select(enquiries, case_id).select_from(joined)
    query = query.order_by(enquiries.c.enquiry_id.desc()).limit(limit)
    if converted is not None:
        became = enquiries.c.referral_id
        query = query.where(became.is_not(None) if converted else became.is_(None))
    return connection.execute(query).all()


def convert(connection: Connection, enquiry_id: UUID, referral_id: UUID, at: datetime) -> None:
    """Note which referral an enquiry became."""
    mine = enquiries.c.enquiry_id == enquiry_id
    connection.execute(
        update(enquiries).where(mine).values(referral_id=referral_id, converted_at=at)
    )


def add_override(connection: Connection, row: dict[str, Any]) -> None:
    """Insert an override of priority."""
    connection.execute(priority_overrides.insert(), row)


def newest_override(connection: Connection, referral_id: UUID) -> Any:
    """Return the override that stands for a referral, or None."""
    return newest_overrides(connection, [referral_id]).get(referral_id)


def newest_overrides(connection: Connection, referral_ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Return the override that stands for each of these referrals that has one."""
    if not referral_ids:
        return {}
    oldest_first = connection.execute(_OVERRIDES, {"wanted": list(referral_ids)})
    return {row.referral_id: row for row in oldest_first}
