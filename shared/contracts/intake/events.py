"""Events of intake: referrals, cases, consents, engagement, agency requests, holds, endings."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shared.contracts.base import Event, Message
from shared.contracts.codes import (
    AgencyRequestKind,
    Area,
    CaseFlag,
    CaseStage,
    Channel,
    ConsentMethod,
    ConsentPurpose,
    ContactPath,
    CrimeType,
    Engagement,
    HoldCause,
    Outcome,
    ParticipantRole,
    Proceedings,
    Side,
    Source,
    UnmanageableRisk,
    UpdateCadence,
    YesNoUnknown,
)
from shared.contracts.intake.facts import ReferralFacts


class StrandOpened(Message):
    """One harmed side and one responsible person within a case (INT-17)."""

    strand_id: UUID
    harmed_ids: tuple[UUID, ...]
    responsible_id: UUID | None = None


class FaultCode(Message):
    """What is wrong with one field of a message; the value itself is never repeated."""

    field: str
    code: str


class IntakeEvent(Event):
    """Anything that intake announces."""

    producer = "intake"


class ReferralReceivedV1(IntakeEvent):
    """A referral was accepted and stands in a case (it opened one, or joined one).

    A flag that is neither in ``flags`` nor in ``asked`` is not known: nobody was asked. Messages of
    older intakes have no ``asked`` and cannot say; they are read as they always were. Nor is the kind
    of offence known where ``crime_type_known`` is false, whatever ``crime_types`` holds.
    """

    name = "referral_received"

    referral_id: UUID
    case_id: UUID
    reference: str
    opened_case: bool
    initiated_by: Side
    source: Source
    channel: Channel
    agency: str | None = None
    feed_message_id: UUID | None = None
    heard_via: Source | None = None
    pathway: str | None = None
    received_at: datetime
    original_received_on: date | None = None
    transferred_in: bool = False
    predecessor_referral_id: UUID | None = None
    enhanced_priority: bool
    enhanced_priority_reasons: tuple[str, ...] = ()
    crime_types: tuple[CrimeType, ...]
    crime_type_known: bool | None = None
    flags: tuple[CaseFlag, ...] = ()
    asked: tuple[CaseFlag, ...] | None = None
    offence_on: date | None = None
    harmed_home: Area = Area.UNKNOWN
    harmed_work: Area = Area.UNKNOWN
    offence_place: Area = Area.UNKNOWN
    proceedings: Proceedings = Proceedings.UNKNOWN
    responsibility_accepted: YesNoUnknown = YesNoUnknown.UNKNOWN
    responsible_identified: YesNoUnknown = YesNoUnknown.UNKNOWN
    harmed_under_18_at_offence: YesNoUnknown = YesNoUnknown.UNKNOWN
    harmed_under_18_now: YesNoUnknown = YesNoUnknown.UNKNOWN
    bereaved_family_initiated: bool = False
    update_cadence: UpdateCadence = UpdateCadence.AT_END
    strands: tuple[StrandOpened, ...]


class ReferralRefusedV1(IntakeEvent):
    """A referral handed over by a feed was refused by intake, with every fault."""

    name = "referral_refused"
    subject_kind = "feed_message"
    subject_field = "feed_message_id"

    feed_message_id: UUID
    agency: str
    refused_at: datetime
    faults: tuple[FaultCode, ...]


class PriorityOverriddenV1(IntakeEvent):
    """Enhanced priority was given or taken against the rule, with a note kept here (INT-06)."""

    name = "priority_overridden"

    case_id: UUID
    referral_id: UUID
    enhanced_priority: bool
    overridden_at: datetime


class ReferralAmendedV1(IntakeEvent):
    """A referral was amended; its codes as they now stand. Old values and the reason stay here.

    Also announced when one of its people is amended. ``facts_changed`` names the facts that
    eligibility asks for and that are other now than before (ELG-16): whoever decided by them
    decides again. Messages of older intakes carry none of the three.
    """

    name = "referral_amended"

    case_id: UUID
    referral_id: UUID
    fields: tuple[str, ...]
    heard_via: Source | None = None
    pathway: str | None = None
    crime_types: tuple[CrimeType, ...]
    flags: tuple[CaseFlag, ...] = ()
    asked: tuple[CaseFlag, ...] | None = None
    enhanced_priority: bool
    amended_at: datetime
    facts_changed: tuple[str, ...] = ()
    facts_before: ReferralFacts | None = None
    facts_now: ReferralFacts | None = None


class CaseOpenedV1(IntakeEvent):
    """A case (one harm) was opened."""

    name = "case_opened"

    case_id: UUID
    reference: str
    opened_at: datetime
    predecessor_case_id: UUID | None = None
    strands: tuple[StrandOpened, ...]


class ReferralJoinedCaseV1(IntakeEvent):
    """A further referral was joined to a case that was already open."""

    name = "referral_joined_case"

    case_id: UUID
    referral_id: UUID
    joined_at: datetime
    new_strands: tuple[StrandOpened, ...] = ()


class ConsentRecordedV1(IntakeEvent):
    """A participant gave (or refused) consent for one purpose (CON-04)."""

    name = "consent_recorded"

    consent_id: UUID
    case_id: UUID
    person_id: UUID
    role: ParticipantRole
    strand_id: UUID | None = None
    purpose: ConsentPurpose
    given: bool
    item_id: UUID | None = None
    agency: str | None = None
    method: ConsentMethod
    obtained_by: str
    recorded_at: datetime


class ConsentWithdrawnV1(IntakeEvent):
    """A participant withdrew; effective from the moment intake recorded it (CON-02)."""

    name = "consent_withdrawn"

    case_id: UUID
    person_id: UUID
    role: ParticipantRole
    strand_ids: tuple[UUID, ...]
    consent_ids: tuple[UUID, ...]
    purposes: tuple[ConsentPurpose, ...]
    withdrawn_at: datetime


class ParticipantEngagementChangedV1(IntakeEvent):
    """Where a participant stands has changed (PRC-17)."""

    name = "participant_engagement_changed"

    case_id: UUID
    strand_id: UUID
    person_id: UUID
    side: Side
    engagement: Engagement
    path: ContactPath | None = None
    changed_at: datetime


class ContactPreferencesSetV1(IntakeEvent):
    """What a participant asked for in contact is other now; what it is stays in intake."""

    name = "contact_preferences_set"

    case_id: UUID
    person_id: UUID
    set_at: datetime


class AgencyRequestOpenedV1(IntakeEvent):
    """An agency was asked for something, under a clause or an interim arrangement (PTR-28)."""

    name = "agency_request_opened"

    request_id: UUID
    case_id: UUID
    strand_id: UUID | None = None
    agency: str
    kind: AgencyRequestKind
    clause: str | None = None
    interim_arrangement: bool
    opened_at: datetime


class AgencyRequestAnsweredV1(IntakeEvent):
    """An agency answered a request."""

    name = "agency_request_answered"

    request_id: UUID
    case_id: UUID
    agency: str
    found: bool
    answered_at: datetime


class AgencyRequestLapsedV1(IntakeEvent):
    """An agency request ended without an answer that could be used."""

    name = "agency_request_lapsed"

    request_id: UUID
    case_id: UUID
    agency: str
    lapsed_at: datetime


class CustodyChangedV1(IntakeEvent):
    """A responsible person was moved, released or recalled (PRC-12). The place stays in intake."""

    name = "custody_changed"

    case_id: UUID
    person_id: UUID
    change: str
    changed_at: datetime


class CaseHeldV1(IntakeEvent):
    """A case was put on hold: process clocks stop, promised updates do not (HLD-07)."""

    name = "case_held"

    case_id: UUID
    hold_id: UUID
    cause: HoldCause
    held_at: datetime


class StrandHeldV1(IntakeEvent):
    """One strand of a case was put on hold; its other strands go on."""

    name = "strand_held"

    case_id: UUID
    strand_id: UUID
    hold_id: UUID
    cause: HoldCause
    held_at: datetime


class CaseResumedV1(IntakeEvent):
    """A hold was lifted."""

    name = "case_resumed"

    case_id: UUID
    hold_id: UUID
    resumed_at: datetime


class OutcomeRecordedV1(IntakeEvent):
    """A strand reached an outcome; one of a referral's outcomes is primary (OUT-03)."""

    name = "outcome_recorded"

    outcome_id: UUID
    case_id: UUID
    strand_id: UUID | None = None
    outcome: Outcome
    positive: bool
    primary: bool
    unmanageable_risk: UnmanageableRisk | None = None
    contact_path: ContactPath | None = None
    responsible_in_community_off_probation: bool | None = None
    recorded_at: datetime


