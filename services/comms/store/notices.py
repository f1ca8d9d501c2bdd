"""Notices to facilitators: codes, counts and times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, exists, select, update

from services.comms.store.tables import assignments, notices

_STILL = and_(
    assignments.c.case_id == notices.c.case_id,
    assignments.c.user_id == bindparam("of_user"),
    assignments.c.released_at.is_(None),
)
_MINE = (
    select(notices)
    .where(notices.c.user_id == bindparam("of_user"), exists().where(_STILL))
    .order_by(notices.c.notice_id.desc())
)
_UNSEEN = _MINE.where(notices.c.seen_at.is_(None))


def add(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Store notices."""
    if listed := list(rows):
        connection.execute(notices.insert(), listed)


def of_user(connection: Connection, user_id: str, *, seen_too: bool) -> list[Any]:
    """Return somebody's notices about cases that they still have, newest first."""
    return list(connection.execute(_MINE if seen_too else _UNSEEN, {"of_user": user_id}))


def see(connection: Connection, user_id: str, notice_id: UUID, at: datetime) -> bool:
    """Note that a notice was seen, the first time; False when it is not theirs."""
    mine = and_(notices.c.notice_id == notice_id, notices.c.user_id == user_id)
    if connection.execute(select(notices.c.notice_id).where(mine)).first() is None:
        return False
    unseen = and_(mine, notices.c.seen_at.is_(None))
    connection.execute(update(notices).where(unseen).values(seen_at=at))
    return True
