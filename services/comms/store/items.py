"""Items: their encrypted words, the steps recorded on them, and the findings of their checks."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from services.comms.domain.items import Finding, Item, Step, StepKind
from services.comms.store.tables import findings, item_steps, items
from shared.contracts.codes import ItemKind, Side

if TYPE_CHECKING:
    from shared.store.case_keys import CaseKeys

_CONTENT = "items.content"


def seal_words(keys: CaseKeys, case_id: UUID, item_id: UUID, text: str, salt: str) -> bytes:
    """Encrypt an item's exact text with the salt of its hash."""
    return keys.seal(case_id, json.dumps({"text": text, "salt": salt}), f"{_CONTENT}|{item_id}")


def words_of(connection: Connection, keys: CaseKeys, item: Item) -> tuple[str, str]:
    """Return an item's exact text and the salt of its hash.

    Raises ``PersonalDataErased`` once the case's key is gone, ``CannotDecrypt`` when altered.
    """
    query = select(items.c.content).where(items.c.item_id == item.item_id)
    blob = connection.execute(query).scalar_one()
    content = json.loads(keys.open(item.case_id, bytes(blob), f"{_CONTENT}|{item.item_id}"))
    return content["text"], content["salt"]


def add_item(connection: Connection, row: dict[str, Any]) -> None:
    """Store a new item."""
    connection.execute(items.insert(), row)


def find_item(
    connection: Connection, case_id: UUID, item_id: UUID, *, lock: bool = False
) -> Item | None:
    """Return one item of a case with its steps; ``lock`` keeps its row until the commit."""
    query = select(items).where(items.c.item_id == item_id, items.c.case_id == case_id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _item(connection, row)


def items_of(connection: Connection, case_id: UUID, *, lock: bool = False) -> list[Item]:
    """Return the items of a case, oldest first."""
    query = select(items).where(items.c.case_id == case_id).order_by(items.c.item_id)
    rows = connection.execute(query.with_for_update() if lock else query).all()
    return [_item(connection, row) for row in rows]


def add_step(connection: Connection, item: Item, step: Step) -> None:
    """Record a step."""
    row = {
        "item_id": item.item_id,
        "kind": step.kind.value,
        "by_user": step.by,
        "at": step.at,
        "content_hash": step.content_hash,
        "as_supervisor": step.as_supervisor,
        "reason": step.reason,
        "window_from": step.window_from,
        "window_until": step.window_until,
    }
    connection.execute(item_steps.insert(), row)


def add_findings(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Store the findings of one check."""
    if rows:
        connection.execute(findings.insert(), rows)


def drop_findings(connection: Connection, item_id: UUID) -> None:
    """Forget the findings of an earlier check: a new one replaces it."""
    connection.execute(findings.delete().where(findings.c.item_id == item_id))


def answer_finding(
    connection: Connection, finding_id: UUID, answer: bytes, by: str, at: datetime
) -> None:
    """Store the written answer to a finding."""
    connection.execute(
        update(findings)
        .where(findings.c.finding_id == finding_id)
        .values(answer=answer, answered_by=by, answered_at=at)
    )


def _item(connection: Connection, row: Any) -> Item:
    return Item(
        item_id=row.item_id,
        case_id=row.case_id,
        strand_id=row.strand_id,
        kind=ItemKind(row.kind),
        from_side=Side(row.from_side),
        content_hash=row.content_hash,
        one_way=row.one_way,
        steps=_steps(connection, row.item_id),
        findings=_findings(connection, row.item_id),
    )


def _steps(connection: Connection, item_id: UUID) -> tuple[Step, ...]:
    query = select(item_steps).where(item_steps.c.item_id == item_id).order_by(item_steps.c.id)
    return tuple(
        Step(
            kind=StepKind(row.kind),
            by=row.by_user,
            at=row.at,
            content_hash=row.content_hash,
            as_supervisor=row.as_supervisor,
            reason=row.reason,
            window_from=row.window_from,
            window_until=row.window_until,
        )
        for row in connection.execute(query)
    )


def _findings(connection: Connection, item_id: UUID) -> tuple[Finding, ...]:
    query = select(findings.c.finding_id, findings.c.answered_at).where(
        findings.c.item_id == item_id
    )
    return tuple(
        Finding(finding_id, answered_at is not None)
        for finding_id, answered_at in connection.execute(query)
    )
