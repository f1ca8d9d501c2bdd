"""RPC methods of intake. Bodies travel sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Record, Request, RpcMethod, Versioned
from shared.contracts.codes import (
    AgencyRequestKind,
    CaseStage,
    ConsentMethod,
    ConsentPurpose,
    ContactPath,
    EligibilityDecision,
    Engagement,
    HoldCause,
    ItemKind,
    Outcome,
    ParticipantRole,
    Side,
    UnmanageableRisk,
)
from shared.contracts.intake import guard
from shared.contracts.intake.events import FaultCode
from shared.contracts.intake.people import Considered, PersonView, ReferralSubmission

CASE_RECORD = Record("case", "case_id")
PERSON_RECORD = Record("person", "person_id")
Purpose = Annotated[str, Field(min_length=3, max_length=200)]
Note = Annotated[str, Field(max_length=4000)]


class SubmitReferral(Request):
    """Submit a referral through the gateway: self, professional, or registered by staff."""

    submission: ReferralSubmission
    considered: Annotated[tuple[Considered, ...], Field(max_length=30)] = ()
    enquiry_id: UUID | None = None


class ParticipantRef(Message):
    """Which person record a submission's local reference became."""

    ref: str
    person_id: UUID
    role: ParticipantRole


class StrandRef(Message):
    """A strand and who stands in it."""

    strand_id: UUID
    harmed_ids: tuple[UUID, ...]
    responsible_id: UUID | None = None


class ReferralAccepted(Answer):
    """The referral's place in the registry."""

    referral_id: UUID
    case_id: UUID
    reference: str
    opened_case: bool
    participants: tuple[ParticipantRef, ...]
    strands: tuple[StrandRef, ...]
    warnings: tuple[FaultCode, ...] = ()


class CaseById(Request):
    """Ask about one case."""

    case_id: UUID


class CaseByReference(Request):
    """Find a case by its human reference; a typing slip in look-alike characters is forgiven."""

    reference: Annotated[str, Field(max_length=100)]


class CaseFound(Answer):
    """The id behind a reference."""

    case_id: UUID
    reference: str


class ListCases(Request):
    """List cases that the caller may see: newest first, or those that wait longest first.

    ``before`` and ``after`` leave only what is older, or newer, than a case: with the last case of a
    page, the next page in the order asked for.
    """

    stage: CaseStage | None = None
    limit: int = Field(default=100, ge=1, le=500)
    oldest_first: bool = False
    before: UUID | None = None
    after: UUID | None = None


class CaseSummary(Message):
    """A case without anybody's name; ``decision`` is the newest that was made of a referral of it."""

    case_id: UUID
    reference: str
    stage: CaseStage
    on_hold: bool
    opened_at: datetime
    closed_at: datetime | None = None
    primary_outcome: Outcome | None = None
    decision: EligibilityDecision | None = None


class CaseList(Answer):
    """Cases in the order that was asked for."""

    cases: tuple[CaseSummary, ...]


class ParticipantView(Message):
    """A participant without personal details: reveal them with ``reveal_person``."""

    person_id: UUID
    role: ParticipantRole
    side: Side


class StrandView(Message):
    """A strand: its people, where each stands, and how it ended."""

    strand_id: UUID
    harmed_ids: tuple[UUID, ...]
    responsible_id: UUID | None = None
    engagement: dict[str, Engagement] = Field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()


class ConsentView(Message):
    """A consent as it stands."""

    consent_id: UUID
    person_id: UUID
    strand_id: UUID | None = None
    purpose: ConsentPurpose
    given: bool
    item_id: UUID | None = None
    item_kind: ItemKind | None = None
    agency: str | None = None
    obtained_on: date | None = None
    review_on: date | None = None
    understood: bool | None = None
    recorded_at: datetime
    withdrawn_at: datetime | None = None


class AgencyRequestView(Message):
    """A request to an agency, with how long it has been waiting (whole days)."""

    request_id: UUID
    agency: str
    kind: AgencyRequestKind
    interim_arrangement: bool
    opened_at: datetime
    answered_at: datetime | None = None
    lapsed_at: datetime | None = None
    called_off_at: datetime | None = None
    days_waiting: int


