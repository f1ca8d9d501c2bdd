"""RPC methods of aftercare: follow-ups, support, what people say of it, quotations. Sealed bodies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod
from shared.contracts.codes import Side
from shared.contracts.comms.codes import (
    FeedbackFrom,
    Feeling,
    FollowUpResult,
    SupportAnswer,
    Told,
)
from shared.contracts.comms.planning import Note

ServiceCode = Annotated[str, Field(pattern=r"^[a-z][a-z_]{2,39}$")]


class PlanAftercare(Request):
    """Set a participant's follow-ups at the intervals of the policy in force (AFT-01)."""

    case_id: UUID
    strand_id: UUID
    person_id: UUID


class AftercarePlanned(Answer):
    """The follow-ups' ids, the earliest first."""

    follow_up_ids: tuple[UUID, ...]


class RecordFollowUp(Request):
    """Record what came of a follow-up."""

    case_id: UUID
    follow_up_id: UUID
    result: FollowUpResult
    words: Note | None = None


class AskDueFollowUps(Request):
    """Ask for follow-ups due by a day (today, where none is named)."""

    by: date | None = None


class DueFollowUp(Message):
    """A follow-up that is due."""

    follow_up_id: UUID
    case_id: UUID
    person_id: UUID
    interval: str
    due_on: date


class DueFollowUps(Answer):
    """Follow-ups that are due, the longest overdue first."""

    follow_ups: tuple[DueFollowUp, ...]


class OfferSupport(Request):
    """Record that support was offered, and what was answered, declining included (CON-11)."""

    case_id: UUID
    person_id: UUID
    service: ServiceCode
    answer: SupportAnswer
    words: Note | None = None


class SupportOffered(Answer):
    """The offer's id."""

    offer_id: UUID


class RecordSupportUpdate(Request):
    """Record what an accepted service tells later, such as a licence change (AFT-03)."""

    case_id: UUID
    offer_id: UUID
    kind: ServiceCode
    told_on: date


class RecordStatement(Request):
    """Record what a participant says of themselves, before or after (OUT-07 to OUT-09)."""

    case_id: UUID
    strand_id: UUID
    person_id: UUID
    told: Told
    feelings: Annotated[tuple[Feeling, ...], Field(max_length=10)]
    satisfaction: Annotated[int, Field(ge=1, le=5)] | None = None
    words: Note | None = None


class KeepQuotation(Request):
    """Keep somebody's words for others to read; they appear only while consent stands (OUT-10)."""

    case_id: UUID
    person_id: UUID
    words: Note


class QuotationKept(Answer):
    """The quotation's id, and whether it may be used now."""

    quotation_id: UUID
    usable: bool


class AskQuotations(Request):
    """Ask for every quotation that may be used now."""


class Quotation(Message):
    """Words to quote, without a name."""

    quotation_id: UUID
    words: str
    attribution: str


class Quotations(Answer):
    """Quotations whose consent stands, in the cases that one sees."""

    quotations: tuple[Quotation, ...]


class RecordFeedback(Request):
    """Record feedback of a referrer, partner or participant, also after closure (AFT-04)."""

    case_id: UUID
    given_by: FeedbackFrom
    agency: ServiceCode | None = None
    words: Note


class AskAftercare(Request):
    """Ask for a case's aftercare; the reading is audited."""

    case_id: UUID


class FollowUpView(Message):
    """One follow-up."""

    follow_up_id: UUID
    person_id: UUID
    interval: str
    due_on: date
    result: FollowUpResult | None = None


class SupportView(Message):
    """Support that was offered."""

    offer_id: UUID
    person_id: UUID
    service: str
    answer: SupportAnswer
    updates: tuple[str, ...] = ()


class StatementView(Message):
    """What a participant said of themselves."""

    person_id: UUID
    side: Side
    told: Told
    feelings: tuple[Feeling, ...]
    satisfaction: int | None = None


class FeedbackView(Message):
    """Feedback."""

    given_by: FeedbackFrom
    agency: str | None = None
    words: str
    at: datetime
    after_closure: bool


class Aftercare(Answer):
    """A case's aftercare, each kind oldest first."""

    follow_ups: tuple[FollowUpView, ...]
    support: tuple[SupportView, ...]
    statements: tuple[StatementView, ...]
    feedback: tuple[FeedbackView, ...]


PLAN_AFTERCARE = RpcMethod(
    "comms", "plan_aftercare", PlanAftercare, AftercarePlanned, "command", "Set follow-ups."
)
RECORD_FOLLOW_UP = RpcMethod(
    "comms", "record_follow_up", RecordFollowUp, Nothing, "command", "Record a follow-up."
)
DUE_FOLLOW_UPS = RpcMethod(
    "comms", "due_follow_ups", AskDueFollowUps, DueFollowUps, "query", "Follow-ups that are due."
)
OFFER_SUPPORT = RpcMethod(
    "comms", "offer_support", OfferSupport, SupportOffered, "command", "Record support offered."
)
RECORD_SUPPORT_UPDATE = RpcMethod(
    "comms",
    "record_support_update",
    RecordSupportUpdate,
    Nothing,
    "command",
    "Record what an accepted service tells later.",
)
RECORD_STATEMENT = RpcMethod(
    "comms",
    "record_statement",
    RecordStatement,
    Nothing,
    "command",
    "Record what a participant says of themselves.",
)
KEEP_QUOTATION = RpcMethod(
    "comms", "keep_quotation", KeepQuotation, QuotationKept, "command", "Keep words to quote."
)
QUOTATIONS = RpcMethod(
    "comms", "quotations", AskQuotations, Quotations, "query", "Quotations that may be used."
)
RECORD_FEEDBACK = RpcMethod(
    "comms", "record_feedback", RecordFeedback, Nothing, "command", "Record feedback."
)
AFTERCARE = RpcMethod("comms", "aftercare", AskAftercare, Aftercare, "query", "A case's aftercare.")

METHODS = (
    PLAN_AFTERCARE,
    RECORD_FOLLOW_UP,
    DUE_FOLLOW_UPS,
    OFFER_SUPPORT,
    RECORD_SUPPORT_UPDATE,
    RECORD_STATEMENT,
    KEEP_QUOTATION,
    QUOTATIONS,
    RECORD_FEEDBACK,
    AFTERCARE,
)
