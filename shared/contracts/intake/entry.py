"""RPC methods round a referral's arrival: matches, persons, priority, enquiries, the officer's form.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Record, Request, RpcMethod, Versioned
from shared.contracts.codes import (
    CaseFlag,
    CaseStage,
    Channel,
    CrimeType,
    Side,
    Source,
    UpdateCadence,
    YesNoUnknown,
)
from shared.contracts.intake.codes import (
    CallPurpose,
    Disposal,
    Door,
    EnquiryKind,
    HomeOfficeGroup,
    IdentifierKind,
    MatchDecision,
    MatchGrade,
)
from shared.contracts.intake.events import FaultCode
from shared.contracts.intake.people import Name, ReferralSubmission
from shared.contracts.intake.rpc import Purpose, ReferralAccepted

REFERRAL_RECORD = Record("referral", "referral_id")
Reason = Annotated[str, Field(min_length=10, max_length=1000)]


class FindMatches(Request):
    """Ask which cases a referral is like, before it is submitted. Asked in a body: it holds people."""

    submission: ReferralSubmission


class MatchView(Message):
    """A case that is like a referral, and why: codes, no names."""

    case_id: UUID
    reference: str
    closed: bool
    grade: MatchGrade
    points: int
    reasons: tuple[str, ...]


class Matches(Answer):
    """Cases like a referral, the likest first."""

    matches: tuple[MatchView, ...]


class ListMatches(Request):
    """List possible matches that nobody has decided yet (or those of one case, decided or not)."""

    case_id: UUID | None = None
    limit: int = Field(default=100, ge=1, le=500)


class PossibleMatch(Message):
    """Two cases that may be about the same, since a referral arrived."""

    match_id: UUID
    case_id: UUID
    referral_id: UUID
    other_case_id: UUID
    grade: MatchGrade
    points: int
    reasons: tuple[str, ...]
    found_at: datetime
    decision: MatchDecision | None = None
    decided_at: datetime | None = None


class PossibleMatches(Answer):
    """Possible matches, the likest first."""

    matches: tuple[PossibleMatch, ...]


class DecideMatch(Request):
    """Say whether two cases are about the same, and why. It joins nothing by itself."""

    case_id: UUID
    match_id: UUID
    decision: MatchDecision
    reason: Reason


class MergePersons(Request):
    """Say that two person records are one person. Nothing is moved, so it can be taken back."""

    case_id: UUID
    person_id: UUID
    other_case_id: UUID
    other_person_id: UUID
    reason: Reason


class PersonsMerged(Answer):
    """The merge, by which it can be taken back."""

    merge_id: UUID


class UnmergePersons(Request):
    """Take a merge back."""

    case_id: UUID
    merge_id: UUID
    reason: Reason


class AskIdentifiers(Request):
    """Ask by what a person is and was known, over all records merged with theirs. Audited."""

    case_id: UUID
    person_id: UUID
    purpose: Purpose
    unmasked: bool = False


class IdentifierView(Message):
    """One identifier, masked unless it was asked for in full, and whose record brought it."""

    kind: IdentifierKind
    shown: str
    case_id: UUID
    person_id: UUID
    recorded_at: datetime
    warning: str | None = None


class Identifiers(Answer):
    """Identifiers in the order in which they became known."""

    identifiers: tuple[IdentifierView, ...]
    merged_with: tuple[UUID, ...] = ()


class OverridePriority(Request):
    """Give or take enhanced priority against the rule, with a note (INT-06)."""

    case_id: UUID
    referral_id: UUID
    enhanced: bool
    note: Reason


class AskReferral(Request):
    """Ask for one referral's dimensions, each kept apart (INT-01 to INT-07, INT-22)."""

    case_id: UUID
    referral_id: UUID


class DeadlineView(Message):
    """A named limit, and the working days that are left (negative: overdue)."""

    code: str
    due_on: date
    working_days_left: int
    source: str


class ReferralView(Versioned):
    """A referral without names."""

    referral_id: UUID
    case_id: UUID
    reference: str
    door: Door
    initiated_by: Side
    source: Source
    channel: Channel
    heard_via: Source | None = None
    agency: str | None = None
    pathway: str | None = None
    scheme: str | None = None
    contract: str | None = None
    received_at: datetime
    arrived_on: date | None = None
    original_received_on: date | None = None
    prior_provider: str | None = None
    prior_contract: str | None = None
    not_filled_in: tuple[str, ...] = ()
    crime_types: tuple[CrimeType, ...]
    crime_type_known: bool | None = None
    home_office_groups: tuple[HomeOfficeGroup, ...]
    flags: tuple[str, ...] = ()
    asked: tuple[str, ...] | None = None
    proceedings: str
    disposal: Disposal | None = None
    rj_is_condition: bool | None = None
    home_boroughs: tuple[str, ...] = ()
    work_boroughs: tuple[str, ...] = ()
    place_borough: str | None = None
    enhanced_priority: bool
    priority_reasons: tuple[str, ...] = ()
    priority_version: str
    priority_overridden: bool = False
    update_cadence: UpdateCadence
    deadlines: tuple[DeadlineView, ...] = ()
    warnings: tuple[FaultCode, ...] = ()


class AskReferrals(Request):
    """Ask for the dimensions of every referral of a case.

    ``after`` is the ``next_page`` of the page before.
    """

    case_id: UUID
    limit: Annotated[int, Field(ge=1, le=500)] = 200
    after: UUID | None = None


class Referrals(Answer):
    """The referrals of a case, oldest first, without names; ``next_page`` where there are more."""

    referrals: tuple[ReferralView, ...]
    next_page: UUID | None = None


