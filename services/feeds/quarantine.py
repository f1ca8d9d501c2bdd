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

from services.feeds.boundary import PLAIN, Arrived, admit, check, read
from services.feeds.tables import agency_messages, batches, quarantine
from services.feeds.turned import Turned
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.security.actors import partner_actor
from shared.security.sealing import seal
from shared.store.paging import Order, page

if TYPE_CHECKING:
    from services.feeds.receiving import Feed
    from shared.messaging.unit_of_work import UnitOfWork
    from shared.security.key_files import ServiceKeys

CONTEXT = b"redress:quarantine"
HELD, RELEASED, DISCARDED, REJECTED = "held", "released", "discarded", "rejected"
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
    settled_at: datetime | None


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
    return count_held(connection) < HELD_AT_MOST


def count_held(connection: Connection) -> int:
    """Return how many messages wait for staff."""
    waiting = select(func.count()).where(quarantine.c.state == HELD)
    count: int = connection.execute(waiting).scalar_one()
    return count


def list_held(
    connection: Connection, *, settled_too: bool = False, limit: int | None = None
) -> list[Held]:
    """Return held messages, oldest first."""
    query = select(quarantine).order_by(quarantine.c.arrived_at, quarantine.c.feed_message_id)
    if not settled_too:
        query = query.where(quarantine.c.state == HELD)
    return [_held(row) for row in connection.execute(query.limit(limit))]


def look(uow: UnitOfWork, feed: Feed, feed_message_id: UUID, *, purpose: str) -> bytes:
    """Return what the agency wrote, or its correction so far. Audited. Raises ``NotFound``."""
    row = _row(uow.connection, feed_message_id)
    uow.audit("quarantine.read", subject=_subject(feed_message_id), purpose=purpose)
    return feed.keys.sealing.open(bytes(row.corrected or row.body), CONTEXT)


def page_of_held(
    connection: Connection, *, settled_too: bool, after: UUID | None, limit: int
) -> tuple[list[Held], UUID | None]:
    """Return one page of held messages, oldest first, and behind which the next begins."""
    query = select(quarantine)
    if not settled_too:
        query = query.where(quarantine.c.state == HELD)
    order = Order((quarantine.c.arrived_at, quarantine.c.feed_message_id))
    found = page(connection, query, order, behind=after, limit=limit)
    return [_held(row) for row in found.rows], found.next_page


def find(connection: Connection, feed_message_id: UUID) -> Held:
    """Return one held message without what it says. Raises ``NotFound``."""
    return _held(_row(connection, feed_message_id))


def contents(
    connection: Connection, feed: Feed, feed_message_id: UUID
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the agency wrote and what it says now, corrected or the same; audit it yourself.

    Raises ``NotFound``, and ``Turned`` for what nobody can read as a form.
    """
    row = _row(connection, feed_message_id)
    body = feed.keys.sealing.open(bytes(row.body), CONTEXT)
    arrived = replace(_as_arrived(row, body), content_type=row.content_type or PLAIN)
    original = read(arrived, feed.book.feed, feed.keys.sealing)
    if row.corrected is None:
        return original, original
    better = _as_arrived(row, feed.keys.sealing.open(bytes(row.corrected), CONTEXT))
    return original, read(better, feed.book.feed, feed.keys.sealing)


def correct(
    uow: UnitOfWork,
    feed: Feed,
    feed_message_id: UUID,
    body: bytes,
    *,
    fields: Sequence[str] = (),
) -> tuple[Fault, ...]:
    """Put a corrected text in place, in the agency's own words; returns what is still wrong.

    What the agency wrote stays beside it. ``fields``: the names of what was corrected, for the
    audit. Raises ``NotFound``, and ``Refused`` when it was settled already.
    """
    row = _open_row(uow.connection, feed_message_id)
    faults = _faults_of(uow, feed, _as_arrived(row, body))
    _change(
        uow,
        feed_message_id,
        corrected=seal(feed.keys.sealing.public, body, CONTEXT),
        faults=_written(faults),
    )
    uow.audit(
        "quarantine.corrected",
        subject=_subject(feed_message_id),
        faults=len(faults),
        fields=tuple(fields),
    )
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
    _answer_its_file_again(uow.connection, feed_message_id)
    # Nobody but the agency is believed of a feed: in a manager's name intake would refuse it.
    feed.hand_on(uow.in_the_name_of(partner_actor(feed.agency)), feed_message_id, accepted)


def reject(
    uow: UnitOfWork, feed: Feed, feed_message_id: UUID, *, because: str, reason: str
) -> None:
    """Give a held message up and tell its sender why, by a code. Raises as ``release`` does.

    ``reason`` is for us: it is kept with the name and never leaves.
    """
    _open_row(uow.connection, feed_message_id)
    _settle(uow, feed_message_id, REJECTED, reason)
    _answer_its_file_again(uow.connection, feed_message_id)
    feed.refuse(uow, feed_message_id, Fault("message", because))


def discard(uow: UnitOfWork, feed: Feed, feed_message_id: UUID, *, reason: str) -> None:
    """Give a held message up. Raises as ``release`` does."""
    _open_row(uow.connection, feed_message_id)
    _settle(uow, feed_message_id, DISCARDED, reason)


def _answer_its_file_again(connection: Connection, feed_message_id: UUID) -> None:
    """Let the receipts file of the batch, if it came in one, be written anew."""
    mine = agency_messages.c.feed_message_id == feed_message_id
    batch = select(agency_messages.c.batch).where(mine)
    connection.execute(update(batches).where(batches.c.batch.in_(batch)).values(answered_at=None))


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
        settled_at=row.settled_at,
    )


def _subject(feed_message_id: UUID) -> str:
    return f"feed_message/{feed_message_id}"
