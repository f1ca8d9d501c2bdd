"""RPC methods of comms. Bodies travel sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Moment, Nothing, Request, RpcMethod, Versioned
from shared.contracts.codes import (
    AgreementKind,
    ItemKind,
    ItemState,
    Mode,
    PlaceKind,
    ReviewResult,
    Side,
)
from shared.contracts.comms import rooms
from shared.contracts.comms.codes import DeliveryWay, LetterForm
from shared.contracts.comms.meetings import Who
from shared.contracts.comms.records import AGREEMENT_RECORD, ITEM_RECORD

Content = Annotated[str, Field(min_length=1, max_length=40_000)]
Note = Annotated[str, Field(max_length=8000)]


class CaseById(Request):
    """Ask about one case."""

    case_id: UUID


class PlanProcess(Request):
    """Choose or change the mode of a strand; its history is kept (PRC-14)."""

    case_id: UUID
    strand_id: UUID
    mode: Mode


class _Held(Request):
    """What is recorded of any meeting that was held."""

    case_id: UUID
    strand_id: UUID
    place: PlaceKind
    minutes: Annotated[int, Field(ge=1, le=180)]
    notes: Note | None = None


class RecordPreparationMeeting(_Held):
    """Record a meeting with one side, apart from the other. ``held_at``: None when it ends now."""

    sides: Annotated[tuple[Side, ...], Field(min_length=1, max_length=1)]
    held_at: Moment | None = None


class MeetingRecorded(Answer):
    """The meeting's id."""

    meeting_id: UUID


class ComposeItem(Request):
    """Write down, word for word, what one side wishes to say to the other."""

    case_id: UUID
    strand_id: UUID
    kind: ItemKind
    from_side: Side
    text: Content
    one_way: bool = False
    in_reply_to: UUID | None = None
    form: LetterForm | None = None


class ItemComposed(Answer):
    """The item's id and the hash of its exact text."""

    item_id: UUID
    content_hash: str


class ItemStep(Request):
    """A step on one item, bound to the exact text by its hash."""

    case_id: UUID
    item_id: UUID
    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class FindingView(Message):
    """Something that could identify the author's side, and how it was answered.

    ``start`` and ``end`` are places in the text. ``severity`` is ``blocks`` (the words must change)
    or ``answer``; ``known`` tells an identifier of the case from what only looks like one.
    """

    finding_id: UUID
    kind: str
    excerpt: str
    answer: str | None = None
    start: int | None = None
    end: int | None = None
    why: str | None = None
    severity: str | None = None
    known: bool | None = None


class LeakCheck(Versioned):
    """The findings of the leak check; none means clean."""

    findings: tuple[FindingView, ...]


class AnswerFinding(Request):
    """Answer one finding in writing."""

    case_id: UUID
    item_id: UUID
    finding_id: UUID
    answer: Annotated[str, Field(min_length=3, max_length=1000)]


class RecordOffer(Request):
    """Record what the recipient, told only the kind, chose. ``keep_until``: to be asked again then."""

    case_id: UUID
    item_id: UUID
    accepts: bool
    window_from: Moment | None = None
    window_until: Moment | None = None
    how: DeliveryWay | None = None
    keep_until: Moment | None = None


class DeliverItem(Request):
    """Deliver an item, if every condition of the gate holds at this moment."""

    case_id: UUID
    item_id: UUID
    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    how: Annotated[str, Field(pattern=r"^(read_aloud|by_hand|posted|in_custody|video|phone)$")]


class Condition(Message):
    """One condition of the safety gate and whether it holds."""

    code: str
    holds: bool


class GateView(Answer):
    """Whether an item or meeting may pass now, condition by condition."""

    open: bool
    conditions: tuple[Condition, ...]


class Delivered(Answer):
    """When it was delivered, and the hash of what was."""

    delivered_at: datetime
    content_hash: str


class ItemById(Request):
    """Ask about, or act on, one item."""

    case_id: UUID
    item_id: UUID


class RecallItem(Request):
    """Recall an undelivered item by hand."""

    case_id: UUID
    item_id: UUID
    reason: Annotated[str, Field(pattern=r"^[a-z_]{3,40}$")]


class HoldConference(_Held):
    """Record that a conference, arranged or not, takes place now, if the gate allows (PRC-04)."""

    meeting_id: UUID | None = None
    attended: Annotated[tuple[Who, ...], Field(max_length=40)] = ()


class HoldRestorativeConversation(_Held):
    """Record a restorative conversation with the harmed side alone (PRC-09)."""

    held_at: Moment | None = None


class UndertakingDraft(Message):
    """One thing somebody undertakes to do or not do."""

    by_side: Side
    text: Annotated[str, Field(min_length=3, max_length=2000)]
    due_on: date | None = None
    owner_id: UUID | None = None


class RecordAgreement(Request):
    """Record an outcome agreement (PRC-05), in force after closure to the end of ``ends_on``.

    With ``signatories`` it is reached when all of them have signed; without, it is signed already.
    """

    case_id: UUID
    strand_id: UUID
    kind: AgreementKind
    letter_item_id: UUID | None = None
    undertakings: Annotated[tuple[UndertakingDraft, ...], Field(min_length=1, max_length=30)]
    breach_route: Annotated[str, Field(max_length=500)] | None = None
    signatories: Annotated[tuple[UUID, ...], Field(max_length=30)] = ()
    ends_on: date | None = None
    police_note_agreed: bool = False


class AgreementRecorded(Answer):
    """The agreement's id, those of its undertakings, and the hash of its exact words."""

    agreement_id: UUID
    undertaking_ids: tuple[UUID, ...]
    text_hash: str | None = None


