"""Statements of documents: kept, listed without their contents, given a verdict, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from services.intake.store.document_tables import documents
from services.intake.store.seldom import OF_CASE
from shared.contracts.intake.codes import ScanFate

_WITHOUT_CONTENT = [found for found in documents.c if found.name != "content"]
_OF_CASE = (
    select(*_WITHOUT_CONTENT)
    .where(documents.c.case_id == bindparam("of_case"))
    .order_by(documents.c.document_id.desc())
)
_TO_SCAN = and_(
    or_(documents.c.verdict.is_(None), documents.c.verdict == ScanFate.NOT_SCANNED.value),
    documents.c.content.is_not(None),
)


def add_document(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a document."""
    connection.execute(documents.insert(), row)


def documents_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return a case's documents without their contents, the newest first."""
    if OF_CASE.none(connection, documents.c.case_id, case_id):
        return []
    return connection.execute(_OF_CASE, {"of_case": case_id}).all()


def document_of(connection: Connection, case_id: UUID, document_id: UUID) -> Any:
    """Return one document of a case with its contents, or None."""
    mine = and_(documents.c.case_id == case_id, documents.c.document_id == document_id)
    return connection.execute(select(documents).where(mine)).one_or_none()


def same_file(connection: Connection, case_id: UUID, content_index: bytes) -> Any:
    """Return the document of a case that is this very file and was not taken out, or None."""
    mine = and_(
        documents.c.case_id == case_id,
        documents.c.content_index == content_index,
        documents.c.removed_at.is_(None),
    )
    return connection.execute(select(*_WITHOUT_CONTENT).where(mine).limit(1)).one_or_none()


def added_since(connection: Connection, by: str, moment: datetime) -> int:
    """Return how many documents somebody put in since a moment, those taken out again too."""
    mine = documents.c.added_by == by, documents.c.added_at >= moment
    return int(connection.execute(select(func.count()).where(*mine)).scalar_one())


def change_document(connection: Connection, document_id: UUID, changes: dict[str, Any]) -> None:
    """Set what a verdict or the taking out changes."""
    mine = documents.c.document_id == document_id
    connection.execute(update(documents).where(mine).values(changes))


def give_verdict(connection: Connection, document_id: UUID, changes: dict[str, Any]) -> bool:
    """Set a verdict where none stands yet; return whether it did."""
    mine = and_(documents.c.document_id == document_id, _TO_SCAN)
    return connection.execute(update(documents).where(mine).values(changes)).rowcount == 1


def to_scan(connection: Connection, after: UUID | None, limit: int) -> list[tuple[UUID, UUID]]:
    """Return (case, document) of what has no verdict, the oldest first, from after one."""
    query = select(documents.c.case_id, documents.c.document_id).where(_TO_SCAN)
    if after is not None:
        query = query.where(documents.c.document_id > after)
    rows = connection.execute(query.order_by(documents.c.document_id).limit(limit))
    return [(row.case_id, row.document_id) for row in rows]