class RecordEnquiry(Request):
    """Record a conversation before any referral, or a call to the helpline (INT-12, HLP-02)."""

    kind: EnquiryKind
    channel: Channel = Channel.PHONE
    purpose: CallPurpose = CallPurpose.GENERAL_ADVICE
    agency: Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,30}$")] | None = None
    caller: Annotated[str, Field(max_length=200)] | None = None
    contact: Annotated[str, Field(max_length=200)] | None = None
    note: Annotated[str, Field(max_length=4000)] | None = None
    case_id: UUID | None = None
    verified_by: Annotated[str, Field(min_length=3, max_length=200)] | None = None


class EnquiryKept(Answer):
    """The enquiry's id."""

    enquiry_id: UUID


class ListEnquiries(Request):
    """List enquiries, newest first."""

    converted: bool | None = None
    limit: int = Field(default=100, ge=1, le=500)


class EnquiryView(Message):
    """An enquiry without the caller's words; in lists with the case that its referral is in."""

    enquiry_id: UUID
    kind: EnquiryKind
    channel: Channel
    purpose: CallPurpose
    agency: str | None = None
    asked_at: datetime
    within_hours: bool
    referral_id: UUID | None = None
    became_case_id: UUID | None = None


class Enquiries(Answer):
    """Enquiries, newest first."""

    enquiries: tuple[EnquiryView, ...]


class Party(Message):
    """Somebody on the officer's form: a name, one way to reach them, and whether they agreed."""

    given_name: Name
    family_name: Name
    phone: Annotated[str, Field(max_length=30)] | None = None
    date_of_birth: date | None = None
    agreed: bool


class SubmitOfficerForm(Request):
    """The front-line officer's short form: an out-of-court disposal with both consents (OCD-02)."""

    force: Annotated[str, Field(min_length=2, max_length=20)]
    crime_number: Annotated[str, Field(min_length=3, max_length=35)]
    crime_type: CrimeType
    disposal: Disposal
    harmed: Party
    responsible: Party
    officer_contact: Annotated[str, Field(min_length=3, max_length=200)]
    asked_by: Side = Side.HARMED
    admitted: YesNoUnknown = YesNoUnknown.UNKNOWN
    rj_is_condition: bool = False
    flags: tuple[CaseFlag, ...] = ()
    asked: tuple[CaseFlag, ...] | None = None
    offence_on: date | None = None
    update_cadence: UpdateCadence = UpdateCadence.AT_END


class AskFeedback(Request):
    """A referrer asks how their referral stands, by its reference (INT-14, OCD-03)."""

    reference: Annotated[str, Field(max_length=20)]


class Feedback(Answer):
    """How a referral stands: codes, and a block of plain text to paste into a case record."""

    reference: str
    stage: CaseStage
    closed_on: date | None = None
    positive: bool | None = None
    text: str


def _method(
    name: str, request: type[Request], answer: type[Answer], kind: str, description: str
) -> RpcMethod:
    return RpcMethod("intake", name, request, answer, kind, description)  # type: ignore[arg-type]


FIND_MATCHES = _method(
    "find_matches", FindMatches, Matches, "query", "Cases that a referral is like, and why."
)
POSSIBLE_MATCHES = _method(
    "possible_matches", ListMatches, PossibleMatches, "query", "Possible matches to decide."
)
DECIDE_MATCH = _method(
    "decide_match", DecideMatch, Nothing, "command", "Decide a possible match, with a reason."
)
MERGE_PERSONS = _method(
    "merge_persons", MergePersons, PersonsMerged, "command", "Two person records are one person."
)
UNMERGE_PERSONS = _method(
    "unmerge_persons", UnmergePersons, Nothing, "command", "Take a merge of persons back."
)
PERSON_IDENTIFIERS = _method(
    "person_identifiers",
    AskIdentifiers,
    Identifiers,
    "query",
    "By what a person is and was known, masked by default.",
)
OVERRIDE_PRIORITY = RpcMethod(
    "intake",
    "override_priority",
    OverridePriority,
    Nothing,
    "command",
    "Set priority against the rule.",
    changes=REFERRAL_RECORD,
)
REFERRAL = RpcMethod(
    "intake",
    "referral",
    AskReferral,
    ReferralView,
    "query",
    "One referral's dimensions, without names.",
    shows=REFERRAL_RECORD,
)
REFERRALS = _method(
    "referrals", AskReferrals, Referrals, "query", "A case's referrals, without names."
)
RECORD_ENQUIRY = _method(
    "record_enquiry", RecordEnquiry, EnquiryKept, "command", "Record an enquiry or a helpline call."
)
ENQUIRIES = _method(
    "enquiries", ListEnquiries, Enquiries, "query", "Enquiries, which are no referrals."
)
SUBMIT_OFFICER_FORM = _method(
    "submit_officer_form",
    SubmitOfficerForm,
    ReferralAccepted,
    "command",
    "Take in an officer's out-of-court-disposal form.",
)
REFERRAL_FEEDBACK = _method(
    "referral_feedback", AskFeedback, Feedback, "query", "How a referral stands, ready to paste."
)

METHODS = (
    FIND_MATCHES,
    POSSIBLE_MATCHES,
    DECIDE_MATCH,
    MERGE_PERSONS,
    UNMERGE_PERSONS,
    PERSON_IDENTIFIERS,
    OVERRIDE_PRIORITY,
    REFERRAL,
    REFERRALS,
    RECORD_ENQUIRY,
    ENQUIRIES,
    SUBMIT_OFFICER_FORM,
    REFERRAL_FEEDBACK,
)
