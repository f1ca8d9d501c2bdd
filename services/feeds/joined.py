"""Cases that turned out to be one harm: under which ids what is now one case was spoken of."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, delete, or_, select

from services.feeds.tables import joined_cases

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def note_joined(uow: UnitOfWork, case_id: UUID, into_case_id: UUID) -> None:
    """Remember that a case goes on in another; hearing it again changes nothing."""
    uow.connection.execute(delete(joined_cases).where(joined_cases.c.case_id == case_id))
    uow.connection.execute(joined_cases.insert().values(case_id=case_id, into_case_id=into_case_id))


def joined_with(connection: Connection, case_ids: Collection[UUID]) -> set[UUID]:
    """Return those cases, and all that were joined with them over any number of steps."""
    columns, found, new = joined_cases.c, set(case_ids), set(case_ids)
    while new:
        near = or_(columns.case_id.in_(new), columns.into_case_id.in_(new))
        rows = connection.execute(select(columns.case_id, columns.into_case_id).where(near))
        new = {one for row in rows for one in row} - found
        found |= new
    return found
