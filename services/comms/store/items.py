"""Items: their encrypted words, the steps recorded on them, and the findings of their checks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from services.comms.domain.items import Finding, Item, Step, StepKind
from services.comms.store.relay_tables import step_seals
from services.comms.store.seldom import OF_CASE
from services.comms.store.tables import findings, item_steps, items
from shared.contracts.codes import ItemKind, Side
from shared.store.once import once

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
    return None if row is None else _items(connection, [row])[0]


@once
def items_of(connection: Connection, case_id: UUID, *, lock: bool = False) -> list[Item]:
    """Return the items of a case, oldest first."""
    if not lock:
        return _items(
            connection, OF_CASE.rows(connection, items.c.case_id, case_id, items.c.item_id)
        )
    query = select(items).where(items.c.case_id == case_id).order_by(items.c.item_id)
    return _items(connection, list(connection.execute(query.with_for_update())))


def add_step(connection: Connection, item: Item, step: Step) -> int:
    """Record a step; return its number."""
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
    stored = item_steps.insert().values(**row).returning(item_steps.c.id)
    return int(connection.execute(stored).scalar_one())


def sealed_steps(connection: Connection, item_id: UUID) -> list[tuple[Step, str | None]]:
    """Return the steps of an item with their seals, oldest first."""
    query = (
        select(item_steps, step_seals.c.seal)
        .join(step_seals, step_seals.c.step_id == item_steps.c.id, isouter=True)
        .where(item_steps.c.item_id == item_id)
        .order_by(item_steps.c.id)
    )
    return [(_step(row), row.seal) for row in connection.execute(query)]


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


def _items(connection: Connection, rows: Sequence[Any]) -> list[Item]:
    """Return items with their steps and findings: two more queries, however many items."""
    of_these = [row.item_id for row in rows]
    steps, found = _steps(connection, of_these), _findings(connection, of_these)
    return [
        Item(
            item_id=row.item_id,
            case_id=row.case_id,
            strand_id=row.strand_id,
            kind=ItemKind(row.kind),
            from_side=Side(row.from_side),
            content_hash=row.content_hash,
            one_way=row.one_way,
            steps=tuple(steps.get(row.item_id, ())),
            findings=tuple(found.get(row.item_id, ())),
        )
        for row in rows
    ]


def _steps(connection: Connection, of_items: list[UUID]) -> dict[UUID, list[Step]]:
    steps: dict[UUID, list[Step]] = {}
    if not of_items:
        return steps
    query = select(item_steps).where(item_steps.c.item_id.in_(of_items)).order_by(item_steps.c.id)
    for row in connection.execute(query):
        steps.setdefault(row.item_id, []).append(_step(row))
    return steps


def _step(row: Any) -> Step:
    return Step(
        kind=StepKind(row.kind),
        by=row.by_user,
        at=row.at,
        content_hash=row.content_hash,
        as_supervisor=row.as_supervisor,
        reason=row.reason,
        window_from=row.window_from,
        window_until=row.window_until,
    )


def _findings(connection: Connection, of_items: list[UUID]) -> dict[UUID, list[Finding]]:
    columns = (findings.c.item_id, findings.c.finding_id, findings.c.answered_at)
    found: dict[UUID, list[Finding]] = {}
    if not of_items:
        return found
    query = select(*columns).where(findings.c.item_id.in_(of_items))
    for item_id, finding_id, answered_at in connection.execute(query):
        found.setdefault(item_id, []).append(Finding(finding_id, answered_at is not None))
    return found