class ReviewUndertaking(Request):
    """Record what a review found (PRC-06)."""

    case_id: UUID
    agreement_id: UUID
    undertaking_id: UUID
    result: ReviewResult


class ConcludeProcess(Request):
    """End the process of a strand."""

    case_id: UUID
    strand_id: UUID
    completed: bool


class StrandProcess(Message):
    """The process of a strand."""

    strand_id: UUID
    mode: Mode | None = None
    modes_before: tuple[Mode, ...] = ()
    preparation_meetings: int = 0
    conference_held_at: datetime | None = None
    conversation_held_at: datetime | None = None
    concluded_at: datetime | None = None


class ItemView(Message):
    """An item without its text."""

    item_id: UUID
    strand_id: UUID
    kind: ItemKind
    from_side: Side
    state: ItemState
    content_hash: str
    one_way: bool
    delivered_at: datetime | None = None


class AgreementView(Message):
    """An agreement and whether it is in force."""

    agreement_id: UUID
    strand_id: UUID
    kind: AgreementKind
    undertakings: int
    in_force: bool
    reached_at: datetime


class ProcessView(Answer):
    """The restorative process of a case."""

    strands: tuple[StrandProcess, ...]
    items: tuple[ItemView, ...]
    agreements: tuple[AgreementView, ...]


class ItemText(Versioned):
    """An item's exact text, for a facilitator who is assigned; the read is audited."""

    item_id: UUID
    text: str
    content_hash: str


PLAN_PROCESS = RpcMethod(
    "comms", "plan_process", PlanProcess, Nothing, "command", "Choose or change a strand's mode."
)
RECORD_PREPARATION_MEETING = RpcMethod(
    "comms",
    "record_preparation_meeting",
    RecordPreparationMeeting,
    MeetingRecorded,
    "command",
    "Record a preparation meeting.",
)
COMPOSE_ITEM = RpcMethod(
    "comms", "compose_item", ComposeItem, ItemComposed, "command", "Write an item down."
)
APPROVE_ITEM = RpcMethod(
    "comms",
    "approve_item",
    ItemStep,
    Nothing,
    "command",
    "The author approves the exact words.",
    changes=ITEM_RECORD,
)
CHECK_ITEM = RpcMethod("comms", "check_item", ItemStep, LeakCheck, "command", "Run the leak check.")
FINDINGS = RpcMethod(
    "comms",
    "findings",
    ItemById,
    LeakCheck,
    "query",
    "What the check found.",
    shows=ITEM_RECORD,
)
ANSWER_FINDING = RpcMethod(
    "comms",
    "answer_finding",
    AnswerFinding,
    Nothing,
    "command",
    "Answer a finding in writing.",
    changes=ITEM_RECORD,
)
VET_ITEM = RpcMethod(
    "comms",
    "vet_item",
    ItemStep,
    Nothing,
    "command",
    "A facilitator or supervisor vets it.",
    changes=ITEM_RECORD,
)
RECORD_OFFER = RpcMethod(
    "comms",
    "record_offer",
    RecordOffer,
    Nothing,
    "command",
    "Record the recipient's choice.",
    changes=ITEM_RECORD,
)
GATE = RpcMethod(
    "comms", "gate", ItemById, GateView, "query", "May it pass now, and if not, why.", alone=True
)
DELIVER_ITEM = RpcMethod(
    "comms", "deliver_item", DeliverItem, Delivered, "command", "Deliver through the gate."
)
ACKNOWLEDGE_ITEM = RpcMethod(
    "comms", "acknowledge_item", ItemById, Nothing, "command", "The recipient took it in."
)
RECALL_ITEM = RpcMethod(
    "comms", "recall_item", RecallItem, Nothing, "command", "Recall an undelivered item."
)
READ_ITEM = RpcMethod(
    "comms",
    "read_item",
    ItemById,
    ItemText,
    "query",
    "Read an item's text, audited.",
    shows=ITEM_RECORD,
)
HOLD_CONFERENCE = RpcMethod(
    "comms", "hold_conference", HoldConference, MeetingRecorded, "command", "Hold a conference."
)
HOLD_RESTORATIVE_CONVERSATION = RpcMethod(
    "comms",
    "hold_restorative_conversation",
    HoldRestorativeConversation,
    MeetingRecorded,
    "command",
    "Record a restorative conversation.",
)
RECORD_AGREEMENT = RpcMethod(
    "comms",
    "record_agreement",
    RecordAgreement,
    AgreementRecorded,
    "command",
    "Record an outcome agreement.",
)
REVIEW_UNDERTAKING = RpcMethod(
    "comms",
    "review_undertaking",
    ReviewUndertaking,
    Nothing,
    "command",
    "Review an undertaking.",
    changes=AGREEMENT_RECORD,
)
CONCLUDE_PROCESS = RpcMethod(
    "comms", "conclude_process", ConcludeProcess, Nothing, "command", "End a strand's process."
)
PROCESS = RpcMethod("comms", "process", CaseById, ProcessView, "query", "A case's process.")

METHODS = (
    PLAN_PROCESS,
    RECORD_PREPARATION_MEETING,
    COMPOSE_ITEM,
    APPROVE_ITEM,
    CHECK_ITEM,
    FINDINGS,
    ANSWER_FINDING,
    VET_ITEM,
    RECORD_OFFER,
    GATE,
    DELIVER_ITEM,
    ACKNOWLEDGE_ITEM,
    RECALL_ITEM,
    READ_ITEM,
    HOLD_CONFERENCE,
    HOLD_RESTORATIVE_CONVERSATION,
    RECORD_AGREEMENT,
    REVIEW_UNDERTAKING,
    CONCLUDE_PROCESS,
    PROCESS,
    *rooms.METHODS,
)
