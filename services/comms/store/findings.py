"""Findings of a leak check as they are kept: everything about them encrypted under the case's key."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select

from services.comms.domain.leaks import Severity
from services.comms.store.tables import findings

if TYPE_CHECKING:
    from services.comms.domain.leaks import Leak
    from shared.store.case_keys import CaseKeys

_FIELD, _ANSWER = "findings.excerpt", "findings.answer"


def seal_leak(keys: CaseKeys, case_id: UUID, leak: Leak) -> bytes:
    """Encrypt where a finding stands, why, how much it weighs, and the words around."""
    told = {
        "excerpt": leak.excerpt,
        "start": leak.start,
        "end": leak.end,
        "why": leak.why.value,
        "severity": leak.severity.value,
        "known": leak.known,
    }
    return keys.seal(case_id, json.dumps(told), _FIELD)


def severity_of(connection: Connection, keys: CaseKeys, finding_id: UUID) -> Severity:
    """Return how much a finding weighs."""
    query = select(findings.c.case_id, findings.c.excerpt).where(
        findings.c.finding_id == finding_id
    )
    row = connection.execute(query).one()
    told = keys.open(row.case_id, bytes(row.excerpt), _FIELD)
    return Severity(json.loads(told)["severity"]) if told.startswith("{") else Severity.ANSWER


def drop_others(connection: Connection, item_id: UUID, kept: Iterable[UUID]) -> None:
    """Forget the findings that a new check has not made again; answers to the others stay."""
    gone = findings.delete().where(findings.c.item_id == item_id)
    connection.execute(gone.where(findings.c.finding_id.not_in(list(kept))))


def ids_of(connection: Connection, item_id: UUID) -> frozenset[UUID]:
    """Return the findings that are kept of an item."""
    query = select(findings.c.finding_id).where(findings.c.item_id == item_id)
    return frozenset(connection.execute(query).scalars())


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Store new findings."""
    if rows:
        connection.execute(findings.insert(), rows)


def told_of(
    connection: Connection, keys: CaseKeys, case_id: UUID, item_id: UUID
) -> list[tuple[UUID, str, dict[str, Any], str | None]]:
    """Return each finding of an item: its id, kind, what was kept of it, and the answer."""
    query = (
        select(findings.c.finding_id, findings.c.kind, findings.c.excerpt, findings.c.answer)
        .where(findings.c.item_id == item_id)
        .order_by(findings.c.finding_id)
    )
    return [
        (
            row.finding_id,
            row.kind,
            json.loads(keys.open(case_id, bytes(row.excerpt), _FIELD)),
            keys.open(case_id, bytes(row.answer), _ANSWER) if row.answer else None,
        )
        for row in connection.execute(query)
    ]
