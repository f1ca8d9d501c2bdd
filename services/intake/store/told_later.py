"""Statements of what later referrals told of people who were known already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from services.intake.store.arrival_tables import told_later


def add(connection: Connection, row: dict[str, Any]) -> None:
    """Insert what was told of somebody."""
    connection.execute(told_later.insert(), row)


def of_people(connection: Connection, person_ids: Iterable[UUID]) -> Sequence[Any]:
    """Return what was told of these records of people, oldest first."""
    query = select(told_later).where(told_later.c.person_id.in_(list(person_ids)))
    return connection.execute(query.order_by(told_later.c.told_id)).all()
