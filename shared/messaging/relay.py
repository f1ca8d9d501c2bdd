"""The relay: carries the outbox to the broker, in order, and only then marks it sent.

One thread per process. On PostgreSQL one replica at a time holds the relay's lock, for one
batch, and the others look again soon; SQLite has one process anyway. A message that the broker did not confirm stays unsent.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, case, func, select, text, update

from shared.kernel.errors import Unavailable
from shared.messaging import failpoints
from shared.messaging.fates import is_store_away
from shared.messaging.publisher import Parcel, Publisher
from shared.messaging.tables import outbox
from shared.observability.logs import get_logger

if TYPE_CHECKING:
    from shared.messaging.runtime import Runtime

BATCH = 500
POLL_S = 0.5
AFTER_OTHERS_S = 0.05
_LOCK = 7_233_378
_LEAD = text("SELECT pg_try_advisory_xact_lock(:lock)")
_UNSENT = (
    select(outbox.c.position, outbox.c.message_id, outbox.c.exchange, outbox.c.type, outbox.c.body)
    .where(outbox.c.sent_at.is_(None))
    .order_by(outbox.c.position)
    .limit(bindparam("size"))
)
_SENT = (
    update(outbox)
    .where(outbox.c.position.in_(bindparam("positions", expanding=True)))
    # A sealed body is not kept once it has left: erasing a case must reach copies of this store,
    # and the receiver's sealing key outlives the case.
    .values(
        sent_at=bindparam("now"),
        problem=None,
        body=case((outbox.c.sealed, b""), else_=outbox.c.body),
    )
)
_PROBLEM = (
    update(outbox)
    .where(outbox.c.position == bindparam("of_position"))
    .values(problem=bindparam("why"))
)
log = get_logger("messaging.relay")


class Relay:
    """Sends what the service's transactions have left in the outbox."""

    def __init__(self, runtime: Runtime, publisher: Publisher) -> None:
        self._runtime = runtime
        self._publisher = publisher
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._size = BATCH
        self._leads = True
        self.healthy = False

    def start(self) -> None:
        """Send from now on, in the background."""
        self._thread = threading.Thread(
            target=self._run, name=f"relay-{self._runtime.service}", daemon=True
        )
        self._thread.start()

    def wake(self) -> None:
        """Say that something was committed to the outbox."""
        self._wake.set()

    def stop(self, flush_s: float = 5.0) -> None:
        """Send what is left within ``flush_s``, then stop; the rest waits in the store."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(flush_s + 6)
        deadline = time.monotonic() + flush_s
        try:
            while time.monotonic() < deadline and self.send_batch():
                pass
        except Exception:  # noqa: BLE001 - it stays in the outbox for the next start
            log.warning("outbox_not_flushed")

    def send_batch(self) -> int:
        """Send one batch and return how many were sent. Raises Unavailable or a store fault."""
        if self._runtime.store.is_postgres:
            return self._send_as_leader()
        with self._runtime.store.reading() as connection:
            rows = connection.execute(_UNSENT, {"size": self._size}).all()
        if not rows:
            return 0
        problems = self._publish(rows)
        with self._runtime.store.writing() as connection:
            return self._mark(connection, rows, problems)

    def _send_as_leader(self) -> int:
        with self._runtime.store.writing() as connection:
            # Not waited for: another replica that sends slowly is no fault of ours.
            self._leads = bool(connection.execute(_LEAD, {"lock": _LOCK}).scalar_one())
            if not self._leads:
                return 0
            rows = connection.execute(_UNSENT, {"size": self._size}).all()
            return self._mark(connection, rows, self._publish(rows)) if rows else 0

    def _publish(self, rows: Any) -> dict[int, str]:
        parcels = [
            Parcel(
                exchange=row.exchange,
                routing_key=row.type,
                body=bytes(row.body),
                message_id=row.message_id,
                type=row.type,
            )
            for row in rows
        ]
        started = time.perf_counter()
        problems = self._publisher.publish(parcels)
        failpoints.reach("relay.after_confirm")
        metrics = self._runtime.metrics
        metrics.observe("bus_publish_confirm_seconds", time.perf_counter() - started)
        return problems

    def _mark(self, connection: Connection, rows: Any, problems: dict[int, str]) -> int:
        sent = [row.position for at, row in enumerate(rows) if at not in problems]
        metrics = self._runtime.metrics
        if sent:
            connection.execute(_SENT, {"positions": sent, "now": datetime.now(UTC)})
            metrics.inc("bus_messages_published_total", len(sent), exchange="redress")
        if problems:
            failed = [
                {"of_position": rows[at].position, "why": why} for at, why in problems.items()
            ]
            connection.execute(_PROBLEM, failed)
            for why in problems.values():
                metrics.inc("bus_publish_failures_total", reason=why)
        failpoints.reach("relay.before_mark_commit")
        return len(sent)

    def _run(self) -> None:
        pause = POLL_S
        while not self._stopping.is_set():
            self._wake.wait(pause)
            self._wake.clear()
            try:
                self._drain()
                self._publisher.tick()
                # What was recorded here just now may have missed the leader's last look.
                pause = POLL_S if self._leads else AFTER_OTHERS_S
                self._size, self.healthy = BATCH, True
                self._runtime.metrics.set("bus_relay_leader", int(self._leads))
            except Exception as fault:  # noqa: BLE001 - the relay outlives every fault
                self.healthy = False
                # One message as a probe: a broker that is blocked gets one copy, not hundreds.
                self._size = 1
                pause = min(max(pause, POLL_S) * 2, 5.0)
                self._wake.clear()
                self._note(fault)

    def _drain(self) -> None:
        if not self.healthy:
            self._publisher.ensure_connected()
        while not self._stopping.is_set() and self.send_batch():
            self._size = BATCH

    def _note(self, fault: Exception) -> None:
        code = fault.code if isinstance(fault, Unavailable) else type(fault).__name__
        away = "store" if is_store_away(fault) and not isinstance(fault, Unavailable) else "broker"
        log.warning("relay_waits", code=code, reason=away)


def pending(connection: Connection) -> tuple[int, float]:
    """Return how many messages wait in the outbox, and the age of the oldest in seconds."""
    waiting = select(func.count(), func.min(outbox.c.recorded_at)).where(outbox.c.sent_at.is_(None))
    count, oldest = connection.execute(waiting).one()
    if not count:
        return 0, 0.0
    moment = datetime.fromisoformat(oldest) if isinstance(oldest, str) else oldest
    return int(count), max(0.0, (datetime.now(UTC) - moment).total_seconds())
