"""Commands of the gateway's own that are sent again: done once, answered alike.

As with what goes to a service: the same key with the same order gives the first answer, with another
order it is a conflict. What was refused is not kept and may be tried again. Of an order, which may hold
a password, only a digest is kept; its answer lies sealed beside it, under a key of its own that is
destroyed when its time is up.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.gateway.tables import repeats
from shared.kernel.errors import Conflict

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from services.gateway.vault import Vault
    from shared.store.case_keys import CaseKeys

FIELD = "repeats.content"
KEPT = timedelta(days=30)
LONGEST = timedelta(seconds=30)
"""Beyond it, an order that was begun and not finished was cut off: nobody knows how far it came."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command: whose, under which key of theirs, and everything that it says."""

    account_id: str
    key: str
    says: str

    @property
    def found_by(self) -> str:
        """Return what its key is stored as."""
        return hashlib.sha256(f"repeat\0{self.account_id}\0{self.key}".encode()).hexdigest()

    @property
    def digest(self) -> str:
        """Return what it is known again by: slow to guess from, since it may hold a password."""
        salt = self.found_by.encode()
        return hashlib.scrypt(self.says.encode(), salt=salt, n=2**14, r=8, p=1).hex()


class Repeats:
    """The answers that were given to commands with an idempotency key."""

    def __init__(self, vault: Vault) -> None:
        """Keep them in the vault."""
        self._vault = vault

    def once(self, order: Order, act: Callable[[], str]) -> str:
        """Do it and return its answer, or the answer that was given when it was done.

        Raises:
            Conflict: the key was used for another order, or the process died between the work and
                keeping its answer.

        """
        digest = order.digest
        while (known := self._begun(order, digest)) is not None:
            if known["says"] != digest:
                raise Conflict("idempotency-key-used-for-another-request")
            if known["answer"] is not None:
                return str(known["answer"])
            if _now() - known["at"] > LONGEST:
                raise Conflict("done-but-answer-not-kept")
            time.sleep(0.05)
        try:
            answer = act()
        except BaseException:
            self._forget(order)
            raise
        self._keep(order, digest, answer)
        return answer

    def _begun(self, order: Order, digest: str) -> dict[str, Any] | None:
        """Note that an order is begun and return None; or return what is known of it."""
        known = self._known(order)
        if known is not None:
            return known
        try:
            with self._vault.writing() as (connection, keys):
                _drop_old(connection, keys)
                key_id = uuid4()
                keys.create(key_id)
                row = {
                    "found_by": order.found_by,
                    "key_id": key_id,
                    "content": keys.seal(key_id, _content(digest, None), FIELD),
                    "at": _now(),
                }
                connection.execute(insert(repeats).values(row))
        except IntegrityError:  # somebody else began it just now
            return self._known(order)
        return None

    def _known(self, order: Order) -> dict[str, Any] | None:
        with self._vault.reading() as (connection, keys):
            row = _row(connection, order)
            if row is None or row.at < _now() - KEPT:
                return None
            return {**json.loads(keys.open(row.key_id, row.content, FIELD)), "at": row.at}

    def _keep(self, order: Order, digest: str, answer: str) -> None:
        with self._vault.writing() as (connection, keys):
            row = _row(connection, order)
            if row is not None:
                content = keys.seal(row.key_id, _content(digest, answer), FIELD)
                mine = repeats.c.found_by == order.found_by
                connection.execute(update(repeats).where(mine).values(content=content))

    def _forget(self, order: Order) -> None:
        with self._vault.writing() as (connection, keys):
            row = _row(connection, order)
            if row is not None:
                _erase(connection, keys, row)


def _content(digest: str, answer: str | None) -> str:
    return json.dumps({"says": digest, "answer": answer})


def _row(connection: Connection, order: Order) -> Any:
    mine = repeats.c.found_by == order.found_by
    return connection.execute(select(repeats).where(mine)).one_or_none()


def _drop_old(connection: Connection, keys: CaseKeys) -> None:
    old = select(repeats).where(repeats.c.at < _now() - KEPT)
    for row in connection.execute(old).all():
        _erase(connection, keys, row)


def _erase(connection: Connection, keys: CaseKeys, row: Any) -> None:
    keys.erase(row.key_id)
    connection.execute(delete(repeats).where(repeats.c.found_by == row.found_by))


def _now() -> datetime:
    return datetime.now(UTC)
