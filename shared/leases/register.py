"""Granting, ending and confirming leases, each in the transaction of its use case.

Every call first takes the case's row in ``lease_heads`` and keeps it until the commit. So what
undoes a fact is, for each lease, wholly before its facts were read, or ends it, or comes after
its confirmation. There is no fourth case, whatever other locks a use case takes.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shared.contracts.leases import ConfirmLease, LeaseConfirmed
from shared.leases.rule import LEASE_S, Lease, objection_to
from shared.leases.tables import lease_heads, leases
from shared.store.later import touches

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_FORGET_AFTER_S = 3600.0


class Turn:
    """The right to read a case's facts and lease them; held until the commit."""

    def __init__(self, uow: UnitOfWork, case_id: UUID) -> None:
        self._uow = uow
        self._case_id = case_id
        _take(uow, case_id, more=0)

    def grant(self) -> UUID:
        """Store a lease over the facts that were read in this turn, and return its id."""
        uow, mine = self._uow, leases.c.case_id == self._case_id
        forgotten = leases.c.runs_out < time.time() - _FORGET_AFTER_S
        unused = leases.c.confirmed_at.is_(None)
        uow.connection.execute(delete(leases).where(mine, unused, forgotten))
        lease_id = uow.ids.new()
        row = {
            "lease_id": lease_id,
            "case_id": self._case_id,
            "granted_on": uow.today(),
            "runs_out": time.time() + LEASE_S,
        }
        uow.connection.execute(leases.insert(), row)
        return lease_id


def turn(uow: UnitOfWork, case_id: UUID) -> Turn:
    """Take the case's turn: call it before the first fact is read that a lease shall cover."""
    return Turn(uow, case_id)


def end(uow: UnitOfWork, case_id: UUID, reason: str) -> None:
    """End every open lease of a case, in the transaction that undoes what they cover."""
    number = _take(uow, case_id, more=1)
    if number == 1:  # nobody ever asked about this case
        return
    open_ = leases.c.ended_by.is_(None) & leases.c.confirmed_at.is_(None)
    mine = leases.c.case_id == case_id
    changes = {"ended_by": reason[:120], "number": number}
    uow.connection.execute(update(leases).where(mine, open_).values(changes))


def confirm(uow: UnitOfWork, request: ConfirmLease) -> LeaseConfirmed:
    """Use a lease: say whether it still stands, and if so, number and note that moment."""
    number = _take(uow, request.case_id, more=1)
    objection = objection_to(_find(uow, request), real_s=time.time(), today=uow.today())
    if objection is not None:
        return LeaseConfirmed(stands=False, objection=objection.value)
    now = uow.now()
    changes = {"confirmed_at": now, "number": number}
    mine = leases.c.lease_id == request.lease_id
    uow.connection.execute(update(leases).where(mine).values(changes))
    uow.audit("lease_confirmed", subject=f"case/{request.case_id}", lease=request.lease_id)
    return LeaseConfirmed(stands=True, confirmed_at=now, number=number)


def _find(uow: UnitOfWork, request: ConfirmLease) -> Lease | None:
    mine = (leases.c.lease_id == request.lease_id) & (leases.c.case_id == request.case_id)
    row = uow.connection.execute(select(leases).where(mine)).one_or_none()
    if row is None:
        return None
    return Lease(
        lease_id=row.lease_id,
        granted_on=row.granted_on,
        runs_out=row.runs_out,
        ended_by=row.ended_by,
        confirmed=row.confirmed_at is not None,
    )


def _take(uow: UnitOfWork, case_id: UUID, *, more: int) -> int:
    """Lock the case's head until the commit, and return its number after ``more`` was added."""
    insert = _INSERT[uow.connection.dialect.name](lease_heads)
    statement = insert.values(case_id=case_id, number=1).on_conflict_do_update(
        index_elements=["case_id"], set_={"number": lease_heads.c.number + more}
    )
    taken = uow.connection.execute(
        statement.returning(lease_heads.c.number), execution_options=touches(lease_heads)
    )
    return int(taken.scalar_one())
