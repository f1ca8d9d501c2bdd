"""From a batch of deliveries to their fates.

The whole batch is tried in one transaction. If one message fails, those before it are done as
a batch again, the failing one alone, and the rest go on as a batch: each message is tried at
most twice for its neighbours' sake. What returns is only what must be tried again later; all
else is settled durably when ``handle`` returns, and may be acknowledged.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shared.contracts.envelope import Envelope
from shared.kernel.errors import InvalidInput, RedressError
from shared.messaging import failpoints
from shared.messaging.attempts import count_attempt, forget_attempt
from shared.messaging.batch import Again, Batch, HandlerFailed, InboxMark, kept_context, opened
from shared.messaging.delivery import ATTEMPT_HEADER, Delivery
from shared.messaging.fates import (
    AGAIN_NOW,
    RETRY_DELAYS_MS,
    Fate,
    StoreAway,
    Verdict,
    bug,
    is_store_away,
    verdict_on,
)
from shared.messaging.inbox import HeldRow, forget_held, held_rows, join
from shared.messaging.incoming import Incoming, Key, Reader, Stream, UnfitData
from shared.messaging.parking import park
from shared.messaging.transaction import Transaction
from shared.messaging.watch import Watch
from shared.observability import context as trace
from shared.observability.logs import get_logger
from shared.security.sealing import seal
from shared.store.engine import Store
from shared.store.later import GatheredWriteFailed, gather

if TYPE_CHECKING:
    from shared.messaging.runtime import Assembly, Runtime

log = get_logger("messaging.processor")
SUSPICIOUS_RETURNS = 3
MAX_OWN_ATTEMPTS = 5


class Processor:
    """Handles batches for one consumer. One thread at a time."""

    def __init__(self, assembly: Assembly, *, watch: Watch | None = None) -> None:
        self._runtime: Runtime = assembly.runtime
        self._store: Store = assembly.runtime.store
        self._consumer = assembly.name
        self._reader = Reader(assembly.reactions, assembly.runtime.keys, assembly.name)
        self._types = assembly.reactions.types()
        self._joined: dict[str, int] | None = None
        self._again: list[Again] = []
        self._watch = watch or Watch(assembly.handler_deadline_s)
        self._away_streak = 0

    def handle(self, deliveries: Sequence[Delivery]) -> list[Again]:
        """Give every delivery its fate. Raises ``StoreAway``: then nothing may be acknowledged.

        Whatever was committed before that is skipped as a duplicate next time.
        """
        self._again = []
        try:
            self._handle(deliveries)
        except BaseException as error:
            if not (isinstance(error, StoreAway) or is_store_away(error)):
                raise
            self._away_streak += 1
            raise StoreAway(type(error).__name__) from error
        self._away_streak = 0
        return self._again

    def join(self) -> None:
        """Note since when each type reaches us, before the first is taken: order starts there."""
        self._bindings()

    def sweep(self) -> list[Again]:
        """Try held messages whose turn has come (after a crash, a replay or a discard)."""
        self._again = []
        try:
            with self._store.reading() as connection:
                rows = held_rows(connection)
            if rows:
                self._apply([item for row in rows if (item := self._read_held(row))])
        except BaseException as error:
            if is_store_away(error):
                raise StoreAway(type(error).__name__) from error
            raise
        return self._again

    def park_dead(self, deliveries: Sequence[Delivery]) -> None:
        """Park what the broker gave up delivering."""
        for delivery in deliveries:
            why = delivery.headers.get("x-first-death-reason", "unknown")
            verdict = Verdict(Fate.PARKED, f"dead-lettered:{why}"[:100])
            try:
                known: Envelope | None = self._reader.read(delivery).envelope
            except UnfitData as unfit:
                known = unfit.envelope
            except Exception:  # noqa: BLE001 - it is kept as the bytes that it is
                known = None
            try:
                self._park(delivery, known, verdict, None)
            except Exception as error:
                raise StoreAway(type(error).__name__) from error

    def forget_held(self, keys: Sequence[Key]) -> None:
        """Forget held messages that are on their way through a retry queue now."""
        if keys:
            with self._store.writing() as connection:
                forget_held(connection, keys)

    # --- reading --------------------------------------------------------------------------

    def _handle(self, deliveries: Sequence[Delivery]) -> None:
        failpoints.reach("received")
        batch: list[Incoming] = []
        for delivery in deliveries:
            item = self._read(delivery)
            if item is None:
                continue
            alone = delivery.returned >= SUSPICIOUS_RETURNS or item.reaction.own_transaction
            if not alone:
                batch.append(item)
                continue
            self._apply(batch)
            batch = []
            self._apply_alone(item)
        self._apply(batch)

    def _read(self, delivery: Delivery, held: Key | None = None) -> Incoming | None:
        try:
            return self._reader.read(delivery, held=held is not None)
        except StoreAway:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the bytes provoke, they get a fate
            verdict = verdict_on(error)
            if verdict.fate is Fate.RETRY and not isinstance(error, RedressError):
                verdict = replace(verdict, fate=Fate.PARKED)
            known = error.envelope if isinstance(error, UnfitData) else None
            self._fail(delivery, None, verdict, held, known)
            return None

    def _read_held(self, row: HeldRow) -> Incoming | None:
        item = self._read(self._kept_delivery(row), held=row.key)
        return item and row.flagged(item)

    def _kept_delivery(self, row: HeldRow) -> Delivery:
        body = self._runtime.keys.sealing.open(row.body, kept_context(self._runtime.service))
        return Delivery(body=body, queue=f"{self._consumer}.events", headers=row.plain_headers())

    # --- applying -------------------------------------------------------------------------

    def _apply_alone(self, item: Incoming) -> None:
        """One that may be killing the process is counted durably before it is tried."""
        if item.delivery.returned >= SUSPICIOUS_RETURNS:
            with self._store.writing() as connection:
                attempts = count_attempt(connection, item.key)
            if attempts > MAX_OWN_ATTEMPTS:
                verdict = Verdict(Fate.PARKED, "process-died-repeatedly")
                self._fail(item.delivery, item, verdict, None)
            else:
                self._apply([item])
            with self._store.writing() as connection:
                forget_attempt(connection, item.key)
            return
        self._apply([item])

    def _apply(self, items: list[Incoming]) -> None:
        skip: set[Key] = set()
        while items:
            try:
                if items[0].reaction.own_transaction:
                    self._apply_own(items[0])
                    items = items[1:]
                    continue
                self._apply_together(items, skip)
                return
            except HandlerFailed as failed:
                items = self._after_failure(failed, items, skip)
            except BaseException as error:
                if self._is_away(error):
                    raise
                if len(items) == 1:
                    self._settle_failure(items[0], error)
                    return
                self._apply(items[: len(items) // 2])
                items = items[len(items) // 2 :]

    def _after_failure(
        self, failed: HandlerFailed, items: list[Incoming], skip: set[Key]
    ) -> list[Incoming]:
        keys = [item.key for item in items]
        if failed.item.key not in keys:  # a held follower failed: the batch goes on without it
            skip.add(failed.item.key)
            self._apply_together_without(items, skip)
            self._settle_failure(failed.item, failed.error)
            return []
        at = keys.index(failed.item.key)
        self._apply(items[:at])
        self._settle_failure(items[at], failed.error)
        return items[at + 1 :]

    def _apply_together_without(self, items: list[Incoming], skip: set[Key]) -> None:
        try:
            self._apply_together(items, skip)
        except HandlerFailed as failed:
            for item in self._after_failure(failed, items, skip):
                self._apply([item])

    def _apply_together(self, items: Sequence[Incoming], skip: set[Key]) -> None:
        started = time.perf_counter()
        failpoints.reach("before_begin")
        with self._transaction() as (transaction, inbox):
            batch = Batch(self, transaction, inbox, skip)
            if len(items) > 1:  # alone, a message's writes go at once and fail in its own name
                gather(transaction.connection)
            inbox.load(items)
            for item in items:
                batch.take(item)
            inbox.write(batch.to_hold(), batch.released)
            failpoints.reach("before_commit")
        self._committed(transaction)
        self._measure(batch, len(items), started)

    def _transaction(self) -> Any:
        return opened(self._runtime, self._bindings())

    def _committed(self, transaction: Transaction) -> None:
        failpoints.reach("after_commit")
        if transaction.outgoing:
            self._runtime.on_outgoing()

    def _apply_own(self, item: Incoming) -> None:
        """Handle one whose use case asks another service first and opens its own transaction."""
        with self._transaction() as (_, inbox):
            inbox.load([item])
            if inbox.is_duplicate(item):
                inbox.write([], [item.key] if item.held else [])
                self._count(item, Fate.DUPLICATE)
                return
            if inbox.is_beyond_memory(item):
                raise HandlerFailed(item, InvalidInput("older-than-the-inbox-remembers"))
            if not inbox.may_apply(item):
                inbox.write([] if inbox.is_held(item) else [self.hold_row(item)], [])
                self._count(item, Fate.HELD)
                return
        mark = InboxMark(self._bindings(), item)
        context = item.context().with_(mark=mark)
        try:
            self.call(item, (self._runtime, context, item.message, item.envelope))
        except HandlerFailed as failed:
            self._settle_failure(item, failed.error)
            return
        if not mark.written:
            with self._runtime.transaction(context):
                pass
        self._count(item, Fate.DONE)
        self._release(item.stream)

    def call(self, item: Incoming, arguments: tuple[Any, ...]) -> None:
        """Run the handler under the watch; whatever it raises says which message it was."""
        envelope = item.envelope
        try:
            with self._watch.over(), trace.bound(envelope.correlationid, envelope.traceparent):
                item.reaction.handler(*arguments)
                log.debug("message_handled", type=envelope.type, message_id=envelope.id)
        except GatheredWriteFailed:
            raise  # perhaps another message's row: the batch is divided to find out
        except BaseException as error:
            if type(error).__name__ == "GreenletExit":
                raise
            raise HandlerFailed(item, error) from error

    # --- failing --------------------------------------------------------------------------

    def _settle_failure(self, item: Incoming, error: BaseException, tries: int = 0) -> None:
        verdict = self._verdict(error)
        if verdict.again_now and tries < AGAIN_NOW and not item.reaction.own_transaction:
            try:
                self._apply_together([item], set())
                return
            except HandlerFailed as failed:
                if failed.item.key == item.key:
                    self._settle_failure(item, failed.error, tries + 1)
                    return
                self._after_failure(failed, [item], set())
                return
            except BaseException as fault:
                if self._is_away(fault):
                    raise
                self._settle_failure(item, fault, tries + 1)
                return
        self._fail(item.delivery, item, verdict, item.key if item.held else None)

    def _fail(
        self,
        delivery: Delivery,
        item: Incoming | None,
        verdict: Verdict,
        held: Key | None,
        known: Envelope | None = None,
    ) -> None:
        fate = verdict.after(delivery.attempt)
        match fate:
            case Fate.RETRY:
                attempt = delivery.attempt + 1
                delay = RETRY_DELAYS_MS[min(attempt, len(RETRY_DELAYS_MS)) - 1]
                self._again.append(Again(delivery, delay, attempt, verdict.code, held))
                self._runtime.metrics.inc("bus_retries_total", kind=verdict.code.split(":")[0])
            case Fate.PARKED:
                self._park(delivery, item.envelope if item else known, verdict, held)
            case _:
                assert item is not None
                self._refuse(item, fate, verdict.code)
        if item is not None:
            self._count(item, fate)

    def _refuse(self, item: Incoming, fate: Fate, code: str) -> None:
        with self._transaction() as (_, inbox):
            inbox.load([item])
            if not inbox.is_duplicate(item):
                inbox.settle(item, fate, code)
            inbox.write([], [item.key] if item.held else [])
        self._release(item.stream)

    def _park(
        self, delivery: Delivery, known: Envelope | None, verdict: Verdict, held: Key | None
    ) -> None:
        with self._store.writing() as connection:
            park(connection, self._runtime, delivery, verdict, known)
            if held is not None:
                forget_held(connection, [held])
        reason = verdict.code.split(":")[0]
        self._runtime.metrics.inc("bus_parkings_total", reason=reason)
        if reason in {"schema", "envelope", "unparseable", "unknown-type", "unknown-version"}:
            self._runtime.metrics.inc("bus_schema_violations_total")

    def _release(self, stream: Stream) -> None:
        """Apply what waited for this stream to move."""
        with self._transaction() as (_, inbox):
            inbox.lock({stream})
            rows = list(inbox.held.get(stream, ()))
        items = [item for row in rows if (item := self._read_held(row))]
        if items:
            self._apply(sorted(items, key=lambda item: item.envelope.sequence))

    # --- small things ---------------------------------------------------------------------

    def read_follower(self, row: HeldRow) -> Incoming | None:
        """Read a held message inside a batch; one that cannot be read waits for the sweep."""
        try:
            return row.flagged(self._reader.read(self._kept_delivery(row), held=True))
        except RedressError:
            return None

    def hold_row(self, item: Incoming) -> dict[str, Any]:
        """Return the row under which a message that came too early waits."""
        keys = self._runtime.keys
        context = kept_context(self._runtime.service)
        headers = item.delivery.kept_headers()
        return {
            "source": item.key.source,
            "message_id": item.key.message_id,
            "subject": item.envelope.subject,
            "sequence": item.envelope.sequence,
            "body": seal(keys.sealing.public, item.delivery.body, context),
            "headers": json.dumps({k: v for k, v in headers.items() if k == ATTEMPT_HEADER}),
            "held_at": datetime.now(UTC),
        }

    def _bindings(self) -> dict[str, int]:
        if self._joined is None:
            with self._store.writing() as connection:
                joined = join(connection, self._types)
            self._joined = joined
        return self._joined

    def _is_away(self, error: BaseException) -> bool:
        if isinstance(error, StoreAway):
            return True
        # A message that makes the store "go away" each time, while it answers us, is at fault.
        return is_store_away(error) and not (self._away_streak >= 3 and self._store.ping())

    def _verdict(self, error: BaseException) -> Verdict:
        if is_store_away(error) and self._away_streak >= 3 and self._store.ping():
            return bug(error)
        return verdict_on(error)

    def _count(self, item: Incoming, fate: Fate) -> None:
        metrics = self._runtime.metrics
        metrics.inc("bus_messages_consumed_total", outcome=fate.value, type=item.envelope.type)
        if fate is Fate.DUPLICATE:
            metrics.inc("bus_inbox_duplicates_total")

    def _measure(self, batch: Batch, size: int, started: float) -> None:
        metrics = self._runtime.metrics
        metrics.observe("bus_batch_size", size)
        elapsed = time.perf_counter() - started
        metrics.observe("bus_handler_seconds", elapsed, consumer=self._consumer)
        now = time.time()
        for item, fate in batch.fates:
            self._count(item, fate)
            if fate is Fate.DONE:
                recorded = item.envelope.recordedtime.timestamp()
                self._runtime.lag_s = max(0.0, now - recorded)
                metrics.observe("bus_critical_time_seconds", self._runtime.lag_s)
