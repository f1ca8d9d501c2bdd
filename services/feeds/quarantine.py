"""What was turned away for its form, held sealed until somebody corrects, releases or discards it.

Also what nobody could read, and what broke our own translation. Only this feed's private key
opens it; every look and every decision carries a name and is audited. It goes after the days
that the agreement gives.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, func, select, update

from services.feeds.boundary import PLAIN, Arrived, Turned, admit, check
from services.feeds.tables import agency_messages, batches, quarantine
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.security.sealing import seal

if TYPE_CHECKING:
    from services.feeds.receiving import Feed
    from shared.messaging.unit_of_work import UnitOfWork
    from shared.security.key_files import ServiceKeys

CONTEXT = b"redress:quarantine"
HELD, RELEASED, DISCARDED = "held", "released", "discarded"
_FAULTS_KEPT = 20_000
HELD_AT_MOST = 5_000
"""Beyond that, an agency that sends garbage is refused and nothing is kept of it."""


@dataclass(frozen=True, slots=True)
class Held:
    """One held message, without what it says."""

    feed_message_id: UUID
    message_id: str
    state: str
    faults: tuple[Fault, ...]
    arrived_at: datetime
    corrected: bool
    settled_by: str | None
    settled_why: str | None


def hold(
    uow: UnitOfWork,
    keys: ServiceKeys,
    arrived: Arrived,
    feed_message_id: UUID,
    faults: Sequence[Fault],
) -> None:
    """Keep a message for staff, sealed to this feed."""
    uow.connection.execute(
        quarantine.insert().values(
            feed_message_id=feed_message_id,
            body=seal(keys.sealing.public, arrived.body, CONTEXT),
            arrived_at=uow.now(),
            message_id=arrived.message_id,
            correlation_id=arrived.correlation_id[:255],
            content_type=arrived.content_type[:60],
            state=HELD,
            faults=_written(faults),
        )
    )


def has_room(connection: Connection) -> bool:
    """Whether one more may be held."""
    waiting = select(func.count()).where(quarantine.c.state == HELD)
    count: int = connection.execute(waiting).scalar_one()
    return count < HELD_AT_MOST


def list_held(connection: Connection, *, settled_too: bool = False) -> list[Held]:
    """Return held messages, oldest first."""
    query = select(quarantine).order_by(quarantine.c.arrived_at, quarantine.c.feed_message_id)
    if not settled_too:
        query = query.where(quarantine.c.state == HELD)
    return [_held(row) for row in connection.execute(query)]


def look(uow: UnitOfWork, feed: Feed, feed_message_id: UUID, *, purpose: str) -> bytes:
    """Return what the agency wrote, or its correction so far. Audited. Raises ``NotFound``."""
    row = _row(uow.connection, feed_message_id)
    uow.audit("quarantine.read", subject=_subject(feed_message_id), purpose=purpose)
    return feed.keys.sealing.open(bytes(row.corrected or row.body), CONTEXT)


def correct(uow: UnitOfWork, feed: Feed, feed_message_id: UUID, body: bytes) -> tuple[Fault, ...]:
    """Put a corrected text in place, in the agency's own words; returns what is still wrong.

    Raises ``NotFound``, and ``Refused`` when it was settled already.
    """
    row = _open_row(uow.connection, feed_message_id)
    faults = _faults_of(uow, feed, _as_arrived(row, body))
    _change(
        uow,
        feed_message_id,
        corrected=seal(feed.keys.sealing.public, body, CONTEXT),
        faults=_written(faults),
    )
    uow.audit("quarantine.corrected", subject=_subject(feed_message_id), faults=len(faults))
    return faults


def release(uow: UnitOfWork, feed: Feed, feed_message_id: UUID, *, reason: str) -> None:
    """Hand a held message to intake, as it stands now; the agency gets its receipt.

    Raises ``NotFound``, ``Refused`` (settled already) and ``InvalidInput`` with what is wrong still.
    """
    row = _open_row(uow.connection, feed_message_id)
    body = feed.keys.sealing.open(bytes(row.corrected or row.body), CONTEXT)
    arrived = _as_arrived(row, body)
    if row.corrected is None:
        arrived = replace(arrived, content_type=row.content_type)
    accepted = check(arrived, feed.book, feed.dialect, uow.today(), feed.keys.sealing)
    _settle(uow, feed_message_id, RELEASED, reason)
    uow.connection.execute(
        update(agency_messages)
        .where(agency_messages.c.feed_message_id == feed_message_id)
        .values(
            agreement=accepted.agreement.id, dropped=",".join(accepted.dropped)[:4000], answer=None
        )
    )
    again = select(agency_messages.c.batch).where(
        agency_messages.c.feed_message_id == feed_message_id
    )
    uow.connection.execute(
        update(batches).where(batches.c.batch.in_(again)).values(answered_at=None)
    )
    feed.hand_on(uow, feed_message_id, accepted)


def discard(uow: UnitOfWork, feed: Feed, feed_message_id: UUID, *, reason: str) -> None:
    """Give a held message up. Raises as ``release`` does."""
    _open_row(uow.connection, feed_message_id)
    _settle(uow, feed_message_id, DISCARDED, reason)


def _settle(uow: UnitOfWork, feed_message_id: UUID, state: str, reason: str) -> None:
    if len(reason.strip()) < 3:
        raise InvalidInput("reason-missing", (Fault("reason", "too-short"),))
    changed = uow.connection.execute(
        update(quarantine)
        .where(quarantine.c.feed_message_id == feed_message_id, quarantine.c.state == HELD)
        .values(
            state=state,
            settled_by=uow.actor.id,
            settled_why=reason.strip()[:200],
            settled_at=uow.now(),
        )
    )
    if changed.rowcount != 1:
        raise Refused("quarantined-message-settled-already", feed_message=feed_message_id)
    uow.audit(f"quarantine.{state}", subject=_subject(feed_message_id))


def _faults_of(uow: UnitOfWork, feed: Feed, arrived: Arrived) -> tuple[Fault, ...]:
    try:
        content = json.loads(arrived.body)
        if not isinstance(content, dict):
            return (Fault("message", "not-an-object"),)
        admit(content, feed.book, feed.dialect, uow.today())
    except ValueError:
        return (Fault("message", "unparseable"),)
    except Turned as turned:
        return turned.faults
    return ()


def _as_arrived(row: Any, body: bytes) -> Arrived:
    return Arrived(body=body, content_type=PLAIN, message_id=row.message_id or "")


def _row(connection: Connection, feed_message_id: UUID) -> Any:
    query = select(quarantine).where(quarantine.c.feed_message_id == feed_message_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("quarantined-message-unknown", feed_message=feed_message_id)
    return row


def _open_row(connection: Connection, feed_message_id: UUID) -> Any:
    row = _row(connection, feed_message_id)
    if row.state != HELD:
        raise Refused("quarantined-message-settled-already", feed_message=feed_message_id)
    return row


def _change(uow: UnitOfWork, feed_message_id: UUID, **values: Any) -> None:
    uow.connection.execute(
        update(quarantine).where(quarantine.c.feed_message_id == feed_message_id).values(**values)
    )


def _written(faults: Sequence[Fault]) -> str:
    lines = [f"{fault.field}={fault.code}" for fault in faults]
    while len(";".join(lines)) > _FAULTS_KEPT:
        lines.pop()
    return ";".join(lines)


def _held(row: Any) -> Held:
    faults = tuple(Fault(*part.split("=", 1)) for part in (row.faults or "").split(";") if part)
    return Held(
        feed_message_id=row.feed_message_id,
        message_id=row.message_id or "",
        state=row.state,
        faults=faults,
        arrived_at=row.arrived_at,
        corrected=row.corrected is not None,
        settled_by=row.settled_by,
        settled_why=row.settled_why,
    )


def _subject(feed_message_id: UUID) -> str:
    return f"feed_message/{feed_message_id}"
