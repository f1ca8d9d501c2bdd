"""What was queued for an agency and must not leave any more: the log says so, and it is gone.

A message may wait for hours or weeks, while the agency's broker is away or its key is missing. What
it says about somebody is then held to the day on which it would leave: an agreement that has ended
lets nothing out that was queued before, and a case that was erased, or a person who withdrew, is
spoken of no more (CON-02, PTR-33). Answers to the agency's own messages hold no person and go.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from services.feeds.joined import joined_with
from services.feeds.merged import records_of
from services.feeds.outbound import OWED
from services.feeds.tables import answers, disclosure_log
from shared.contracts.codes import ConsentPurpose
from shared.contracts.feeds.events import DisclosureWithheldV1, WithheldWhy
from shared.kernel.errors import NotFound
from shared.messaging.context import Context

if TYPE_CHECKING:
    from services.feeds.book import Book
    from shared.contracts.intake.events import ConsentWithdrawnV1
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

REACHING = frozenset(
    {ConsentPurpose.BE_REFERRED, ConsentPurpose.BE_CONTACTED, ConsentPurpose.TAKE_PART}
)


def may_leave(row: Any, book: Book, today: date) -> bool:
    """Whether what was queued may go today: ``row`` has its log entry's kind, agreement, clause."""
    if row.kind is None or row.kind in OWED:
        return True
    try:
        return book.named(row.agreement).permits(row.clause, today)
    except NotFound:
        return False


def withhold_ended(runtime: Runtime, disclosure_ids: Collection[UUID]) -> None:
    """Withhold what its clause allows no longer, in a transaction of its own."""
    with runtime.transaction(Context.of_system(runtime.service)) as uow:
        withhold(uow, disclosure_log.c.disclosure_id.in_(disclosure_ids), WithheldWhy.ENDED)


def withhold_erased(uow: UnitOfWork, case_id: UUID) -> int:
    """Withhold all that waits about a case that was erased; returns how much that was."""
    cases = joined_with(uow.connection, [case_id])
    return withhold(uow, disclosure_log.c.case_id.in_(cases), WithheldWhy.ERASED)


def withhold_withdrawn(uow: UnitOfWork, event: ConsentWithdrawnV1) -> int:
    """Withhold what waits on a consent that was withdrawn, and what asks to reach that person.

    Whichever of their records it was asked under.
    """
    log = disclosure_log.c
    resting: ColumnElement[bool] = log.consent_id.in_(event.consent_ids)
    if REACHING & set(event.purposes):
        resting = or_(resting, _of_person(uow, event.person_id))
    return withhold(uow, resting, WithheldWhy.WITHDRAWN)


def withhold_of_person(uow: UnitOfWork, person_id: UUID) -> int:
    """Withhold what waits about somebody whose no turned out to be of another record as well."""
    return withhold(uow, _of_person(uow, person_id), WithheldWhy.WITHDRAWN)


def note_gone(connection: Connection, disclosure_ids: Collection[UUID]) -> list[UUID]:
    """Take back what the log says was withheld, of what had gone at that very moment.

    Returns which these are.
    """
    log = disclosure_log.c
    wrongly = log.disclosure_id.in_(disclosure_ids) & log.withheld_at.is_not(None)
    undone = list(connection.execute(select(log.disclosure_id).where(wrongly)).scalars())
    took_back = update(disclosure_log).where(log.disclosure_id.in_(undone))
    connection.execute(took_back.values(withheld_at=None, withheld_why=None))
    return undone


def _of_person(uow: UnitOfWork, person_id: UUID) -> ColumnElement[bool]:
    return disclosure_log.c.person_id.in_(records_of(uow.connection, [person_id]))


def withhold(uow: UnitOfWork, which: ColumnElement[bool], why: WithheldWhy) -> int:
    """Withhold those of the log's entries that wait still; returns how many.

    What names nobody is owed and goes all the same.
    """
    log = disclosure_log.c
    waiting = (
        select(log.disclosure_id, log.case_id, log.kind, log.agency)
        .join(answers, answers.c.disclosure_id == log.disclosure_id)
        .where(and_(which, answers.c.sent_at.is_(None), log.kind.not_in(OWED)))
    )
    found = uow.connection.execute(waiting).all()
    for row in found:
        mine = log.disclosure_id == row.disclosure_id
        told = update(disclosure_log).where(mine)
        uow.connection.execute(told.values(withheld_at=uow.now(), withheld_why=why.value))
        queued = answers.c.disclosure_id == row.disclosure_id
        uow.connection.execute(delete(answers).where(queued, answers.c.sent_at.is_(None)))
        if row.case_id is not None:
            uow.announce(
                DisclosureWithheldV1(
                    disclosure_id=row.disclosure_id,
                    case_id=row.case_id,
                    agency=row.agency,
                    kind=row.kind,
                    why=why,
                    withheld_at=uow.now(),
                )
            )
        uow.audit(
            "disclosure.withheld",
            subject=f"case/{row.case_id}" if row.case_id else f"disclosure/{row.disclosure_id}",
            disclosure=row.disclosure_id,
            kind=row.kind,
            why=why.value,
        )
    return len(found)
