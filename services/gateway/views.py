"""Views: what somebody narrows a list to again and again, under a name of their own, sealed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select

from services.gateway.tables import saved_views
from shared.kernel.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from services.gateway.vault import Vault
    from shared.store.case_keys import CaseKeys

FIELD = "saved_views.content"
MOST = 30


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: its name, and the query of the address that shows it."""

    view_id: UUID
    name: str
    query: str


class Views:
    """Saved views, each seen by the account that saved it and by nobody else."""

    def __init__(self, vault: Vault) -> None:
        """Keep names and queries in the vault: a name is free text, and may say more than it should."""
        self._vault = vault

    def save(self, account_id: str, view_id: UUID, name: str, query: str) -> None:
        """Save a view; saving it twice, by a double click, saves one.

        Raises:
            Refused: ``too-many-views``, beyond 30.

        """
        with self._vault.writing() as (connection, keys):
            if _row(connection, account_id, view_id) is not None:
                return
            mine = select(func.count()).where(saved_views.c.account_id == account_id)
            if connection.execute(mine).scalar_one() >= MOST:
                raise Refused("too-many-views")
            keys.create(view_id)
            content = json.dumps({"name": name, "query": query})
            row = {
                "view_id": view_id,
                "account_id": account_id,
                "content": keys.seal(view_id, content, FIELD),
                "saved_at": datetime.now(UTC),
            }
            connection.execute(insert(saved_views).values(row))

    def mine(self, account_id: str) -> tuple[View, ...]:
        """Return one's own views, by name."""
        asked = select(saved_views).where(saved_views.c.account_id == account_id)
        with self._vault.reading() as (connection, keys):
            rows = connection.execute(asked).all()
            keys.prime(row.view_id for row in rows)
            return tuple(sorted((_view(row, keys) for row in rows), key=lambda one: one.name))

    def drop(self, account_id: str, view_id: UUID) -> None:
        """Destroy a view's key and the view; dropping twice is fine."""
        with self._vault.writing() as (connection, keys):
            if _row(connection, account_id, view_id) is not None:
                keys.erase(view_id)
                connection.execute(delete(saved_views).where(saved_views.c.view_id == view_id))


def _row(connection: Connection, account_id: str, view_id: UUID) -> Any:
    mine = saved_views.c.account_id == account_id, saved_views.c.view_id == view_id
    return connection.execute(select(saved_views).where(*mine)).one_or_none()


def _view(row: Any, keys: CaseKeys) -> View:
    kept = json.loads(keys.open(row.view_id, row.content, FIELD))
    return View(row.view_id, kept["name"], kept["query"])
