"""Who was told what about this person, and why: questions to the disclosure log, and its export."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from sqlalchemy import Connection, or_, select

from services.feeds.joined import joined_with
from services.feeds.merged import records_of
from services.feeds.tables import disclosure_log

_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Entry:
    """One telling: when, to whom, which fields, under which clause, on which basis, for what.

    ``withheld_at``: it was written down, and did not leave after all (``withholding``).
    """

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
    withheld_at: datetime | None
    withheld_why: str | None


def told(
    connection: Connection,
    *,
    case_ids: Collection[UUID] = (),
    person_id: UUID | None = None,
    reference: str | None = None,
) -> Iterator[Entry]:
    """Yield the log's entries, oldest first: of a person, of cases, of a reference, or all of it.

    Of a person means also of every record that was merged with theirs. Of a case means also of those joined with it: what was told under the id or the reference that
    it had before was told of the same people. What was told of a person's case before anybody was
    named (a status, an outcome) is told by the case; ask for the person's case as well.
    """
    log = disclosure_log.c
    query = select(disclosure_log).order_by(log.disclosed_at, log.disclosure_id)
    if person_id is not None:
        query = query.where(log.person_id.in_(records_of(connection, [person_id])))
    of = []
    if reference is not None:
        of.append(log.reference == reference)
        case_ids = {*case_ids, *cases_of(connection, reference)}
    if case_ids:
        of.append(log.case_id.in_(joined_with(connection, case_ids)))
    if of:
        query = query.where(or_(*of))
    for row in connection.execute(query):
        yield Entry(**{name: getattr(row, name) for name in COLUMNS})


def cases_of(connection: Connection, reference: str) -> set[UUID]:
    """Return the cases of which this agency was told under that reference."""
    log = disclosure_log.c
    query = select(log.case_id).where(log.reference == reference, log.case_id.is_not(None))
    return set(connection.execute(query).scalars())


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
