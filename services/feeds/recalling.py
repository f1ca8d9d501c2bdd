"""Calling off what an agency was asked, once there is no reason for it any more (CON-02, PRC-16).

What has not left yet is withheld. Where the agency may have it already, it is told to stop, by the
ids under which both know the request: no reason, and nothing of the person. That is owed on any
day, as an answer is, under the clause by which it was asked.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, update

from services.feeds.merged import records_of
from services.feeds.outbound import CANCELLATION, Telling, Told, announce_made, tell
from services.feeds.tables import agency_messages, asked, disclosure_log
from services.feeds.withholding import note_gone, withhold
from shared.contracts.codes import AgencyRequestKind
from shared.contracts.feeds.events import WithheldWhy
from shared.contracts.intake.codes import CalledOffWhy

if TYPE_CHECKING:
    from services.feeds.book import Book
    from shared.contracts.intake.agencies import FactsForAgency
    from shared.contracts.intake.answering import AgencyRequestCalledOffV1
    from shared.contracts.intake.events import (
        AgencyRequestAnsweredV1,
        AgencyRequestLapsedV1,
        AgencyRequestOpenedV1,
    )
    from shared.messaging.unit_of_work import UnitOfWork
    from shared.security.key_files import ServiceKeys

SEEKING = (AgencyRequestKind.FIND, AgencyRequestKind.CONTACT, AgencyRequestKind.CONSENT)
"""What brings an agency's officer to somebody's door; the rest may be asked after a no as well."""


def note_asked(
    uow: UnitOfWork, event: AgencyRequestOpenedV1, facts: FactsForAgency, told: Told
) -> None:
    """Remember what an agency was asked, until it is answered or called off."""
    uow.connection.execute(
        asked.insert().values(
            request_id=event.request_id,
            disclosure_id=told.disclosure_id,
            kind=event.kind.value,
            case_id=event.case_id,
            strand_id=event.strand_id,
            person_id=facts.person_id,
            reference=facts.reference,
            agreement=told.agreement,
            asked_at=uow.now(),
        )
    )


class Recaller:
    """Calls off what one feed's agencies were asked."""

    def __init__(self, book: Book, keys: ServiceKeys) -> None:
        self._book = book
        self._keys = keys

    def on_answered(self, uow: UnitOfWork, event: AgencyRequestAnsweredV1, _envelope: Any) -> None:
        """Forget a request that has its answer: there is nothing to call off."""
        mine = asked.c.request_id == event.request_id
        uow.connection.execute(delete(asked).where(mine))

    def on_lapsed(self, uow: UnitOfWork, event: AgencyRequestLapsedV1, _envelope: Any) -> None:
        """Call off a request that staff gave up."""
        self._recall(uow, asked.c.request_id == event.request_id, WithheldWhy.LAPSED)

    def on_called_off(
        self, uow: UnitOfWork, event: AgencyRequestCalledOffV1, _envelope: Any
    ) -> None:
        """Call off what intake ended for a reason that was not heard of here, or not yet."""
        refused = event.why is CalledOffWhy.REFUSED
        why = WithheldWhy.WITHDRAWN if refused else WithheldWhy.CLOSED
        self._recall(uow, asked.c.request_id == event.request_id, why)

    def of_case(self, uow: UnitOfWork, case_id: UUID, *, erased: bool = False) -> None:
        """Call off whatever was asked for a case that was closed or erased."""
        self._recall(
            uow, asked.c.case_id == case_id, WithheldWhy.ERASED if erased else WithheldWhy.CLOSED
        )

    def of_person(
        self, uow: UnitOfWork, person_id: UUID, *, strand_ids: Collection[UUID] = ()
    ) -> None:
        """Call off the search for somebody who said no, under any of their records.

        ``strand_ids``: which strands their own record left; empty means all.
        """
        others = records_of(uow.connection, [person_id]) - {person_id}
        own = asked.c.person_id == person_id
        if strand_ids:
            own &= or_(asked.c.strand_id.is_(None), asked.c.strand_id.in_(strand_ids))
        whose = or_(own, asked.c.person_id.in_(others))
        self._recall(
            uow, whose & asked.c.kind.in_([one.value for one in SEEKING]), WithheldWhy.WITHDRAWN
        )

    def on_gone(self, uow: UnitOfWork, disclosure_ids: Collection[UUID]) -> None:
        """Take back what was said to be withheld of what had just left, and call that off too."""
        undone = note_gone(uow.connection, disclosure_ids)
        for row in uow.connection.execute(
            select(disclosure_log).where(disclosure_log.c.disclosure_id.in_(undone))
        ).all():
            announce_made(uow, row)
        gone = select(asked).where(asked.c.disclosure_id.in_(undone))
        for row in uow.connection.execute(gone).all():
            self._tell(uow, row)

    def _recall(self, uow: UnitOfWork, which: ColumnElement[bool], why: WithheldWhy) -> None:
        running = select(asked).where(which, asked.c.ended_at.is_(None)).with_for_update()
        for row in uow.connection.execute(running).all():
            withhold(uow, disclosure_log.c.disclosure_id == row.disclosure_id, why)
            if self._has_left(uow, row.disclosure_id):
                self._tell(uow, row)
            else:
                mine = asked.c.request_id == row.request_id
                uow.connection.execute(update(asked).where(mine).values(ended_at=uow.now()))

    def _has_left(self, uow: UnitOfWork, disclosure_id: UUID) -> bool:
        log = disclosure_log.c
        kept = select(log.withheld_at).where(log.disclosure_id == disclosure_id)
        return uow.connection.execute(kept).scalar_one_or_none() is None

    def _tell(self, uow: UnitOfWork, row: Any) -> None:
        """Say stop to the agency that has the request, and forget it."""
        telling = Telling(
            kind=CANCELLATION,
            facts={
                "request": str(row.request_id),
                "reference": row.reference,
                "your_reference": self._theirs(uow, row.case_id),
            },
            correlation_id=str(row.request_id),
            case_id=row.case_id,
            strand_id=row.strand_id,
            person_id=row.person_id,
            reference=row.reference,
            under=row.agreement,
        )
        told = tell(uow, self._book, self._keys, telling)
        uow.audit(
            "agency_request.called_off" if told else "agency_request.not_called_off",
            subject=f"case/{row.case_id}",
            request=row.request_id,
        )
        uow.connection.execute(delete(asked).where(asked.c.request_id == row.request_id))

    def _theirs(self, uow: UnitOfWork, case_id: UUID) -> str | None:
        """Return the agency's own reference, if the case is of one referral of theirs."""
        own = select(agency_messages.c.message_id).where(
            agency_messages.c.case_id == case_id, agency_messages.c.referral_id.is_not(None)
        )
        found = uow.connection.execute(own).scalars().all()
        return found[0] if len(found) == 1 else None
