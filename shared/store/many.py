"""Writes of many rows by key in one statement.

SQLite lives in the process and runs one prepared statement over all rows. Over a connection to
PostgreSQL the driver would send a statement for each row, every one parsed and planned anew; there
the rows travel as arrays, in one statement, planned once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select, update
from sqlalchemy import column as plain_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY

Row = Mapping[str, Any]
_FEW = 2


class Additions:
    """Inserts the rows that are missing and leaves the others as they are.

    ``fixed``: columns that have the same expression in every row.
    """

    def __init__(self, table: Table, *names: str, fixed: Mapping[str, Any] | None = None) -> None:
        self._names = names
        expressions = dict(fixed or {})
        self._each = {
            "sqlite": sqlite.insert(table).values(expressions).on_conflict_do_nothing(),
            "postgresql": postgresql.insert(table).values(expressions).on_conflict_do_nothing(),
        }
        given = _given(table, names)
        rows = select(*(given.c[name] for name in names), *expressions.values())
        self._all = (
            postgresql.insert(table)
            .from_select([*names, *expressions], rows)
            .on_conflict_do_nothing()
        )

    def write(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert what is missing. Rows are locked in the order in which they are given."""
        _write(connection, self._each[connection.dialect.name], self._all, self._names, rows)


class Changes:
    """Sets columns of rows that are found by key. Rows that are not there are not missed.

    Lock the rows in one order first: the statement finds them in any.
    """

    def __init__(self, table: Table, *, by: Sequence[str], sets: Sequence[str]) -> None:
        self._names = (*by, *sets)
        change = update(table)
        self._each = change.where(*(table.c[name] == bindparam(f"each_{name}") for name in by))
        self._each = self._each.values({name: bindparam(f"each_{name}") for name in sets})
        given = _given(table, self._names)
        self._all = change.where(*(table.c[name] == given.c[name] for name in by))
        self._all = self._all.values({name: given.c[name] for name in sets})

    def write(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Change the rows of these keys."""
        _write(connection, self._each, self._all, self._names, rows, prefix="each_")


def _given(table: Table, names: Sequence[str]) -> Any:
    """Return the rows that are passed as one array for each column."""
    types: dict[str, Any] = {name: table.c[name].type for name in names}
    arrays = (bindparam(f"all_{name}", type_=ARRAY(kind)) for name, kind in types.items())
    columns = [plain_column(name, kind) for name, kind in types.items()]
    return func.unnest(*arrays).table_valued(*columns, name="given").render_derived()


def _write(
    connection: Connection,
    each: Any,
    all_: Any,
    names: Sequence[str],
    rows: Sequence[Row],
    prefix: str = "",
) -> None:
    if not rows:
        return
    if connection.dialect.name != "postgresql" or len(rows) < _FEW:
        connection.execute(each, [{prefix + name: row[name] for name in names} for row in rows])
        return
    connection.execute(all_, {f"all_{name}": [row[name] for row in rows] for name in names})
