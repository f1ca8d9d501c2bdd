"""Writing and reading the trail.

Entries are gathered in the transaction and written in bulk just before its commit, each with
the hash of the one before it of the same subject. The heads of the subjects are locked in one
order, so replicas keep one chain and never deadlock over it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from shared.audit.tables import audit_entries, audit_heads
from shared.security.actors import Actor
from shared.store.many import Additions, Changes
from shared.store.transactions import Order, before_commit, gathered

START = b"\0" * 32
_CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:,+/=-]{0,199}")
_LOCK_HEADS = (
    select(audit_heads.c.subject, audit_heads.c.position, audit_heads.c.hash)
    .where(audit_heads.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(audit_heads.c.subject)
    .with_for_update()
)
_ADD_ENTRIES = audit_entries.insert()
_NEW_HEADS = Additions(audit_heads, "subject", "position", "hash")
_MOVE_HEADS = Changes(audit_heads, by=("subject",), sets=("position", "hash"))


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that somebody did or read."""

    subject: str
    position: int
    action: str
    actor: str
    roles: str
    issuer: str
    purpose: str | None
    at: datetime
    detail: dict[str, str | int | None]


class AuditTrail:
    """The trail of one store over one connection.

    ``key`` (``ServiceKeys.audit_key``) makes the chain a keyed one, which nobody without the
    key can forge; a store must use one key, or none, throughout.
    """

    def __init__(self, connection: Connection, key: bytes = b"") -> None:
        self._connection = connection
        self._key = key

    def record(
        self,
        action: str,
        subject: str,
        *,
        by: Actor,
        at: datetime,
        purpose: str | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Note that ``by`` did ``action`` to ``subject``, with the transaction or not at all.

        ``detail`` takes ids, codes, dates and numbers. Words are refused (``ValueError``),
        since the trail outlives the person's erasure.
        """
        rows: list[dict[str, Any]] = gathered(self._connection, "audit", list)
        if not rows:
            before_commit(self._connection, self.flush, Order.AUDIT)
        rows.append(
            {
                "subject": _plain("subject", subject),
                "action": _plain("action", action),
                "actor": _plain("actor", by.id),
                "roles": ",".join(sorted(by.roles)),
                "issuer": by.issuer,
                "purpose": None if purpose is None else _plain("purpose", purpose),
                "at": at.astimezone(UTC),
                "detail": _detail(detail or {}),
            }
        )

    def flush(self) -> None:
        """Write what was gathered (the commit does this by itself)."""
        rows: list[dict[str, Any]] = gathered(self._connection, "audit", list)
        if not rows:
            return
        heads = self._locked_heads(sorted({row["subject"] for row in rows}))
        for row in rows:
            position, last = heads[row["subject"]]
            row["position"] = position + 1
            row["hash"] = entry_hash(self._key, last, row)
            heads[row["subject"]] = (row["position"], row["hash"])
        self._connection.execute(_ADD_ENTRIES, rows)
        moved = [
            {"subject": subject, "position": position, "hash": last}
            for subject, (position, last) in heads.items()
        ]
        _MOVE_HEADS.write(self._connection, moved)
        rows.clear()

    def entries(self, subject: str) -> list[AuditEntry]:
        """Return what is stored about ``subject``, oldest first."""
        return entries(self._connection, subject)

    def _locked_heads(self, subjects: list[str]) -> dict[str, tuple[int, bytes]]:
        # One subject alone needs no order of locks: its head is mostly there, and made if not.
        if len(subjects) == 1 and (head := self._lock(subjects)):
            return head
        fresh = [{"subject": subject, "position": 0, "hash": START} for subject in subjects]
        _NEW_HEADS.write(self._connection, fresh)
        return self._lock(subjects)

    def _lock(self, subjects: list[str]) -> dict[str, tuple[int, bytes]]:
        rows = self._connection.execute(_LOCK_HEADS, {"subjects": subjects})
        return {subject: (position, bytes(last)) for subject, position, last in rows}


def entries(connection: Connection, subject: str) -> list[AuditEntry]:
    """Return what is stored about ``subject``, oldest first."""
    found = connection.execute(
        select(audit_entries)
        .where(audit_entries.c.subject == subject)
        .order_by(audit_entries.c.position)
    )
    return [_entry(row) for row in found]


def newest(
    connection: Connection, subject: str, *, behind: int | None, limit: int
) -> list[AuditEntry]:
    """Return the newest entries about ``subject``, or those before a position, newest first."""
    query = select(audit_entries).where(audit_entries.c.subject == subject)
    if behind is not None:
        query = query.where(audit_entries.c.position < behind)
    newest_first = query.order_by(audit_entries.c.position.desc()).limit(limit)
    return [_entry(row) for row in connection.execute(newest_first)]


def _entry(row: Any) -> AuditEntry:
    return AuditEntry(
        subject=row.subject,
        position=row.position,
        action=row.action,
        actor=row.actor,
        roles=row.roles,
        issuer=row.issuer,
        purpose=row.purpose,
        at=row.at,
        detail=json.loads(row.detail),
    )


def entry_hash(key: bytes, last: bytes, row: Mapping[str, Any]) -> bytes:
    """Return the hash that chains ``row`` to the entry before it."""
    fields = [row[name] for name in ("subject", "position", "action", "actor", "roles", "issuer")]
    content = [*fields, row["purpose"], row["at"].isoformat(), row["detail"]]
    encoded = last + json.dumps(content, ensure_ascii=True).encode()
    if key:
        return hmac.digest(key, encoded, hashlib.sha256)
    return hashlib.sha256(encoded).digest()


def _detail(detail: Mapping[str, Any]) -> str:
    return json.dumps({name: _value(name, detail[name]) for name in sorted(detail)})


def _value(name: str, value: Any) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Enum):
        return _plain(name, str(value.value))
    if isinstance(value, (UUID, date, str)):
        return _plain(name, value.isoformat() if isinstance(value, date) else str(value))
    if isinstance(value, (list, tuple, set, frozenset)):
        return ",".join(sorted(str(_value(name, part)) for part in value))
    raise ValueError(f"audit {name}: ids, codes, dates and numbers only")


def _plain(name: str, value: str) -> str:
    if not _CODE.fullmatch(value):
        raise ValueError(f"audit {name}: ids, codes, dates and numbers only")
    return value
