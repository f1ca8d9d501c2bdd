"""Writing the read model. Every write may be repeated, and finds or makes its row."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, and_, update
from sqlalchemy.dialects import postgresql, sqlite

from shared.store.later import write_later

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def keep(connection: Connection, table: Table, **values: Any) -> None:
    """Insert the row, or bring these columns of the one with the same key up to date."""
    statement = _upsert(table, connection.dialect.name, frozenset(values))
    key = (table.name, *(values[column.name] for column in table.primary_key))
    write_later(connection, statement, values, key=key)


def revise(connection: Connection, table: Table, key: dict[str, Any], **values: Any) -> None:
    """Bring columns of a row up to date. Its row is there: events of a case come in order."""
    same = and_(*(table.c[name] == value for name, value in key.items()))
    connection.execute(update(table).where(same).values(values))


@cache
def _upsert(table: Table, dialect: str, names: frozenset[str]) -> Any:
    """One statement per table and set of columns: SQLAlchemy compiles it once."""
    keys = [column.name for column in table.primary_key]
    statement = _INSERT[dialect](table)
    changing = {name: statement.excluded[name] for name in sorted(names - set(keys))}
    if not changing:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=changing)
