"""Records of people that are one person: who asks about one of them asks about all."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, delete, or_, select

from services.feeds.tables import merged_persons

if TYPE_CHECKING:
    from shared.contracts.intake.identity import PersonsMergedV1, PersonsUnmergedV1
    from shared.messaging.unit_of_work import UnitOfWork


def note_merged(uow: UnitOfWork, event: PersonsMergedV1) -> None:
    """Remember that two records are one person; hearing it again changes nothing."""
    _forget(uow, event.merge_id)
    uow.connection.execute(
        merged_persons.insert().values(
            merge_id=event.merge_id,
            person_id=event.person_id,
            other_person_id=event.other_person_id,
        )
    )


def note_unmerged(uow: UnitOfWork, event: PersonsUnmergedV1) -> None:
    """Forget a merge that was taken back."""
    _forget(uow, event.merge_id)


def records_of(connection: Connection, person_ids: Collection[UUID]) -> set[UUID]:
    """Return those records, and all that are the same person over any number of merges."""
    columns, found, new = merged_persons.c, set(person_ids), set(person_ids)
    while new:
        near = or_(columns.person_id.in_(new), columns.other_person_id.in_(new))
        rows = connection.execute(select(columns.person_id, columns.other_person_id).where(near))
        new = {one for row in rows for one in row} - found
        found |= new
    return found


def _forget(uow: UnitOfWork, merge_id: UUID) -> None:
    uow.connection.execute(delete(merged_persons).where(merged_persons.c.merge_id == merge_id))
