"""Who looked at a case: the reads among what the trail holds of it.

Reading is audited under an action that ends in ``read`` or ``revealed``; nothing else does.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from shared.audit.trail import AuditEntry, newest
from shared.contracts.looking import AskLooks, Look, Looks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    InWords = Callable[[Sequence[UUID]], Mapping[UUID, str]]

_READ = re.compile(r"[._](read|revealed|read_for_agency)$")
EMERGENCY = "in_emergency"
IN_WORDS = "stated-in-words"
"""What the trail holds of a purpose in words: these may name somebody."""


def is_a_look(action: str) -> bool:
    """Whether an audited action is a reading."""
    return _READ.search(action) is not None


def looks_at(connection: Connection, asked: AskLooks, in_words: InWords | None = None) -> Looks:
    """Return who read something of a case, the newest first.

    ``in_words`` opens what was said of readings in words, by their ids: the trail itself has no words.
    """
    found = list(islice(_looks(connection, asked), asked.limit + 1))
    shown = found[: asked.limit]
    told = in_words([id_ for one in shown if (id_ := _reading(one))]) if in_words else {}
    return Looks(
        looks=tuple(_look(one, told) for one in shown),
        next_page=shown[-1].position if len(found) > len(shown) else None,
    )


def _looks(connection: Connection, asked: AskLooks) -> Iterator[AuditEntry]:
    """Yield the looks of a case's trail, the newest first, reading on until somebody has enough."""
    behind, many = asked.after, asked.limit + 1
    while True:
        read = newest(connection, f"case/{asked.case_id}", behind=behind, limit=many)
        for one in read:
            if is_a_look(one.action) and (asked.before is None or one.at < asked.before):
                yield one
        if len(read) < many:
            return
        behind = read[-1].position


def _reading(entry: AuditEntry) -> UUID | None:
    kept = entry.detail.get("reading")
    return UUID(str(kept)) if kept and entry.purpose == IN_WORDS else None


def _look(entry: AuditEntry, told: Mapping[UUID, str]) -> Look:
    person, reading = entry.detail.get("person"), _reading(entry)
    return Look(
        at=entry.at,
        by=entry.actor,
        roles=tuple(role for role in entry.roles.split(",") if role),
        what=entry.action,
        purpose=entry.purpose,
        person_id=UUID(str(person)) if person else None,
        in_emergency=bool(entry.detail.get(EMERGENCY)),
        in_words=told.get(reading) if reading else None,
    )