class CaseView(Versioned):
    """A case as its registry knows it; no name in it."""

    case_id: UUID
    reference: str
    stage: CaseStage
    on_hold: bool
    opened_at: datetime
    closed_at: datetime | None = None
    primary_outcome: Outcome | None = None
    referral_ids: tuple[UUID, ...]
    participants: tuple[ParticipantView, ...]
    strands: tuple[StrandView, ...]
    consents: tuple[ConsentView, ...]
    agency_requests: tuple[AgencyRequestView, ...]
    joined_into_case_id: UUID | None = None
    joined_case_ids: tuple[UUID, ...] = ()
    predecessor_case_id: UUID | None = None
    successor_case_id: UUID | None = None
    under_legal_hold: bool = False


class CaseTimeline(Request):
    """Ask for a case's timeline entries after a given entry number (0 for all)."""

    case_id: UUID
    after: int = Field(default=0, ge=0, le=2**53)


class TimelineEntry(Message):
    """One thing that happened, as a code with ids and codes; the edge words it."""

    number: int
    at: datetime
    event: str
    producer: str
    codes: dict[str, str] = Field(default_factory=dict)


class TimelineMarker(Message):
    """Something that happened to everybody while the case was open (HLD-06)."""

    on: date
    event: str


class Timeline(Answer):
    """Timeline entries in the order in which they took effect, and what happened to everybody."""

    entries: tuple[TimelineEntry, ...]
    markers: tuple[TimelineMarker, ...] = ()


class RevealPerson(Request):
    """Ask for one person's details, for a stated purpose that is audited."""

    case_id: UUID
    person_id: UUID
    purpose: Purpose


class PersonRevealed(Versioned):
    """The person."""

    person: PersonView


class RecordConsent(Request):
    """Record a consent, or its refusal, for one purpose (CON-04)."""

    case_id: UUID
    person_id: UUID
    purpose: ConsentPurpose
    given: bool = True
    strand_id: UUID | None = None
    item_id: UUID | None = None
    agency: Annotated[str, Field(max_length=60)] | None = None
    item_kind: ItemKind | None = None
    method: ConsentMethod = ConsentMethod.SPOKEN
    shown: Annotated[str, Field(max_length=100)] | None = None
    taken_by: Annotated[str, Field(max_length=120)] | None = None
    obtained_on: date | None = None
    review_on: date | None = None
    understood: bool | None = None


class ConsentKept(Answer):
    """The consent's id."""

    consent_id: UUID


class WithdrawConsent(Request):
    """Withdraw a person from some or all purposes, in one step, with no reason asked (CON-02)."""

    case_id: UUID
    person_id: UUID
    purposes: tuple[ConsentPurpose, ...] = ()
    strand_id: UUID | None = None


class ConsentsWithdrawn(Answer):
    """Which consents ended, and when."""

    consent_ids: tuple[UUID, ...]
    withdrawn_at: datetime


class ChangeEngagement(Request):
    """Record where a participant now stands in a strand."""

    case_id: UUID
    strand_id: UUID
    person_id: UUID
    engagement: Engagement
    path: ContactPath | None = None


class OpenAgencyRequest(Request):
    """Ask an agency for something, under a clause or a named interim arrangement (PTR-28)."""

    case_id: UUID
    strand_id: UUID | None = None
    person_id: UUID | None = None
    agency: Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,30}$")]
    kind: AgencyRequestKind
    clause: Annotated[str, Field(max_length=60)] | None = None
    interim_arrangement: bool = False
    counterpart: Annotated[str, Field(max_length=120)] | None = None


class AgencyRequestOpened(Answer):
    """The request's id."""

    request_id: UUID


class AnswerAgencyRequest(Request):
    """Record an agency's answer."""

    case_id: UUID
    request_id: UUID
    found: bool
    note: Note | None = None


class RecordCustodyChange(Request):
    """Record a move, release or recall, with its source (PRC-12)."""

    case_id: UUID
    person_id: UUID
    change: Annotated[str, Field(pattern=r"^(received|moved|released|recalled)$")]
    establishment: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    source: Annotated[str, Field(max_length=60)]


class HoldCase(Request):
    """Put a case on hold."""

    case_id: UUID
    cause: HoldCause
    note: Note | None = None


class HoldPlaced(Answer):
    """The hold's id."""

    hold_id: UUID


class ResumeCase(Request):
    """Lift a hold."""

    case_id: UUID
    hold_id: UUID


class RecordOutcome(Request):
    """Record how a strand (or the case) ended; one outcome of a case is primary (OUT-03)."""

    case_id: UUID
    strand_id: UUID | None = None
    outcome: Outcome
    primary: bool = False
    unmanageable_risk: UnmanageableRisk | None = None
    contact_path: ContactPath | None = None
    responsible_in_community_off_probation: bool | None = None


