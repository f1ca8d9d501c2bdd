"""Telling the facilitators of a case that contact has stopped, and what became of their items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.comms.store import notices, projections
from shared.contracts.base import Nothing
from shared.contracts.comms.notices import ListNotices, NoticeById, Notices, NoticeView
from shared.kernel.errors import NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from shared.messaging.unit_of_work import UnitOfWork


def tell_facilitators(
    uow: UnitOfWork, case_id: UUID, code: str, *, recalled: int, just_delivered: int
) -> None:
    """Leave each facilitator who has the case a notice."""
    rows = [
        {
            "notice_id": uow.ids.new(),
            "case_id": case_id,
            "user_id": user_id,
            "code": code,
            "recalled": recalled,
            "just_delivered": just_delivered,
            "told_at": uow.now(),
        }
        for user_id in sorted(projections.facilitators_of(uow.connection, case_id))
    ]
    notices.add(uow.connection, rows)


def list_notices(uow: UnitOfWork, request: ListNotices) -> Notices:
    """Return one's own notices about the cases that one still has."""
    rows = notices.of_user(uow.connection, uow.actor.id, seen_too=request.seen_too)
    return Notices(
        notices=tuple(
            NoticeView(
                notice_id=row.notice_id,
                case_id=row.case_id,
                code=row.code,
                recalled=row.recalled,
                just_delivered=row.just_delivered,
                told_at=row.told_at,
                seen_at=row.seen_at,
            )
            for row in rows
        )
    )


def see_notice(uow: UnitOfWork, request: NoticeById) -> Nothing:
    """Note that a notice was seen. Raises ``NotFound`` when it is nobody's, or another's."""
    if not notices.see(uow.connection, uow.actor.id, request.notice_id, uow.now()):
        raise NotFound("notice-unknown", notice=request.notice_id)
    return Nothing()
