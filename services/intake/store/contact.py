"""Statements of contact: preferences, attempts, promised updates, aftercare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.intake.store.cases import Sight, in_sight
from services.intake.store.contact_tables import (
    aftercare,
    contact_preferences,
    contacts,
    update_promises,
)
from services.intake.store.seldom import OF_CASE
from shared.store.looking_up import rows_with

_DUE = (
    select(update_promises)
    .where(update_promises.c.due_on <= bindparam("by"))
    .order_by(update_promises.c.due_on, update_promises.c.person_id)
    .limit(bindparam("most"))
)
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def add_preferences(connection: Connection, row: dict[str, Any]) -> None:
    """Insert preferences; the newest of a person stand."""
    connection.execute(contact_preferences.insert(), row)


def newest_preferences(connection: Connection, person_id: UUID) -> Any:
    """Return the preferences of a person that stand, or None."""
    mine = select(contact_preferences).where(contact_preferences.c.person_id == person_id)
    newest = mine.order_by(contact_preferences.c.preference_id.desc()).limit(1)
    return connection.execute(newest).one_or_none()


def preferences_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return every preference that anybody in a case ever set, oldest first."""
    return rows_with(
        connection, contact_preferences.c.case_id, case_id, contact_preferences.c.preference_id
    )


def add_contact(connection: Connection, row: dict[str, Any]) -> None:
    """Insert an attempt to contact somebody."""
    connection.execute(contacts.insert(), row)


def count_contacts(connection: Connection, person_id: UUID) -> int:
    """Return how many attempts there were to contact a person."""
    mine = contacts.c.person_id == person_id
    query = select(func.count()).select_from(contacts).where(mine)
    return connection.execute(query).scalar_one()


def contacts_of(connection: Connection, case_id: UUID, person_id: UUID | None) -> Sequence[Any]:
    """Return the attempts of a case (to one person), oldest first."""
    if person_id is None:
        return OF_CASE.rows(
            connection, contacts.c.case_id, case_id, contacts.c.at, contacts.c.contact_id
        )
    query = select(contacts).where(contacts.c.case_id == case_id, contacts.c.person_id == person_id)
    return connection.execute(query.order_by(contacts.c.at, contacts.c.contact_id)).all()


def set_promise(connection: Connection, row: dict[str, Any]) -> None:
    """Insert what a participant was promised, or replace it."""
    insert = _INSERT[connection.dialect.name](update_promises)
    changed = {name: insert.excluded[name] for name in row if name != "person_id"}
    statement = insert.on_conflict_do_update(index_elements=["person_id"], set_=changed)
    connection.execute(statement, row)


def promise_of(connection: Connection, case_id: UUID, person_id: UUID) -> Any:
    """Return what a participant was promised, or None."""
    query = select(update_promises).where(
        update_promises.c.case_id == case_id, update_promises.c.person_id == person_id
    )
    return connection.execute(query).one_or_none()


def change_promise(connection: Connection, person_id: UUID, changes: dict[str, Any]) -> None:
    """Set when an update was given, and when the next is due."""
    mine = update_promises.c.person_id == person_id
    connection.execute(update(update_promises).where(mine).values(changes))


def due_promises(
    connection: Connection,
    by: date,
    sight: Sight | None,
    limit: int,
    *,
    of_case: UUID | None = None,
) -> Sequence[Any]:
    """Return the promised updates due by a day, of one case or of all, the longest overdue first."""
    query = _DUE if of_case is None else _DUE.where(update_promises.c.case_id == of_case)
    if sight is not None:
        query = query.where(update_promises.c.case_id.in_(in_sight(sight)))
    return connection.execute(query, {"by": by, "most": limit}).all()


def add_aftercare(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a step of aftercare."""
    connection.execute(aftercare.insert(), row)
