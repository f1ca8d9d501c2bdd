"""What a person reads of a case is audited by construction: no query can forget it.

A use case that says more exactly what was read (whose details, for which purpose) audits it
itself; for every other query that names a case, the server does, in the same transaction.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shared.contracts.base import Request, RpcMethod
from shared.messaging.unit_of_work import CASEWORK
from shared.security.actors import Role

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

IN_WORDS = "stated-in-words"
_CODE = re.compile(r"[a-z][a-z0-9_-]{2,59}")


def note_reading(uow: UnitOfWork, method: RpcMethod, request: Request) -> None:
    """Audit that a person asked about a case, unless the use case did."""
    case_id = getattr(request, "case_id", None)
    if method.kind != "query" or case_id is None or uow.actor.has_any(frozenset({Role.SYSTEM})):
        return
    subject = f"case/{case_id}"
    if not uow.audited(subject):
        uow.audit(f"{method.name}.read", subject=subject, purpose=purpose_of(request))


def purpose_of(request: Request) -> str:
    """Return the purpose that a request states, as a code: words may name somebody."""
    stated = getattr(request, "purpose", None)
    if stated is None:
        return CASEWORK
    return stated if _CODE.fullmatch(str(stated)) else IN_WORDS
