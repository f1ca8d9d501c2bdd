"""What a person reads of a case is audited by construction: no query can forget it.

A use case that says more exactly what was read (whose details, for which purpose) audits it
itself, as a look; for every other query that names a case, the server does, in the same transaction.
What else a use case audits (a letter printed, contact advised on) is no look, and hides none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shared.audit.looking import IN_WORDS
from shared.contracts.base import Request, RpcMethod
from shared.messaging.context import Context, Mark
from shared.messaging.unit_of_work import CASEWORK
from shared.security.actors import Role

if TYPE_CHECKING:
    from shared.messaging.transaction import Transaction
    from shared.messaging.unit_of_work import UnitOfWork

_CODE = re.compile(r"[a-z][a-z0-9_-]{2,59}")


def note_reading(uow: UnitOfWork, method: RpcMethod, request: Request) -> None:
    """Audit that a person asked about a case, unless the use case did as a look."""
    case_id = getattr(request, "case_id", None)
    if method.kind != "query" or case_id is None or uow.actor.has_any(frozenset({Role.SYSTEM})):
        return
    subject = f"case/{case_id}"
    if not uow.looked_at(subject):
        uow.audit(f"{method.name}.read", subject=subject, purpose=purpose_of(request))


class ReadingMark(Mark):
    """Notes the reading of a query that makes its own transaction, in that transaction."""

    def __init__(self, method: RpcMethod, request: Request, context: Context) -> None:
        self._asked = method, request
        self._context = context
        self._noted = False

    def write(self, transaction: Transaction) -> None:
        """Note it once, unless something of the case was audited as a look there."""
        subject = f"case/{getattr(self._asked[1], 'case_id', None)}"
        if not self._noted and subject not in transaction.looked:
            note_reading(transaction.unit(self._context), *self._asked)

    def committed(self) -> None:
        """What was noted is kept."""
        self._noted = True


def purpose_of(request: Request) -> str:
    """Return the purpose that a request states, as a code: words may name somebody."""
    stated = getattr(request, "purpose", None)
    if stated is None:
        return CASEWORK
    return stated if _CODE.fullmatch(str(stated)) else IN_WORDS
