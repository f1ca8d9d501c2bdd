"""What is written with a transaction's last breath, and what happens after it.

Writers that gather rows (audit, case keys) keep them in the transaction and write them in
bulk just before the commit, in a fixed order, so that two transactions always take their
locks the same way round. A rollback drops whatever was gathered.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
_KEY = "redress.transaction"


class Order(IntEnum):
    """When, before the commit, a writer's rows are written. Lower is earlier."""

    ROWS = 5
    CASE_KEYS = 10
    VERSIONS = 40
    OUTBOX = 50
    AUDIT = 90


@dataclass(slots=True)
class Transaction:
    """One open write transaction."""

    gathered: dict[Hashable, Any] = field(default_factory=dict)
    before: list[tuple[int, int, Callable[[], None]]] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)

    def run_before_commit(self) -> None:
        """Write what was gathered. A writer may gather more while this runs."""
        while self.before:
            self.before.sort(key=lambda entry: entry[:2])
            _, _, write = self.before.pop(0)
            write()


def begin(connection: Connection) -> Transaction:
    """Note that a write transaction began on ``connection`` (the engine's own business)."""
    transaction = Transaction()
    connection.info[_KEY] = transaction
    return transaction


def end(connection: Connection) -> None:
    """Note that it ended, either way."""
    connection.info.pop(_KEY, None)


def transaction_of(connection: Connection) -> Transaction:
    """Return the write transaction open on ``connection``; ``RuntimeError`` if none is."""
    found: Transaction | None = connection.info.get(_KEY)
    if found is None:
        raise RuntimeError("no write transaction is open: use store.writing()")
    return found


def in_transaction(connection: Connection) -> bool:
    """Whether a write transaction is open on ``connection``."""
    return _KEY in connection.info


def gathered(connection: Connection, key: Hashable, make: Callable[[], T]) -> T:
    """Return the transaction's one ``key`` thing, made by ``make`` at first use."""
    store = transaction_of(connection).gathered
    if key not in store:
        store[key] = make()
    found: T = store[key]
    return found


def before_commit(connection: Connection, write: Callable[[], None], order: int) -> None:
    """Run ``write`` just before the commit, after those of a lower ``order``."""
    entries = transaction_of(connection).before
    entries.append((order, len(entries), write))


def after_commit(connection: Connection, call: Callable[[], None]) -> None:
    """Run ``call`` once the transaction has committed; never if it does not."""
    transaction_of(connection).after.append(call)
