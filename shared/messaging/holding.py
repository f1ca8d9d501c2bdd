"""Held messages as an operator sees them: what each waits for, and a way to let one go.

A message is held while an earlier one of its subject is missing: still on its way, in a retry
queue, or parked. One that stays long is shown with what it waits for. Usually that is parked:
replay or discard it, and the rest follows. If it is nowhere (a broker that lost it, an agency
that will not send again), ``release`` lets the held one go first, by name and with a reason.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select, update

from shared.audit.trail import AuditTrail
from shared.contracts.envelope import Envelope, parse_after
from shared.kernel.errors import Fault, InvalidInput, NotFound
from shared.messaging.inbox import RELEASED_FLAG, BatchInbox, joined
from shared.messaging.incoming import Stream
from shared.messaging.keeping import KEEPING, Keeping
from shared.messaging.parking import note_decision
from shared.messaging.tables import inbox_held, parked_messages
from shared.security.actors import Actor
from shared.security.sealing import SealingKey


@dataclass(frozen=True, slots=True)
class Held:
    """One held message. ``waits_for`` is ``type=sequence``, with the id where it is parked."""

    source: str
    message_id: str
    type: str
    subject: str
    sequence: int
    held_at: datetime
    released: bool
    waits_for: tuple[tuple[str, str | None], ...]


def list_held(
    connection: Connection, key: SealingKey, service: str, *, keeping: Keeping = KEEPING
) -> list[Held]:
    """Return every held message, the longest held first. Needs the service's own key."""
    rows = connection.execute(select(inbox_held).order_by(inbox_held.c.held_at)).all()
    inbox = BatchInbox(connection, joined(connection), keeping)
    inbox.look_at({Stream(row.source, row.subject) for row in rows})
    return [_held(connection, inbox, row, key, service) for row in rows]


def count_late(connection: Connection, keeping: Keeping = KEEPING) -> int:
    """Return how many have been held for longer than a predecessor may take."""
    before = datetime.fromtimestamp(time.time() - keeping.held_late_s, UTC)
    late = select(func.count()).where(inbox_held.c.held_at < before)
    return int(connection.execute(late).scalar_one())


def release(
    connection: Connection, message_id: str, *, by: Actor, reason: str, audit_key: bytes = b""
) -> None:
    """Let a held message take effect without what it waits for; the service does so in seconds.

    If the missing one comes after all, it takes effect then. Raises ``NotFound`` and
    ``InvalidInput`` (no reason given).
    """
    if len(reason.strip()) < 3:
        raise InvalidInput("reason-missing", (Fault("reason", "too-short"),))
    mine = inbox_held.c.message_id == message_id
    found = connection.execute(select(inbox_held).where(mine)).first()
    if found is None:
        raise NotFound("held-message-unknown", message=message_id)
    note_decision(connection, found, by=by, reason=reason)
    headers = json.loads(found.headers) | {RELEASED_FLAG: 1}
    connection.execute(update(inbox_held).where(mine).values(headers=json.dumps(headers)))
    AuditTrail(connection, audit_key).record(
        action="release_held_message",
        subject=f"held/{message_id}",
        by=by,
        at=datetime.now(UTC),
    )


def _held(
    connection: Connection, inbox: BatchInbox, row: Any, key: SealingKey, service: str
) -> Held:
    plain = key.open(bytes(row.body), f"redress:kept:{service}".encode())
    try:
        envelope = Envelope.model_validate_json(plain)
    except ValueError:  # a replayed message that nobody could read: it waits for nothing
        envelope = None
    stream = Stream(row.source, row.subject)
    missing = inbox.missing(stream, parse_after(envelope.after)) if envelope else []
    return Held(
        source=row.source,
        message_id=row.message_id,
        type=envelope.type if envelope else "",
        subject=row.subject,
        sequence=row.sequence,
        held_at=row.held_at,
        released=RELEASED_FLAG in json.loads(row.headers),
        waits_for=tuple((one, _parked_as(connection, stream, one)) for one in missing),
    )


def _parked_as(connection: Connection, stream: Stream, missing: str) -> str | None:
    kind, _, sequence = missing.partition("=")
    table = parked_messages.c
    where = and_(
        table.source == stream.source,
        table.subject == stream.subject,
        table.type == kind,
        table.sequence == int(sequence),
        table.state == "parked",
    )
    return connection.execute(select(table.id).where(where)).scalars().first()
