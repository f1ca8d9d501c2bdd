"""A durable count of tries for messages under suspicion of killing the process."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, select

from shared.messaging.inbox import INSERT
from shared.messaging.incoming import Key
from shared.messaging.tables import inbox_attempts as table


def count_attempt(connection: Connection, key: Key) -> int:
    """Count one more try and return how many there have been."""
    insert = INSERT[connection.dialect.name](table)
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=[table.c.source, table.c.message_id],
            set_={"attempts": table.c.attempts + 1},
        ),
        {"source": key.source, "message_id": key.message_id, "attempts": 1},
    )
    found = connection.execute(select(table.c.attempts).where(*_of(key))).scalar_one()
    return int(found)


def forget_attempt(connection: Connection, key: Key) -> None:
    """The try ended without killing us."""
    connection.execute(delete(table).where(*_of(key)))


def _of(key: Key) -> tuple[ColumnElement[bool], ...]:
    return table.c.source == key.source, table.c.message_id == key.message_id
