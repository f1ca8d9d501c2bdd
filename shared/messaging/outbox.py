"""The outbox: what a transaction says, stored in it, each message in its place of the order.

``outbox_streams`` holds, per subject, the last ``sequence`` and the last sequence of each type.
Its row is locked until the commit, so with any number of replicas the sequence of a subject is
dense and the order of commits is the order of the sequence.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from shared.contracts.envelope import format_after
from shared.messaging.outgoing import COMMANDS_EXCHANGE, Outgoing
from shared.messaging.tables import outbox, outbox_streams
from shared.store.many import Additions, Changes

LastOf = dict[str, tuple[int, int]]


@dataclass(slots=True)
class _Stream:
    """A subject's place: its last sequence, and the last (sequence, epoch second) by type."""

    sequence: int
    last: LastOf = field(default_factory=dict)


def store_outgoing(connection: Connection, service: str, messages: Sequence[Outgoing]) -> None:
    """Give each message its place and store it. Call once, at the end of the transaction."""
    recorded = datetime.now(UTC)
    streams = _locked_streams(connection, sorted({message.subject for message in messages}))
    rows = [_row(message, streams[message.subject], service, recorded) for message in messages]
    connection.execute(outbox.insert(), rows)
    _SAVE_STREAMS.write(
        connection,
        [
            {"subject": subject, "sequence": stream.sequence, "last": json.dumps(stream.last)}
            for subject, stream in streams.items()
        ],
    )


def _row(message: Outgoing, stream: _Stream, service: str, recorded: datetime) -> dict[str, Any]:
    stream.sequence += 1
    body = message.body(
        source=f"redress/{service}",
        sequence=stream.sequence,
        after=format_after(stream.last),
        recorded=recorded,
    )
    stream.last[message.type] = (stream.sequence, int(time.time()))
    return {
        "message_id": str(message.id),
        "exchange": message.exchange,
        "type": message.type,
        "subject": message.subject,
        "sealed": message.exchange == COMMANDS_EXCHANGE,
        "body": body,
        "recorded_at": recorded,
    }


_SAVE_STREAMS = Changes(outbox_streams, by=("subject",), sets=("sequence", "last"))
_READ_STREAMS = select(
    outbox_streams.c.subject, outbox_streams.c.sequence, outbox_streams.c.last
).where(outbox_streams.c.subject.in_(bindparam("subjects", expanding=True)))
_NEW_STREAM: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


# The row of no subject: the highest sequence of any stream that was cleaned away. New streams
# begin above it, so that a subject which speaks again after years is never taken for a copy.
_NO_SUBJECT = ""
_FLOOR_ROW = outbox_streams.alias("floor")
_FLOOR = func.coalesce(
    select(_FLOOR_ROW.c.sequence).where(_FLOOR_ROW.c.subject == _NO_SUBJECT).scalar_subquery(), 0
)

_NEW_STREAMS = Additions(outbox_streams, "subject", "last", fixed={"sequence": _FLOOR})


def raise_floor(connection: Connection, sequence: int) -> None:
    """Let every stream made from now on begin above ``sequence``."""
    insert = _NEW_STREAM[connection.dialect.name](outbox_streams)
    higher = case(
        (insert.excluded.sequence > outbox_streams.c.sequence, insert.excluded.sequence),
        else_=outbox_streams.c.sequence,
    )
    connection.execute(
        insert.on_conflict_do_update(index_elements=["subject"], set_={"sequence": higher}),
        {"subject": _NO_SUBJECT, "sequence": sequence, "last": "{}"},
    )


def _locked_streams(connection: Connection, subjects: list[str]) -> dict[str, _Stream]:
    """Make the rows that are missing, then lock all in one order (or two would deadlock)."""
    _NEW_STREAMS.write(connection, [{"subject": subject, "last": "{}"} for subject in subjects])
    lock = _READ_STREAMS.order_by(outbox_streams.c.subject).with_for_update()
    found = connection.execute(lock, {"subjects": subjects})
    return {
        row.subject: _Stream(row.sequence, {k: tuple(v) for k, v in json.loads(row.last).items()})
        for row in found
    }
