"""Parked messages: kept whole and sealed, with the reason, until a person decides.

A parked event also holds back the later ones of its subject that wait for it. Nothing is
replayed or discarded without a name and a reason, and both are audited. Replaying twice at once
applies once: the row changes state in one conditional update.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, and_, func, select, update

from shared.audit.trail import AuditTrail
from shared.contracts.envelope import Envelope, parse_after
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.messaging.delivery import ATTEMPT_HEADER, OURS, Delivery
from shared.messaging.fates import Fate, Verdict
from shared.messaging.inbox import INSERT, REPLAYED_FLAG, BatchInbox, joined
from shared.messaging.incoming import Key, Stream
from shared.messaging.tables import inbox_held, parked_messages
from shared.security.actors import Actor
from shared.security.sealing import SealingKey, seal
from shared.store.paging import Order, page

if TYPE_CHECKING:
    from shared.messaging.runtime import Runtime

PARKED, REPLAYED, DISCARDED, RELEASED = "parked", "replayed", "discarded", "released"
AFTER = f"{OURS}after"
_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Parked:
    """One parked message, without its body."""

    id: str
    queue: str
    state: str
    reason: str
    faults: tuple[str, ...]
    place: str
    attempts: int
    source: str
    message_id: str
    type: str
    subject: str
    sequence: int
    headers: Mapping[str, Any]
    parked_at: datetime
    settled_by: str | None
    settled_why: str | None
    settled_at: datetime | None


def park(
    connection: Connection,
    runtime: Runtime,
    delivery: Delivery,
    verdict: Verdict,
    known: Envelope | None,
) -> str:
    """Keep a message that could not be handled; parking it again changes nothing.

    ``known`` is its envelope when its sender was entitled to it: then it has a place in the
    order of its subject, and its later ones wait for what becomes of it.
    """
    found = _identity(delivery, known)
    if known is None:
        before = _same_bytes(connection, runtime, found, delivery)
    else:
        before = _parked_already(connection, found)
    if before is not None:
        return before
    row_id = str(uuid4())
    context = f"redress:kept:{runtime.service}".encode()
    row = {
        **found,
        "id": row_id,
        "queue": delivery.queue,
        "state": PARKED,
        "reason": verdict.code[:160],
        "faults": json.dumps(verdict.faults[:200]),
        "place": verdict.place[:1000],
        "attempts": delivery.attempt + 1,
        "body": seal(runtime.keys.sealing.public, delivery.body, context),
        "headers": json.dumps(
            delivery.kept_headers() | ({AFTER: known.after} if known and known.after else {})
        ),
        "parked_at": datetime.now(UTC),
    }
    connection.execute(parked_messages.insert(), row)
    return row_id


def list_parked(
    connection: Connection, *, state: str | None = PARKED, limit: int = 200
) -> list[Parked]:
    """Return parked messages, oldest first."""
    query = select(parked_messages).order_by(parked_messages.c.parked_at).limit(limit)
    if state is not None:
        query = query.where(parked_messages.c.state == state)
    return [_parked(row) for row in connection.execute(query)]


def page_of_parked(
    connection: Connection, *, state: str | None, after: UUID | None, limit: int
) -> tuple[list[Parked], UUID | None]:
    """Return one page of parked messages, oldest first, and behind which the next begins."""
    query = select(parked_messages)
    if state is not None:
        query = query.where(parked_messages.c.state == state)
    order = Order((parked_messages.c.parked_at, parked_messages.c.id))
    found = page(connection, query, order, behind=after, limit=limit)
    return [_parked(row) for row in found.rows], found.next_page


def count_parked(connection: Connection) -> int:
    """Return how many wait for a person."""
    waiting = parked_messages.c.state == PARKED
    return int(connection.execute(select(func.count()).where(waiting)).scalar_one())


def show(
    connection: Connection, id_: str, *, key: SealingKey | None = None, service: str = ""
) -> tuple[Parked, bytes]:
    """Return one message and, with the service's own key, its bytes. Raises ``NotFound``."""
    row = _row(connection, id_)
    body = b""
    if key is not None:
        body = key.open(bytes(row.body), f"redress:kept:{service}".encode())
    return _parked(row), body


def replay(
    connection: Connection, id_: str, *, by: Actor, reason: str, audit_key: bytes = b""
) -> None:
    """Let the service handle the message again, from its first try. Once, whoever else asks.

    Raises ``NotFound``, ``Refused`` (settled already, or an RPC request whose caller has gone)
    and ``InvalidInput`` (no reason given).
    """
    row = _row(connection, id_)
    if row.queue.startswith("rpc-"):
        raise Refused("rpc-request-cannot-be-replayed", parked=id_)
    _settle(connection, id_, REPLAYED, by=by, reason=reason)
    insert = INSERT[connection.dialect.name](inbox_held).on_conflict_do_nothing()
    headers = {k: v for k, v in json.loads(row.headers).items() if k not in {ATTEMPT_HEADER, AFTER}}
    headers[REPLAYED_FLAG] = 1
    connection.execute(
        insert,
        {
            "source": row.source or "unreadable",
            "message_id": row.message_id or id_,
            "subject": row.subject or f"parked/{id_}",
            "sequence": row.sequence,
            "body": bytes(row.body),
            "headers": json.dumps(headers),
            "held_at": datetime.now(UTC),
        },
    )
    _audit(connection, "replay_parked_message", id_, by, audit_key)


