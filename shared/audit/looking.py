"""Who looked at a case: the reads among what the trail holds of it.

Reading is audited under an action that ends in ``read`` or ``revealed``; nothing else does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from shared.audit.trail import AuditEntry, entries
from shared.contracts.looking import AskLooks, Look, Looks

if TYPE_CHECKING:
    from sqlalchemy import Connection

_READ = re.compile(r"[._](read|revealed|read_for_agency)$")
EMERGENCY = "in_emergency"


def is_a_look(action: str) -> bool:
    """Whether an audited action is a reading."""
    return _READ.search(action) is not None


def looks_at(connection: Connection, asked: AskLooks) -> Looks:
    """Return who read something of a case, the newest first."""
    found = [
        one
        for one in entries(connection, f"case/{asked.case_id}")
        if is_a_look(one.action) and (asked.before is None or one.at < asked.before)
    ]
    return Looks(looks=tuple(_look(one) for one in reversed(found[-asked.limit :])))


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
