"""Cleaning messaging's own tables in due time: one quiet thread in every process.

Works in small transactions that other writers do not wait for. On PostgreSQL one replica at a
time does it. ``Keeping`` says how long each kind of row stays, and why.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Connection,
    Table,
    and_,
    delete,
    exists,
    select,
    text,
    tuple_,
)

from shared.messaging.keeping import Keeping
from shared.messaging.outbox import raise_floor
from shared.messaging.parking import PARKED
from shared.messaging.tables import (
    inbox,
    inbox_held,
    inbox_streams,
    outbox,
    outbox_streams,
    parked_messages,
    rpc_answers,
)
from shared.observability.logs import get_logger
from shared.store.engine import Store

if TYPE_CHECKING:
    from shared.messaging.runtime import Runtime

EVERY_S = 3600.0
FIRST_S = 60.0
BATCH = 500
_LOCK = 7_233_379
_LEAD = text("SELECT pg_try_advisory_xact_lock(:lock)")
# When a stream last moved, in seconds, out of its JSON (see ``inbox.MOVED`` and ``outbox``).
_MOVED = {
    "sqlite": text("json_extract(inbox_streams.applied, '$.moved') < :before"),
    "postgresql": text("((inbox_streams.applied)::json ->> 'moved')::bigint < :before"),
}
_SPOKE = {
    "sqlite": text(
        "(SELECT max(json_extract(value, '$[1]')) FROM json_each(outbox_streams.last)) < :before"
    ),
    "postgresql": text(
        "(SELECT max((value ->> 1)::bigint) FROM json_each((outbox_streams.last)::json)) < :before"
    ),
}
log = get_logger("messaging.housekeeping")


class Housekeeper:
    """The thread. What a run does not finish, the next one does."""

    def __init__(self, runtime: Runtime, *, every_s: float = EVERY_S) -> None:
        self._runtime = runtime
        self._every = every_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name=f"housekeeping-{runtime.service}", daemon=True
        )

    def start(self) -> None:
        """Clean from now on, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the batch at hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def _run(self) -> None:
        pause = min(FIRST_S, self._every)
        while not self._stopping.wait(pause):
            pause = self._every
            try:
                self.clean()
            except Exception as fault:  # noqa: BLE001 - tried again at the next hour
                log.warning("housekeeping_failed", code=type(fault).__name__)

    def clean(self) -> dict[str, int]:
        """Delete what is old enough; return how many rows, by table."""
        found = {}
        for table, count in clean(self._runtime.store, self._runtime.keeping, self._stopping):
            found[table] = count
            self._runtime.metrics.inc("retention_erased_total", count, table=table)
        return found


def clean(
    store: Store, keeping: Keeping, stopping: threading.Event | None = None
) -> Iterator[tuple[str, int]]:
    """Delete what is old enough in every table; yield each table's name with the rows deleted."""
    for table, batch in (
        (outbox, _sent),
        (inbox, _remembered),
        (parked_messages, _settled),
        (rpc_answers, _answered),
        (inbox_streams, _quiet_here),
        (outbox_streams, _quiet_there),
    ):
        done = 0
        while not (stopping and stopping.is_set()):
            with store.writing() as connection:
                if store.is_postgres and not _leads(connection):
                    break
                deleted = batch(connection, keeping)
            done += deleted
            if deleted < BATCH:
                break
        if done:
            yield table.name, done


def _leads(connection: Connection) -> bool:
    return bool(connection.execute(_LEAD, {"lock": _LOCK}).scalar_one())


def _sent(connection: Connection, keeping: Keeping) -> int:
    return _delete(connection, outbox, outbox.c.sent_at < _ago(keeping.sent_s))


def _remembered(connection: Connection, keeping: Keeping) -> int:
    """Ids of settled messages, but for those of which a copy is still parked or held."""
    table = inbox.c
    old = table.settled_at < _ago(keeping.inbox_s)
    return _delete(connection, inbox, and_(old, ~_copy_kept(table.source, table.message_id)))


def _copy_kept(source: Any, message_id: Any) -> Any:
    parked, held = parked_messages.c, inbox_held.c
    return exists().where(
        parked.source == source, parked.message_id == message_id, parked.state == PARKED
    ) | exists().where(held.source == source, held.message_id == message_id)


def _settled(connection: Connection, keeping: Keeping) -> int:
    table = parked_messages.c
    decided = and_(table.state != PARKED, table.settled_at < _ago(keeping.settled_s))
    return _delete(connection, parked_messages, decided)


def _answered(connection: Connection, keeping: Keeping) -> int:
    return _delete(connection, rpc_answers, rpc_answers.c.answered_at < _ago(keeping.answers_s))


def _quiet_here(connection: Connection, keeping: Keeping) -> int:
    """Places of subjects that have long been quiet and of which nothing waits here."""
    table, parked, held = inbox_streams.c, parked_messages.c, inbox_held.c
    waits = exists().where(
        parked.source == table.source, parked.subject == table.subject, parked.state == PARKED
    ) | exists().where(held.source == table.source, held.subject == table.subject)
    quiet = _MOVED[connection.dialect.name].bindparams(before=int(time.time() - keeping.streams_s))
    return _delete(connection, inbox_streams, and_(quiet, ~waits))


def _quiet_there(connection: Connection, keeping: Keeping) -> int:
    """Places of our own subjects. One that speaks again begins above every sequence forgotten."""
    table = outbox_streams.c
    quiet = _SPOKE[connection.dialect.name].bindparams(before=int(time.time() - keeping.streams_s))
    found = connection.execute(
        select(table.subject, table.sequence).where(quiet).limit(BATCH).with_for_update()
    ).all()
    if not found:
        return 0
    raise_floor(connection, max(row.sequence for row in found))
    subjects = [row.subject for row in found]
    connection.execute(delete(outbox_streams).where(table.subject.in_(subjects)))
    return len(found)


def _delete(connection: Connection, table: Table, condition: Any) -> int:
    keys = list(table.primary_key.columns)
    chosen = select(*keys).where(condition).limit(BATCH)
    # Said twice: a row that changed while we waited for its lock is looked at again.
    rows = connection.execute(delete(table).where(tuple_(*keys).in_(chosen), condition))
    return int(rows.rowcount)


def _ago(seconds: float) -> datetime:
    return datetime.fromtimestamp(time.time() - seconds, UTC)
