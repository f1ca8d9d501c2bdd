"""Who was told what about this person, and why: questions to the disclosure log, and its export."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from sqlalchemy import Connection, select

from services.feeds.tables import disclosure_log

_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Entry:
    """One telling: when, to whom, which fields, under which clause, on which basis, for what."""

    disclosed_at: datetime
    agency: str
    recipient: str
    kind: str
    fields: str
    agreement: str
    clause: str
    legal_basis: str
    purpose: str
    case_id: UUID | None
    reference: str | None
    strand_id: UUID | None
    person_id: UUID | None
    consent_id: UUID | None
    told_by: str
    disclosure_id: UUID


def told(
    connection: Connection,
    *,
    case_id: UUID | None = None,
    person_id: UUID | None = None,
    reference: str | None = None,
) -> Iterator[Entry]:
    """Yield the log's entries, oldest first: of a person, a case, a reference, or all of it.

    What was told of a person's case before anybody was named (a status, an outcome) is told by
    the case; ask for the person's case as well.
    """
    log = disclosure_log.c
    query = select(disclosure_log).order_by(log.disclosed_at, log.disclosure_id)
    if person_id is not None:
        query = query.where(log.person_id == person_id)
    if case_id is not None:
        query = query.where(log.case_id == case_id)
    if reference is not None:
        query = query.where(log.reference == reference)
    for row in connection.execute(query):
        yield Entry(**{name: getattr(row, name) for name in COLUMNS})


def export(entries: Iterable[Entry], file: IO[str]) -> int:
    """Write entries as CSV for the data-protection officer; returns how many."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    count = 0
    for entry in entries:
        writer.writerow([_cell(getattr(entry, name)) for name in COLUMNS])
        count += 1
    return count


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


COLUMNS = tuple(field.name for field in fields(Entry))