def discard(
    connection: Connection, id_: str, *, by: Actor, reason: str, audit_key: bytes = b""
) -> None:
    """Give the message up. Later ones of its subject that waited for it may now go on.

    Raises as ``replay`` does, and ``Refused`` while an earlier one of its subject is not
    settled: to go on from here would pass over that one.
    """
    row = _row(connection, id_)
    _settle(connection, id_, DISCARDED, by=by, reason=reason)
    if row.sequence and row.type:
        _pass_over(connection, row)
    _audit(connection, "discard_parked_message", id_, by, audit_key)


def note_decision(connection: Connection, held: Any, *, by: Actor, reason: str) -> None:
    """Keep who let a held message go before its turn, and why (its row ends with its effect)."""
    now = datetime.now(UTC)
    row = {
        "id": str(uuid4()),
        "queue": "",
        "state": RELEASED,
        "reason": "held",
        "faults": "[]",
        "place": "",
        "attempts": 0,
        "source": held.source,
        "message_id": held.message_id,
        "type": "",
        "subject": held.subject,
        "sequence": held.sequence,
        "body": b"",
        "headers": "{}",
        "parked_at": held.held_at,
        "settled_by": by.id,
        "settled_why": reason.strip()[:200],
        "settled_at": now,
    }
    connection.execute(parked_messages.insert(), row)


def _pass_over(connection: Connection, row: Any) -> None:
    stream, key = Stream(row.source, row.subject), Key(row.source, row.message_id)
    inbox = BatchInbox(connection, joined(connection))
    inbox.lock({stream})
    after = parse_after(json.loads(row.headers).get(AFTER, ""))
    if missing := inbox.missing(stream, after):
        raise Refused("earlier-message-not-settled", parked=row.id, waits_for=",".join(missing))
    inbox.load_seen([key])
    if not inbox.has_seen(key):
        inbox.settle_as(key, stream, row.type, row.sequence, Fate.DISCARDED, None)
    inbox.write([], [])


def _settle(connection: Connection, id_: str, state: str, *, by: Actor, reason: str) -> None:
    if len(reason.strip()) < 3:
        raise InvalidInput("reason-missing", (Fault("reason", "too-short"),))
    changed = connection.execute(
        update(parked_messages)
        .where(and_(parked_messages.c.id == id_, parked_messages.c.state == PARKED))
        .values(
            state=state,
            settled_by=by.id,
            settled_why=reason.strip()[:200],
            settled_at=datetime.now(UTC),
        )
    )
    if changed.rowcount != 1:
        raise Refused("parked-message-settled-already", parked=id_)


def _audit(connection: Connection, action: str, id_: str, by: Actor, key: bytes) -> None:
    AuditTrail(connection, key).record(
        action=action, subject=f"parked/{id_}", by=by, at=datetime.now(UTC)
    )


def _identity(delivery: Delivery, known: Envelope | None) -> dict[str, Any]:
    if known is None:
        return {
            "source": "",
            "message_id": delivery.message_id[:64],
            "type": delivery.route[:120],
            "subject": "",
            "sequence": 0,
        }
    return {
        "source": known.source,
        "message_id": str(known.id),
        "type": known.type,
        "subject": known.subject,
        "sequence": known.sequence,
    }


def _parked_already(connection: Connection, found: dict[str, Any]) -> str | None:
    table = parked_messages.c
    known = select(table.id).where(
        table.message_id == found["message_id"],
        table.source == found["source"],
        table.state == PARKED,
    )
    return connection.execute(known).scalars().first()


def _same_bytes(
    connection: Connection, runtime: Runtime, found: dict[str, Any], delivery: Delivery
) -> str | None:
    """A stranger's message id proves nothing: only the same bytes again are the same message.

    They come again when the process died between parking them and acknowledging them.
    """
    if not found["message_id"] and not delivery.redelivered:
        return None
    table = parked_messages.c
    rows = connection.execute(
        select(table.id, table.body)
        .where(
            table.message_id == found["message_id"],
            table.source == found["source"],
            table.type == found["type"],
            table.state == PARKED,
        )
        .order_by(table.parked_at.desc())
        .limit(_COMPARED)
    )
    key, context = runtime.keys.sealing, f"redress:kept:{runtime.service}".encode()
    same = (row.id for row in rows if key.open(bytes(row.body), context) == delivery.body)
    return next(same, None)


def _row(connection: Connection, id_: str) -> Any:
    row = connection.execute(select(parked_messages).where(parked_messages.c.id == id_)).first()
    if row is None:
        raise NotFound("parked-message-unknown", parked=id_)
    return row


def _parked(row: Any) -> Parked:
    fields = {name: getattr(row, name) for name in Parked.__dataclass_fields__}
    fields["faults"] = tuple(json.loads(row.faults))
    fields["headers"] = json.loads(row.headers)
    return Parked(**fields)
