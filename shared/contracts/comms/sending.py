"""RPC methods of short notices to participants, by e-mail or text. Bodies travel sealed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.comms.codes import NoticeChannel, NoticeState, NoticeWording


class SendNotice(Request):
    """Send somebody one of the fixed wordings, as soon as that is safe. Never a free text."""

    case_id: UUID
    person_id: UUID
    channel: NoticeChannel
    wording: NoticeWording


class NoticeTaken(Answer):
    """The notice's id and what became of it; objections say why it waits."""

    notice_id: UUID
    state: NoticeState
    objections: tuple[str, ...] = ()


class AskSentNotices(Request):
    """Ask which notices were asked for in a case."""

    case_id: UUID


class SentNoticeView(Message):
    """One notice to a participant."""

    notice_id: UUID
    person_id: UUID
    channel: NoticeChannel
    wording: NoticeWording
    state: NoticeState
    asked_at: datetime
    sent_at: datetime | None = None
    objections: tuple[str, ...] = ()


class SentNotices(Answer):
    """Notices, oldest first."""

    notices: tuple[SentNoticeView, ...]


SEND_NOTICE = RpcMethod(
    "comms", "send_notice", SendNotice, NoticeTaken, "command", "Send a short notice safely."
)
SENT_NOTICES = RpcMethod(
    "comms", "sent_notices", AskSentNotices, SentNotices, "query", "Notices of a case."
)

METHODS = (SEND_NOTICE, SENT_NOTICES)
