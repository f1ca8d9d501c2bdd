"""The agency's side of a feed, over pika: takes what was delivered, one commit, then acks.

No faster than the agreement's limits: what is beyond them waits on the agency's queue.
"""

from __future__ import annotations

import logging
import threading
from base64 import b64decode
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pika
from pika.exceptions import AMQPError
from sqlalchemy import select, update

from services.feeds.address import parameters
from services.feeds.boundary import PLAIN, SEALED, Arrived, sealing_context
from services.feeds.cancelling import cancel_keeping
from services.feeds.limits import Pace
from services.feeds.outbound import KEPT, OWED
from services.feeds.tables import answers, disclosure_log
from services.feeds.taking import BATCH, take
from services.feeds.tending import tend
from services.feeds.withholding import may_leave, withhold_ended
from shared.messaging import failpoints
from shared.messaging.context import Context
from shared.messaging.fates import is_store_away
from shared.security.sealing import seal

if TYPE_CHECKING:
    from services.feeds.receiving import Feed
    from shared.messaging.runtime import Runtime

_LOGGED = answers.c.disclosure_id == disclosure_log.c.disclosure_id
_UNSENT = (
    select(answers, disclosure_log.c.kind, disclosure_log.c.agreement, disclosure_log.c.clause)
    .outerjoin(disclosure_log, _LOGGED)
    .where(answers.c.sent_at.is_(None))
    .order_by(answers.c.position)
    .limit(BATCH)
)
_NAMING_NOBODY = _UNSENT.where(answers.c.sealed.is_not(True))
PAUSE_S = 1.0
TEND_S = 60.0
FAULTS = (AMQPError, OSError)
log = logging.getLogger(__name__)


