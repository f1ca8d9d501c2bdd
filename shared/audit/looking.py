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
    from collections.abc import Iterator

    from sqlalchemy import Connection

_READ = re.compile(r"[._](read|revealed|read_for_agency)$")
EMERGENCY = "in_emergency"


def is_a_look(action: str) -> bool:
    """Whether an audited action is a reading."""
    return _READ.search(action) is not None


def looks_at(connection: Connection, asked: AskLooks) -> Looks:
    """Return who read something of a case, the newest first."""
    found = list(islice(_looks(connection, asked), asked.limit + 1))
    shown = found[: asked.limit]
    return Looks(
        looks=tuple(_look(one) for one in shown),
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


def _look(entry: AuditEntry) -> Look:
    person = entry.detail.get("person")
    return Look(
        at=entry.at,
        by=entry.actor,
        roles=tuple(role for role in entry.roles.split(",") if role),
        what=entry.action,
        purpose=entry.purpose,
        person_id=UUID(str(person)) if person else None,
        in_emergency=bool(entry.detail.get(EMERGENCY)),
    )
