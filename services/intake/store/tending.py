"""Statements of intake's daily work: which cases are due to be erased, and what lacks match keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, exists, or_, select

from services.intake.store.arrival_tables import match_keys
from services.intake.store.joining_tables import legal_holds
from services.intake.store.tables import cases, persons, referrals


def cases_closed_before(connection: Connection, moment: datetime, limit: int) -> list[UUID]:
    """Return closed cases that are not erased, closed before a moment, the oldest first.

    Not those under a legal hold; and one that was joined is erased with the one that goes on.
    """
    held = exists().where(
        legal_holds.c.case_id == cases.c.case_id, legal_holds.c.lifted_at.is_(None)
    )
    due = (
        cases.c.closed_at <= moment,
        cases.c.erased_at.is_(None),
        cases.c.joined_into.is_(None),
        ~held,
    )
    query = select(cases.c.case_id).where(*due).order_by(cases.c.closed_at).limit(limit)
    return list(connection.execute(query).scalars())


def cases_not_indexed(connection: Connection, after: UUID | None, limit: int) -> list[UUID]:
    """Return cases with somebody, or an incident, that has no match keys; by id, after one."""
    lacks = or_(
        exists().where(persons.c.case_id == cases.c.case_id, _unkept(persons.c.person_id)),
        exists().where(referrals.c.case_id == cases.c.case_id, _unkept(referrals.c.referral_id)),
    )
    query = select(cases.c.case_id).where(cases.c.erased_at.is_(None), lacks)
    if after is not None:
        query = query.where(cases.c.case_id > after)
    return list(connection.execute(query.order_by(cases.c.case_id).limit(limit)).scalars())


def not_indexed(connection: Connection, case_id: UUID) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the people and the referrals of a case that have no match keys."""
    people = select(persons).where(persons.c.case_id == case_id, _unkept(persons.c.person_id))
    told = select(referrals).where(referrals.c.case_id == case_id, _unkept(referrals.c.referral_id))
    return connection.execute(people).all(), connection.execute(told).all()


def _unkept(subject: Any) -> Any:
    return ~exists().where(match_keys.c.subject_id == subject)
