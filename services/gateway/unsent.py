"""What somebody had written when their session ended: kept sealed until they send it again.

A form that arrives just after its session ended is not acted on, but its words are not lost: their
owner finds them where they left them once signed in again (WCAG 2.2, 2.2.1). They lie among the
drafts of the same account, under the same seal and for the same fortnight.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from services.gateway.drafts import FIELD, PAGE, drop_old, erase
from services.gateway.tables import drafts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from services.gateway.vault import Vault
    from shared.store.case_keys import CaseKeys

FILLED = "filled"
Filled = list[tuple[str, str]]


class Unsent:
    """Forms that came too late, one for each page and account."""

    def __init__(self, vault: Vault) -> None:
        """Keep what was filled in in the vault."""
        self._vault = vault

    def keep(self, account_id: str, page: str, filled: Filled) -> None:
        """Keep what was filled in on a page, in place of what was kept of it before."""
        with self._vault.writing() as (connection, keys):
            drop_old(connection, keys)
            for earlier, _ in _kept(connection, keys, account_id, page):
                erase(connection, keys, earlier)
            one = uuid4()
            keys.create(one)
            row = {
                "draft_id": one,
                "account_id": account_id,
                "content": keys.seal(one, json.dumps({PAGE: page, FILLED: filled}), FIELD),
                "saved_at": datetime.now(UTC),
            }
            connection.execute(insert(drafts).values(row))

    def of(self, account_id: str, page: str) -> Filled | None:
        """Return what was kept of a page; none where nothing was."""
        with self._vault.reading() as (connection, keys):
            for _, filled in _kept(connection, keys, account_id, page):
                return filled
        return None

    def drop(self, account_id: str, page: str) -> None:
        """Forget what was kept of a page, now that it is sent; dropping twice is fine."""
        if self.of(account_id, page) is None:
            return
        with self._vault.writing() as (connection, keys):
            for one, _ in _kept(connection, keys, account_id, page):
                erase(connection, keys, one)


def _kept(
    connection: Connection, keys: CaseKeys, account_id: str, page: str
) -> Iterator[tuple[UUID, Filled]]:
    """Yield what an account has of a page: the address is sealed too, so each one is opened."""
    mine = select(drafts.c.draft_id, drafts.c.content).where(drafts.c.account_id == account_id)
    rows = connection.execute(mine).all()
    keys.prime(row.draft_id for row in rows)
    for row in rows:
        content = json.loads(keys.open(row.draft_id, row.content, FIELD))
        if content.get(PAGE) == page:
            yield row.draft_id, [(name, value) for name, value in content[FILLED]]
