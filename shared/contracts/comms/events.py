"""Events of comms: the restorative process and what passed through the safety gate."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shared.contracts.base import Event
from shared.contracts.codes import AgreementKind, ItemKind, Mode, PlaceKind, ReviewResult, Side
from shared.contracts.comms.codes import DeliveryResult


class CommsEvent(Event):
    """Anything that comms announces."""

    producer = "comms"


class PreparationMeetingHeldV1(CommsEvent):
    """Facilitators met participants of one side, apart from the other (PRC-03)."""

    name = "preparation_meeting_held"

    meeting_id: UUID
    case_id: UUID
    strand_id: UUID
    sides: tuple[Side, ...]
    place: PlaceKind
    held_at: datetime


class ItemReleasedV1(CommsEvent):
    """The safety gate let an item go to its recipient."""

    name = "item_released"

    item_id: UUID
    case_id: UUID
    strand_id: UUID
    kind: ItemKind
    from_side: Side
    content_hash: str
    released_at: datetime


class ItemDeliveredV1(CommsEvent):
    """An item reached its recipient, exactly as approved."""

    name = "item_delivered"

    item_id: UUID
    case_id: UUID
    strand_id: UUID
    kind: ItemKind
    from_side: Side
    content_hash: str
    delivered_at: datetime


class ItemDeclinedV1(CommsEvent):
    """The recipient chose not to receive an item."""

    name = "item_declined"

    item_id: UUID
    case_id: UUID
    strand_id: UUID
    declined_at: datetime


class ItemRecalledV1(CommsEvent):
    """An undelivered item was recalled, by withdrawal, bar, hold or hand."""

    name = "item_recalled"

    item_id: UUID
    case_id: UUID
    strand_id: UUID
    reason: str
    recalled_at: datetime


class DeliveryResultRecordedV1(CommsEvent):
    """What came of a delivery: proof, a return or a refusal, which re-open what they undo."""

    name = "delivery_result_recorded"

    item_id: UUID
    case_id: UUID
    strand_id: UUID
    result: DeliveryResult
    recorded_at: datetime


class MeetingUndoneV1(CommsEvent):
    """A move between prisons undid the arrangements of a meeting (PRC-12)."""

    name = "meeting_undone"

    meeting_id: UUID
    case_id: UUID
    strand_id: UUID
    person_id: UUID
    undone_at: datetime


class ConferenceHeldV1(CommsEvent):
    """The parties met (PRC-04)."""

    name = "conference_held"

    meeting_id: UUID
    case_id: UUID
    strand_id: UUID
    place: PlaceKind
    held_at: datetime


class AgreementReachedV1(CommsEvent):
    """An outcome agreement was signed by all, or a statement accepted (PRC-05)."""

    name = "agreement_reached"

    agreement_id: UUID
    case_id: UUID
    strand_id: UUID
    kind: AgreementKind
    undertakings: int
    reached_at: datetime


class UndertakingReviewedV1(CommsEvent):
    """An undertaking of an agreement was reviewed (PRC-06)."""

    name = "undertaking_reviewed"

    undertaking_id: UUID
    agreement_id: UUID
    case_id: UUID
    strand_id: UUID
    result: ReviewResult
    reviewed_on: date


class ProcessConcludedV1(CommsEvent):
    """The process of a strand came to its end in the given mode."""

    name = "process_concluded"

    case_id: UUID
    strand_id: UUID
    mode: Mode
    completed: bool
    concluded_at: datetime


EVENTS: tuple[type[Event], ...] = (
    PreparationMeetingHeldV1,
    ItemReleasedV1,
    ItemDeliveredV1,
    ItemDeclinedV1,
    ItemRecalledV1,
    DeliveryResultRecordedV1,
    MeetingUndoneV1,
    ConferenceHeldV1,
    AgreementReachedV1,
    UndertakingReviewedV1,
    ProcessConcludedV1,
)
