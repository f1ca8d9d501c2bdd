"""Plain statements on the tables of the process: add, find, list, change. Columns by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, select, update

from services.comms.store.seldom import OF_CASE, OF_STRAND
from shared.store.once import once


def add(connection: Connection, table: Table, *rows: Mapping[str, Any]) -> None:
    """Store rows; none is no statement."""
    if rows:
        connection.execute(table.insert(), [dict(row) for row in rows])


def find(connection: Connection, table: Table, **where: Any) -> Any | None:
    """Return the one row with these values, or None."""
    return connection.execute(_selected(table, where), _told(where)).one_or_none()


@once
def listed(connection: Connection, table: Table, /, *order: str, **where: Any) -> list[Any]:
    """Return the rows with these values, in the order of the named columns, then of their key."""
    for name, seldom in (("case_id", OF_CASE), ("strand_id", OF_STRAND)):
        if name in where and seldom.none(connection, table.c[name], where[name]):
            return []
    query = _in_order(table, order, *_shape(where))
    return list(connection.execute(query, _told(where)))


def among(connection: Connection, table: Table, column: str, values: Iterable[Any]) -> list[Any]:
    """Return the rows whose column has one of the values, in the order of their key."""
    wanted = list(values)
    if not wanted:
        return []
    query = select(table).where(table.c[column].in_(wanted))
    return list(connection.execute(query.order_by(*table.primary_key.columns)))


def until(connection: Connection, table: Table, column: str, limit: Any, **where: Any) -> list[Any]:
    """Return the rows whose column is not beyond a limit, the smallest first."""
    query = _until(table, column, *_shape(where))
    return list(connection.execute(query, {**_told(where), "until": limit}))


def since(connection: Connection, table: Table, column: str, limit: Any, **where: Any) -> list[Any]:
    """Return the rows whose column is beyond a limit."""
    query = _selected(table, where).where(table.c[column] > limit)
    return list(connection.execute(query, _told(where)))


def change(connection: Connection, table: Table, where: Mapping[str, Any], **values: Any) -> int:
    """Change the rows with these values; return how many there were."""
    matching = [table.c[name] == value for name, value in where.items()]
    return connection.execute(update(table).where(*matching).values(**values)).rowcount


def _selected(table: Table, where: Mapping[str, Any]) -> Select[Any]:
    return _matching(table, *_shape(where))


def _shape(where: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which columns must have a value, and which must have none."""
    given = tuple(name for name, value in where.items() if value is not None)
    return given, tuple(name for name in where if name not in given)


def _told(where: Mapping[str, Any]) -> dict[str, Any]:
    return {f"sought_{name}": value for name, value in where.items() if value is not None}


@cache
def _matching(table: Table, given: tuple[str, ...], missing: tuple[str, ...]) -> Select[Any]:
    """Return the statement of such a look, put together once."""
    values = [table.c[name] == bindparam(f"sought_{name}") for name in given]
    return select(table).where(*values, *(table.c[name].is_(None) for name in missing))


@cache
def _until(
    table: Table, column: str, given: tuple[str, ...], missing: tuple[str, ...]
) -> Select[Any]:
    due = table.c[column] <= bindparam("until")
    return _matching(table, given, missing).where(due).order_by(table.c[column])


@cache
def _in_order(
    table: Table, order: tuple[str, ...], given: tuple[str, ...], missing: tuple[str, ...]
) -> Select[Any]:
    columns = [*(table.c[name] for name in order), *table.primary_key.columns]
    return _matching(table, given, missing).order_by(*columns)