class CaseClosedV1(IntakeEvent):
    """A case was closed with its primary outcome."""

    name = "case_closed"

    case_id: UUID
    primary_outcome: Outcome
    positive: bool
    completed: bool
    successor_case_id: UUID | None = None
    closed_at: datetime


class StrandContinued(Message):
    """A strand of a case that was joined into another, and the strand in which it goes on."""

    strand_id: UUID
    into_strand_id: UUID


class CasesJoinedV1(IntakeEvent):
    """A case turned out to be the same harm as another, and goes on in that one.

    ``case_id`` is the one that ended so: it has no outcome and counts as no closure. Its referrals
    and people are in the other; strands that are new there come with ``referral_joined_case``.
    ``stage`` and ``holds`` are the other case's, for whoever followed the one that ended.
    """

    name = "cases_joined"

    case_id: UUID
    into_case_id: UUID
    referral_ids: tuple[UUID, ...]
    strands: tuple[StrandContinued, ...]
    stage: CaseStage
    holds: tuple[UUID, ...] = ()
    joined_at: datetime


class CaseErasedV1(IntakeEvent):
    """A case's personal data was erased; every holder destroys its own key for it."""

    name = "case_erased"

    case_id: UUID
    erased_at: datetime


EVENTS: tuple[type[Event], ...] = (
    ReferralReceivedV1,
    ReferralRefusedV1,
    PriorityOverriddenV1,
    ReferralAmendedV1,
    CaseOpenedV1,
    ReferralJoinedCaseV1,
    ConsentRecordedV1,
    ConsentWithdrawnV1,
    ParticipantEngagementChangedV1,
    ContactPreferencesSetV1,
    AgencyRequestOpenedV1,
    AgencyRequestAnsweredV1,
    AgencyRequestLapsedV1,
    CustodyChangedV1,
    CaseHeldV1,
    StrandHeldV1,
    CaseResumedV1,
    OutcomeRecordedV1,
    CaseClosedV1,
    CasesJoinedV1,
    CaseErasedV1,
)
