"""Notices: what a facilitator must know at once, such as a withdrawal. Bodies travel sealed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod


class ListNotices(Request):
    """Ask for one's own notices, newest first: those not seen yet, or all."""

    seen_too: bool = False


class NoticeView(Message):
    """Why contact must stop, how much was recalled, and what had passed shortly before."""

    notice_id: UUID
    case_id: UUID
    code: str
    recalled: int
    just_delivered: int
    told_at: datetime
    seen_at: datetime | None = None


class Notices(Answer):
    """One's own notices."""

    notices: tuple[NoticeView, ...]


class NoticeById(Request):
    """Say that one has seen a notice."""

    notice_id: UUID


NOTICES = RpcMethod(
    "comms", "notices", ListNotices, Notices, "query", "What a facilitator must know at once."
)
SEE_NOTICE = RpcMethod(
    "comms", "see_notice", NoticeById, Nothing, "command", "Say that a notice was seen."
)

METHODS = (NOTICES, SEE_NOTICE)
