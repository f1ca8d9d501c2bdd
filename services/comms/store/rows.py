"""Plain statements on the tables of the process: add, find, list, change. Columns by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select, update

from shared.store.once import once


def add(connection: Connection, table: Table, *rows: Mapping[str, Any]) -> None:
    """Store rows; none is no statement."""
    if rows:
        connection.execute(table.insert(), [dict(row) for row in rows])


def find(connection: Connection, table: Table, **where: Any) -> Any | None:
    """Return the one row with these values, or None."""
    return connection.execute(_selected(table, where)).one_or_none()


@once
def listed(connection: Connection, table: Table, /, *order: str, **where: Any) -> list[Any]:
    """Return the rows with these values, in the order of the named columns, then of their key."""
    columns = [*(table.c[name] for name in order), *table.primary_key.columns]
    return list(connection.execute(_selected(table, where).order_by(*columns)))


def among(connection: Connection, table: Table, column: str, values: Iterable[Any]) -> list[Any]:
    """Return the rows whose column has one of the values, in the order of their key."""
    query = select(table).where(table.c[column].in_(list(values)))
    return list(connection.execute(query.order_by(*table.primary_key.columns)))


def until(connection: Connection, table: Table, column: str, limit: Any, **where: Any) -> list[Any]:
    """Return the rows whose column is not beyond a limit, the smallest first."""
    query = _selected(table, where).where(table.c[column] <= limit)
    return list(connection.execute(query.order_by(table.c[column])))


def since(connection: Connection, table: Table, column: str, limit: Any, **where: Any) -> list[Any]:
    """Return the rows whose column is beyond a limit."""
    return list(connection.execute(_selected(table, where).where(table.c[column] > limit)))


def change(connection: Connection, table: Table, where: Mapping[str, Any], **values: Any) -> int:
    """Change the rows with these values; return how many there were."""
    matching = [table.c[name] == value for name, value in where.items()]
    return connection.execute(update(table).where(*matching).values(**values)).rowcount


def _selected(table: Table, where: Mapping[str, Any]) -> Any:
    matching = [
        table.c[name].is_(None) if value is None else table.c[name] == value
        for name, value in where.items()
    ]
    return select(table).where(*matching)
