"""The inbox of one batch: what was seen, whose turn it is, who waits, all inside one transaction.

``inbox`` remembers every settled message, ``inbox_streams`` what has been applied of each
subject by type, ``inbox_held`` what came too early. Rows of the streams are locked in one
order until the commit, so that replicas apply a subject's events in sequence.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from shared.messaging.delivery import OURS
from shared.messaging.fates import Fate
from shared.messaging.incoming import Incoming, Key, Stream
from shared.messaging.keeping import KEEPING, Keeping
from shared.messaging.tables import inbox, inbox_bindings, inbox_held, inbox_streams
from shared.store.many import Additions, Changes

REPLAYED_FLAG, RELEASED_FLAG = f"{OURS}replayed", f"{OURS}released"
MOVED = "moved"  # in a stream's row beside the types: the second of its last move
INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_SEEN = select(inbox.c.source, inbox.c.message_id).where(
    inbox.c.message_id.in_(bindparam("ids", expanding=True))
)
_STREAMS = (
    select(inbox_streams.c.source, inbox_streams.c.subject, inbox_streams.c.applied)
    .where(inbox_streams.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(inbox_streams.c.source, inbox_streams.c.subject)
)
_LOCKED_STREAMS = _STREAMS.with_for_update()
_HELD = select(inbox_held).where(inbox_held.c.subject.in_(bindparam("subjects", expanding=True)))
_NEW_STREAMS = Additions(inbox_streams, "source", "subject", "applied")
_ADVANCE = Changes(inbox_streams, by=("source", "subject"), sets=("applied",))
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

    def plain_headers(self) -> dict[str, Any]:
        """The message's own headers, without our notes about it."""
        return {k: v for k, v in self.headers.items() if not k.startswith(OURS)}

    def flagged(self, item: Incoming) -> Incoming:
        """Return the message with what an operator decided about it."""
        replayed, released = REPLAYED_FLAG in self.headers, RELEASED_FLAG in self.headers
        if not (replayed or released):
            return item
        return replace(item, replayed=replayed or released, released=released)


