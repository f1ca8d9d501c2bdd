"""Finding out whether the trail was altered behind the triggers' back.

An edit breaks a hash; a removed entry leaves a gap; a removed tail contradicts the head. Who
can rewrite entries and heads alike is caught by an ``Anchor`` taken earlier and kept elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from shared.audit.tables import audit_entries, audit_heads
from shared.audit.trail import START, entry_hash

_ENTRIES = select(audit_entries).order_by(audit_entries.c.subject, audit_entries.c.position)


class Tampering(StrEnum):
    """How an entry or chain is not what was written."""

    EDITED = "edited"
    MISSING = "missing"
    TRUNCATED = "truncated"
    HEAD_MISSING = "head_missing"
    FEWER_THAN_ANCHORED = "fewer_than_anchored"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the trail of one subject (``*``: with the trail as a whole)."""

    subject: str
    position: int
    kind: Tampering


@dataclass(frozen=True, slots=True)
class Anchor:
    """How much there was at some moment; keep it away from the database."""

    entries: int
    subjects: int
    digest: str


def anchor(connection: Connection) -> Anchor:
    """Return the trail's present extent, and a digest of all its heads."""
    digest = hashlib.sha256()
    subjects = 0
    for head in connection.execute(select(audit_heads).order_by(audit_heads.c.subject)):
        digest.update(f"{head.subject}\0{head.position}\0{bytes(head.hash).hex()}\n".encode())
        subjects += 1
    count = connection.execute(select(func.count()).select_from(audit_entries)).scalar_one()
    return Anchor(entries=count, subjects=subjects, digest=digest.hexdigest())


def verify(
    connection: Connection, key: bytes = b"", *, since: Anchor | None = None
) -> list[Problem]:
    """Return every sign of tampering; none means that each entry is as it was written.

    ``key`` is the one that the trail was written with. With ``since``, a trail smaller than it
    was then is found too, even if entries and heads were removed together.
    """
    heads = {row.subject: row for row in connection.execute(select(audit_heads))}
    problems: list[Problem] = []
    rows = connection.execute(_ENTRIES, execution_options={"yield_per": 1000}).mappings()
    for subject, chain in groupby(rows, key=lambda row: row["subject"]):
        problems.extend(_check(subject, chain, heads.pop(subject, None), key))
    problems.extend(
        Problem(subject, head.position, Tampering.TRUNCATED) for subject, head in heads.items()
    )
    return problems + _check_anchor(connection, since)


def _check(subject: str, chain: Iterable[Any], head: Any, key: bytes) -> Iterator[Problem]:
    position, last = 0, START
    for row in chain:
        position += 1
        if row["position"] != position:
            yield Problem(subject, position, Tampering.MISSING)
            position = row["position"]
        elif entry_hash(key, last, row) != bytes(row["hash"]):
            yield Problem(subject, position, Tampering.EDITED)
        last = bytes(row["hash"])
    if head is None:
        yield Problem(subject, position, Tampering.HEAD_MISSING)
    elif (head.position, bytes(head.hash)) != (position, last):
        yield Problem(subject, position, Tampering.TRUNCATED)


def _check_anchor(connection: Connection, since: Anchor | None) -> list[Problem]:
    if since is None:
        return []
    now = anchor(connection)
    shrunk = now.entries < since.entries or now.subjects < since.subjects
    return [Problem("*", now.entries, Tampering.FEWER_THAN_ANCHORED)] if shrunk else []