class Desk:
    """Reads ``inbound``, fills ``outbound`` on the agency's virtual host, keeps the calendar."""

    def __init__(self, url: str, feed: Feed, runtime: Runtime) -> None:
        self._url = url
        self._feed = feed
        self._runtime = runtime
        self._stopping = threading.Event()
        self._news = threading.Event()
        self._threads: list[threading.Thread] = []
        self._pace = Pace(feed.book.main.limits)
        self.reading = False
        self.answering = False

    def start(self) -> None:
        """Work from now on, in the background; a broker that is away is waited for."""
        self._runtime.store.on_commit(self._news.set)
        works = ((self._lasting, (self._read,)), (self._lasting, (self._answer,)), (self._tend, ()))
        for target, args in works:
            thread = threading.Thread(target=target, args=args, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, grace_s: float = 10.0) -> None:
        """Finish the batch in hand, then close."""
        self._stopping.set()
        self._news.set()
        for thread in self._threads:
            thread.join(grace_s)

    def _lasting(self, work: Any) -> None:
        while not self._stopping.is_set():
            try:
                with pika.BlockingConnection(parameters(self._url)) as connection:
                    work(connection)
            except Exception as fault:  # noqa: BLE001 - waits for broker and store alike
                away = isinstance(fault, FAULTS) or is_store_away(fault)
                level = logging.WARNING if away else logging.ERROR
                log.log(level, "agency-desk-waits", extra={"code": type(fault).__name__})
            self.reading = self.reading and work != self._read
            self.answering = self.answering and work != self._answer
            self._stopping.wait(PAUSE_S)

    def _read(self, connection: Any) -> None:
        channel = connection.channel()
        channel.basic_qos(prefetch_count=BATCH)
        inbound: list[Arrived] = []
        tag = channel.basic_consume("inbound", lambda *message: inbound.append(_arrived(*message)))
        while not self._stopping.is_set():
            self.reading = True
            connection.process_data_events(time_limit=0.25)
            if batch := self._allowed(inbound):
                failpoints.reach("desk.received")
                take(self._runtime, self._feed, batch)
                failpoints.reach("desk.before_ack")
                channel.basic_ack(batch[-1].tag, multiple=True)
            if not channel.is_open or not channel.consumer_tags:
                raise OSError("the broker cancelled the consumer")
        # What was delivered is settled first: a clean stop has nothing delivered twice.
        cancel_keeping(connection, channel, tag)
        if inbound:
            take(self._runtime, self._feed, inbound)
            channel.basic_ack(inbound[-1].tag, multiple=True)

    def _allowed(self, inbound: list[Arrived]) -> list[Arrived]:
        """Take from the front what the agreement's rate allows now; the rest waits, unsettled."""
        allowed = self._pace.take(len(inbound)) if inbound else 0
        batch, inbound[:] = inbound[:allowed], inbound[allowed:]
        waits = len(inbound)
        self._runtime.metrics.set("feed_messages_waiting", waits, agency=self._feed.agency)
        return batch

    def _tend(self) -> None:
        """Keep the calendar, a minute apart; a store that is away is waited for."""
        while not self._stopping.is_set():
            try:
                tend(self._runtime, self._feed)
            except Exception as fault:  # noqa: BLE001 - the next minute tries again
                log.warning("feed-calendar-waits", extra={"code": type(fault).__name__})
            self._stopping.wait(TEND_S)

    def _answer(self, connection: Any) -> None:
        channel = connection.channel()
        channel.confirm_delivery()
        while not self._stopping.is_set():
            self.answering = True
            self._news.clear()
            self._send_waiting(channel)
            connection.process_data_events(time_limit=0)
            self._news.wait(0.5)

    def waiting(self) -> list[Any]:
        """Return what is to leave now; what its clause allows no longer is kept back for good."""
        # A broker keeps what it holds on its disk: what names a person waits for the agency's key.
        book, today = self._feed.book, self._runtime.clock.today()
        query = _NAMING_NOBODY if book.main.sealing_key is None else _UNSENT
        with self._runtime.store.reading() as connection:
            found = connection.execute(query).all()
        going = [row for row in found if may_leave(row, book, today)]
        if len(going) < len(found):
            kept = {row.disclosure_id for row in found} - {row.disclosure_id for row in going}
            withhold_ended(self._runtime, kept)
        return going

    def _send_waiting(self, channel: Any) -> None:
        waiting = self.waiting()
        for row in waiting:
            body, content_type = self._content(row)
            properties = pika.BasicProperties(
                content_type=content_type,
                correlation_id=row.correlation_id or None,
                message_id=message_id_of(row),
                delivery_mode=2,
            )
            channel.basic_publish("from-redress", "outbound", body, properties, mandatory=True)
        if waiting:
            failpoints.reach("desk.after_answer")
            self._mark_sent(waiting)

    def _content(self, row: Any) -> tuple[bytes, str]:
        """Open what was kept sealed for us and names a person, and seal it to the agency."""
        body, theirs = bytes(row.body), self._feed.book.main.sealing_key
        if not row.sealed:
            return body, PLAIN
        assert theirs is not None
        body = self._feed.keys.sealing.open(body, KEPT)
        return seal(b64decode(theirs), body, sealing_context(self._feed.agency)), SEALED

    def _mark_sent(self, gone: Sequence[Any]) -> None:
        """Mark as sent; what was said about a person is not kept once it has gone."""
        sent = update(answers).where(answers.c.position.in_([row.position for row in gone]))
        told = [row.disclosure_id for row in gone if row.kind and row.kind not in OWED]
        with self._runtime.store.writing() as connection:
            connection.execute(sent.values(sent_at=datetime.now(UTC)))
            connection.execute(sent.where(answers.c.sealed).values(body=b""))
        if told:
            with self._runtime.transaction(Context.of_system(self._runtime.service)) as uow:
                self._feed.follower.recaller.on_gone(uow, told)


def message_id_of(row: Any) -> str:
    """Return the id under which an answer goes out, the same however often it is sent.

    It is its row's in the disclosure log. What is said again, to a message that came again, has
    none: positions alone are no ids, since a store that was emptied counts from one again.
    """
    if row.disclosure_id is not None:
        return str(row.disclosure_id)
    return f"again-{row.position}-{row.made_at.timestamp():.6f}"


def _arrived(_channel: Any, method: Any, properties: Any, body: bytes) -> Arrived:
    # The client hands over as bytes what is no UTF-8. The correlation goes back as it came, so it
    # must not grow; of the rest, what is no text is turned away for its form.
    return Arrived(
        body=body,
        content_type=_text(properties.content_type),
        message_id=_text(properties.message_id),
        correlation_id=_text(properties.correlation_id, instead=""),
        user_id=_text(properties.user_id),
        tag=method.delivery_tag,
    )


def _text(value: str | bytes | None, *, instead: str = "\ufffd") -> str:
    """Return a property as text that any store takes, with ``instead`` for what is none."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace").replace("\ufffd", instead)
    return (value or "").replace("\x00", instead)
