"""Writes that may wait until somebody could see the difference: one statement for many rows.

While a transaction handles one message after the other it would send the same few INSERTs again
and again. After ``gather`` it keeps what ``write_later`` is given, and sends the rows of each
statement together: before any other statement on the connection that might read them, and at the
latest before the commit. Without ``gather`` every write is sent at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.exc import OperationalError

from shared.store.transactions import (
    Order,
    before_commit,
    gathered,
    in_transaction,
    transaction_of,
)

_TOUCHES = "redress_touches"
_WRITES = "writes"
Row = Mapping[str, Any]


class GatheredWriteFailed(Exception):
    """A write that had waited was refused: it is not known for whose sake it was gathered."""


class _Writes:
    """What one transaction has gathered, in the order in which its statements were first used."""

    def __init__(self) -> None:
        self.rows: dict[Hashable, tuple[Any, dict[Hashable, dict[str, Any]]]] = {}
        self.group_of: dict[Hashable, Hashable] = {}
        self.values: dict[Any, set[Hashable]] = {}
        self.due = False
        self.failed = False

    def add(self, statement: Any, row: Row, key: Hashable) -> None:
        group = group_of(statement, row)
        _, rows = self.rows.setdefault(group, (statement, {}))
        if key is None:
            key = (group, len(rows))
        self.group_of[key] = group
        rows[key] = dict(row)
        values = self.values.setdefault(statement.table, set())
        values.update(value for value in row.values() if _tells(value))

    def concern(self, tables: tuple[Any, ...], by: frozenset[Hashable] | None) -> bool:
        """Whether rows wait that a statement on these tables could see."""
        waiting = [self.values[table] for table in tables if table in self.values]
        return any(by is None or not by.isdisjoint(values) for values in waiting)


def group_of(statement: Any, row: Row) -> Hashable:
    """Return what rows must have in common to be sent together: statement and columns."""
    return id(statement), tuple(row)


def gather(connection: Connection) -> None:
    """Let writes of the open transaction wait from now on."""
    gathered(connection, _WRITES, _Writes)


def write_later(
    connection: Connection, statement: Any, *rows: Row, key: Iterable[Hashable] | None = None
) -> None:
    """Execute ``statement`` for each row: at once, or together with others of its kind.

    ``statement`` is one object for every call (a constant, or cached), and nobody asks what it
    returns. ``key`` names the row that an upsert brings up to date: of two with the same key and
    columns the later stands.
    """
    writes = _writes_of(connection)
    if writes is None:
        if rows:
            connection.execute(statement, list(rows) if len(rows) > 1 else rows[0])
        return
    if not writes.due:
        writes.due = True
        before_commit(connection, lambda: _flush_last(connection, writes), Order.ROWS)
    for row in rows:
        full = None if key is None else tuple(key)
        group = group_of(statement, row)
        if full is not None and writes.group_of.get(full, group) != group:
            flush_writes(connection)  # another statement changes the same row: keep their order
        writes.add(statement, row, full)


def touches(*tables: Table, by: Iterable[Hashable] | None = None) -> dict[str, Any]:
    """Return execution options for a statement that reads and writes these tables only.

    Rows that wait for other tables may go on waiting. With ``by``: it sees rows only by one of
    these values, so rows of its tables that hold none of them may wait too (an UPDATE that waits
    must hold every value by which its row may be looked for).
    """
    values = None if by is None else frozenset(value for value in by if _tells(value))
    return {_TOUCHES: (tables, values)}


def flush_writes(connection: Connection) -> None:
    """Send what was gathered.

    Raises:
        GatheredWriteFailed: the database refused a row (then the transaction can only end).

    """
    writes = _writes_of(connection)
    if writes is None:
        return
    if writes.failed:
        raise GatheredWriteFailed
    waiting = list(writes.rows.values())
    writes.rows, writes.group_of, writes.values = {}, {}, {}
    try:
        for statement, rows in waiting:
            connection.execute(statement, list(rows.values()))
    except OperationalError:  # the database is away: that is nobody's fault
        writes.failed = True
        raise
    except Exception as fault:
        writes.failed = True
        raise GatheredWriteFailed from fault


def _flush_last(connection: Connection, writes: _Writes) -> None:
    writes.due = False
    flush_writes(connection)


def watch(engine: Engine) -> None:
    """Send gathered rows before any statement that might read them (the engine's own business)."""
    event.listen(engine, "before_execute", _before_execute)


def _before_execute(
    connection: Connection, _statement: Any, _many: Any, _one: Any, options: Mapping[str, Any]
) -> None:
    writes = _writes_of(connection)
    if writes is None or not (writes.rows or writes.failed):
        return
    scope = options.get(_TOUCHES)
    if scope is None or writes.failed or writes.concern(*scope):
        flush_writes(connection)


def _writes_of(connection: Connection) -> _Writes | None:
    return _transaction_of(connection).get(_WRITES)


def _transaction_of(connection: Connection) -> Mapping[Hashable, Any]:
    return transaction_of(connection).gathered if in_transaction(connection) else {}


def _tells(value: object) -> bool:
    """Whether a value can tell one row from another."""
    return value is not None and not isinstance(value, bool)
