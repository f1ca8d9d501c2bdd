"""What the gateway keeps encrypted: sealed under one key per owner, wrapped by the key ring."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shared.kernel.clock import SystemClock
from shared.store.case_keys import CaseKeys

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shared.security.keyring import KeyRing
    from shared.store.engine import Store


class Vault:
    """The gateway's store together with the keys of what lies in it encrypted."""

    def __init__(self, store: Store, ring: KeyRing) -> None:
        """Work over the gateway's own store and ring."""
        self._store = store
        self._ring = ring

    @contextmanager
    def writing(self) -> Iterator[tuple[Connection, CaseKeys]]:
        """Open a transaction that may write, with the keys as they stand in it."""
        with self._store.writing() as connection:
            yield connection, CaseKeys(connection, self._ring, SystemClock())

    @contextmanager
    def reading(self) -> Iterator[tuple[Connection, CaseKeys]]:
        """Open a transaction that only reads."""
        with self._store.reading() as connection:
            yield connection, CaseKeys(connection, self._ring, SystemClock())
