"""RPC methods of the relay beside the steps themselves: versions, results, what waits on whom.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod, Versioned
from shared.contracts.codes import AgreementKind, ItemKind, ItemState, Side
from shared.contracts.comms.codes import (
    DeliveryResult,
    DeliveryWay,
    FilePurpose,
    LetterForm,
    WaitsOn,
)
from shared.contracts.comms.planning import Note
from shared.contracts.comms.records import ITEM_RECORD


class ReviseItem(Request):
    """Put other words in an item's place: it starts again, as the next version (PRC-08)."""

    case_id: UUID
    item_id: UUID
    text: Annotated[str, Field(min_length=1, max_length=40_000)]


class ItemRevised(Answer):
    """The next version's id, number and hash."""

    item_id: UUID
    version: int
    content_hash: str


class AskVersions(Request):
    """Ask for every version of an item."""

    case_id: UUID
    item_id: UUID


class VersionView(Message):
    """One version: whose words they were at which moment, without the words."""

    item_id: UUID
    version: int
    state: ItemState
    content_hash: str
    composed_by: str
    composed_at: datetime


class Versions(Versioned):
    """The versions of one item, oldest first."""

    form: LetterForm | None = None
    versions: tuple[VersionView, ...]


class RecordDeliveryResult(Request):
    """Record what came of a delivery: proof, a return or a refusal."""

    case_id: UUID
    item_id: UUID
    result: DeliveryResult
    words: Note | None = None


class AskRelay(Request):
    """Ask what waits on whom: in one case, or in all that one sees."""

    case_id: UUID | None = None


class Waiting(Message):
    """An item, on whom it waits, and since when."""

    item_id: UUID
    case_id: UUID
    strand_id: UUID
    kind: ItemKind
    from_side: Side
    state: ItemState
    waits_on: WaitsOn
    since: datetime
    vetted_by: tuple[str, ...] = ()
    author_consent_heard: bool = False


class Relay(Answer):
    """What waits, the longest first."""

    items: tuple[Waiting, ...]


class AskStepsOfItem(Request):
    """Ask for every step recorded on an item."""

    case_id: UUID
    item_id: UUID


class StepView(Message):
    """A step: who, when, about which exact words; sealed to the step before it."""

    kind: str
    by: str
    at: datetime
    content_hash: str
    seal: str | None = None
    reason: str | None = None


class ItemSteps(Answer):
    """The steps of an item, oldest first, and whether their seals hold."""

    steps: tuple[StepView, ...]
    sealed: bool


class AskPartyFile(Request):
    """Ask for everything that one side may see of a case: for a copy to one of its people.

    ``person_id`` says to whom, and must where the side has people in several strands: of five
    responsible people none gets what concerns another. ``purpose`` is kept with the reading.
    """

    case_id: UUID
    side: Side
    person_id: UUID | None = None
    purpose: FilePurpose = FilePurpose.ACCESS_REQUEST


class PartyItem(Message):
    """Words that a side wrote, or that reached it."""

    kind: ItemKind
    written_by_them: bool
    text: str
    at: datetime
    way: DeliveryWay | None = None


class PartyMeeting(Message):
    """A meeting that somebody of the side was at or is invited to."""

    purpose: str
    place: str
    starts_at: datetime
    minutes: int
    venue: str | None = None


class PartyAgreement(Message):
    """An agreement: its words are known to both sides."""

    kind: AgreementKind
    standing: str
    undertakings: tuple[str, ...]
    reached_at: datetime | None = None


class PartyNotice(Message):
    """A notice that was sent to somebody of the side."""

    channel: str
    text: str
    at: datetime


class PartyFile(Answer):
    """One side's compartment and what is shared; nothing of the other side's."""

    side: Side
    items: tuple[PartyItem, ...]
    meetings: tuple[PartyMeeting, ...]
    agreements: tuple[PartyAgreement, ...]
    notes: tuple[str, ...]
    notices: tuple[PartyNotice, ...]


REVISE_ITEM = RpcMethod(
    "comms",
    "revise_item",
    ReviseItem,
    ItemRevised,
    "command",
    "Replace an item by its next version.",
    changes=ITEM_RECORD,
)
VERSIONS = RpcMethod(
    "comms",
    "versions",
    AskVersions,
    Versions,
    "query",
    "Every version of an item.",
    shows=ITEM_RECORD,
)
RECORD_DELIVERY_RESULT = RpcMethod(
    "comms",
    "record_delivery_result",
    RecordDeliveryResult,
    Nothing,
    "command",
    "Record proof, return or refusal of a delivery.",
)
RELAY = RpcMethod("comms", "relay", AskRelay, Relay, "query", "What waits on whom.")
ITEM_STEPS = RpcMethod(
    "comms", "item_steps", AskStepsOfItem, ItemSteps, "query", "Every step recorded on an item."
)
PARTY_FILE = RpcMethod(
    "comms",
    "party_file",
    AskPartyFile,
    PartyFile,
    "query",
    "What one side may see of a case.",
    alone=True,
)

METHODS = (REVISE_ITEM, VERSIONS, RECORD_DELIVERY_RESULT, RELAY, ITEM_STEPS, PARTY_FILE)
