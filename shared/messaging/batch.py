"""One transaction's worth of messages: which may be applied now, which must wait.

Parts of the processor: the batch in its order, the transaction with its inbox, and the inbox
row of a message whose handler opens its own transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from shared.kernel.errors import InvalidInput
from shared.messaging.context import Mark
from shared.messaging.delivery import Delivery
from shared.messaging.fates import Fate
from shared.messaging.inbox import BatchInbox
from shared.messaging.incoming import Incoming, Key, Stream
from shared.messaging.transaction import Transaction

if TYPE_CHECKING:
    from shared.messaging.processor import Processor
    from shared.messaging.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Again:
    """A message to be tried again after a delay. ``held`` if it lies in our own store."""

    delivery: Delivery
    delay_ms: int
    attempt: int
    code: str
    held: Key | None = None


class HandlerFailed(Exception):
    """One message's handler raised; which, and what."""

    def __init__(self, item: Incoming, error: BaseException) -> None:
        super().__init__()
        self.item = item
        self.error = error


class Batch:
    """The messages of one transaction, in the order in which they may be applied."""

    def __init__(
        self, processor: Processor, transaction: Transaction, inbox: BatchInbox, skip: set[Key]
    ) -> None:
        self._processor = processor
        self._transaction = transaction
        self._inbox = inbox
        self._skip = skip
        self._early: dict[Stream, list[Incoming]] = {}
        self.released: list[Key] = []
        self.fates: list[tuple[Incoming, Fate]] = []

    def take(self, item: Incoming) -> None:
        inbox = self._inbox
        early = self._early.setdefault(item.stream, self._followers(item.stream))
        if inbox.is_duplicate(item):
            self.fates.append((item, Fate.DUPLICATE))
            if item.held:
                self.released.append(item.key)
            return
        if inbox.is_beyond_memory(item):
            raise HandlerFailed(item, InvalidInput("older-than-the-inbox-remembers"))
        if not inbox.may_apply(item):
            if all(waiting.key != item.key for waiting in early):
                early.append(item)
            return
        self._do(item)
        self._do_followers(early)

    def to_hold(self) -> Iterator[dict[str, Any]]:
        """Yield rows for those that came too early and are not held yet."""
        for early in self._early.values():
            for item in early:
                if not item.held:
                    self.fates.append((item, Fate.HELD))
                    yield self._processor.hold_row(item)

    def _followers(self, stream: Stream) -> list[Incoming]:
        rows = self._inbox.held.get(stream, ())
        return [item for row in rows if (item := self._processor.read_follower(row))]

    def _do(self, item: Incoming) -> None:
        if item.reaction.own_transaction:  # a held follower of that kind waits for the sweep
            self._early[item.stream].append(item)
            return
        unit = self._transaction.unit(item.context())
        self._processor.call(item, (unit, item.message, item.envelope))
        self._inbox.settle(item, Fate.DONE)
        self.fates.append((item, Fate.DONE))
        if item.held or self._inbox.is_held(item):
            self.released.append(item.key)

    def _do_followers(self, early: list[Incoming]) -> None:
        moved = True
        while moved:
            moved = False
            for item in sorted(early, key=lambda waiting: waiting.envelope.sequence):
                if item.key in self._skip or item.reaction.own_transaction:
                    continue
                if self._inbox.may_apply(item):
                    early.remove(item)
                    if not self._inbox.is_duplicate(item):
                        self._do(item)
                    else:
                        self.released.append(item.key)
                    moved = True


class InboxMark(Mark):
    """The inbox row of a message whose handler opens its own transaction."""

    def __init__(self, joined: Mapping[str, int], item: Incoming) -> None:
        self._joined = joined
        self._item = item
        self.written = False

    def write(self, transaction: Transaction) -> None:
        if self.written:
            return
        keeping = transaction.runtime.keeping
        inbox = BatchInbox(transaction.connection, self._joined, keeping)
        inbox.load([self._item])
        inbox.settle(self._item, Fate.DONE)
        held = self._item.held or inbox.is_held(self._item)
        inbox.write([], [self._item.key] if held else [])

    def committed(self) -> None:
        self.written = True


class opened:  # noqa: N801 - reads as a verb: with opened(...) as (transaction, inbox)
    """One write transaction with its inbox."""

    def __init__(self, runtime: Runtime, joined: Mapping[str, int]) -> None:
        self._runtime = runtime
        self._joined = joined
        self._writing: Any = None

    def __enter__(self) -> tuple[Transaction, BatchInbox]:
        self._writing = self._runtime.store.writing()
        connection: Connection = self._writing.__enter__()
        inbox = BatchInbox(connection, self._joined, self._runtime.keeping)
        return Transaction(self._runtime, connection), inbox

    def __exit__(self, *error: object) -> None:
        self._writing.__exit__(*error)


def kept_context(service: str) -> bytes:
    """Return what ties bytes kept at rest to the service that keeps them."""
    return f"redress:kept:{service}".encode()