class BatchInbox:
    """The inbox as one transaction sees and changes it."""

    def __init__(
        self, connection: Connection, joined: Mapping[str, int], keeping: Keeping = KEEPING
    ) -> None:
        """``joined`` maps each bound type to the second since which its events reach us."""
        self._connection = connection
        self._joined = joined
        self._keeping = keeping
        self._seen: set[Key] = set()
        self._applied: dict[Stream, dict[str, int]] = {}
        self._moved: set[Stream] = set()
        self._settled: list[dict[str, Any]] = []
        self.held: dict[Stream, list[HeldRow]] = {}

    def load(self, items: Sequence[Incoming]) -> None:
        """Read and lock what concerns these messages: three statements for any number."""
        self.load_seen([item.key for item in items])
        self.lock({item.stream for item in items})

    def load_seen(self, keys: Sequence[Key]) -> None:
        """Read which of these have been settled."""
        found = self._connection.execute(_SEEN, {"ids": [key.message_id for key in keys]})
        self._seen = {Key(row.source, row.message_id) for row in found}

    def has_seen(self, key: Key) -> bool:
        """Whether this one has been settled."""
        return key in self._seen

    def lock(self, streams: set[Stream]) -> None:
        """Lock the streams' rows, making those that are missing."""
        ordered = sorted(streams)
        fresh = [{"source": s.source, "subject": s.subject, "applied": "{}"} for s in ordered]
        _NEW_STREAMS.write(self._connection, fresh)
        self._read_streams(_LOCKED_STREAMS, streams)
        subjects = [stream.subject for stream in ordered]
        for row in self._connection.execute(_HELD, {"subjects": subjects}):
            held = _held_row(row)
            self.held.setdefault(held.stream, []).append(held)

    def look_at(self, streams: set[Stream]) -> None:
        """Read how far these are, locking nothing."""
        self._applied = {stream: {} for stream in streams}
        self._read_streams(_STREAMS, streams)

    def _read_streams(self, query: Any, streams: set[Stream]) -> None:
        subjects = sorted({stream.subject for stream in streams})
        for row in self._connection.execute(query, {"subjects": subjects}):
            applied = json.loads(row.applied)
            applied.pop(MOVED, None)
            self._applied[Stream(row.source, row.subject)] = applied

    def is_duplicate(self, item: Incoming) -> bool:
        """Whether it was settled before."""
        return self.has_seen(item.key)

    def is_beyond_memory(self, item: Incoming) -> bool:
        """Whether it is older than the inbox remembers and may have had its effect already.

        Its inbox row, if there was one, may be gone: only a person can tell. Nobody is asked
        about a message that comes after the last one applied of its kind, nor about the
        backlog of a consumer that joined so lately that it remembers everything.
        """
        forgotten = time.time() - self._keeping.inbox_s
        recorded = int(item.envelope.recordedtime.timestamp())
        if item.replayed or recorded > forgotten:
            return False
        joined = self._joined.get(item.envelope.type, 0)
        if recorded <= joined:
            return joined <= forgotten
        applied = self._applied[item.stream]
        if not applied:
            return recorded <= time.time() - self._keeping.streams_s
        return item.envelope.sequence <= applied.get(item.envelope.type, 0)

    def is_held(self, item: Incoming) -> bool:
        """Whether the same message waits already."""
        return any(row.key == item.key for row in self.held.get(item.stream, ()))

    def may_apply(self, item: Incoming) -> bool:
        """Whether it is its turn, or an operator has let it go before."""
        return item.released or not self.missing(item.stream, item.after)

    def missing(self, stream: Stream, after: Mapping[str, tuple[int, int]]) -> list[str]:
        """Return what must still be applied before: each type with its sequence.

        What was recorded before this consumer joined does not reach it. A stream of which
        nothing is known any more was quiet for so long that its row has been cleaned away:
        what was recorded before that has been applied.
        """
        applied = self._applied[stream]
        horizon = 0 if applied else time.time() - self._keeping.streams_s
        return [
            f"{kind}={sequence}"
            for kind, (sequence, epoch) in sorted(after.items())
            if applied.get(kind, 0) < sequence
            and kind in self._joined
            and epoch >= self._joined[kind]
            and epoch > horizon
        ]

    def settle(self, item: Incoming, fate: Fate, code: str | None = None) -> None:
        """Note that the message has had its effect (or was refused it)."""
        self.settle_as(
            item.key, item.stream, item.envelope.type, item.envelope.sequence, fate, code
        )

    def settle_as(
        self, key: Key, stream: Stream, type_: str, sequence: int, fate: Fate, code: str | None
    ) -> None:
        """As ``settle``, for a message of which only its place is known."""
        self._seen.add(key)
        applied = self._applied[stream]
        applied[type_] = max(sequence, applied.get(type_, 0))
        self._moved.add(stream)
        self._settled.append(
            {
                "source": key.source,
                "message_id": key.message_id,
                "type": type_,
                "fate": fate.value,
                "code": code,
                "settled_at": datetime.now(UTC),
            }
        )

    def write(self, hold: Iterable[dict[str, Any]], release: Iterable[Key]) -> None:
        """Write all of it: settled rows, moved streams, held and released messages."""
        connection = self._connection
        if self._settled:
            connection.execute(inbox.insert(), self._settled)
        if self._moved:
            _ADVANCE.write(connection, [self._moved_row(stream) for stream in self._moved])
        if rows := list(hold):
            insert = INSERT[connection.dialect.name](inbox_held).on_conflict_do_nothing()
            connection.execute(insert, rows)
        if keys := list(release):
            forget_held(connection, keys)

    def _moved_row(self, stream: Stream) -> dict[str, Any]:
        return {
            "source": stream.source,
            "subject": stream.subject,
            "applied": json.dumps(self._applied[stream] | {MOVED: int(time.time())}),
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
    return {kind: since for kind, since in joined(connection).items() if kind in types}


def joined(connection: Connection) -> dict[str, int]:
    """Return since when each type has reached this consumer (also those it takes no more)."""
    return {row.type: row.joined_at for row in connection.execute(select(inbox_bindings))}


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
