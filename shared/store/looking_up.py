"""Rows that hold one value in one column: the statement is put together once, not for every look.

Putting a statement together, and finding it again among those compiled, costs a service more than
having it answered. A page looks up dozens, and of most of them there is nothing.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, exists, select

from shared.store.once import asks_only, once


def rows_with(
    connection: Connection,
    column: Column[Any],
    value: object,
    *order: Column[Any],
    newest_first: bool = False,
) -> list[Any]:
    """Return the rows of the column's table that hold a value there, in the order of columns.

    ``newest_first``: in the reverse order.
    """
    found = connection.execute(_look(column, order, newest_first), {"sought": value})
    return list(found.all())


class Seldom:
    """Columns of which most values stand in few: where only questions are asked, one look tells in which.

    Whoever asks after each of twelve things of a case so learns of nine at once that there are none.
    In a transaction that orders something each look is its own, as what it finds may have changed.
    """

    def __init__(self, *columns: Column[Any]) -> None:
        self._columns = frozenset(columns)

    def none(self, connection: Connection, column: Column[Any], value: object) -> bool:
        """Whether no row holds a value in the column; false where that is not looked up."""
        if column not in self._columns or not asks_only(connection):
            return False
        return column not in _holding(connection, self._columns, value)

    def rows(
        self,
        connection: Connection,
        column: Column[Any],
        value: object,
        *order: Column[Any],
        newest_first: bool = False,
    ) -> list[Any]:
        """Return what ``rows_with`` does."""
        if self.none(connection, column, value):
            return []
        return rows_with(connection, column, value, *order, newest_first=newest_first)


@once
def _holding(
    connection: Connection, columns: frozenset[Column[Any]], value: object
) -> frozenset[Column[Any]]:
    listed, query = _which(columns)
    held = connection.execute(query, {"sought": value}).one()
    return frozenset(column for column, there in zip(listed, held, strict=True) if there)


@cache
def _look(column: Column[Any], order: tuple[Column[Any], ...], newest_first: bool) -> Select[Any]:
    by = [one.desc() for one in order] if newest_first else order
    return select(column.table).where(column == bindparam("sought")).order_by(*by)


@cache
def _which(columns: frozenset[Column[Any]]) -> tuple[tuple[Column[Any], ...], Any]:
    """Return the columns in an order, and what tells in that order which of them hold a value."""
    listed = tuple(columns)
    return listed, select(*(exists().where(one == bindparam("sought")) for one in listed))
