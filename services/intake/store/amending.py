"""Statements of amendments: what was changed, and the changed rows themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, update

from services.intake.store.arrival_tables import match_keys
from services.intake.store.contact_tables import amendments
from services.intake.store.tables import persons, referrals
from shared.store.looking_up import rows_with


def add_amendments(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert amendments, all at once."""
    if rows:
        connection.execute(amendments.insert(), rows)


def amendments_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return the amendments of a case, oldest first."""
    return rows_with(connection, amendments.c.case_id, case_id, amendments.c.amendment_id)


def change_referral(connection: Connection, referral_id: UUID, changes: dict[str, Any]) -> None:
    """Set what an amendment changes in a referral's row."""
    mine = referrals.c.referral_id == referral_id
    connection.execute(update(referrals).where(mine).values(changes))


def change_person(connection: Connection, person_id: UUID, changes: dict[str, Any]) -> None:
    """Set what an amendment changes in a person's row."""
    mine = persons.c.person_id == person_id
    connection.execute(update(persons).where(mine).values(changes))


def forget_keys(connection: Connection, subject_id: UUID) -> None:
    """Drop the keys under which a person or incident was found, before new ones are kept."""
    connection.execute(delete(match_keys).where(match_keys.c.subject_id == subject_id))
