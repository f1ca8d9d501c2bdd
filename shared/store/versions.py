"""How often each record was changed: a number that only grows, kept beside the records themselves.

The numbers of one transaction are moved with its last breath, always in the same order, so that two
transactions never wait for each other crosswise. Whoever says which version they had before them
moves it from that one alone: of two at once, one is told so, and none of its rows stay.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Connection, MetaData, String, Table, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shared.kernel.errors import Conflict
from shared.store.columns import Holds, Keep, column
from shared.store.transactions import Order, before_commit, gathered

OTHER_VERSION = "version-not-current"
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_Moves = dict[tuple[str, str], int | None]


def define_versions(metadata: MetaData) -> Table:
    """Add ``record_versions`` to ``metadata``. What has no row was never changed: version 0."""
    code, id_ = Holds.NOTHING_PERSONAL, Holds.IDENTIFIER
    return Table(
        "record_versions",
        metadata,
        column("record", String(40), primary_key=True, holds=code, keep=Keep.AUDIT),
        column("key", String(64), primary_key=True, holds=id_, keep=Keep.AUDIT),
        column("version", BigInteger, nullable=False, holds=code, keep=Keep.AUDIT),
    )


def create_versions(op: Any) -> None:
    """Create the table in a migration."""
    _own().create_all(op.get_bind(), checkfirst=False)


def drop_versions(op: Any) -> None:
    """Undo ``create_versions``."""
    _own().drop_all(op.get_bind(), checkfirst=False)


def _own() -> MetaData:
    metadata = MetaData()
    define_versions(metadata)
    return metadata


record_versions = define_versions(MetaData())
_VERSION = select(record_versions.c.version).where(
    record_versions.c.record == bindparam("of_record"), record_versions.c.key == bindparam("of_key")
)


def version_of(connection: Connection, record: str, key: str) -> int:
    """Return the version at which a record stands."""
    found = connection.execute(_VERSION, {"of_record": record, "of_key": key})
    return found.scalar_one_or_none() or 0


def changed(connection: Connection, record: str, key: str, expected: int | None = None) -> None:
    """Move a record to its next version when the open transaction commits: once, however often told.

    ``expected`` is the version that it must have until then (any, where it is None); the commit
    raises ``Conflict`` where it has another.
    """
    moves: _Moves = gathered(connection, "record-versions", dict)
    if not moves:
        before_commit(connection, lambda: _move(connection, moves), Order.VERSIONS)
    if moves.get((record, key)) is None:
        moves[record, key] = expected


def not_current(record: str, current: int) -> Conflict:
    """Return how to say that a record stands at another version than somebody had before them."""
    return Conflict(OTHER_VERSION, record=record, current=current)


def _move(connection: Connection, moves: _Moves) -> None:
    for (record, key), expected in sorted(moves.items(), key=lambda move: move[0]):
        if expected is None:
            _to_the_next(connection, record, key)
        elif not _from(connection, record, key, expected):
            raise not_current(record, version_of(connection, record, key))


def _to_the_next(connection: Connection, record: str, key: str) -> None:
    first = _INSERT[connection.dialect.name](record_versions).values(
        record=record, key=key, version=1
    )
    again = {"version": record_versions.c.version + 1}
    connection.execute(first.on_conflict_do_update(index_elements=["record", "key"], set_=again))


def _from(connection: Connection, record: str, key: str, expected: int) -> bool:
    table = record_versions.c
    if expected == 0:
        first = _INSERT[connection.dialect.name](record_versions).values(
            record=record, key=key, version=1
        )
        return connection.execute(first.on_conflict_do_nothing()).rowcount == 1
    mine = (table.record == record, table.key == key, table.version == expected)
    moved = connection.execute(update(record_versions).where(*mine).values(version=expected + 1))
    return moved.rowcount == 1
