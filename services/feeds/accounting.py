"""Does the disclosure log account for everything that left, and did it all stay inside its clause?

For the data-protection officer: read from the store alone, it answers with what is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from services.feeds.outbound import OWED
from services.feeds.tables import agency_messages, answers, disclosure_log
from shared.kernel.clock import local_day

if TYPE_CHECKING:
    from services.feeds.book import Book


def problems(connection: Connection, book: Book) -> Iterator[str]:
    """Yield every message that the log does not account for, and every field beyond its clause.

    A message that was asked for twice leaves twice and is logged once: it must be the same.
    """
    logged = {row.disclosure_id: row for row in connection.execute(select(disclosure_log))}
    said = {bytes(row.answer) for row in connection.execute(select(agency_messages)) if row.answer}
    for row in connection.execute(select(answers)):
        entry = logged.get(row.disclosure_id)
        if entry is None:
            if bytes(row.body) not in said:
                yield f"answer {row.position}: nothing in the log accounts for it"
        elif not row.sealed and fields_of(row.body) != set(entry.fields.split(",")):
            yield f"answer {row.position}: its fields are not those of the log"
    for entry in logged.values():
        yield from _beyond(entry, book)


def fields_of(body: bytes) -> set[str]:
    """Return the dotted names of a document's fields, without its kind."""
    return {name for name in _leaves(json.loads(bytes(body)), "") if name != "kind"}


def _beyond(entry: Any, book: Book) -> Iterator[str]:
    one = next((agreement for agreement in book if agreement.id == entry.agreement), None)
    clause = one.outbound.get(entry.kind) if one else None
    if clause is None or one is None:
        if entry.agreement:  # of the first version, which kept no agreement's name
            yield f"disclosure {entry.disclosure_id}: no clause allows a {entry.kind}"
        return
    beyond = set(entry.fields.split(",")) - set(clause.fields)
    if beyond:
        yield f"disclosure {entry.disclosure_id}: beyond its clause: {', '.join(sorted(beyond))}"
    day = local_day(entry.disclosed_at)
    if entry.kind not in OWED and not one.permits(clause.clause, day):
        yield f"disclosure {entry.disclosure_id}: its clause was not in force on {day}"
    if clause.consent and entry.consent_id is None:
        yield f"disclosure {entry.disclosure_id}: without the consent that its clause asks"


def _leaves(value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield path
        return
    for name, inside in value.items():
        yield from _leaves(inside, f"{path}.{name}" if path else name)
