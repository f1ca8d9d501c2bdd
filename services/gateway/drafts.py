"""Drafts of referrals: saved at every step, sealed, and gone once sent or after a fortnight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from services.gateway.tables import drafts
from shared.kernel.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from services.gateway.vault import Vault
    from shared.store.case_keys import CaseKeys

FIELD = "drafts.content"
SENT = "sent"
REFERENCE = "reference"
PAGE = "page"
"""Marks what was kept of another page than a new referral (``unsent.py``)."""
KEPT = timedelta(days=14)
Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft in the list of one's own, without its content."""

    draft_id: UUID
    saved_at: datetime


class Drafts:
    """Drafts, each seen by the account that began it and by nobody else."""

    def __init__(self, vault: Vault) -> None:
        """Keep the content in the vault."""
        self._vault = vault

    def begin(self, account_id: str, draft_id: UUID, answers: Answers) -> None:
        """Begin a draft; beginning it twice, by a double click, begins one."""
        with self._vault.writing() as (connection, keys):
            drop_old(connection, keys)
            if _row(connection, account_id, draft_id) is not None:
                return
            keys.create(draft_id)
            row = {
                "draft_id": draft_id,
                "account_id": account_id,
                "content": keys.seal(draft_id, json.dumps(answers), FIELD),
                "saved_at": datetime.now(UTC),
            }
            connection.execute(insert(drafts).values(row))

    def read(self, account_id: str, draft_id: UUID) -> Answers:
        """Return what was saved; ``NotFound`` for what is gone or another's."""
        with self._vault.reading() as (connection, keys):
            row = _row(connection, account_id, draft_id)
            if row is None:
                raise NotFound("draft-unknown")
            found: Answers = json.loads(keys.open(draft_id, row.content, FIELD))
            return found

    def save(self, account_id: str, draft_id: UUID, changed: Answers) -> Answers:
        """Save the answers of one step beside the others; return all."""
        with self._vault.writing() as (connection, keys):
            row = _row(connection, account_id, draft_id)
            if row is None:
                raise NotFound("draft-unknown")
            answers = json.loads(keys.open(draft_id, row.content, FIELD)) | changed
            content = keys.seal(draft_id, json.dumps(answers), FIELD)
            connection.execute(
                update(drafts)
                .where(drafts.c.draft_id == draft_id)
                .values(content=content, saved_at=datetime.now(UTC))
            )
            return dict(answers)

    def mine(self, account_id: str) -> tuple[Saved, ...]:
        """Return one's own drafts that were not sent, the newest first."""
        asked = (
            select(drafts)
            .where(drafts.c.account_id == account_id)
            .order_by(drafts.c.saved_at.desc())
        )
        with self._vault.reading() as (connection, keys):
            rows = connection.execute(asked).all()
            keys.prime(row.draft_id for row in rows)
            return tuple(
                Saved(row.draft_id, row.saved_at)
                for row in rows
                if not {SENT, PAGE} & json.loads(keys.open(row.draft_id, row.content, FIELD)).keys()
            )

    def sent(self, account_id: str, draft_id: UUID, case_id: UUID, reference: str) -> None:
        """Keep of a draft only which case it became, so that sending it again leads there."""
        became = {SENT: str(case_id), REFERENCE: reference}
        with self._vault.writing() as (connection, keys):
            if _row(connection, account_id, draft_id) is None:
                raise NotFound("draft-unknown")
            content = keys.seal(draft_id, json.dumps(became), FIELD)
            connection.execute(
                update(drafts).where(drafts.c.draft_id == draft_id).values(content=content)
            )

    def drop(self, account_id: str, draft_id: UUID) -> None:
        """Destroy a draft's key and the draft; dropping twice is fine."""
        with self._vault.writing() as (connection, keys):
            if _row(connection, account_id, draft_id) is not None:
                erase(connection, keys, draft_id)


def _row(connection: Connection, account_id: str, draft_id: UUID) -> Any:
    mine = drafts.c.account_id == account_id, drafts.c.draft_id == draft_id
    return connection.execute(select(drafts).where(*mine)).one_or_none()


def drop_old(connection: Connection, keys: CaseKeys) -> None:
    """Drop whatever was left for too long."""
    limit = datetime.now(UTC) - KEPT
    for draft_id in connection.execute(
        select(drafts.c.draft_id).where(drafts.c.saved_at < limit)
    ).scalars():
        erase(connection, keys, draft_id)


def erase(connection: Connection, keys: CaseKeys, draft_id: UUID) -> None:
    """Destroy a draft's key and the draft."""
    keys.erase(draft_id)
    connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id))