class OutcomeKept(Answer):
    """The outcome's id."""

    outcome_id: UUID


class CloseCase(Request):
    """Close a case that has a primary outcome; ``successor_case_id`` when re-opened as new."""

    case_id: UUID
    successor_case_id: UUID | None = None


class CaseEnded(Answer):
    """When and how the case was closed."""

    closed_at: datetime
    primary_outcome: Outcome


class ErasePerson(Request):
    """Erase a case's personal data by destroying its key."""

    case_id: UUID
    reason: Purpose


SUBMIT_REFERRAL = RpcMethod(
    "intake",
    "submit_referral",
    SubmitReferral,
    ReferralAccepted,
    "command",
    "Take in a referral; it opens a case or joins one.",
)
CASE = RpcMethod(
    "intake",
    "case",
    CaseById,
    CaseView,
    "query",
    "One case, without names.",
    shows=CASE_RECORD,
)
FIND_CASE = RpcMethod(
    "intake", "find_case", CaseByReference, CaseFound, "query", "The case behind a reference."
)
CASES = RpcMethod("intake", "cases", ListCases, CaseList, "query", "Cases the caller may see.")
CASE_TIMELINE = RpcMethod(
    "intake", "case_timeline", CaseTimeline, Timeline, "query", "What happened in a case."
)
REVEAL_PERSON = RpcMethod(
    "intake",
    "reveal_person",
    RevealPerson,
    PersonRevealed,
    "query",
    "A person's details, for a stated and audited purpose.",
    shows=PERSON_RECORD,
)
RECORD_CONSENT = RpcMethod(
    "intake",
    "record_consent",
    RecordConsent,
    ConsentKept,
    "command",
    "Record a consent.",
    changes=CASE_RECORD,
)
WITHDRAW_CONSENT = RpcMethod(
    "intake",
    "withdraw_consent",
    WithdrawConsent,
    ConsentsWithdrawn,
    "command",
    "Withdraw, in one step.",
)
CHANGE_ENGAGEMENT = RpcMethod(
    "intake",
    "change_engagement",
    ChangeEngagement,
    Nothing,
    "command",
    "Record where a participant stands.",
    changes=CASE_RECORD,
)
OPEN_AGENCY_REQUEST = RpcMethod(
    "intake",
    "open_agency_request",
    OpenAgencyRequest,
    AgencyRequestOpened,
    "command",
    "Ask an agency for something.",
    changes=CASE_RECORD,
)
ANSWER_AGENCY_REQUEST = RpcMethod(
    "intake",
    "answer_agency_request",
    AnswerAgencyRequest,
    Nothing,
    "command",
    "Record an agency's answer.",
    changes=CASE_RECORD,
)
RECORD_CUSTODY_CHANGE = RpcMethod(
    "intake",
    "record_custody_change",
    RecordCustodyChange,
    Nothing,
    "command",
    "Record a move, release or recall.",
    changes=CASE_RECORD,
)
HOLD_CASE = RpcMethod(
    "intake",
    "hold_case",
    HoldCase,
    HoldPlaced,
    "command",
    "Hold a case.",
    changes=CASE_RECORD,
)
RESUME_CASE = RpcMethod(
    "intake",
    "resume_case",
    ResumeCase,
    Nothing,
    "command",
    "Lift a hold.",
    changes=CASE_RECORD,
)
RECORD_OUTCOME = RpcMethod(
    "intake",
    "record_outcome",
    RecordOutcome,
    OutcomeKept,
    "command",
    "Record an outcome.",
    changes=CASE_RECORD,
)
CLOSE_CASE = RpcMethod(
    "intake",
    "close_case",
    CloseCase,
    CaseEnded,
    "command",
    "Close a case.",
    changes=CASE_RECORD,
)
ERASE_CASE = RpcMethod(
    "intake",
    "erase_case",
    ErasePerson,
    Nothing,
    "command",
    "Destroy the key of a case's personal data.",
)

METHODS = (
    SUBMIT_REFERRAL,
    CASE,
    FIND_CASE,
    CASES,
    CASE_TIMELINE,
    REVEAL_PERSON,
    RECORD_CONSENT,
    WITHDRAW_CONSENT,
    CHANGE_ENGAGEMENT,
    OPEN_AGENCY_REQUEST,
    ANSWER_AGENCY_REQUEST,
    RECORD_CUSTODY_CHANGE,
    HOLD_CASE,
    RESUME_CASE,
    RECORD_OUTCOME,
    CLOSE_CASE,
    ERASE_CASE,
    *guard.METHODS,
)
