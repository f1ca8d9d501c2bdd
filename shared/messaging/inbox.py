"""The inbox of one batch: what was seen, whose turn it is, who waits, all inside one transaction.

``inbox`` remembers every settled message, ``inbox_streams`` what has been applied of each
subject by type, ``inbox_held`` what came too early. Rows of the streams are locked in one
order until the commit, so that replicas apply a subject's events in sequence.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shared.messaging.fates import Fate
from shared.messaging.incoming import Incoming, Key, Stream
from shared.messaging.tables import inbox, inbox_bindings, inbox_held, inbox_streams

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_SEEN = select(inbox.c.source, inbox.c.message_id).where(
    inbox.c.message_id.in_(bindparam("ids", expanding=True))
)
_STREAMS = (
    select(inbox_streams.c.source, inbox_streams.c.subject, inbox_streams.c.applied)
    .where(inbox_streams.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(inbox_streams.c.source, inbox_streams.c.subject)
    .with_for_update()
)
_HELD = select(inbox_held).where(inbox_held.c.subject.in_(bindparam("subjects", expanding=True)))
_ADVANCE = (
    update(inbox_streams)
    .where(
        inbox_streams.c.source == bindparam("of_source"),
        inbox_streams.c.subject == bindparam("of_subject"),
    )
    .values(applied=bindparam("applied"))
)
_RELEASE = delete(inbox_held).where(
    inbox_held.c.source == bindparam("of_source"),
    inbox_held.c.message_id == bindparam("of_id"),
)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A message in our own store that waits for its turn."""

    key: Key
    stream: Stream
    body: bytes
    headers: dict[str, Any]


class BatchInbox:
    """The inbox as one transaction sees and changes it."""

    def __init__(self, connection: Connection, joined: dict[str, int]) -> None:
        """``joined`` maps each bound type to the second since which its events reach us."""
        self._connection = connection
        self._joined = joined
        self._seen: set[Key] = set()
        self._applied: dict[Stream, dict[str, int]] = {}
        self._moved: set[Stream] = set()
        self._settled: list[dict[str, Any]] = []
        self.held: dict[Stream, list[HeldRow]] = {}

    def load(self, items: Sequence[Incoming]) -> None:
        """Read and lock what concerns these messages: three statements for any number."""
        connection = self._connection
        found = connection.execute(_SEEN, {"ids": [item.key.message_id for item in items]})
        self._seen = {Key(row.source, row.message_id) for row in found}
        self.lock({item.stream for item in items})

    def lock(self, streams: set[Stream]) -> None:
        """Lock the streams' rows, making those that are missing."""
        ordered = sorted(streams)
        insert = INSERT[self._connection.dialect.name](inbox_streams).on_conflict_do_nothing()
        self._connection.execute(
            insert, [{"source": s.source, "subject": s.subject, "applied": "{}"} for s in ordered]
        )
        subjects = [stream.subject for stream in ordered]
        for row in self._connection.execute(_STREAMS, {"subjects": subjects}):
            self._applied[Stream(row.source, row.subject)] = json.loads(row.applied)
        for row in self._connection.execute(_HELD, {"subjects": subjects}):
            held = _held_row(row)
            self.held.setdefault(held.stream, []).append(held)

    def is_duplicate(self, item: Incoming) -> bool:
        """Whether it was settled before (also if its inbox row has been cleaned away)."""
        if item.key in self._seen:
            return True
        last = self._applied[item.stream].get(item.envelope.type, 0)
        recorded = int(item.envelope.recordedtime.timestamp())
        joined = self._joined.get(item.envelope.type, 0)
        return item.envelope.sequence <= last and recorded > joined

    def is_held(self, item: Incoming) -> bool:
        """Whether the same message waits already."""
        return any(row.key == item.key for row in self.held.get(item.stream, ()))

    def may_apply(self, item: Incoming) -> bool:
        """Whether every earlier message of its subject that reaches us has been applied."""
        applied = self._applied[item.stream]
        return all(
            applied.get(kind, 0) >= sequence
            or kind not in self._joined
            or epoch <= self._joined[kind]
            for kind, (sequence, epoch) in item.after.items()
        )

    def settle(self, item: Incoming, fate: Fate, code: str | None = None) -> None:
        """Note that the message has had its effect (or was refused it)."""
        self._seen.add(item.key)
        self.advance(item.stream, item.envelope.type, item.envelope.sequence)
        self._settled.append(
            {
                "source": item.key.source,
                "message_id": item.key.message_id,
                "type": item.envelope.type,
                "fate": fate.value,
                "code": code,
                "settled_at": datetime.now(UTC),
            }
        )

    def advance(self, stream: Stream, type_: str, sequence: int) -> None:
        """Move the stream on to ``sequence`` of this type."""
        applied = self._applied[stream]
        applied[type_] = max(sequence, applied.get(type_, 0))
        self._moved.add(stream)

    def write(self, hold: Iterable[dict[str, Any]], release: Iterable[Key]) -> None:
        """Write all of it: settled rows, moved streams, held and released messages."""
        connection = self._connection
        if self._settled:
            connection.execute(inbox.insert(), self._settled)
        if self._moved:
            connection.execute(_ADVANCE, [self._moved_row(stream) for stream in self._moved])
        if rows := list(hold):
            insert = INSERT[connection.dialect.name](inbox_held).on_conflict_do_nothing()
            connection.execute(insert, rows)
        if keys := list(release):
            forget_held(connection, keys)

    def _moved_row(self, stream: Stream) -> dict[str, Any]:
        return {
            "of_source": stream.source,
            "of_subject": stream.subject,
            "applied": json.dumps(self._applied[stream]),
        }


def forget_held(connection: Connection, keys: Iterable[Key]) -> None:
    """Take messages out of the held ones."""
    rows = [{"of_source": key.source, "of_id": key.message_id} for key in keys]
    if rows:
        connection.execute(_RELEASE, rows)


def held_rows(connection: Connection, limit: int = 500) -> list[HeldRow]:
    """Return the messages that wait, oldest first."""
    found = connection.execute(select(inbox_held).order_by(inbox_held.c.held_at).limit(limit))
    return [_held_row(row) for row in found]


def join(connection: Connection, types: Iterable[str]) -> dict[str, int]:
    """Note since when each type reaches this consumer; return it for all of them."""
    now = int(time.time())
    insert = INSERT[connection.dialect.name](inbox_bindings).on_conflict_do_nothing()
    if rows := [{"type": kind, "joined_at": now} for kind in sorted(types)]:
        connection.execute(insert, rows)
    found = connection.execute(select(inbox_bindings))
    return {row.type: row.joined_at for row in found if row.type in types}


def _held_row(row: Any) -> HeldRow:
    return HeldRow(
        key=Key(row.source, row.message_id),
        stream=Stream(row.source, row.subject),
        body=bytes(row.body),
        headers=json.loads(row.headers),
    )


def count_held(connection: Connection) -> int:
    """Return how many messages wait for an earlier one of their subject."""
    return int(connection.execute(select(func.count()).select_from(inbox_held)).scalar_one())
