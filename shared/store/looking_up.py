"""Rows that hold one value in one column: the statement is put together once, not for every look.

Putting a statement together, and finding it again among those compiled, costs a service more than
having it answered. A page looks up dozens.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, select


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


@cache
def _look(column: Column[Any], order: tuple[Column[Any], ...], newest_first: bool) -> Select[Any]:
    by = [one.desc() for one in order] if newest_first else order
    return select(column.table).where(column == bindparam("sought")).order_by(*by)
