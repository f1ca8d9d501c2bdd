"""The gateway's API as typed Python. Made by ``./redress contracts``; edit ops/client_maker.py."""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from ops.client.transport import Transport

ActorKind = Literal['staff', 'volunteer', 'partner', 'system']
AdviceFrom = Literal['idva', 'isva', 'stalking_advocate', 'police', 'probation', 'prison', 'mental_health', 'childrens_services', 'youth_justice', 'safeguarding_lead', 'panel', 'partner', 'other']
AftercareStep = Literal['offered', 'taken_up', 'declined']
AgencyFinding = Literal['found', 'not_found', 'reached', 'not_reached', 'agrees_to_contact', 'declines_contact', 'information_given', 'cannot_say']
AgencyLevel = Literal['low', 'standard', 'medium', 'high', 'very_high', 'level_1', 'level_2', 'level_3']
AgencyRequestKind = Literal['find_person', 'contact_person', 'gain_consent', 'custody_location', 'risk_information']
AgencyTool = Literal['dash', 'dara', 'oasys', 'rosh', 'mappa', 'other']
AgreementEnd = Literal['fulfilled', 'replaced', 'both_wished', 'breached']
AgreementKind = Literal['signed_by_all', 'statement_accepted']
AgreementStanding = Literal['awaiting_signatures', 'in_force', 'term_over', 'ended']
Area = Literal['london', 'outside', 'unknown']
BarKind = Literal['no_contact_order', 'restraining_order', 'non_molestation_order', 'bail_condition', 'licence_condition', 'safeguarding', 'other_order']
Because = Literal['received', 'facts_recorded', 'referral_amended', 'policy_changed', 'date_reached', 'exception_ended', 'exception']
CallPurpose = Literal['discuss_case', 'identify_suitable_referral', 'case_update', 'general_advice']
CaseFlag = Literal['domestic_abuse', 'stalking', 'child_abuse', 'hate', 'gang', 'knife', 'non_recent', 'additional_need']
CaseStage = Literal['referred', 'contacting', 'eligibility_decided', 'risk_assessed', 'allocated', 'preparing', 'communicating', 'agreement', 'follow_up', 'closed']
Channel = Literal['feed', 'web_form', 'paper', 'email', 'phone', 'transfer_in']
Compartment = Literal['harmed', 'responsible', 'shared', 'internal']
ConferenceMark = Literal['opened', 'question_asked', 'break_begun', 'break_ended', 'stop_signal', 'closed']
ConferenceQuestion = Literal['what_happened', 'who_was_affected_and_how', 'what_can_be_done_to_repair_the_harm']
ConsentMethod = Literal['written', 'spoken', 'online', 'via_agency']
ConsentPurpose = Literal['be_referred', 'be_contacted', 'take_part', 'share_with_agency', 'pass_item', 'receive_item', 'updates', 'case_study', 'newsletter']
ContactChannel = Literal['phone', 'text', 'email', 'post', 'video', 'in_person', 'through_agency']
ContactPath = Literal['own_contact_details', 'police_path', 'probation_path', 'rehabilitation_company_path', 'prison_path', 'referrer']
ContactResult = Literal['reached', 'no_answer', 'message_left', 'wrong_details', 'somebody_else_answered', 'returned', 'refused_to_talk']
Covers = Literal['received', 'open']
CrimeType = Literal['murder', 'manslaughter', 'death_by_dangerous_driving', 'grievous_bodily_harm', 'assault', 'robbery', 'burglary', 'theft', 'criminal_damage', 'sexual', 'harassment_stalking', 'firearms', 'drugs', 'hate', 'other']
DeliveryResult = Literal['proven', 'returned', 'refused']
DeliveryWay = Literal['read_aloud', 'by_hand', 'posted', 'in_custody', 'video', 'phone']
Disposal = Literal['community_resolution', 'conditional_caution', 'youth_conditional_caution', 'deferred_prosecution', 'other']
DocumentKind = Literal['referral_form', 'consent_form', 'letter_received', 'signed_agreement', 'risk_information', 'other']
Door = Literal['professional_for_harmed', 'professional_for_responsible', 'self_referral_by_harmed', 'self_referral_by_responsible', 'on_behalf_of_bereaved', 'officer_disposal_form', 'transfer_in']
EligibilityDecision = Literal['proceed', 'proceed_with_restriction', 'defer', 'refer_on', 'decline']
Engagement = Literal['not_yet_contacted', 'attempting', 'unreachable', 'informed_deciding', 'reluctant', 'willing_indirect', 'willing_direct', 'declined', 'withdrew', 'deceased_or_ill', 'not_approached']
EnquiryKind = Literal['informal_conversation', 'organisation_needs', 'helpline_call']
FeedbackFrom = Literal['referrer', 'partner', 'participant']
Feeling = Literal['safe', 'reassured', 'listened_to', 'anxious', 'angry', 'able_to_move_on', 'takes_responsibility', 'acknowledges_harm', 'made_amends', 'support_needs_met']
FilePurpose = Literal['access_request', 'complaint', 'oversight']
FollowUpResult = Literal['heard', 'not_reached', 'not_wanted']
Forbidden = Literal['any_contact', 'direct_contact', 'indirect_contact', 'online_contact', 'entering_area', 'being_near']
FurtherKind = Literal['school', 'employer', 'vehicle', 'social_media', 'other']
HoldCause = Literal['prison_access_restricted', 'partner_suspended', 'project_on_hold', 'participant_request', 'other']
HomeOfficeGroup = Literal['homicide', 'violence_with_injury', 'violence_without_injury', 'stalking_and_harassment', 'death_or_serious_injury_by_unlawful_driving', 'sexual_offences', 'robbery', 'burglary', 'other_theft', 'criminal_damage_and_arson', 'drug_offences', 'possession_of_weapons', 'public_order', 'miscellaneous_crimes_against_society']
IdentifierKind = Literal['pnc_id', 'cro_number', 'prison_number', 'probation_crn']
InformationBasis = Literal['consent', 'clause']
ItemKind = Literal['question', 'answer', 'fact', 'letter']
ItemState = Literal['composed', 'approved', 'checked', 'vetted', 'offered', 'released', 'delivered', 'acknowledged', 'declined', 'kept_for_later', 'recalled']
LetterForm = Literal['letter', 'apology', 'statement', 'statement_with_agreement']
LookPurpose = Literal['correct_and_release', 'decide_what_becomes_of_it', 'answer_its_sender', 'data_protection_request']
MatchDecision = Literal['same', 'different']
MatchGrade = Literal['probably_same_referral', 'probably_same_person', 'probably_same_incident', 'possible']
Means = Literal['password', 'openid', 'openid_mfa']
MediaType = Literal['application/pdf', 'image/jpeg', 'image/png', 'text/plain']
MeetingPart = Literal['participant', 'supporter', 'facilitator', 'interpreter', 'professional']
MeetingPurpose = Literal['introduction', 'preparation', 'conference', 'conversation', 'review', 'aftercare']
MeetingResult = Literal['held', 'cut_short', 'not_attended', 'cancelled']
MeetingState = Literal['arranging', 'visit_requested', 'visit_approved', 'visit_refused', 'confirmed', 'held', 'cut_short', 'not_attended', 'cancelled']
Mode = Literal['conference', 'shuttle', 'letter', 'restorative_conversation']
NoticeChannel = Literal['text', 'email']
NoticeState = Literal['waiting', 'sending', 'sent', 'uncertain', 'given_up']
NoticeWording = Literal['please_call', 'meeting_reminder', 'meeting_changed', 'something_waits']
OrderKind = Literal['no_contact', 'restraining', 'non_molestation', 'occupation', 'domestic_abuse_protection', 'bail', 'licence_no_contact', 'exclusion_zone', 'sexual_harm_prevention', 'stalking_protection', 'criminal_behaviour', 'prison_public_protection', 'other']
Outcome = Literal['conference_held', 'shuttle_completed', 'letter_delivered', 'restorative_conversation', 'outcome_agreement', 'onward_referral', 'information_provided', 'harmed_not_contactable', 'responsible_not_contactable', 'harmed_declined', 'responsible_declined', 'harmed_withdrew', 'responsible_withdrew', 'unmanageable_risk', 'ineligible', 'out_of_area_transferred', 'responsible_not_identified', 'duplicate', 'died', 'agency_no_response', 'reopened_as_new']
ParticipantRole = Literal['harmed', 'responsible', 'deceased', 'family', 'supporter']
PlaceKind = Literal['prison', 'community', 'office', 'video', 'phone']
Proceedings = Literal['not_reported', 'reported', 'arrested', 'released_without_charge', 'out_of_court_disposal', 'deferred_prosecution', 'charged', 'convicted', 'sentenced', 'concluded', 'unknown']
ProcessStep = Literal['informing', 'preparing', 'communicating', 'agreeing', 'following_up']
ReadinessStep = Literal['informed', 'hopes_heard', 'prepared', 'supporter_prepared', 'access_needs_met', 'venue_agreed']
ReferenceKind = Literal['crime_number', 'incident_log', 'case_urn']
RejectionReason = Literal['send-again-corrected', 'received-otherwise', 'not-for-this-service', 'sent-in-error']
Restriction = Literal['harmed_side_only', 'indirect_only', 'specialist_first']
ReviewResult = Literal['kept', 'partly_kept', 'breached']
RiskBand = Literal['none', 'low', 'medium', 'high', 'very_high']
RiskDecision = Literal['proceed', 'proceed_with_conditions', 'indirect_only', 'harmed_side_only', 'pause', 'not_at_present', 'unmanageable']
RiskStage = Literal['initial', 'before_first_contact', 'before_conference', 'after_event']
RiskSubject = Literal['harmed', 'responsible', 'supporter', 'facilitator', 'family', 'child', 'third_party', 'public']
Role = Literal['managing_director', 'service_manager', 'development_officer', 'case_coordinator', 'facilitator', 'auditor', 'partner_referrer', 'system']
ScanFate = Literal['clean', 'not_scanned', 'pending', 'refused']
SelfHarm = Literal['none_known', 'past', 'recent', 'current', 'unknown']
SessionKind = Literal['introduction', 'preparation', 'conference', 'review']
Side = Literal['harmed', 'responsible']
SignedHow = Literal['on_paper', 'spoken', 'by_letter', 'on_screen']
Source = Literal['self', 'victim_support', 'witness_care_unit', 'probation', 'police', 'rehabilitation_company', 'sussex_rj_partnership', 'prison', 'borough_service', 'voluntary_agency', 'homicide_service']
SpecialistPath = Literal['domestic_abuse', 'stalking', 'sexual_harm', 'children']
SupportAnswer = Literal['accepted', 'declined']
TaskKind = Literal['find_offender_manager', 'ask_for_visit_approval', 'arrange_venue', 'confirm_contact_details', 'check_licence_conditions', 'review_risk', 'ask_what_is_missing']
Told = Literal['before', 'after']
UnmanageableRisk = Literal['domestic_abuse', 'gang_affiliation', 'order_in_place', 'other']
UpdateCadence = Literal['every_meeting', 'weekly', 'fortnightly', 'monthly', 'at_milestones', 'only_at_the_end', 'none']
UpdateInterval = Literal['weekly', 'fortnightly', 'monthly', 'quarterly', 'none']
UpdatePath = Literal['direct', 'offender_manager', 'rehub', 'victim_liaison_officer', 'referrer']
VolunteerStatus = Literal['applicant', 'shortlisted', 'offered', 'accepted', 'in_training', 'trained_not_assessed', 'active', 'unavailable', 'dormant', 'left']
WaitFor = Literal['facts_told', 'responsible_known', 'responsibility_accepted', 'arrest', 'disposal_or_sentence', 'sentence', 'adulthood', 'manager_decides']
WaitsOn = Literal['author', 'facilitator', 'second_vetter', 'recipient', 'window', 'delivery', 'proof', 'nobody']
YesNoUnknown = Literal['yes', 'no', 'unknown']

class AccountView(TypedDict):
    id: str
    username: str
    kind: ActorKind
    roles: list[Role]
    organisation: NotRequired[str | None]
    locked_at: NotRequired[str | None]


class AdoptTemplateBody(TypedDict):
    reason: str


class Advice(TypedDict):
    given_by: AdviceFrom
    adviser: str
    given_on: str
    text: str
    path: NotRequired[SpecialistPath | None]


class Aftercare(TypedDict):
    follow_ups: list[FollowUpView]
    support: list[SupportView]
    statements: list[StatementView]
    feedback: list[FeedbackView]


class AftercarePlanned(TypedDict):
    follow_up_ids: list[str]


class AgenciesWithFeed(TypedDict):
    agencies: list[str]


class AgencyAnswerView(TypedDict):
    request_id: str
    agency: str
    kind: AgencyRequestKind
    answered_at: str
    found: bool
    finding: NotRequired[AgencyFinding | None]
    answered_on: NotRequired[str | None]
    answered_by: NotRequired[str | None]
    phone: NotRequired[str | None]
    email: NotRequired[str | None]
    safe_contact: NotRequired[str | None]
    establishment: NotRequired[str | None]
    note: NotRequired[str | None]


class AgencyAssessment(TypedDict):
    tool: AgencyTool
    level: AgencyLevel
    assessed_on: str
    assessor: str
    whom: NotRequired[RiskSubject]


class AgencyRequestOpened(TypedDict):
    request_id: str


class AgencyRequestView(TypedDict):
    request_id: str
    agency: str
    kind: AgencyRequestKind
    interim_arrangement: bool
    opened_at: str
    answered_at: NotRequired[str | None]
    lapsed_at: NotRequired[str | None]
    called_off_at: NotRequired[str | None]
    days_waiting: int


class AgreementChecked(TypedDict):
    findings: list[AgreementFinding]


class AgreementEnding(TypedDict):
    agreement: str
    agency: str
    last_day: str
    days_left: int
    warned_at: str


class AgreementEndings(TypedDict):
    endings: list[AgreementEnding]


class AgreementFinding(TypedDict):
    place: int
    start: int
    end: int
    kind: str
    why: str


class AgreementRecorded(TypedDict):
    agreement_id: str
    undertaking_ids: list[str]
    text_hash: NotRequired[str | None]


class AgreementText(TypedDict):
    record_version: NotRequired[int | None]
    agreement_id: str
    kind: AgreementKind
    standing: AgreementStanding
    in_force: bool
    text_hash: NotRequired[str | None]
    undertakings: list[UndertakingView]
    signatures: NotRequired[list[SignatureView]]
    awaited: NotRequired[list[str]]
    breach_route: NotRequired[str | None]
    ends_on: NotRequired[str | None]
    breaches: NotRequired[int]
    police_references: NotRequired[list[str]]


class Agreements(TypedDict):
    agency: str
    today: str
    agreements: list[shared__contracts__feeds__agreements__AgreementView]
    held: int
    wait_to_leave: int
    wait_for_key: int


class AllowFirstTellingBody(TypedDict):
    words: str
    by_user: str


class AmendPersonBody(TypedDict):
    changes: NotRequired[PersonChanges]
    also_known: NotRequired[list[FurtherIdentifier]]
    clear: NotRequired[list[str]]
    reason: str


class AmendReferralBody(TypedDict):
    changes: NotRequired[ReferralChanges]
    clear: NotRequired[list[str]]
    reason: str


class AmendmentView(TypedDict):
    amendment_id: str
    referral_id: NotRequired[str | None]
    person_id: NotRequired[str | None]
    field: str
    old: NotRequired[str | None]
    new: NotRequired[str | None]
    reason: str
    amended_at: str
    amended_by: str


class Amendments(TypedDict):
    amendments: list[AmendmentView]


class AnnualReport(TypedDict):
    from_on: str
    to_on: str
    as_of: str
    tables: list[Table]
    reconciliations: NotRequired[list[Cell]]
    html: NotRequired[str | None]


class AnswerAgencyRequestBody(TypedDict):
    found: bool
    note: NotRequired[str | None]


class AnswerFindingBody(TypedDict):
    answer: str


class AnswerVisitBody(TypedDict):
    approved: bool
    note: NotRequired[str | None]


class ArrangeMeetingBody(TypedDict):
    purpose: MeetingPurpose
    place: PlaceKind
    starts_at: str
    minutes: int
    people: list[Attendee]
    venue: NotRequired[str | None]
    out_of_hours_agreed: NotRequired[bool]


class AskAmendmentsBody(TypedDict):
    purpose: str


class AskContactBody(TypedDict):
    channel: ContactChannel
    purpose: str
    at: NotRequired[str | None]


class AskContactHistoryBody(TypedDict):
    purpose: str
    unmasked: NotRequired[bool]


class AskEnquiryBody(TypedDict):
    purpose: str


class AskIdentifiersBody(TypedDict):
    purpose: str
    unmasked: NotRequired[bool]


class AskReferencesBody(TypedDict):
    case_ids: list[str]


class AssessmentChange(TypedDict):
    path: str
    before: NotRequired[str | None]
    after: NotRequired[str | None]
    sentence: str


class AssessmentDifference(TypedDict):
    earlier_version: int
    later_version: int
    changes: list[AssessmentChange]


class AssessmentDrafted(TypedDict):
    assessment_id: str
    version: NotRequired[int]


class AssessmentSigned(TypedDict):
    signatures: int
    in_force: bool


class AssessmentView(TypedDict):
    stage: NotRequired[RiskStage | None]
    strengths: NotRequired[list[Strength]]
    views: NotRequired[list[View]]
    advice: NotRequired[list[Advice]]
    information: NotRequired[list[Information]]
    agency_assessments: NotRequired[list[AgencyAssessment]]
    self_harm: NotRequired[list[SelfHarmHistory]]
    proximity: NotRequired[Proximity | None]
    safety_plans: NotRequired[list[SafetyPlan]]
    contingency: NotRequired[Contingency | None]
    conditions: NotRequired[list[str]]
    alternatives_offered: NotRequired[str | None]
    paths: NotRequired[list[SpecialistPath]]
    next_review_on: NotRequired[str | None]
    assessment_id: str
    strand_id: str
    decision: RiskDecision
    modes_permitted: list[Mode]
    factors: list[RiskFactor]
    reasons: str
    signatures: int
    in_force: bool
    valid_until: str
    risk_of_not_proceeding: NotRequired[str | None]
    safety_plan: NotRequired[str | None]
    version: NotRequired[int]
    based_on: NotRequired[str | None]
    newest: NotRequired[bool]
    template: NotRequired[str]
    drafted_by: NotRequired[str]
    drafted_at: NotRequired[str | None]
    signed_by: NotRequired[list[str]]
    highest_inherent: NotRequired[RiskBand]
    highest_residual: NotRequired[RiskBand]
    highest_factors: NotRequired[list[str]]


class AssignFacilitatorsBody(TypedDict):
    facilitator_ids: list[Any]


class Assigned(TypedDict):
    assignment_id: str


class AssignmentView(TypedDict):
    record_version: NotRequired[int | None]
    facilitators: list[FacilitatorView]


class Attendee(TypedDict):
    who: str
    part: MeetingPart
    side: NotRequired[Side | None]
    arrives_at: NotRequired[str | None]


class AuthoriseExceptionBody(TypedDict):
    referral_id: str
    decision: NotRequired[EligibilityDecision]
    restrictions: NotRequired[list[Restriction]]
    rationale: str
    review_on: str


class BarRecorded(TypedDict):
    bar_id: str


class BarView(TypedDict):
    bar_id: str
    strand_id: NotRequired[str | None]
    kind: BarKind
    from_on: str
    until_on: NotRequired[str | None]
    lifted_at: NotRequired[str | None]
    order: NotRequired[OrderKind | None]
    forbids: NotRequired[list[Forbidden]]
    modes: NotRequired[list[Mode]]


class BringUpToDateBody(TypedDict):
    at_most: NotRequired[int]


class BroughtUpToDate(TypedDict):
    decided: int
    left: int


class BulkHold(TypedDict):
    bulk_id: str
    cause: HoldCause
    held_at: str
    cases: int


class BulkHolds(TypedDict):
    holds: list[BulkHold]


class Candidate(TypedDict):
    facilitator_id: str
    name: str
    may_take: bool
    reasons: NotRequired[list[str]]
    open_cases: NotRequired[int]


class Candidates(TypedDict):
    candidates: list[Candidate]


class CaseEnded(TypedDict):
    closed_at: str
    primary_outcome: Outcome


class CaseFound(TypedDict):
    case_id: str
    reference: str


class CaseInNeed(TypedDict):
    case_id: str
    since: str
    reasons: list[str]
    remaining: Literal[0, 1]


class CaseList(TypedDict):
    cases: list[CaseSummary]


class CaseName(TypedDict):
    case_id: str
    reference: str


class CaseSummary(TypedDict):
    case_id: str
    reference: str
    stage: CaseStage
    on_hold: bool
    opened_at: str
    closed_at: NotRequired[str | None]
    primary_outcome: NotRequired[Outcome | None]
    decision: NotRequired[EligibilityDecision | None]


class CaseView(TypedDict):
    record_version: NotRequired[int | None]
    case_id: str
    reference: str
    stage: CaseStage
    on_hold: bool
    opened_at: str
    closed_at: NotRequired[str | None]
    primary_outcome: NotRequired[Outcome | None]
    referral_ids: list[str]
    participants: list[ParticipantView]
    strands: list[StrandView]
    consents: list[ConsentView]
    agency_requests: list[AgencyRequestView]
    joined_into_case_id: NotRequired[str | None]
    joined_case_ids: NotRequired[list[str]]
    predecessor_case_id: NotRequired[str | None]
    successor_case_id: NotRequired[str | None]
    under_legal_hold: NotRequired[bool]


class CasesFound(TypedDict):
    cases: list[CaseSummary]
    next_page: NotRequired[str | None]


class CasesInNeed(TypedDict):
    cases: list[CaseInNeed]


class Cell(TypedDict):
    label: str
    value: int
    of: NotRequired[int | None]
    case_ids: NotRequired[list[str]]


class ChangeEngagementBody(TypedDict):
    strand_id: str
    engagement: Engagement
    path: NotRequired[ContactPath | None]


class ChangeView(TypedDict):
    case_id: str
    decision: DecisionView


class ChangeVolunteerStatusBody(TypedDict):
    status: VolunteerStatus


class Changes(TypedDict):
    changes: list[ChangeView]
    next_page: NotRequired[str | None]


class ChaseAgencyRequestBody(TypedDict):
    note: NotRequired[str | None]


class CheckAgreementBody(TypedDict):
    may_be_told: NotRequired[str | None]


class CheckInterpreterBody(TypedDict):
    side: Side
    name: str
    language: str
    declares_no_link: bool


class ClauseView(TypedDict):
    clause: str
    title: str
    legal_basis: str
    purpose: str
    may_today: bool
    passages: NotRequired[list[Passage]]


class CloseCaseBody(TypedDict):
    successor_case_id: NotRequired[str | None]


class Code(TypedDict):
    code: str


class ComposeDocumentBody(TypedDict):
    kind: ItemKind
    from_side: Side
    one_way: NotRequired[bool]
    document: str


class ComposeItemBody(TypedDict):
    kind: ItemKind
    from_side: Side
    text: str
    one_way: NotRequired[bool]
    in_reply_to: NotRequired[str | None]
    form: NotRequired[LetterForm | None]


class ConcernRaised(TypedDict):
    concern_id: str
    bar_id: str


class ConcernView(TypedDict):
    concern_id: str
    case_id: str
    bar_id: str
    note: str
    raised_by: str
    raised_at: str
    taken_by: NotRequired[str | None]
    taken_at: NotRequired[str | None]
    open: bool
    opened: NotRequired[bool]


class Concerns(TypedDict):
    concerns: list[ConcernView]


class ConcludeProcessBody(TypedDict):
    completed: bool


class Condition(TypedDict):
    code: str
    holds: bool


class ConfirmMeetingBody(TypedDict):
    against_preferences: NotRequired[str | None]


class ConfirmReviewBody(TypedDict):
    side: Side
    agrees: bool


class ConflictView(TypedDict):
    facilitator_id: str
    name: str
    declared_by: NotRequired[str | None]
    declared_at: str


class Conflicts(TypedDict):
    standing: list[ConflictView]
    ended: NotRequired[list[EndedConflict]]


class ConsentKept(TypedDict):
    consent_id: str


class ConsentToReview(TypedDict):
    consent_id: str
    case_id: str
    person_id: str
    purpose: ConsentPurpose
    review_on: str


class ConsentView(TypedDict):
    consent_id: str
    person_id: str
    strand_id: NotRequired[str | None]
    purpose: ConsentPurpose
    given: bool
    item_id: NotRequired[str | None]
    item_kind: NotRequired[ItemKind | None]
    agency: NotRequired[str | None]
    obtained_on: NotRequired[str | None]
    review_on: NotRequired[str | None]
    understood: NotRequired[bool | None]
    recorded_at: str
    withdrawn_at: NotRequired[str | None]


class ConsentsToReview(TypedDict):
    consents: list[ConsentToReview]


class ConsentsWithdrawn(TypedDict):
    consent_ids: list[str]
    withdrawn_at: str


class Considered(TypedDict):
    case_id: str
    reason: str


class ContactAdvice(TypedDict):
    record_version: NotRequired[int | None]
    allowed: bool
    objections: list[str]
    name_to_use: NotRequired[str | None]
    may_not_learn: NotRequired[list[str]]
    leave_messages: NotRequired[bool]


class ContactHistory(TypedDict):
    details: list[ToldDetail]
    asked_for: NotRequired[list[Preferences]]


class ContactKept(TypedDict):
    contact_id: str
    attempts: int


class ContactView(TypedDict):
    contact_id: str
    person_id: str
    channel: ContactChannel
    path: ContactPath
    result: ContactResult
    at: str
    by: str
    against_preferences: bool


class Contacts(TypedDict):
    contacts: list[ContactView]
    engagement: list[EngagementView]


class Contingency(TypedDict):
    stop_signal: str
    way_out: str
    on_call: str


class Correction(TypedDict):
    field: str
    value: NotRequired[str]


class CounterpartView(TypedDict):
    role: str
    reached_at: str
    since: str
    until: NotRequired[str | None]
    succeeded_by: NotRequired[str | None]


class Credentials(TypedDict):
    username: str
    password: str
    code: NotRequired[str | None]


class CustodyHistory(TypedDict):
    steps: list[CustodyView]


class CustodyOfCase(TypedDict):
    people: list[CustodyOfPerson]


class CustodyOfPerson(TypedDict):
    person_id: str
    steps: list[CustodyView]


class CustodyView(TypedDict):
    change: str
    establishment: NotRequired[str | None]
    source: NotRequired[str | None]
    changed_at: str


class DayNote(TypedDict):
    mark: ConferenceMark
    at: str
    question: NotRequired[ConferenceQuestion | None]
    by_whom: NotRequired[str | None]


class DeadlineView(TypedDict):
    code: str
    due_on: str
    working_days_left: int
    source: str


class DecideMatchBody(TypedDict):
    decision: MatchDecision
    reason: str


class DecideParkedBody(TypedDict):
    reason: str


class DecideParkedOfFeedBody(TypedDict):
    reason: str


class DecisionView(TypedDict):
    decision_id: str
    referral_id: str
    decision: EligibilityDecision
    restrictions: NotRequired[list[Restriction]]
    results: NotRequired[list[RuleResult]]
    missing_facts: NotRequired[list[str]]
    policy_version: str
    exception: NotRequired[bool]
    decided_at: str
    decided_by: NotRequired[str | None]
    because: NotRequired[Because | None]
    facts: NotRequired[dict[str, str]]
    changed: NotRequired[list[str]]


class DeclareConflictBody(TypedDict):
    case_id: str


class DeclaredConsent(TypedDict):
    participant: str
    purpose: ConsentPurpose
    given: NotRequired[bool]
    method: NotRequired[ConsentMethod]
    obtained_by: str
    obtained_on: NotRequired[str | None]


class DeliverItemBody(TypedDict):
    content_hash: str
    how: str


class Delivered(TypedDict):
    delivered_at: str
    content_hash: str


class DifferentView(TypedDict):
    referral_id: str
    case_id: str
    was: EligibilityDecision
    would_be: EligibilityDecision
    rules: list[str]
    restrictions: list[str]


class Disclosure(TypedDict):
    disclosure_id: str
    disclosed_at: str
    kind: str
    agency: str
    agreement: str
    clause: str
    legal_basis: str
    purpose: str
    recipient: str
    fields: list[str]
    case_id: NotRequired[str | None]
    reference: NotRequired[str | None]
    strand_id: NotRequired[str | None]
    person_id: NotRequired[str | None]
    consent_id: NotRequired[str | None]
    told_by: str
    withheld_at: NotRequired[str | None]
    withheld_as: NotRequired[str | None]


class Disclosures(TypedDict):
    entries: list[Disclosure]
    more: bool
    next_page: NotRequired[str | None]


class DocumentComposed(TypedDict):
    item_id: str
    content_hash: str
    text: str
    left_behind: NotRequired[list[LeftBehind]]


class DocumentKept(TypedDict):
    document_id: str
    fate: ScanFate
    kept_before: NotRequired[bool]
    left_out: NotRequired[list[str]]


class DocumentView(TypedDict):
    document_id: str
    kind: DocumentKind
    concerns: list[str]
    received_on: str
    from_whom: str
    name: str
    note: NotRequired[str | None]
    restricted: bool
    media_type: MediaType
    size: int
    left_out: NotRequired[list[str]]
    added_at: str
    added_by: str
    fate: ScanFate
    found: NotRequired[str | None]
    removed_at: NotRequired[str | None]


class Documents(TypedDict):
    documents: list[DocumentView]


class DraftPolicyBody(TypedDict):
    policy: WrittenPolicy


class DraftRiskAssessmentBody(TypedDict):
    stage: NotRequired[RiskStage | None]
    strengths: NotRequired[list[Strength]]
    views: NotRequired[list[View]]
    advice: NotRequired[list[Advice]]
    information: NotRequired[list[Information]]
    agency_assessments: NotRequired[list[AgencyAssessment]]
    self_harm: NotRequired[list[SelfHarmHistory]]
    proximity: NotRequired[Proximity | None]
    safety_plans: NotRequired[list[SafetyPlan]]
    contingency: NotRequired[Contingency | None]
    conditions: NotRequired[list[str]]
    alternatives_offered: NotRequired[str | None]
    paths: NotRequired[list[SpecialistPath]]
    next_review_on: NotRequired[str | None]
    factors: list[RiskFactor]
    decision: RiskDecision
    modes_permitted: list[Mode]
    reasons: str
    risk_of_not_proceeding: NotRequired[str | None]
    safety_plan: NotRequired[str | None]
    valid_until: str
    strand_id: str
    based_on: NotRequired[str | None]
    template: NotRequired[str | None]


class DraftTemplateBody(TypedDict):
    template: WrittenTemplate


class DueFollowUp(TypedDict):
    follow_up_id: str
    case_id: str
    person_id: str
    interval: str
    due_on: str


class DueFollowUps(TypedDict):
    follow_ups: list[DueFollowUp]


class DueUndertaking(TypedDict):
    undertaking_id: str
    agreement_id: str
    case_id: str
    due_on: str
    days_overdue: int


class DueUndertakings(TypedDict):
    undertakings: list[DueUndertaking]
    next_page: NotRequired[str | None]


class DueUpdate(TypedDict):
    case_id: str
    person_id: str
    interval: UpdateInterval
    path: UpdatePath
    due_on: str
    days_overdue: int
    on_hold: bool


class DueUpdates(TypedDict):
    updates: list[DueUpdate]


class Eligibility(TypedDict):
    record_version: NotRequired[int | None]
    decisions: list[DecisionView]


class EmergencyView(TypedDict):
    emergency_id: str
    account_id: str
    case_id: str
    reason: str
    opened_at: str
    until: str
    reviewed_at: NotRequired[str | None]
    reviewed_by: NotRequired[str | None]
    justified: NotRequired[bool | None]
    note: NotRequired[str | None]


class EndAgreementBody(TypedDict):
    reason: AgreementEnd


class EndConflictBody(TypedDict):
    reason: str


class EndedConflict(TypedDict):
    facilitator_id: str
    name: str
    declared_by: NotRequired[str | None]
    declared_at: str
    ended_by: str
    ended_at: str
    reason: NotRequired[str | None]


class Ending(TypedDict):
    kind: str
    until_on: str


class EngagementView(TypedDict):
    strand_id: str
    person_id: str
    engagement: Engagement
    path: NotRequired[ContactPath | None]
    since: str


class Enquiries(TypedDict):
    enquiries: list[EnquiryView]


class EnquiryKept(TypedDict):
    enquiry_id: str


class EnquiryRevealed(TypedDict):
    enquiry: EnquiryView
    caller: NotRequired[str | None]
    contact: NotRequired[str | None]
    note: NotRequired[str | None]
    verified_by: NotRequired[str | None]
    establishment: NotRequired[str | None]
    prison_number: NotRequired[str | None]
    offender_manager: NotRequired[str | None]
    converted_at: NotRequired[str | None]


class EnquiryView(TypedDict):
    enquiry_id: str
    kind: EnquiryKind
    channel: Channel
    purpose: CallPurpose
    agency: NotRequired[str | None]
    asked_at: str
    within_hours: bool
    referral_id: NotRequired[str | None]
    became_case_id: NotRequired[str | None]


class ErasePersonBody(TypedDict):
    reason: str


class Evaluated(TypedDict):
    question: str
    yes: int
    answered: int


class FacilitatorView(TypedDict):
    facilitator_id: str
    user_id: NotRequired[str | None]
    name: str
    assigned_at: str
    released_at: NotRequired[str | None]


class FaultCode(TypedDict):
    field: str
    code: str


class FaultView(TypedDict):
    field: str
    code: str
    says: str


class Feedback(TypedDict):
    reference: str
    stage: CaseStage
    closed_on: NotRequired[str | None]
    positive: NotRequired[bool | None]
    text: str


class FeedbackView(TypedDict):
    given_by: FeedbackFrom
    agency: NotRequired[str | None]
    words: str
    at: str
    after_closure: bool


class FindMatchesBody(TypedDict):
    submission: ReferralSubmission


class FindingView(TypedDict):
    finding_id: str
    kind: str
    excerpt: str
    answer: NotRequired[str | None]
    start: NotRequired[int | None]
    end: NotRequired[int | None]
    why: NotRequired[str | None]
    severity: NotRequired[str | None]
    known: NotRequired[bool | None]


class FinishRiskReviewBody(TypedDict):
    note: str


class FinishTaskBody(TypedDict):
    note: NotRequired[str | None]


class FirstTellingAllowed(TypedDict):
    telling_id: str


class FirstTellingView(TypedDict):
    telling_id: str
    strand_id: str
    words: str
    by_user: str
    allowed_by: str
    allowed_at: str
    told_at: NotRequired[str | None]
    channel: NotRequired[ContactChannel | None]


class FirstTellings(TypedDict):
    tellings: list[FirstTellingView]


class FlagAnswer(TypedDict):
    flag: CaseFlag
    answer: YesNoUnknown


class FollowUpView(TypedDict):
    follow_up_id: str
    person_id: str
    interval: str
    due_on: str
    result: NotRequired[FollowUpResult | None]


class FurtherIdentifier(TypedDict):
    kind: FurtherKind
    value: str


class GateView(TypedDict):
    open: bool
    conditions: list[Condition]


class Held(TypedDict):
    kind: str
    from_on: str
    until_on: str
    renew: NotRequired[bool]


class HeldMessage(TypedDict):
    about: HeldView
    readable: bool
    fields: list[WrittenField]
    not_kept: NotRequired[list[str]]


class HeldView(TypedDict):
    feed_message_id: str
    message_id: str
    state: str
    arrived_at: str
    kept_until: str
    faults: list[FaultView]
    corrected: bool
    settled_by: NotRequired[str | None]
    settled_why: NotRequired[str | None]
    settled_at: NotRequired[str | None]


class Helpline(TypedDict):
    number: NotRequired[str | None]
    charge: NotRequired[str | None]
    open_now: bool


class HoldCaseBody(TypedDict):
    cause: HoldCause
    note: NotRequired[str | None]


class HoldConferenceBody(TypedDict):
    place: PlaceKind
    minutes: int
    notes: NotRequired[str | None]
    meeting_id: NotRequired[str | None]
    attended: NotRequired[list[str]]


class HoldManyBody(TypedDict):
    cause: HoldCause
    case_ids: NotRequired[list[str]]
    in_custody: NotRequired[bool]
    note: NotRequired[str | None]


class HoldPlaced(TypedDict):
    hold_id: str


class HoldRestorativeConversationBody(TypedDict):
    place: PlaceKind
    minutes: int
    notes: NotRequired[str | None]
    held_at: NotRequired[str | None]


class HoldStrandBody(TypedDict):
    cause: HoldCause
    note: NotRequired[str | None]


class IdentifierGiven(TypedDict):
    kind: IdentifierKind
    value: str


class IdentifierView(TypedDict):
    kind: IdentifierKind
    shown: str
    case_id: str
    person_id: str
    recorded_at: str
    warning: NotRequired[str | None]


class Identifiers(TypedDict):
    identifiers: list[IdentifierView]
    merged_with: NotRequired[list[str]]


class IncidentReference(TypedDict):
    kind: ReferenceKind
    value: str
    force: NotRequired[str | None]


class Information(TypedDict):
    provider: str
    provided_on: str
    basis: InformationBasis
    consent_id: NotRequired[str | None]
    consented_on: NotRequired[str | None]
    clause: NotRequired[str | None]
    scope: str
    text: str


class InterimView(TypedDict):
    name: str
    since: str
    until: NotRequired[str | None]
    clauses: list[str]
    within_proposed_terms: bool
    running: bool
    note: NotRequired[str | None]


class InterpreterChecked(TypedDict):
    interpreter_id: str
    conflicts: list[str]


class InterpreterView(TypedDict):
    interpreter_id: str
    strand_id: str
    side: Side
    language: str
    name: NotRequired[str | None]
    conflicts: NotRequired[list[str]]
    checked_by: str
    checked_at: str


class Interpreters(TypedDict):
    interpreters: list[InterpreterView]


class IssueReportBody(TypedDict):
    from_on: str
    to_on: str


class IssuedReport(TypedDict):
    issued: IssuedView
    fits: bool
    report: AnnualReport


class IssuedReports(TypedDict):
    reports: list[IssuedView]
    next_page: NotRequired[str | None]


class IssuedView(TypedDict):
    report_id: str
    kind: str
    from_on: str
    to_on: str
    content_hash: str
    issued_at: str


class ItemComposed(TypedDict):
    item_id: str
    content_hash: str


class ItemRevised(TypedDict):
    item_id: str
    version: int
    content_hash: str


class ItemStepBody(TypedDict):
    content_hash: str


class ItemSteps(TypedDict):
    steps: list[shared__contracts__comms__relay__StepView]
    sealed: bool


class ItemText(TypedDict):
    record_version: NotRequired[int | None]
    item_id: str
    text: str
    content_hash: str


class ItemView(TypedDict):
    item_id: str
    strand_id: str
    kind: ItemKind
    from_side: Side
    state: ItemState
    content_hash: str
    one_way: bool
    delivered_at: NotRequired[str | None]


class JobDone(TypedDict):
    job: str
    at: str


class JoinCasesBody(TypedDict):
    into_case_id: str
    same_persons: NotRequired[list[SamePerson]]
    reason: str


class JoinPlan(TypedDict):
    referral_ids: list[str]
    same_persons: list[SamePerson]
    strands: list[JoinedStrand]


class JoinedStrand(TypedDict):
    strand_id: str
    into_strand_id: NotRequired[str | None]


class KeepDocumentBody(TypedDict):
    kind: DocumentKind
    concerns: list[str]
    received_on: str
    from_whom: str
    name: NotRequired[str]
    note: NotRequired[str | None]
    restricted: NotRequired[bool]
    content: str


class KeepQuotationBody(TypedDict):
    words: str


class LeakCheck(TypedDict):
    record_version: NotRequired[int | None]
    findings: list[FindingView]


class LeftBehind(TypedDict):
    where: str
    kinds: NotRequired[list[str]]


class LegalHoldPlaced(TypedDict):
    legal_hold_id: str


class LegalHoldView(TypedDict):
    legal_hold_id: str
    case_id: str
    reason: str
    placed_by: str
    placed_at: str
    review_on: str
    overdue: bool


class LegalHolds(TypedDict):
    holds: list[LegalHoldView]


class LiftBarBody(TypedDict):
    reason: str


class LiftLegalHoldBody(TypedDict):
    reason: str


class Limit(TypedDict):
    case_id: str
    referral_id: str
    code: str
    due_on: str
    working_days_left: int
    source: str
    on_hold: bool


class Limits(TypedDict):
    limits: list[Limit]
    not_opened: NotRequired[list[str]]


class Look(TypedDict):
    at: str
    by: str
    roles: list[str]
    what: str
    purpose: NotRequired[str | None]
    person_id: NotRequired[str | None]
    in_emergency: NotRequired[bool]
    in_words: NotRequired[str | None]


class Looks(TypedDict):
    looks: list[Look]
    next_page: NotRequired[int | None]


class ManyHeld(TypedDict):
    bulk_id: str
    case_ids: list[str]


class ManyResumed(TypedDict):
    case_ids: list[str]


class MarkConferenceBody(TypedDict):
    mark: ConferenceMark
    question: NotRequired[ConferenceQuestion | None]
    by_whom: NotRequired[str | None]


class MatchView(TypedDict):
    case_id: str
    reference: str
    closed: bool
    grade: MatchGrade
    points: int
    reasons: list[str]


class Matches(TypedDict):
    matches: list[MatchView]


class MaterialView(TypedDict):
    code: str
    kind: str
    audience: str
    version: str
    notice: bool
    from_on: str


class Materials(TypedDict):
    materials: list[MaterialView]


class Me(TypedDict):
    id: str
    roles: list[Role]
    owes_second_step: NotRequired[bool]
    owes_new_password: NotRequired[bool]
    asks_for_code: NotRequired[bool]
    recovery_codes_left: NotRequired[int]


class MeetingArranged(TypedDict):
    meeting_id: str
    out_of_hours: bool


class MeetingRecorded(TypedDict):
    meeting_id: str


class MeetingView(TypedDict):
    meeting_id: str
    strand_id: str
    purpose: MeetingPurpose
    place: PlaceKind
    starts_at: str
    minutes: int
    state: MeetingState
    out_of_hours: bool
    needs_visit: bool
    undone_by_move: int
    people: list[Attendee]
    attended: NotRequired[list[str]]
    venue: NotRequired[str | None]


class Meetings(TypedDict):
    meetings: list[MeetingView]


class MergePersonsBody(TypedDict):
    other_case_id: str
    other_person_id: str
    reason: str


class MergeView(TypedDict):
    merge_id: str
    case_id: str
    person_id: str
    other_case_id: str
    other_person_id: str
    merged_by: str
    merged_at: str


class Merges(TypedDict):
    merges: list[MergeView]


class MoveMeetingBody(TypedDict):
    starts_at: str
    out_of_hours_agreed: NotRequired[bool]


class MoveSessionBody(TypedDict):
    to: str
    with_following: NotRequired[bool]


class NewAccount(TypedDict):
    username: str
    password: NotRequired[str | None]
    kind: NotRequired[ActorKind]
    roles: list[Role]
    organisation: NotRequired[str | None]


class NewPassword(TypedDict):
    old_password: str
    new_password: str


class NewRoles(TypedDict):
    roles: list[Role]


class NoteDraft(TypedDict):
    compartment: Compartment
    text: str


class NoteView(TypedDict):
    note_id: str
    compartment: Compartment
    text: str
    by: str
    at: str
    meeting_id: NotRequired[str | None]


class NoteWritten(TypedDict):
    note_id: str


class Notes(TypedDict):
    notes: list[NoteView]

Nothing = dict[str, Any]

class NoticeTaken(TypedDict):
    notice_id: str
    state: NoticeState
    objections: NotRequired[list[str]]


class NoticeView(TypedDict):
    notice_id: str
    case_id: str
    code: str
    recalled: int
    just_delivered: int
    told_at: str
    seen_at: NotRequired[str | None]


class Notices(TypedDict):
    notices: list[NoticeView]


class OffenceDetails(TypedDict):
    crime_types: list[CrimeType]
    crime_type_known: NotRequired[bool | None]
    flags: NotRequired[list[CaseFlag]]
    asked: NotRequired[list[CaseFlag] | None]
    offence_on: NotRequired[str | None]
    place_area: NotRequired[Area]
    force: NotRequired[str | None]
    crime_number: NotRequired[str | None]
    proceedings: NotRequired[Proceedings]
    responsibility_accepted: NotRequired[YesNoUnknown]
    narrative: NotRequired[str | None]
    place_borough: NotRequired[str | None]
    sentenced_on: NotRequired[str | None]
    references: NotRequired[list[IncidentReference]]


class OfferSupportBody(TypedDict):
    service: str
    answer: SupportAnswer
    words: NotRequired[str | None]


class OpenAgencyRequestBody(TypedDict):
    strand_id: NotRequired[str | None]
    person_id: NotRequired[str | None]
    agency: str
    kind: AgencyRequestKind
    clause: NotRequired[str | None]
    interim_arrangement: NotRequired[bool]
    counterpart: NotRequired[str | None]


class OpenByReference(TypedDict):
    reason: str
    reference: str


class OpenDocumentBody(TypedDict):
    purpose: str
    for_person: NotRequired[str | None]


class OpenInEmergency(TypedDict):
    reason: str


class OutcomeKept(TypedDict):
    outcome_id: str


class OutcomeView(TypedDict):
    outcome: Outcome
    group: str
    positive: bool
    may_be_primary: bool
    asks: NotRequired[list[str]]


class OutcomesInForce(TypedDict):
    outcomes: list[OutcomeView]


class OverridePriorityBody(TypedDict):
    enhanced: bool
    note: str


class OwnSessionView(TypedDict):
    session_id: str
    begun_at: str
    seen_at: str
    means: Means
    this: bool


class OwnStanding(TypedDict):
    volunteer: NotRequired[VolunteerView | None]


class ParkedMessages(TypedDict):
    messages: list[ParkedView]
    next_page: NotRequired[str | None]


class ParkedView(TypedDict):
    parked_id: str
    state: str
    type: str
    subject: str
    reason: str
    faults: NotRequired[list[str]]
    attempts: int
    replayable: bool
    parked_at: str
    settled_by: NotRequired[str | None]
    settled_why: NotRequired[str | None]
    settled_at: NotRequired[str | None]


class ParticipantDetails(TypedDict):
    ref: str
    role: ParticipantRole
    given_name: str
    family_name: str
    known_as: NotRequired[str | None]
    date_of_birth: NotRequired[str | None]
    address: NotRequired[list[str]]
    postcode: NotRequired[str | None]
    phone: NotRequired[str | None]
    email: NotRequired[str | None]
    safe_contact: NotRequired[str | None]
    home_area: NotRequired[Area]
    work_area: NotRequired[Area]
    in_custody: NotRequired[bool]
    on_licence: NotRequired[bool]
    establishment: NotRequired[str | None]
    prison_number: NotRequired[str | None]
    offender_manager: NotRequired[str | None]
    relationship: NotRequired[str | None]
    home_borough: NotRequired[str | None]
    work_borough: NotRequired[str | None]
    identifiers: NotRequired[list[IdentifierGiven]]
    further_identifiers: NotRequired[list[FurtherIdentifier]]


class ParticipantReadiness(TypedDict):
    person_id: str
    side: Side
    done: list[ReadinessStep]
    missing: list[ReadinessStep]
    hopes: NotRequired[str | None]
    access_needs: NotRequired[str | None]


class ParticipantRef(TypedDict):
    ref: str
    person_id: str
    role: ParticipantRole


class ParticipantView(TypedDict):
    person_id: str
    role: ParticipantRole
    side: Side


class Party(TypedDict):
    given_name: str
    family_name: str
    phone: NotRequired[str | None]
    date_of_birth: NotRequired[str | None]
    agreed: bool


class PartyAgreement(TypedDict):
    kind: AgreementKind
    standing: str
    undertakings: list[str]
    reached_at: NotRequired[str | None]


class PartyFile(TypedDict):
    side: Side
    items: list[PartyItem]
    meetings: list[PartyMeeting]
    agreements: list[PartyAgreement]
    notes: list[str]
    notices: list[PartyNotice]


class PartyItem(TypedDict):
    kind: ItemKind
    written_by_them: bool
    text: str
    at: str
    way: NotRequired[DeliveryWay | None]


class PartyMeeting(TypedDict):
    purpose: str
    place: str
    starts_at: str
    minutes: int
    venue: NotRequired[str | None]


class PartyNotice(TypedDict):
    channel: str
    text: str
    at: str


class Passage(TypedDict):
    way: Literal['in', 'out']
    kind: str
    fields: list[str]
    with_consent: NotRequired[bool]
    by_hand: NotRequired[bool]
    recipient: NotRequired[str | None]


class PasswordMade(TypedDict):
    password: str


class PathwayView(TypedDict):
    code: str
    partner: NotRequired[str | None]
    both_sides: bool
    status: str
    since: str


class Pathways(TypedDict):
    pathways: list[PathwayView]


class PersonChanges(TypedDict):
    given_name: NotRequired[str | None]
    family_name: NotRequired[str | None]
    known_as: NotRequired[str | None]
    date_of_birth: NotRequired[str | None]
    address: NotRequired[list[str] | None]
    postcode: NotRequired[str | None]
    phone: NotRequired[str | None]
    email: NotRequired[str | None]
    home_area: NotRequired[Area | None]
    work_area: NotRequired[Area | None]
    home_borough: NotRequired[str | None]
    work_borough: NotRequired[str | None]
    on_licence: NotRequired[bool | None]
    offender_manager: NotRequired[str | None]
    further_identifiers: NotRequired[list[FurtherIdentifier] | None]


class PersonRevealed(TypedDict):
    record_version: NotRequired[int | None]
    person: PersonView


class PersonView(TypedDict):
    person_id: str
    role: ParticipantRole
    given_name: str
    family_name: str
    known_as: NotRequired[str | None]
    date_of_birth: NotRequired[str | None]
    address: NotRequired[list[str]]
    postcode: NotRequired[str | None]
    phone: NotRequired[str | None]
    email: NotRequired[str | None]
    safe_contact: NotRequired[str | None]
    establishment: NotRequired[str | None]
    prison_number: NotRequired[str | None]
    further_identifiers: NotRequired[list[FurtherIdentifier]]


class PersonsMerged(TypedDict):
    merge_id: str


class Place(TypedDict):
    received_on: str
    referral_id: str


class PlaceLegalHoldBody(TypedDict):
    reason: str
    review_on: str


class PlanAftercareBody(TypedDict):
    person_id: str


class PlanJoinBody(TypedDict):
    into_case_id: str
    same_persons: NotRequired[list[SamePerson]]


class PlanProcessBody(TypedDict):
    mode: Mode


class Policies(TypedDict):
    policies: list[PolicySummary]


class PolicyFinding(TypedDict):
    flaw: str
    topic: str
    rules: list[str]
    example: dict[str, str]


class PolicyReplayed(TypedDict):
    looked_at: int
    exceptions: int
    by_their_own: int
    different: list[DifferentView]
    next: NotRequired[Place | None]


class PolicySummary(TypedDict):
    version: str
    from_on: str
    source: str
    pathway: NotRequired[str | None]
    covers: Covers
    shipped: bool
    in_force: bool
    drafted_by: NotRequired[str | None]
    drafted_at: NotRequired[str | None]
    approved_by: NotRequired[str | None]
    approved_at: NotRequired[str | None]


class PolicyView(TypedDict):
    record_version: NotRequired[int | None]
    about: PolicySummary
    policy: WrittenPolicy
    findings: list[PolicyFinding]


class PossibleMatch(TypedDict):
    match_id: str
    case_id: str
    referral_id: str
    other_case_id: str
    grade: MatchGrade
    points: int
    reasons: list[str]
    found_at: str
    decision: NotRequired[MatchDecision | None]
    decided_at: NotRequired[str | None]


class PossibleMatches(TypedDict):
    matches: list[PossibleMatch]


class Preferences(TypedDict):
    channels: NotRequired[list[ContactChannel]]
    hours: NotRequired[list[SafeHours]]
    avoid: NotRequired[list[str]]
    avoid_every_year: NotRequired[list[str]]
    name_to_use: NotRequired[str | None]
    may_not_learn: NotRequired[list[str]]
    leave_messages: NotRequired[bool]


class Problem(TypedDict):
    type: str
    title: str
    status: int
    code: str
    reference: str
    faults: NotRequired[list[dict[str, Any]]]
    cases: NotRequired[list[str]]
    current: NotRequired[dict[str, Any]]


class ProcessView(TypedDict):
    strands: list[StrandProcess]
    items: list[ItemView]
    agreements: list[shared__contracts__comms__rpc__AgreementView]


class Programme(TypedDict):
    programme_id: str
    template: str
    started_at: str
    sessions: list[SessionView]


class ProgrammeStarted(TypedDict):
    programme_id: str
    session_ids: list[str]


class PromiseUpdatesBody(TypedDict):
    interval: UpdateInterval
    path: NotRequired[UpdatePath]


class Proximity(TypedDict):
    live_near: YesNoUnknown
    may_meet: YesNoUnknown
    plan: NotRequired[str | None]


class QuarantineSettled(TypedDict):
    feed_message_id: str
    state: str
    corrected: NotRequired[list[str]]


class Quarantined(TypedDict):
    messages: list[HeldView]
    waiting: int
    next_page: NotRequired[str | None]


class QueueStanding(TypedDict):
    waiting: int
    retrying: int
    dead: int
    readers: int


class Quotation(TypedDict):
    quotation_id: str
    words: str
    attribution: str


class QuotationKept(TypedDict):
    quotation_id: str
    usable: bool


class Quotations(TypedDict):
    quotations: list[Quotation]


class RaiseConcernBody(TypedDict):
    note: str


class RaiseRiskReviewBody(TypedDict):
    strand_id: NotRequired[str | None]
    trigger: str
    note: NotRequired[str | None]


class ReadQuarantinedBody(TypedDict):
    purpose: LookPurpose
    also: NotRequired[list[str]]


class RecallItemBody(TypedDict):
    reason: str


class RecordAccreditationBody(TypedDict):
    kind: str
    valid_from: str
    valid_until: str


class RecordAftercareBody(TypedDict):
    service: str
    step: AftercareStep


class RecordAgreementBody(TypedDict):
    kind: AgreementKind
    letter_item_id: NotRequired[str | None]
    undertakings: list[UndertakingDraft]
    breach_route: NotRequired[str | None]
    signatories: NotRequired[list[str]]
    ends_on: NotRequired[str | None]
    police_note_agreed: NotRequired[bool]


class RecordAwarenessSessionBody(TypedDict):
    host: str
    held_on: str
    sessions: NotRequired[int]
    attended: int
    evaluations: NotRequired[int]
    results: NotRequired[list[Evaluated]]


class RecordBarBody(TypedDict):
    strand_id: NotRequired[str | None]
    kind: BarKind
    from_on: str
    until_on: NotRequired[str | None]
    source: str
    order: NotRequired[OrderKind | None]
    forbids: NotRequired[list[Forbidden]]


class RecordConsentBody(TypedDict):
    purpose: ConsentPurpose
    given: NotRequired[bool]
    strand_id: NotRequired[str | None]
    item_id: NotRequired[str | None]
    agency: NotRequired[str | None]
    item_kind: NotRequired[ItemKind | None]
    method: NotRequired[ConsentMethod]
    shown: NotRequired[str | None]
    taken_by: NotRequired[str | None]
    obtained_on: NotRequired[str | None]
    review_on: NotRequired[str | None]
    understood: NotRequired[bool | None]


class RecordContactBody(TypedDict):
    channel: ContactChannel
    path: ContactPath
    result: ContactResult
    at: NotRequired[str | None]
    note: NotRequired[str | None]
    against_preferences: NotRequired[str | None]


class RecordCustodyChangeBody(TypedDict):
    change: str
    establishment: NotRequired[str | None]
    source: str


class RecordDeliveryResultBody(TypedDict):
    result: DeliveryResult
    words: NotRequired[str | None]


class RecordEnquiryBody(TypedDict):
    kind: EnquiryKind
    channel: NotRequired[Channel]
    purpose: NotRequired[CallPurpose]
    agency: NotRequired[str | None]
    caller: NotRequired[str | None]
    contact: NotRequired[str | None]
    note: NotRequired[str | None]
    case_id: NotRequired[str | None]
    verified_by: NotRequired[str | None]


class RecordFactsBody(TypedDict):
    referral_id: str
    facts: dict[str, str]


class RecordFeedbackBody(TypedDict):
    given_by: FeedbackFrom
    agency: NotRequired[str | None]
    words: str


class RecordFollowUpBody(TypedDict):
    result: FollowUpResult
    words: NotRequired[str | None]


class RecordMeetingBody(TypedDict):
    result: MeetingResult
    minutes: NotRequired[int | None]
    attended: NotRequired[list[str]]
    notes: NotRequired[list[NoteDraft]]


class RecordOfferBody(TypedDict):
    accepts: bool
    window_from: NotRequired[str | None]
    window_until: NotRequired[str | None]
    how: NotRequired[DeliveryWay | None]
    keep_until: NotRequired[str | None]


class RecordOutcomeBody(TypedDict):
    strand_id: NotRequired[str | None]
    outcome: Outcome
    primary: NotRequired[bool]
    unmanageable_risk: NotRequired[UnmanageableRisk | None]
    contact_path: NotRequired[ContactPath | None]
    responsible_in_community_off_probation: NotRequired[bool | None]


class RecordPoliceNoteBody(TypedDict):
    reference: str
    sent_on: str


class RecordPreparationMeetingBody(TypedDict):
    place: PlaceKind
    minutes: int
    notes: NotRequired[str | None]
    sides: list[Side]
    held_at: NotRequired[str | None]


class RecordReadinessBody(TypedDict):
    person_id: str
    step: ReadinessStep
    done: NotRequired[bool]
    note: NotRequired[str | None]


class RecordRecruitmentDriveBody(TypedDict):
    code: str
    started_on: str
    applied: int
    successful: int
    accepted: int
    completed: int


class RecordSessionBody(TypedDict):
    minutes: int
    attended: NotRequired[list[str]]
    held: NotRequired[bool]


class RecordShownBody(TypedDict):
    material: str
    shown_on: NotRequired[str | None]


class RecordStatementBody(TypedDict):
    told: Told
    feelings: list[Feeling]
    satisfaction: NotRequired[int | None]
    words: NotRequired[str | None]


class RecordSupportUpdateBody(TypedDict):
    kind: str
    told_on: str


class RecordTellingBody(TypedDict):
    person_id: str
    told_on: str
    method: NotRequired[ConsentMethod]


class RecordVettingBody(TypedDict):
    kind: str
    issued_on: str
    next_check_on: str


class RecoveryCodes(TypedDict):
    codes: list[str]


class References(TypedDict):
    cases: list[CaseName]


class ReferralAccepted(TypedDict):
    referral_id: str
    case_id: str
    reference: str
    opened_case: bool
    participants: list[ParticipantRef]
    strands: list[StrandRef]
    warnings: NotRequired[list[FaultCode]]


class ReferralChanges(TypedDict):
    heard_via: NotRequired[Source | None]
    pathway: NotRequired[str | None]
    scheme: NotRequired[str | None]
    contract: NotRequired[str | None]
    update_cadence: NotRequired[UpdateCadence | None]
    arrived_on: NotRequired[str | None]
    original_received_on: NotRequired[str | None]
    prior_provider: NotRequired[str | None]
    disposal: NotRequired[Disposal | None]
    rj_is_condition: NotRequired[bool | None]
    crime_types: NotRequired[list[CrimeType] | None]
    flags: NotRequired[list[CaseFlag] | None]
    answers: NotRequired[list[FlagAnswer]]
    offence_on: NotRequired[str | None]
    sentenced_on: NotRequired[str | None]
    place_area: NotRequired[Area | None]
    place_borough: NotRequired[str | None]
    force: NotRequired[str | None]
    crime_number: NotRequired[str | None]
    proceedings: NotRequired[Proceedings | None]
    responsibility_accepted: NotRequired[YesNoUnknown | None]
    narrative: NotRequired[str | None]


class ReferralSubmission(TypedDict):
    initiated_by: Side
    source: Source
    channel: Channel
    heard_via: NotRequired[Source | None]
    pathway: NotRequired[str | None]
    sender_reference: NotRequired[str | None]
    referrer_name: NotRequired[str | None]
    referrer_contact: NotRequired[str | None]
    update_cadence: NotRequired[UpdateCadence]
    harmed: list[ParticipantDetails]
    responsible: NotRequired[list[ParticipantDetails]]
    offence: OffenceDetails
    consents: NotRequired[list[DeclaredConsent]]
    original_received_on: NotRequired[str | None]
    prior_provider: NotRequired[str | None]
    joins_case_reference: NotRequired[str | None]
    predecessor_reference: NotRequired[str | None]
    door: NotRequired[Door | None]
    scheme: NotRequired[str | None]
    contract: NotRequired[str | None]
    prior_contract: NotRequired[str | None]
    arrived_on: NotRequired[str | None]
    not_filled_in: NotRequired[list[str]]
    disposal: NotRequired[Disposal | None]
    rj_is_condition: NotRequired[bool | None]


class ReferralTaken(TypedDict):
    reference: str


class ReferralView(TypedDict):
    record_version: NotRequired[int | None]
    referral_id: str
    case_id: str
    reference: str
    door: Door
    initiated_by: Side
    source: Source
    channel: Channel
    heard_via: NotRequired[Source | None]
    agency: NotRequired[str | None]
    pathway: NotRequired[str | None]
    scheme: NotRequired[str | None]
    contract: NotRequired[str | None]
    received_at: str
    arrived_on: NotRequired[str | None]
    original_received_on: NotRequired[str | None]
    prior_provider: NotRequired[str | None]
    prior_contract: NotRequired[str | None]
    not_filled_in: NotRequired[list[str]]
    crime_types: list[CrimeType]
    crime_type_known: NotRequired[bool | None]
    home_office_groups: list[HomeOfficeGroup]
    flags: NotRequired[list[str]]
    asked: NotRequired[list[str] | None]
    proceedings: str
    disposal: NotRequired[Disposal | None]
    rj_is_condition: NotRequired[bool | None]
    home_boroughs: NotRequired[list[str]]
    work_boroughs: NotRequired[list[str]]
    place_borough: NotRequired[str | None]
    enhanced_priority: bool
    priority_reasons: NotRequired[list[str]]
    priority_version: str
    priority_overridden: NotRequired[bool]
    update_cadence: UpdateCadence
    deadlines: NotRequired[list[DeadlineView]]
    warnings: NotRequired[list[FaultCode]]


class Referrals(TypedDict):
    referrals: list[ReferralView]
    next_page: NotRequired[str | None]


class ReferredTo(TypedDict):
    where: str
    how: str


class RegisterVolunteerBody(TypedDict):
    name: str
    user_id: NotRequired[str | None]
    organisation: str
    workplaces: NotRequired[list[str]]
    status: VolunteerStatus
    cohort: NotRequired[str | None]
    skills: NotRequired[list[str]]


class RejectQuarantinedBody(TypedDict):
    because: RejectionReason
    note: str


class Relay(TypedDict):
    items: list[Waiting]


class ReleaseFacilitatorBody(TypedDict):
    reason: str


class ReleaseQuarantinedBody(TypedDict):
    corrections: NotRequired[list[Correction]]
    reason: str


class RemoveDocumentBody(TypedDict):
    reason: str


class Renewal(TypedDict):
    facilitator_id: str
    reasons: list[str]
    ending: list[Ending]
    open_cases: int
    case_ids: NotRequired[list[str]]


class Renewals(TypedDict):
    renewals: list[Renewal]


class ReplayPolicyBody(TypedDict):
    from_on: str
    to_on: str
    after: NotRequired[Place | None]
    at_most: NotRequired[int]


class ReportBreachBody(TypedDict):
    by_side: Side
    words: str
    police_reference: NotRequired[str | None]


class ReportIssued(TypedDict):
    report_id: str
    content_hash: str


class RequestVisitBody(TypedDict):
    asked_of: str


class RevealPersonBody(TypedDict):
    purpose: str


class Review(TypedDict):
    justified: bool
    note: str


class ReviewLegalHoldBody(TypedDict):
    review_on: str


class ReviewUndertakingBody(TypedDict):
    result: ReviewResult


class ReviseItemBody(TypedDict):
    text: str


class Risk(TypedDict):
    record_version: NotRequired[int | None]
    assessments: list[AssessmentView]
    bars: list[BarView]


class RiskFactor(TypedDict):
    factor: str
    relevant: NotRequired[bool]
    likelihood: NotRequired[int | None]
    impact: NotRequired[int | None]
    residual_likelihood: NotRequired[int | None]
    residual_impact: NotRequired[int | None]
    subject: NotRequired[Side | None]
    rationale: NotRequired[str | None]
    mitigation: NotRequired[str | None]
    whom: NotRequired[RiskSubject | None]
    person_id: NotRequired[str | None]
    owner: NotRequired[str | None]
    plan: NotRequired[str | None]


class RiskReviewRaised(TypedDict):
    review_ids: list[str]
    blocks_contact: bool


class RiskReviewView(TypedDict):
    review_id: str
    case_id: str
    strand_id: str
    trigger: str
    stale: list[str]
    blocks_contact: bool
    raised_at: NotRequired[str | None]
    due_on: str
    overdue: bool
    note: NotRequired[str | None]
    opened: NotRequired[bool]


class RiskReviews(TypedDict):
    reviews: list[RiskReviewView]


class RiskTemplate(TypedDict):
    version: str
    in_force: bool
    reason: str
    source: str
    factors: list[TemplateFactorView]
    triggers: list[str]
    versions: list[str]
    based_on: NotRequired[str | None]
    changed: NotRequired[list[str]]
    no_longer_marked: NotRequired[list[str]]
    manager_from: NotRequired[int]
    panel_from: NotRequired[int]
    director_from: NotRequired[int]
    longest_validity_days: NotRequired[int]
    advice_valid_days: NotRequired[int]
    consult: NotRequired[list[WrittenConsultation]]
    drafted_by: NotRequired[str | None]
    approved_by: NotRequired[str | None]


class RouteSelfReferralBody(TypedDict):
    submission: ReferralSubmission


class RuleResult(TypedDict):
    rule: str
    outcome: EligibilityDecision
    reason: str
    source: str
    topic: NotRequired[str | None]
    told: NotRequired[str | None]
    missing: NotRequired[list[str]]
    restrictions: NotRequired[list[Restriction]]
    waits_for: NotRequired[WaitFor | None]
    waits_until: NotRequired[str | None]
    refer_to: NotRequired[ReferredTo | None]
    offers: NotRequired[list[str]]


class SafeHours(TypedDict):
    day: Literal['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
    after: str
    until: str


class SafetyPlan(TypedDict):
    whom: RiskSubject
    held_by: str
    kept_by: str


class SamePerson(TypedDict):
    person_id: str
    into_person_id: str


class Script(TypedDict):
    record_version: NotRequired[int | None]
    speaks_first: Side
    questions: list[ConferenceQuestion]
    seats: list[Seat]
    breaks_after: list[int]
    stop_signal: str
    prompts: list[str]
    version: int
    marks: NotRequired[list[ConferenceMark]]
    asked: NotRequired[list[ConferenceQuestion]]
    stopped: NotRequired[bool]
    day: NotRequired[list[DayNote]]


class SearchCasesBody(TypedDict):
    number: NotRequired[str | None]
    name: NotRequired[str | None]
    stages: NotRequired[list[CaseStage]]
    on_hold: NotRequired[bool | None]
    closed: NotRequired[bool | None]
    outcome: NotRequired[Outcome | None]
    source: NotRequired[Source | None]
    agency: NotRequired[str | None]
    waits_on: NotRequired[str | None]
    crime_type: NotRequired[CrimeType | None]
    opened_from: NotRequired[str | None]
    opened_until: NotRequired[str | None]
    for_export: NotRequired[bool]
    limit: NotRequired[int]
    before: NotRequired[str | None]


class Seat(TypedDict):
    who: str
    place: int


class SecretMade(TypedDict):
    secret: str
    address: str


class SelfHarmHistory(TypedDict):
    whom: RiskSubject
    history: SelfHarm
    text: NotRequired[str | None]
    support: NotRequired[str | None]


class SendNoticeBody(TypedDict):
    channel: NoticeChannel
    wording: NoticeWording


class SentNoticeView(TypedDict):
    notice_id: str
    person_id: str
    channel: NoticeChannel
    wording: NoticeWording
    state: NoticeState
    asked_at: str
    sent_at: NotRequired[str | None]
    objections: NotRequired[list[str]]


class SentNotices(TypedDict):
    notices: list[SentNoticeView]


class SessionBegun(TypedDict):
    token: str
    expires_at: str


class SessionView(TypedDict):
    session_id: str
    number: int
    kind: SessionKind
    planned_on: str
    moved_from: NotRequired[list[str]]
    held_on: NotRequired[str | None]
    missed: NotRequired[int]
    minutes: NotRequired[int | None]
    attended: NotRequired[list[str]]


class SetPreferencesBody(TypedDict):
    preferences: Preferences
    asked_by_person: NotRequired[bool]


class SetUpSecondStep(TypedDict):
    secret: str
    code: str
    present_code: NotRequired[str]


class ShownKept(TypedDict):
    shown_id: str
    version: str


class ShownView(TypedDict):
    person_id: str
    material: str
    version: str
    shown_on: str
    recorded_by: str


class SignAgreementBody(TypedDict):
    person_id: str
    how: SignedHow
    text_hash: str


class SignatureView(TypedDict):
    person_id: str
    side: NotRequired[Side | None]
    how: SignedHow
    witnessed_by: str
    text_hash: str
    at: str


class Standing(TypedDict):
    unsent: int
    oldest_unsent_s: int
    held: int
    held_late: int
    parked: int
    failing: NotRequired[list[str]]
    queue: NotRequired[QueueStanding | None]
    lag_s: NotRequired[float | None]
    jobs: NotRequired[list[JobDone]]


class StartProgrammeBody(TypedDict):
    first_on: str


class StatementView(TypedDict):
    person_id: str
    side: Side
    told: Told
    feelings: list[Feeling]
    satisfaction: NotRequired[int | None]


class Steps(TypedDict):
    mode: NotRequired[Mode | None]
    step: ProcessStep
    ready: bool
    participants: list[ParticipantReadiness]


class StepsOfCase(TypedDict):
    strands: list[StepsOfStrand]


class StepsOfStrand(TypedDict):
    strand_id: str
    stands: Steps


class StrandProcess(TypedDict):
    strand_id: str
    mode: NotRequired[Mode | None]
    modes_before: NotRequired[list[Mode]]
    preparation_meetings: NotRequired[int]
    conference_held_at: NotRequired[str | None]
    conversation_held_at: NotRequired[str | None]
    concluded_at: NotRequired[str | None]


class StrandRef(TypedDict):
    strand_id: str
    harmed_ids: list[str]
    responsible_id: NotRequired[str | None]


class StrandView(TypedDict):
    strand_id: str
    harmed_ids: list[str]
    responsible_id: NotRequired[str | None]
    engagement: NotRequired[dict[str, Engagement]]
    outcomes: NotRequired[list[Outcome]]


class Strength(TypedDict):
    whom: RiskSubject
    text: str


class SubmitOfficerFormBody(TypedDict):
    force: str
    crime_number: str
    crime_type: CrimeType
    disposal: Disposal
    harmed: Party
    responsible: Party
    officer_contact: str
    asked_by: NotRequired[Side]
    admitted: NotRequired[YesNoUnknown]
    rj_is_condition: NotRequired[bool]
    flags: NotRequired[list[CaseFlag]]
    asked: NotRequired[list[CaseFlag] | None]
    offence_on: NotRequired[str | None]
    update_cadence: NotRequired[UpdateCadence]


class SubmitReferralBody(TypedDict):
    submission: ReferralSubmission
    considered: NotRequired[list[Considered]]
    enquiry_id: NotRequired[str | None]


class SupportOffered(TypedDict):
    offer_id: str


class SupportView(TypedDict):
    offer_id: str
    person_id: str
    service: str
    answer: SupportAnswer
    updates: NotRequired[list[str]]


class Table(TypedDict):
    code: str
    title: str
    rule: str
    cells: list[Cell]
    note: NotRequired[str | None]


class TaskView(TypedDict):
    task_id: str
    case_id: str
    person_id: NotRequired[str | None]
    referral_id: NotRequired[str | None]
    missing_facts: NotRequired[list[str]]
    kind: TaskKind
    cause: str
    raised_at: str
    due_on: str
    overdue: bool


class Tasks(TypedDict):
    tasks: list[TaskView]


class TellFirstBody(TypedDict):
    channel: ContactChannel


class Telling(TypedDict):
    person_id: str
    told_on: str
    told_by: str
    method: ConsentMethod


class TemplateAdopted(TypedDict):
    version: str
    reopened: int
    blocked: int


class TemplateFactorView(TypedDict):
    code: str
    title: str
    domain: str
    marked: bool
    each: list[RiskSubject]
    consider: str
    evidence: list[str]
    mitigations: list[str]


class Timeline(TypedDict):
    entries: list[TimelineEntry]
    markers: NotRequired[list[TimelineMarker]]


class TimelineEntry(TypedDict):
    number: int
    at: str
    event: str
    producer: str
    codes: NotRequired[dict[str, str]]


class TimelineMarker(TypedDict):
    on: str
    event: str


class ToldDetail(TypedDict):
    field: str
    shown: str
    person_id: str
    stands: bool
    referral_id: NotRequired[str | None]
    told_by: NotRequired[str | None]
    told_at: NotRequired[str | None]


class Turnaround(TypedDict):
    agency: str
    counterpart: NotRequired[str | None]
    kind: AgencyRequestKind
    interim_arrangement: bool
    opened: int
    answered: int
    found: int
    lapsed: int
    called_off: NotRequired[int]
    waiting: int
    median_days: NotRequired[float | None]
    longest_days: int


class Turnarounds(TypedDict):
    rows: list[Turnaround]


class UndertakingDraft(TypedDict):
    by_side: Side
    text: str
    due_on: NotRequired[str | None]
    owner_id: NotRequired[str | None]


class UndertakingView(TypedDict):
    undertaking_id: str
    by_side: Side
    text: str
    owner_id: NotRequired[str | None]
    due_on: NotRequired[str | None]
    results: NotRequired[list[ReviewResult]]
    confirmed_by: NotRequired[list[Side]]
    disputed_by: NotRequired[list[Side]]


class UnmergePersonsBody(TypedDict):
    reason: str


class VersionView(TypedDict):
    item_id: str
    version: int
    state: ItemState
    content_hash: str
    composed_by: str
    composed_at: str


class Versions(TypedDict):
    record_version: NotRequired[int | None]
    form: NotRequired[LetterForm | None]
    versions: list[VersionView]


class View(TypedDict):
    whom: RiskSubject
    text: str
    advises_against: NotRequired[bool]
    answer: NotRequired[str | None]


class VolunteerRegistered(TypedDict):
    facilitator_id: str


class VolunteerView(TypedDict):
    facilitator_id: str
    name: str
    organisation: str
    status: VolunteerStatus
    cohort: NotRequired[str | None]
    vetting_next_check_on: NotRequired[str | None]
    accredited_until: NotRequired[str | None]
    accreditations: NotRequired[list[Held]]
    checks: NotRequired[list[Held]]
    reasons: NotRequired[list[str]]
    open_cases: NotRequired[int]
    skills: NotRequired[list[str]]
    workplaces: NotRequired[list[str]]


class Volunteers(TypedDict):
    volunteers: list[VolunteerView]


class Waiting(TypedDict):
    item_id: str
    case_id: str
    strand_id: str
    kind: ItemKind
    from_side: Side
    state: ItemState
    waits_on: WaitsOn
    since: str
    vetted_by: NotRequired[list[str]]
    author_consent_heard: NotRequired[bool]


class WaitingRequest(TypedDict):
    request_id: str
    case_id: str
    reference: str
    agency: str
    kind: AgencyRequestKind
    clause: NotRequired[str | None]
    interim_arrangement: bool
    counterpart: NotRequired[str | None]
    opened_at: str
    days_waiting: int
    working_days_waiting: int
    chased: int
    last_chased_at: NotRequired[str | None]
    overdue: bool


class WaitingRequests(TypedDict):
    requests: list[WaitingRequest]
    next_page: NotRequired[str | None]


class WaitsUntil(TypedDict):
    event: NotRequired[WaitFor | None]
    on: NotRequired[str | None]


class WhatWasShown(TypedDict):
    shown: list[ShownView]
    without_notice: list[str]


class Why(TypedDict):
    in_words: list[str]
    decision: DecisionView
    policy: NotRequired[PolicySummary | None]
    rationale: NotRequired[str | None]
    review_on: NotRequired[str | None]
    over_rules: NotRequired[list[str]]
    before: NotRequired[DecisionView | None]
    told_of_proceedings: NotRequired[list[Telling]]


class WithdrawConsentBody(TypedDict):
    purposes: NotRequired[list[ConsentPurpose]]
    strand_id: NotRequired[str | None]


class WriteNoteBody(TypedDict):
    strand_id: NotRequired[str | None]
    meeting_id: NotRequired[str | None]
    compartment: Compartment
    text: str


class WriteScriptBody(TypedDict):
    speaks_first: Side
    seats: list[Seat]
    breaks_after: NotRequired[list[int]]
    stop_signal: str
    prompts: NotRequired[list[str]]


class WrittenConsultation(TypedDict):
    path: SpecialistPath
    given_by: list[AdviceFrom]


class WrittenFactor(TypedDict):
    code: str
    title: str
    consider: str
    marked: NotRequired[bool]
    each: NotRequired[list[RiskSubject]]
    evidence: NotRequired[list[str]]
    mitigations: NotRequired[list[str]]


class WrittenField(TypedDict):
    field: str
    value: NotRequired[str | None]
    original: NotRequired[str | None]
    at_fault: bool
    says: NotRequired[list[str]]
    wanted: NotRequired[str]
    choices: NotRequired[list[str]]


class WrittenPolicy(TypedDict):
    version: str
    from_on: str
    source: str
    pathway: NotRequired[str | None]
    covers: NotRequired[Covers]
    topics: list[WrittenTopic]


class WrittenRule(TypedDict):
    id: str
    when: NotRequired[dict[str, list[str]] | None]
    otherwise: NotRequired[bool]
    decision: EligibilityDecision
    restrictions: NotRequired[list[Restriction]]
    until: NotRequired[WaitsUntil | None]
    refer_to: NotRequired[ReferredTo | None]
    offers: NotRequired[list[str]]
    hard_stop: NotRequired[bool]
    reason: str
    told: str
    source: str


class WrittenTemplate(TypedDict):
    version: str
    based_on: str
    source: str
    reason: str
    factors: NotRequired[list[WrittenFactor]]
    removed: NotRequired[list[str]]
    thresholds: NotRequired[WrittenThresholds | None]
    consult: NotRequired[list[WrittenConsultation]]


class WrittenThresholds(TypedDict):
    manager_from: int
    panel_from: int
    director_from: int
    longest_validity_days: int
    advice_valid_days: int


class WrittenTopic(TypedDict):
    id: str
    meanwhile: NotRequired[EligibilityDecision]
    rules: list[WrittenRule]


class shared__contracts__comms__relay__StepView(TypedDict):
    kind: str
    by: str
    at: str
    content_hash: str
    seal: NotRequired[str | None]
    reason: NotRequired[str | None]


class shared__contracts__comms__rpc__AgreementView(TypedDict):
    agreement_id: str
    strand_id: str
    kind: AgreementKind
    undertakings: int
    in_force: bool
    reached_at: str


class shared__contracts__feeds__agreements__AgreementView(TypedDict):
    agreement: str
    agency: str
    title: str
    carried: Literal['own_feed', 'other_feed', 'by_hand']
    status: NotRequired[str | None]
    may_share: bool
    refused_as: NotRequired[str | None]
    interim: NotRequired[str | None]
    last_day: NotRequired[str | None]
    days_left: NotRequired[int | None]
    warning: NotRequired[int | None]
    parties: list[str]
    history: list[shared__contracts__feeds__agreements__StepView]
    arrangements: NotRequired[list[InterimView]]
    clauses: NotRequired[list[ClauseView]]
    counterparts: NotRequired[list[CounterpartView]]
    messages_days: int
    quarantine_days: int
    disclosures_days: int


class shared__contracts__feeds__agreements__StepView(TypedDict):
    since: str
    status: str
    until: NotRequired[str | None]
    exact_to: str
    source: str
    note: NotRequired[str | None]



class Client(Transport):
    """Every operation of the API, one method each."""

    def accounts(self, *, after: str | None | None = None, limit: int | None = None) -> list[AccountView]:
        """Accounts"""
        return self.ask('GET', '/accounts', query={'after': after, 'limit': limit})

    def agencies_with_feed(self) -> AgenciesWithFeed:
        """Agencies With Feed"""
        return self.ask('GET', '/agencies')

    def allocation_assign_facilitators(self, case_id: str, body: AssignFacilitatorsBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Assigned:
        """Assign two facilitators."""
        return self.ask('POST', f'/cases/{case_id}/facilitators/assign', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def allocation_assignment(self, case_id: str) -> AssignmentView:
        """Who facilitates a case."""
        return self.ask('GET', f'/cases/{case_id}/facilitators')

    def allocation_candidates(self, case_id: str) -> Candidates:
        """Who may take a case, and why not."""
        return self.ask('GET', f'/cases/{case_id}/facilitators/candidates')

    def allocation_cases_in_need(self, *, limit: int | None = None) -> CasesInNeed:
        """Open cases that lost a facilitator and have no new pair."""
        return self.ask('GET', '/facilitators/needed', query={'limit': limit})

    def allocation_change_volunteer_status(self, facilitator_id: str, body: ChangeVolunteerStatusBody, *, idempotency_key: str | None = None) -> Nothing:
        """Move a volunteer to another standing."""
        return self.ask('POST', f'/volunteers/{facilitator_id}/status', body=body, idempotency_key=idempotency_key, is_command=True)

    def allocation_conflicts(self, case_id: str) -> Conflicts:
        """Who must not take a case, and what was ended."""
        return self.ask('GET', f'/cases/{case_id}/facilitators/conflicts')

    def allocation_declare_conflict(self, facilitator_id: str, body: DeclareConflictBody, *, idempotency_key: str | None = None) -> Nothing:
        """Declare a conflict of interest."""
        return self.ask('POST', f'/volunteers/{facilitator_id}/conflicts', body=body, idempotency_key=idempotency_key, is_command=True)

    def allocation_discard_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Give a message up."""
        return self.ask('POST', f'/system/allocation/parked/{parked_id}/discard', body=body, idempotency_key=idempotency_key, is_command=True)

    def allocation_end_conflict(self, facilitator_id: str, case_id: str, body: EndConflictBody, *, idempotency_key: str | None = None) -> Nothing:
        """End a declared conflict of interest."""
        return self.ask('POST', f'/volunteers/{facilitator_id}/conflicts/{case_id}/end', body=body, idempotency_key=idempotency_key, is_command=True)

    def allocation_looks(self, case_id: str, *, limit: int | None = None, before: str | None | None = None, after: int | None | None = None) -> Looks:
        """Who looked at a case, when and for what."""
        return self.ask('GET', f'/cases/{case_id}/looks/allocation', query={'limit': limit, 'before': before, 'after': after})

    def allocation_own_standing(self) -> OwnStanding:
        """One's own entry in the register."""
        return self.ask('GET', '/volunteers/me')

    def allocation_parked(self, *, settled_too: bool | None = None, limit: int | None = None, after: str | None | None = None) -> ParkedMessages:
        """What no handler could finish."""
        return self.ask('GET', '/system/allocation/parked', query={'settled_too': settled_too, 'limit': limit, 'after': after})

    def allocation_record_accreditation(self, facilitator_id: str, body: RecordAccreditationBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record accreditation."""
        return self.ask('POST', f'/volunteers/{facilitator_id}/accreditations', body=body, idempotency_key=idempotency_key, is_command=True)

    def allocation_record_vetting(self, facilitator_id: str, body: RecordVettingBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record a check."""
        return self.ask('POST', f'/volunteers/{facilitator_id}/vetting', body=body, idempotency_key=idempotency_key, is_command=True)

    def allocation_register_volunteer(self, body: RegisterVolunteerBody, *, idempotency_key: str | None = None) -> VolunteerRegistered:
        """Enter somebody in the register."""
        return self.ask('POST', '/volunteers/register', body=body, idempotency_key=idempotency_key, is_command=True)

    def allocation_release_facilitator(self, case_id: str, facilitator_id: str, body: ReleaseFacilitatorBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Take a facilitator off a case."""
        return self.ask('POST', f'/cases/{case_id}/facilitators/{facilitator_id}/release', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def allocation_renewals(self, *, limit: int | None = None) -> Renewals:
        """Facilitators who may not act on their open cases, or whose standing ends soon."""
        return self.ask('GET', '/facilitators/renewals', query={'limit': limit})

    def allocation_replay_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Handle a message again."""
        return self.ask('POST', f'/system/allocation/parked/{parked_id}/replay', body=body, idempotency_key=idempotency_key, is_command=True)

    def allocation_standing(self) -> Standing:
        """What waits in a service."""
        return self.ask('GET', '/system/allocation/standing')

    def allocation_volunteers(self, *, status: VolunteerStatus | None | None = None, facilitator_id: str | None | None = None) -> Volunteers:
        """The register."""
        return self.ask('GET', '/volunteers', query={'status': status, 'facilitator_id': facilitator_id})

    def change_password(self, body: NewPassword, *, idempotency_key: str | None = None) -> Any:
        """Change Password"""
        return self.ask('POST', '/me/password', body=body, idempotency_key=idempotency_key, is_command=True)

    def change_roles(self, account_id: str, body: NewRoles, *, idempotency_key: str | None = None) -> Any:
        """Change Roles"""
        return self.ask('POST', f'/accounts/{account_id}/roles', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_acknowledge_item(self, case_id: str, item_id: str, *, idempotency_key: str | None = None) -> Nothing:
        """The recipient took it in."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/acknowledgement', idempotency_key=idempotency_key, is_command=True)

    def comms_aftercare(self, case_id: str) -> Aftercare:
        """A case's aftercare."""
        return self.ask('GET', f'/cases/{case_id}/aftercare')

    def comms_agreement(self, case_id: str, agreement_id: str) -> AgreementText:
        """Is it still in force?"""
        return self.ask('GET', f'/cases/{case_id}/agreements/{agreement_id}')

    def comms_answer_finding(self, case_id: str, item_id: str, finding_id: str, body: AnswerFindingBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Answer a finding in writing."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/findings/{finding_id}/answer', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_answer_visit(self, case_id: str, meeting_id: str, body: AnswerVisitBody, *, idempotency_key: str | None = None) -> Nothing:
        """Note the offender manager's answer."""
        return self.ask('POST', f'/cases/{case_id}/meetings/{meeting_id}/visit-answer', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_appointment_file(self, case_id: str, meeting_id: str, who: str) -> Any:
        """When somebody is to come, as a calendar file without case detail."""
        return self.ask('GET', f'/cases/{case_id}/meetings/{meeting_id}/people/{who}/appointment.ics')

    def comms_approve_item(self, case_id: str, item_id: str, body: ItemStepBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """The author approves the exact words."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/approval', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_arrange_meeting(self, case_id: str, strand_id: str, body: ArrangeMeetingBody, *, idempotency_key: str | None = None) -> MeetingArranged:
        """Arrange a meeting."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/meetings', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_check_agreement(self, case_id: str, agreement_id: str, body: CheckAgreementBody, *, idempotency_key: str | None = None) -> AgreementChecked:
        """Look through an agreement for what would tell one side of the other."""
        return self.ask('POST', f'/cases/{case_id}/agreements/{agreement_id}/check', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_check_interpreter(self, case_id: str, strand_id: str, body: CheckInterpreterBody, *, idempotency_key: str | None = None) -> InterpreterChecked:
        """Enter an interpreter, checked for conflicts."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/interpreters', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_check_item(self, case_id: str, item_id: str, body: ItemStepBody, *, idempotency_key: str | None = None) -> LeakCheck:
        """Run the leak check."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/leak-check', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_compose_document(self, case_id: str, strand_id: str, body: ComposeDocumentBody, *, idempotency_key: str | None = None) -> DocumentComposed:
        """Write down the words of a document handed in."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/documents', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_compose_item(self, case_id: str, strand_id: str, body: ComposeItemBody, *, idempotency_key: str | None = None) -> ItemComposed:
        """Write an item down."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/items', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_conclude_process(self, case_id: str, strand_id: str, body: ConcludeProcessBody, *, idempotency_key: str | None = None) -> Nothing:
        """End a strand's process."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/conclusion', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_confirm_meeting(self, case_id: str, meeting_id: str, body: ConfirmMeetingBody, *, idempotency_key: str | None = None) -> Nothing:
        """Confirm a meeting to all."""
        return self.ask('POST', f'/cases/{case_id}/meetings/{meeting_id}/confirmation', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_confirm_review(self, case_id: str, undertaking_id: str, body: ConfirmReviewBody, *, idempotency_key: str | None = None) -> Nothing:
        """A side confirms a review."""
        return self.ask('POST', f'/cases/{case_id}/undertakings/{undertaking_id}/confirmations', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_deliver_item(self, case_id: str, item_id: str, body: DeliverItemBody, *, idempotency_key: str | None = None) -> Delivered:
        """Deliver through the gate."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/delivery', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_discard_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Give a message up."""
        return self.ask('POST', f'/system/comms/parked/{parked_id}/discard', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_due_follow_ups(self, *, by: str | None | None = None) -> DueFollowUps:
        """Follow-ups that are due."""
        return self.ask('GET', '/follow-ups/due', query={'by': by})

    def comms_due_undertakings(self, *, case_id: str | None | None = None, by: str | None | None = None, limit: int | None = None, after: str | None | None = None) -> DueUndertakings:
        """Undertakings that are due for review."""
        return self.ask('GET', '/undertakings/due', query={'case_id': case_id, 'by': by, 'limit': limit, 'after': after})

    def comms_end_agreement(self, case_id: str, agreement_id: str, body: EndAgreementBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """End an agreement."""
        return self.ask('POST', f'/cases/{case_id}/agreements/{agreement_id}/end', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_findings(self, case_id: str, item_id: str) -> LeakCheck:
        """What the check found."""
        return self.ask('GET', f'/cases/{case_id}/items/{item_id}/findings')

    def comms_gate(self, case_id: str, item_id: str) -> GateView:
        """May it pass now, and if not, why."""
        return self.ask('GET', f'/cases/{case_id}/items/{item_id}/gate')

    def comms_hold_conference(self, case_id: str, strand_id: str, body: HoldConferenceBody, *, idempotency_key: str | None = None) -> MeetingRecorded:
        """Hold a conference."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/conferences', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_hold_restorative_conversation(self, case_id: str, strand_id: str, body: HoldRestorativeConversationBody, *, idempotency_key: str | None = None) -> MeetingRecorded:
        """Record a restorative conversation."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/restorative-conversations', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_interpreters(self, case_id: str) -> Interpreters:
        """Who was checked to interpret in a case."""
        return self.ask('GET', f'/cases/{case_id}/interpreters')

    def comms_item_steps(self, case_id: str, item_id: str) -> ItemSteps:
        """Every step recorded on an item."""
        return self.ask('GET', f'/cases/{case_id}/items/{item_id}/steps')

    def comms_keep_quotation(self, case_id: str, person_id: str, body: KeepQuotationBody, *, idempotency_key: str | None = None) -> QuotationKept:
        """Keep words to quote."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/quotations', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_looks(self, case_id: str, *, limit: int | None = None, before: str | None | None = None, after: int | None | None = None) -> Looks:
        """Who looked at a case, when and for what."""
        return self.ask('GET', f'/cases/{case_id}/looks/comms', query={'limit': limit, 'before': before, 'after': after})

    def comms_mark_conference(self, case_id: str, meeting_id: str, body: MarkConferenceBody, *, idempotency_key: str | None = None) -> Nothing:
        """Note something on the day."""
        return self.ask('POST', f'/cases/{case_id}/meetings/{meeting_id}/marks', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_meetings(self, case_id: str) -> Meetings:
        """A case's meetings, past and to come."""
        return self.ask('GET', f'/cases/{case_id}/meetings')

    def comms_move_meeting(self, case_id: str, meeting_id: str, body: MoveMeetingBody, *, idempotency_key: str | None = None) -> Nothing:
        """Move a meeting to another time."""
        return self.ask('POST', f'/cases/{case_id}/meetings/{meeting_id}/move', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_move_session(self, case_id: str, session_id: str, body: MoveSessionBody, *, idempotency_key: str | None = None) -> Nothing:
        """Move a session to another day."""
        return self.ask('POST', f'/cases/{case_id}/programme-sessions/{session_id}/move', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_notes(self, case_id: str) -> Notes:
        """A case's notes, as one may read."""
        return self.ask('GET', f'/cases/{case_id}/notes')

    def comms_notices(self, *, seen_too: bool | None = None) -> Notices:
        """What a facilitator must know at once."""
        return self.ask('GET', '/notices', query={'seen_too': seen_too})

    def comms_offer_support(self, case_id: str, person_id: str, body: OfferSupportBody, *, idempotency_key: str | None = None) -> SupportOffered:
        """Record support offered."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/support', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_parked(self, *, settled_too: bool | None = None, limit: int | None = None, after: str | None | None = None) -> ParkedMessages:
        """What no handler could finish."""
        return self.ask('GET', '/system/comms/parked', query={'settled_too': settled_too, 'limit': limit, 'after': after})

    def comms_party_file(self, case_id: str, *, side: Side, person_id: str | None | None = None, purpose: FilePurpose | None = None) -> PartyFile:
        """What one side may see of a case."""
        return self.ask('GET', f'/cases/{case_id}/party-file', query={'side': side, 'person_id': person_id, 'purpose': purpose})

    def comms_plan_aftercare(self, case_id: str, strand_id: str, body: PlanAftercareBody, *, idempotency_key: str | None = None) -> AftercarePlanned:
        """Set follow-ups."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/aftercare', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_plan_process(self, case_id: str, strand_id: str, body: PlanProcessBody, *, idempotency_key: str | None = None) -> Nothing:
        """Choose or change a strand's mode."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/plan', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_print_agreement(self, case_id: str, agreement_id: str) -> Any:
        """An agreement as a page, looked through once more."""
        return self.ask('GET', f'/cases/{case_id}/agreements/{agreement_id}/agreement.pdf')

    def comms_print_letter(self, case_id: str, item_id: str) -> Any:
        """A vetted item as a typed page, checked for leaks once more."""
        return self.ask('GET', f'/cases/{case_id}/items/{item_id}/letter.pdf')

    def comms_process(self, case_id: str) -> ProcessView:
        """A case's process."""
        return self.ask('GET', f'/cases/{case_id}/process')

    def comms_programme(self, case_id: str, strand_id: str) -> Programme:
        """A strand's programme."""
        return self.ask('GET', f'/cases/{case_id}/strands/{strand_id}/programme')

    def comms_quotations(self) -> Quotations:
        """Quotations that may be used."""
        return self.ask('GET', '/quotations')

    def comms_read_item(self, case_id: str, item_id: str) -> ItemText:
        """Read an item's text, audited."""
        return self.ask('GET', f'/cases/{case_id}/items/{item_id}/text')

    def comms_recall_item(self, case_id: str, item_id: str, body: RecallItemBody, *, idempotency_key: str | None = None) -> Nothing:
        """Recall an undelivered item."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/recall', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_agreement(self, case_id: str, strand_id: str, body: RecordAgreementBody, *, idempotency_key: str | None = None) -> AgreementRecorded:
        """Record an outcome agreement."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/agreements', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_delivery_result(self, case_id: str, item_id: str, body: RecordDeliveryResultBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record proof, return or refusal of a delivery."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/delivery-result', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_feedback(self, case_id: str, body: RecordFeedbackBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record feedback."""
        return self.ask('POST', f'/cases/{case_id}/feedback', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_follow_up(self, case_id: str, follow_up_id: str, body: RecordFollowUpBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record a follow-up."""
        return self.ask('POST', f'/cases/{case_id}/follow-ups/{follow_up_id}/result', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_meeting(self, case_id: str, meeting_id: str, body: RecordMeetingBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record how a meeting went."""
        return self.ask('POST', f'/cases/{case_id}/meetings/{meeting_id}/result', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_offer(self, case_id: str, item_id: str, body: RecordOfferBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Record the recipient's choice."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/offer', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_record_police_note(self, case_id: str, agreement_id: str, body: RecordPoliceNoteBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Record a note to police intelligence."""
        return self.ask('POST', f'/cases/{case_id}/agreements/{agreement_id}/police-notes', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_record_preparation_meeting(self, case_id: str, strand_id: str, body: RecordPreparationMeetingBody, *, idempotency_key: str | None = None) -> MeetingRecorded:
        """Record a preparation meeting."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/preparation-meetings', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_readiness(self, case_id: str, strand_id: str, body: RecordReadinessBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record a participant's readiness."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/readiness', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_session(self, case_id: str, session_id: str, body: RecordSessionBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record a session."""
        return self.ask('POST', f'/cases/{case_id}/programme-sessions/{session_id}/record', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_statement(self, case_id: str, strand_id: str, person_id: str, body: RecordStatementBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record what a participant says of themselves."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/people/{person_id}/statements', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_record_support_update(self, case_id: str, offer_id: str, body: RecordSupportUpdateBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record what an accepted service tells later."""
        return self.ask('POST', f'/cases/{case_id}/support/{offer_id}/updates', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_relay(self, *, case_id: str | None | None = None) -> Relay:
        """What waits on whom."""
        return self.ask('GET', '/relay', query={'case_id': case_id})

    def comms_replay_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Handle a message again."""
        return self.ask('POST', f'/system/comms/parked/{parked_id}/replay', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_report_breach(self, case_id: str, agreement_id: str, body: ReportBreachBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Record a breach."""
        return self.ask('POST', f'/cases/{case_id}/agreements/{agreement_id}/breaches', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_request_visit(self, case_id: str, meeting_id: str, body: RequestVisitBody, *, idempotency_key: str | None = None) -> Nothing:
        """Ask the offender manager for a visit."""
        return self.ask('POST', f'/cases/{case_id}/meetings/{meeting_id}/visit-request', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_review_undertaking(self, case_id: str, agreement_id: str, undertaking_id: str, body: ReviewUndertakingBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Review an undertaking."""
        return self.ask('POST', f'/cases/{case_id}/agreements/{agreement_id}/undertakings/{undertaking_id}/reviews', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_revise_item(self, case_id: str, item_id: str, body: ReviseItemBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> ItemRevised:
        """Replace an item by its next version."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/revision', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_script(self, case_id: str, meeting_id: str) -> Script:
        """A conference's script and its day."""
        return self.ask('GET', f'/cases/{case_id}/meetings/{meeting_id}/script')

    def comms_see_notice(self, notice_id: str, *, idempotency_key: str | None = None) -> Nothing:
        """Say that a notice was seen."""
        return self.ask('POST', f'/notices/{notice_id}/seen', idempotency_key=idempotency_key, is_command=True)

    def comms_send_notice(self, case_id: str, person_id: str, body: SendNoticeBody, *, idempotency_key: str | None = None) -> NoticeTaken:
        """Send a short notice safely."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/notices', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_sent_notices(self, case_id: str) -> SentNotices:
        """Notices of a case."""
        return self.ask('GET', f'/cases/{case_id}/sent-notices')

    def comms_sign_agreement(self, case_id: str, agreement_id: str, body: SignAgreementBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Record a signature."""
        return self.ask('POST', f'/cases/{case_id}/agreements/{agreement_id}/signatures', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_standing(self) -> Standing:
        """What waits in a service."""
        return self.ask('GET', '/system/comms/standing')

    def comms_start_programme(self, case_id: str, strand_id: str, body: StartProgrammeBody, *, idempotency_key: str | None = None) -> ProgrammeStarted:
        """Lay out the twelve-session programme."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/programme/start', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_steps(self, case_id: str, strand_id: str) -> Steps:
        """How far a strand has come."""
        return self.ask('GET', f'/cases/{case_id}/strands/{strand_id}/steps')

    def comms_steps_of_case(self, case_id: str) -> StepsOfCase:
        """How far every strand has come."""
        return self.ask('GET', f'/cases/{case_id}/steps')

    def comms_versions(self, case_id: str, item_id: str) -> Versions:
        """Every version of an item."""
        return self.ask('GET', f'/cases/{case_id}/items/{item_id}/versions')

    def comms_vet_item(self, case_id: str, item_id: str, body: ItemStepBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """A facilitator or supervisor vets it."""
        return self.ask('POST', f'/cases/{case_id}/items/{item_id}/vetting', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def comms_write_note(self, case_id: str, body: WriteNoteBody, *, idempotency_key: str | None = None) -> NoteWritten:
        """Write a note into a compartment."""
        return self.ask('POST', f'/cases/{case_id}/notes/write', body=body, idempotency_key=idempotency_key, is_command=True)

    def comms_write_script(self, case_id: str, meeting_id: str, body: WriteScriptBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Write the script of a conference."""
        return self.ask('POST', f'/cases/{case_id}/meetings/{meeting_id}/script/versions', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def create_account(self, body: NewAccount, *, idempotency_key: str | None = None) -> AccountView:
        """Create Account"""
        return self.ask('POST', '/accounts', body=body, idempotency_key=idempotency_key, is_command=True)

    def emergencies_opened(self, *, unreviewed: bool | None = None) -> list[EmergencyView]:
        """Emergencies Opened"""
        return self.ask('GET', '/emergencies', query={'unreviewed': unreviewed})

    def end_session(self, session_id: str) -> Any:
        """End Session"""
        return self.ask('DELETE', f'/me/sessions/{session_id}')

    def feeds_agreements(self, agency: str) -> Agreements:
        """How a feed's agreements stand."""
        return self.ask('GET', f'/agencies/{agency}/agreements')

    def feeds_discard_parked(self, agency: str, parked_id: str, body: DecideParkedOfFeedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Give a message up."""
        return self.ask('POST', f'/agencies/{agency}/system/parked/{parked_id}/discard', body=body, idempotency_key=idempotency_key, is_command=True)

    def feeds_disclosures(self, agency: str, *, case_id: str | None | None = None, person_id: str | None | None = None, reference: str | None | None = None, since: str | None | None = None, until: str | None | None = None, withheld_only: bool | None = None, for_export: bool | None = None, before: str | None | None = None, limit: int | None = None) -> Disclosures:
        """Who was told what, and why."""
        return self.ask('GET', f'/agencies/{agency}/disclosures', query={'case_id': case_id, 'person_id': person_id, 'reference': reference, 'since': since, 'until': until, 'withheld_only': withheld_only, 'for_export': for_export, 'before': before, 'limit': limit})

    def feeds_parked(self, agency: str, *, settled_too: bool | None = None, limit: int | None = None, after: str | None | None = None) -> ParkedMessages:
        """What a feed could not finish."""
        return self.ask('GET', f'/agencies/{agency}/system/parked', query={'settled_too': settled_too, 'limit': limit, 'after': after})

    def feeds_quarantine(self, agency: str, *, feed_message_id: str | None | None = None, settled_too: bool | None = None, limit: int | None = None, after: str | None | None = None) -> Quarantined:
        """What was refused and is held."""
        return self.ask('GET', f'/agencies/{agency}/quarantine', query={'feed_message_id': feed_message_id, 'settled_too': settled_too, 'limit': limit, 'after': after})

    def feeds_read_quarantined(self, agency: str, feed_message_id: str, body: ReadQuarantinedBody) -> HeldMessage:
        """What a held message says."""
        return self.ask('POST', f'/agencies/{agency}/quarantine/{feed_message_id}/read', body=body)

    def feeds_reject_quarantined(self, agency: str, feed_message_id: str, body: RejectQuarantinedBody, *, idempotency_key: str | None = None) -> QuarantineSettled:
        """Give a held message up and tell its sender."""
        return self.ask('POST', f'/agencies/{agency}/quarantine/{feed_message_id}/rejection', body=body, idempotency_key=idempotency_key, is_command=True)

    def feeds_release_quarantined(self, agency: str, feed_message_id: str, body: ReleaseQuarantinedBody, *, idempotency_key: str | None = None) -> QuarantineSettled:
        """Correct a held message and hand it to intake."""
        return self.ask('POST', f'/agencies/{agency}/quarantine/{feed_message_id}/release', body=body, idempotency_key=idempotency_key, is_command=True)

    def feeds_replay_parked(self, agency: str, parked_id: str, body: DecideParkedOfFeedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Handle a message again."""
        return self.ask('POST', f'/agencies/{agency}/system/parked/{parked_id}/replay', body=body, idempotency_key=idempotency_key, is_command=True)

    def feeds_standing(self, agency: str) -> Standing:
        """What waits in a feed."""
        return self.ask('GET', f'/agencies/{agency}/system/standing')

    def intake_agency_answer(self, case_id: str, request_id: str) -> AgencyAnswerView:
        """What an agency answered to a request."""
        return self.ask('POST', f'/cases/{case_id}/agency-requests/{request_id}/answer/read')

    def intake_agency_turnaround(self, *, from_on: str | None | None = None, until_on: str | None | None = None) -> Turnarounds:
        """How agencies and their counterparts answer."""
        return self.ask('GET', '/agency-requests/turnaround', query={'from_on': from_on, 'until_on': until_on})

    def intake_allow_first_telling(self, case_id: str, strand_id: str, body: AllowFirstTellingBody, *, idempotency_key: str | None = None) -> FirstTellingAllowed:
        """Allow that somebody is told that they were asked for."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/first-tellings', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_amend_person(self, case_id: str, person_id: str, body: AmendPersonBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Amend a person, with a reason."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/amendments', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_amend_referral(self, case_id: str, referral_id: str, body: AmendReferralBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Amend a referral, with a reason."""
        return self.ask('POST', f'/cases/{case_id}/referrals/{referral_id}/amendments', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_amendments(self, case_id: str, body: AskAmendmentsBody) -> Amendments:
        """What was amended, and why."""
        return self.ask('POST', f'/cases/{case_id}/amendments', body=body)

    def intake_answer_agency_request(self, case_id: str, request_id: str, body: AnswerAgencyRequestBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Record an agency's answer."""
        return self.ask('POST', f'/cases/{case_id}/agency-requests/{request_id}/answer', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_bulk_holds(self) -> BulkHolds:
        """Holds that many cases have in common."""
        return self.ask('GET', '/holds/standing')

    def intake_case(self, case_id: str) -> CaseView:
        """One case, without names."""
        return self.ask('GET', f'/cases/{case_id}')

    def intake_case_timeline(self, case_id: str, *, after: int | None = None) -> Timeline:
        """What happened in a case."""
        return self.ask('GET', f'/cases/{case_id}/timeline', query={'after': after})

    def intake_cases(self, *, stage: CaseStage | None | None = None, limit: int | None = None, oldest_first: bool | None = None, before: str | None | None = None, after: str | None | None = None) -> CaseList:
        """Cases the caller may see."""
        return self.ask('GET', '/cases', query={'stage': stage, 'limit': limit, 'oldest_first': oldest_first, 'before': before, 'after': after})

    def intake_change_engagement(self, case_id: str, person_id: str, body: ChangeEngagementBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Record where a participant stands."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/engagement', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_chase_agency_request(self, case_id: str, request_id: str, body: ChaseAgencyRequestBody, *, idempotency_key: str | None = None) -> Nothing:
        """Remind an agency."""
        return self.ask('POST', f'/cases/{case_id}/agency-requests/{request_id}/chasers', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_close_case(self, case_id: str, body: CloseCaseBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> CaseEnded:
        """Close a case."""
        return self.ask('POST', f'/cases/{case_id}/closure', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_consents_to_review(self, *, by: str | None | None = None, limit: int | None = None) -> ConsentsToReview:
        """Consents that are due to be looked at again."""
        return self.ask('GET', '/consents/to-review', query={'by': by, 'limit': limit})

    def intake_contact_advice(self, case_id: str, person_id: str, body: AskContactBody) -> ContactAdvice:
        """Whether contact is safe now, and how to go about it."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/advice', body=body)

    def intake_contact_history(self, case_id: str, person_id: str, body: AskContactHistoryBody) -> ContactHistory:
        """How a person is reached, and what later referrals told otherwise; masked by default."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/contact-history', body=body)

    def intake_contacts(self, case_id: str, *, person_id: str | None | None = None) -> Contacts:
        """Attempts and engagement over time."""
        return self.ask('GET', f'/cases/{case_id}/contacts', query={'person_id': person_id})

    def intake_custody_history(self, case_id: str, person_id: str) -> CustodyHistory:
        """Where somebody was held."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/custody/history')

    def intake_custody_of_case(self, case_id: str) -> CustodyOfCase:
        """Who was held where."""
        return self.ask('GET', f'/cases/{case_id}/custody')

    def intake_decide_match(self, case_id: str, match_id: str, body: DecideMatchBody, *, idempotency_key: str | None = None) -> Nothing:
        """Decide a possible match, with a reason."""
        return self.ask('POST', f'/cases/{case_id}/matches/{match_id}/decision', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_discard_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Give a message up."""
        return self.ask('POST', f'/system/intake/parked/{parked_id}/discard', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_documents(self, case_id: str, *, for_person: str | None | None = None) -> Documents:
        """The documents of a case, without their contents."""
        return self.ask('GET', f'/cases/{case_id}/documents', query={'for_person': for_person})

    def intake_due_updates(self, *, case_id: str | None | None = None, by: str | None | None = None, limit: int | None = None) -> DueUpdates:
        """Promised updates that are due."""
        return self.ask('GET', '/updates/due', query={'case_id': case_id, 'by': by, 'limit': limit})

    def intake_enquiries(self, *, converted: bool | None | None = None, limit: int | None = None) -> Enquiries:
        """Enquiries, which are no referrals."""
        return self.ask('GET', '/enquiries', query={'converted': converted, 'limit': limit})

    def intake_enquiry(self, enquiry_id: str, body: AskEnquiryBody) -> EnquiryRevealed:
        """What was said in an enquiry, for a stated and audited purpose."""
        return self.ask('POST', f'/enquiries/{enquiry_id}/reveal', body=body)

    def intake_erase_case(self, case_id: str, body: ErasePersonBody, *, idempotency_key: str | None = None) -> Nothing:
        """Destroy the key of a case's personal data."""
        return self.ask('POST', f'/cases/{case_id}/erasure', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_find_case(self, reference: str) -> CaseFound:
        """The case behind a reference."""
        return self.ask('GET', f'/cases/by-reference/{reference}')

    def intake_find_matches(self, body: FindMatchesBody) -> Matches:
        """Cases that a referral is like, and why."""
        return self.ask('POST', '/referrals/matches', body=body)

    def intake_finish_task(self, case_id: str, task_id: str, body: FinishTaskBody, *, idempotency_key: str | None = None) -> Nothing:
        """Say that a task was done."""
        return self.ask('POST', f'/cases/{case_id}/tasks/{task_id}/done', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_first_tellings(self, case_id: str) -> FirstTellings:
        """What may be said first, and by whom."""
        return self.ask('GET', f'/cases/{case_id}/first-tellings')

    def intake_helpline(self) -> Helpline:
        """The helpline's number, as configured."""
        return self.ask('GET', '/helpline')

    def intake_hold_case(self, case_id: str, body: HoldCaseBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> HoldPlaced:
        """Hold a case."""
        return self.ask('POST', f'/cases/{case_id}/holds', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_hold_cases(self, body: HoldManyBody, *, idempotency_key: str | None = None) -> ManyHeld:
        """Hold many cases by one cause."""
        return self.ask('POST', '/holds', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_hold_strand(self, case_id: str, strand_id: str, body: HoldStrandBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> HoldPlaced:
        """Hold one strand of a case."""
        return self.ask('POST', f'/cases/{case_id}/strands/{strand_id}/holds', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_join_cases(self, case_id: str, body: JoinCasesBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> JoinPlan:
        """Join two cases that are one harm, with a reason."""
        return self.ask('POST', f'/cases/{case_id}/join', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_keep_document(self, case_id: str, body: KeepDocumentBody, *, idempotency_key: str | None = None) -> DocumentKept:
        """Keep a file that came in about a case."""
        return self.ask('POST', f'/cases/{case_id}/documents/keep', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_lapse_agency_request(self, case_id: str, request_id: str, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Give up an agency request."""
        return self.ask('POST', f'/cases/{case_id}/agency-requests/{request_id}/lapse', idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_legal_holds(self, *, case_id: str | None | None = None, review_by: str | None | None = None, limit: int | None = None) -> LegalHolds:
        """Legal holds that stand."""
        return self.ask('GET', '/legal-holds', query={'case_id': case_id, 'review_by': review_by, 'limit': limit})

    def intake_lift_legal_hold(self, case_id: str, legal_hold_id: str, body: LiftLegalHoldBody, *, idempotency_key: str | None = None) -> Nothing:
        """Lift a legal hold."""
        return self.ask('POST', f'/cases/{case_id}/legal-holds/{legal_hold_id}/lift', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_limits(self, *, limit: int | None = None) -> Limits:
        """First contacts that a limit asks for."""
        return self.ask('GET', '/limits', query={'limit': limit})

    def intake_looks(self, case_id: str, *, limit: int | None = None, before: str | None | None = None, after: int | None | None = None) -> Looks:
        """Who looked at a case, when and for what."""
        return self.ask('GET', f'/cases/{case_id}/looks/intake', query={'limit': limit, 'before': before, 'after': after})

    def intake_materials(self, *, audience: str | None | None = None, on: str | None | None = None) -> Materials:
        """Notices, leaflets and guides in force."""
        return self.ask('GET', '/materials', query={'audience': audience, 'on': on})

    def intake_merge_persons(self, case_id: str, person_id: str, body: MergePersonsBody, *, idempotency_key: str | None = None) -> PersonsMerged:
        """Two person records are one person."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/merges', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_merges(self, case_id: str) -> Merges:
        """Who of a case is taken for one person with another record."""
        return self.ask('GET', f'/cases/{case_id}/merges')

    def intake_open_agency_request(self, case_id: str, body: OpenAgencyRequestBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> AgencyRequestOpened:
        """Ask an agency for something."""
        return self.ask('POST', f'/cases/{case_id}/agency-requests', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_open_document(self, case_id: str, document_id: str, body: OpenDocumentBody) -> Any:
        """A document's file, for a stated and audited purpose."""
        return self.ask('POST', f'/cases/{case_id}/documents/{document_id}/open', body=body)

    def intake_outcomes(self, *, on: str | None | None = None) -> OutcomesInForce:
        """Which outcomes may be recorded, and what each asks for."""
        return self.ask('GET', '/outcomes', query={'on': on})

    def intake_override_priority(self, case_id: str, referral_id: str, body: OverridePriorityBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Set priority against the rule."""
        return self.ask('POST', f'/cases/{case_id}/referrals/{referral_id}/priority', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_parked(self, *, settled_too: bool | None = None, limit: int | None = None, after: str | None | None = None) -> ParkedMessages:
        """What no handler could finish."""
        return self.ask('GET', '/system/intake/parked', query={'settled_too': settled_too, 'limit': limit, 'after': after})

    def intake_pathways(self, *, on: str | None | None = None) -> Pathways:
        """Referral pathways with their status."""
        return self.ask('GET', '/pathways', query={'on': on})

    def intake_person_identifiers(self, case_id: str, person_id: str, body: AskIdentifiersBody) -> Identifiers:
        """By what a person is and was known, masked by default."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/identifiers', body=body)

    def intake_place_legal_hold(self, case_id: str, body: PlaceLegalHoldBody, *, idempotency_key: str | None = None) -> LegalHoldPlaced:
        """Keep a case from being erased."""
        return self.ask('POST', f'/cases/{case_id}/legal-holds', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_plan_join(self, case_id: str, body: PlanJoinBody) -> JoinPlan:
        """What joining two cases would do."""
        return self.ask('POST', f'/cases/{case_id}/join/plan', body=body)

    def intake_possible_matches(self, *, case_id: str | None | None = None, limit: int | None = None) -> PossibleMatches:
        """Possible matches to decide."""
        return self.ask('GET', '/possible-matches', query={'case_id': case_id, 'limit': limit})

    def intake_promise_updates(self, case_id: str, person_id: str, body: PromiseUpdatesBody, *, idempotency_key: str | None = None) -> Nothing:
        """Keep how often a participant wants to hear."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/promise', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_record_aftercare(self, case_id: str, person_id: str, body: RecordAftercareBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record aftercare."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/aftercare', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_record_consent(self, case_id: str, person_id: str, body: RecordConsentBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> ConsentKept:
        """Record a consent."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/consents', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_record_contact(self, case_id: str, person_id: str, body: RecordContactBody, *, idempotency_key: str | None = None) -> ContactKept:
        """Record a contact attempt."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/contacts', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_record_custody_change(self, case_id: str, person_id: str, body: RecordCustodyChangeBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Record a move, release or recall."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/custody', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_record_enquiry(self, body: RecordEnquiryBody, *, idempotency_key: str | None = None) -> EnquiryKept:
        """Record an enquiry or a helpline call."""
        return self.ask('POST', '/enquiries/record', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_record_outcome(self, case_id: str, body: RecordOutcomeBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> OutcomeKept:
        """Record an outcome."""
        return self.ask('POST', f'/cases/{case_id}/outcomes', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_record_shown(self, case_id: str, person_id: str, body: RecordShownBody, *, idempotency_key: str | None = None) -> ShownKept:
        """Record what somebody was shown."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/shown', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_record_update(self, case_id: str, person_id: str, *, idempotency_key: str | None = None) -> Nothing:
        """Note that an update was given."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/updates', idempotency_key=idempotency_key, is_command=True)

    def intake_references(self, body: AskReferencesBody) -> References:
        """What cases are called."""
        return self.ask('POST', '/cases/references', body=body)

    def intake_referral(self, case_id: str, referral_id: str) -> ReferralView:
        """One referral's dimensions, without names."""
        return self.ask('GET', f'/cases/{case_id}/referrals/{referral_id}')

    def intake_referral_feedback(self, reference: str) -> Feedback:
        """How a referral stands, ready to paste."""
        return self.ask('GET', f'/referrals/{reference}/feedback')

    def intake_referrals(self, case_id: str, *, limit: int | None = None, after: str | None | None = None) -> Referrals:
        """A case's referrals, without names."""
        return self.ask('GET', f'/cases/{case_id}/referrals', query={'limit': limit, 'after': after})

    def intake_remove_document(self, case_id: str, document_id: str, body: RemoveDocumentBody, *, idempotency_key: str | None = None) -> Nothing:
        """Take out a document that was put into the wrong case."""
        return self.ask('POST', f'/cases/{case_id}/documents/{document_id}/remove', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_replay_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Handle a message again."""
        return self.ask('POST', f'/system/intake/parked/{parked_id}/replay', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_resume_case(self, case_id: str, hold_id: str, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Lift a hold."""
        return self.ask('POST', f'/cases/{case_id}/holds/{hold_id}/lift', idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_resume_cases(self, bulk_id: str, *, idempotency_key: str | None = None) -> ManyResumed:
        """Lift a hold of many cases."""
        return self.ask('POST', f'/holds/{bulk_id}/lift', idempotency_key=idempotency_key, is_command=True)

    def intake_reveal_person(self, case_id: str, person_id: str, body: RevealPersonBody) -> PersonRevealed:
        """A person's details, for a stated and audited purpose."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/reveal', body=body)

    def intake_review_legal_hold(self, case_id: str, legal_hold_id: str, body: ReviewLegalHoldBody, *, idempotency_key: str | None = None) -> Nothing:
        """Keep a legal hold until its next review."""
        return self.ask('POST', f'/cases/{case_id}/legal-holds/{legal_hold_id}/review', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_route_self_referral(self, body: RouteSelfReferralBody, *, idempotency_key: str | None = None) -> EnquiryKept:
        """Keep a self-referral that an offender manager has to make."""
        return self.ask('POST', '/referrals/for-offender-manager', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_search_cases(self, body: SearchCasesBody) -> CasesFound:
        """Look for cases by what is known."""
        return self.ask('POST', '/cases/search', body=body)

    def intake_set_contact_preferences(self, case_id: str, person_id: str, body: SetPreferencesBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Keep how a person may be contacted safely."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/preferences', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def intake_shown(self, case_id: str) -> WhatWasShown:
        """What people were shown, and who was not."""
        return self.ask('GET', f'/cases/{case_id}/shown')

    def intake_standing(self) -> Standing:
        """What waits in a service."""
        return self.ask('GET', '/system/intake/standing')

    def intake_submit_officer_form(self, body: SubmitOfficerFormBody, *, idempotency_key: str | None = None) -> ReferralAccepted:
        """Take in an officer's out-of-court-disposal form."""
        return self.ask('POST', '/referrals/officer-form', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_submit_referral(self, body: SubmitReferralBody, *, idempotency_key: str | None = None) -> ReferralAccepted:
        """Take in a referral; it opens a case or joins one."""
        return self.ask('POST', '/referrals', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_tasks(self, *, case_id: str | None | None = None, limit: int | None = None) -> Tasks:
        """Tasks that changes have raised."""
        return self.ask('GET', '/tasks', query={'case_id': case_id, 'limit': limit})

    def intake_tell_first(self, case_id: str, telling_id: str, body: TellFirstBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record that it was told, as allowed."""
        return self.ask('POST', f'/cases/{case_id}/first-tellings/{telling_id}/told', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_unmerge_persons(self, case_id: str, merge_id: str, body: UnmergePersonsBody, *, idempotency_key: str | None = None) -> Nothing:
        """Take a merge of persons back."""
        return self.ask('POST', f'/cases/{case_id}/merges/{merge_id}/unmerge', body=body, idempotency_key=idempotency_key, is_command=True)

    def intake_waiting_requests(self, *, agency: str | None | None = None, limit: int | None = None, after: str | None | None = None) -> WaitingRequests:
        """What agencies have not answered, and for how long."""
        return self.ask('GET', '/agency-requests/waiting', query={'agency': agency, 'limit': limit, 'after': after})

    def intake_withdraw_consent(self, case_id: str, person_id: str, body: WithdrawConsentBody, *, idempotency_key: str | None = None) -> ConsentsWithdrawn:
        """Withdraw, in one step."""
        return self.ask('POST', f'/cases/{case_id}/people/{person_id}/withdrawals', body=body, idempotency_key=idempotency_key, is_command=True)

    def lock_account(self, account_id: str, *, idempotency_key: str | None = None) -> Any:
        """Lock Account"""
        return self.ask('POST', f'/accounts/{account_id}/lock', idempotency_key=idempotency_key, is_command=True)

    def me(self) -> Me:
        """Me"""
        return self.ask('GET', '/me')

    def open_by_reference(self, body: OpenByReference, *, idempotency_key: str | None = None) -> EmergencyView:
        """Open By Reference"""
        return self.ask('POST', '/emergencies', body=body, idempotency_key=idempotency_key, is_command=True)

    def open_in_emergency(self, case_id: str, body: OpenInEmergency, *, idempotency_key: str | None = None) -> EmergencyView:
        """Open In Emergency"""
        return self.ask('POST', f'/cases/{case_id}/emergency', body=body, idempotency_key=idempotency_key, is_command=True)

    def own_emergencies(self) -> list[EmergencyView]:
        """Own Emergencies"""
        return self.ask('GET', '/emergencies/mine')

    def refer_myself(self, body: ReferralSubmission, *, idempotency_key: str | None = None) -> ReferralTaken:
        """Refer Myself"""
        return self.ask('POST', '/self-referrals', body=body, idempotency_key=idempotency_key, is_command=True)

    def remove_second_step(self, body: Code) -> Any:
        """Remove Second Step"""
        return self.ask('POST', '/me/second-step/removal', body=body)

    def reporting_agreements_ending(self) -> AgreementEndings:
        """Which agreements with agencies end soon."""
        return self.ask('GET', '/agreements/ending')

    def reporting_annual_report(self, *, from_on: str, to_on: str) -> AnnualReport:
        """The annual report's tables with their counting rules."""
        return self.ask('GET', '/reports/annual', query={'from_on': from_on, 'to_on': to_on})

    def reporting_discard_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Give a message up."""
        return self.ask('POST', f'/system/reporting/parked/{parked_id}/discard', body=body, idempotency_key=idempotency_key, is_command=True)

    def reporting_issue_report(self, body: IssueReportBody, *, idempotency_key: str | None = None) -> ReportIssued:
        """Freeze a report."""
        return self.ask('POST', '/reports/annual/issue', body=body, idempotency_key=idempotency_key, is_command=True)

    def reporting_issued_report(self, report_id: str) -> IssuedReport:
        """A report exactly as it was issued."""
        return self.ask('GET', f'/reports/issued/{report_id}')

    def reporting_issued_report_file(self, report_id: str) -> Any:
        """The very bytes of an issued report, of which its hash is made."""
        return self.ask('GET', f'/reports/issued/{report_id}/report.json')

    def reporting_issued_reports(self, *, limit: int | None = None, before: str | None | None = None) -> IssuedReports:
        """Which reports were issued."""
        return self.ask('GET', '/reports/issued', query={'limit': limit, 'before': before})

    def reporting_parked(self, *, settled_too: bool | None = None, limit: int | None = None, after: str | None | None = None) -> ParkedMessages:
        """What no handler could finish."""
        return self.ask('GET', '/system/reporting/parked', query={'settled_too': settled_too, 'limit': limit, 'after': after})

    def reporting_record_awareness_session(self, body: RecordAwarenessSessionBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record awareness sessions."""
        return self.ask('POST', '/awareness-sessions', body=body, idempotency_key=idempotency_key, is_command=True)

    def reporting_record_recruitment_drive(self, body: RecordRecruitmentDriveBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record a recruitment drive."""
        return self.ask('POST', '/recruitment-drives', body=body, idempotency_key=idempotency_key, is_command=True)

    def reporting_replay_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Handle a message again."""
        return self.ask('POST', f'/system/reporting/parked/{parked_id}/replay', body=body, idempotency_key=idempotency_key, is_command=True)

    def reporting_standing(self) -> Standing:
        """What waits in a service."""
        return self.ask('GET', '/system/reporting/standing')

    def reset_password(self, account_id: str) -> PasswordMade:
        """Reset Password"""
        return self.ask('POST', f'/accounts/{account_id}/password/reset')

    def reset_second_step(self, account_id: str, *, idempotency_key: str | None = None) -> Any:
        """Reset Second Step"""
        return self.ask('POST', f'/accounts/{account_id}/second-step/reset', idempotency_key=idempotency_key, is_command=True)

    def review_emergency(self, emergency_id: str, body: Review, *, idempotency_key: str | None = None) -> Any:
        """Review Emergency"""
        return self.ask('POST', f'/emergencies/{emergency_id}/review', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_adopt_risk_template(self, version: str, body: AdoptTemplateBody, *, idempotency_key: str | None = None) -> TemplateAdopted:
        """Put a checklist in force; live assessments are re-opened."""
        return self.ask('POST', f'/risk/templates/{version}/adoption', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_approve_policy(self, version: str, *, idempotency_key: str | None = None, expected_version: int | None = None) -> PolicyView:
        """Approve another manager's draft: in force from its first day."""
        return self.ask('POST', f'/eligibility/policies/{version}/approval', idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def screening_approve_risk_template(self, version: str, *, idempotency_key: str | None = None) -> TemplateAdopted:
        """Approve another manager's checklist: in force at once, live assessments are re-opened."""
        return self.ask('POST', f'/risk/templates/{version}/approval', idempotency_key=idempotency_key, is_command=True)

    def screening_authorise_exception(self, case_id: str, body: AuthoriseExceptionBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> DecisionView:
        """A manager's exception, with rationale and review date."""
        return self.ask('POST', f'/cases/{case_id}/eligibility/exceptions', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def screening_bring_up_to_date(self, body: BringUpToDateBody, *, idempotency_key: str | None = None) -> BroughtUpToDate:
        """Decide again what was overtaken."""
        return self.ask('POST', '/eligibility/bring-up-to-date', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_concerns(self, *, open_only: bool | None = None, case_id: str | None | None = None) -> Concerns:
        """Safeguarding concerns, for the leads."""
        return self.ask('GET', '/concerns', query={'open_only': open_only, 'case_id': case_id})

    def screening_discard_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Give a message up."""
        return self.ask('POST', f'/system/screening/parked/{parked_id}/discard', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_draft_policy(self, body: DraftPolicyBody, *, idempotency_key: str | None = None) -> PolicyView:
        """Draft a version."""
        return self.ask('POST', '/eligibility/policies/draft', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_draft_risk_assessment(self, case_id: str, body: DraftRiskAssessmentBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> AssessmentDrafted:
        """Draft a risk assessment."""
        return self.ask('POST', f'/cases/{case_id}/risk/assessments', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def screening_draft_risk_template(self, body: DraftTemplateBody, *, idempotency_key: str | None = None) -> RiskTemplate:
        """Draft a checklist."""
        return self.ask('POST', '/risk/templates/draft', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_eligibility(self, case_id: str) -> Eligibility:
        """Decisions, with every reason."""
        return self.ask('GET', f'/cases/{case_id}/eligibility')

    def screening_eligibility_changes(self, *, limit: int | None = None, after: str | None | None = None) -> Changes:
        """Changed decisions, unseen."""
        return self.ask('GET', '/eligibility/changes', query={'limit': limit, 'after': after})

    def screening_finish_risk_review(self, case_id: str, review_id: str, body: FinishRiskReviewBody, *, idempotency_key: str | None = None) -> Nothing:
        """Finish a review that does not stop contact."""
        return self.ask('POST', f'/cases/{case_id}/risk/reviews/{review_id}/done', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_lift_bar(self, case_id: str, bar_id: str, body: LiftBarBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> Nothing:
        """Lift a bar."""
        return self.ask('POST', f'/cases/{case_id}/bars/{bar_id}/lift', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def screening_looks(self, case_id: str, *, limit: int | None = None, before: str | None | None = None, after: int | None | None = None) -> Looks:
        """Who looked at a case, when and for what."""
        return self.ask('GET', f'/cases/{case_id}/looks/screening', query={'limit': limit, 'before': before, 'after': after})

    def screening_parked(self, *, settled_too: bool | None = None, limit: int | None = None, after: str | None | None = None) -> ParkedMessages:
        """What no handler could finish."""
        return self.ask('GET', '/system/screening/parked', query={'settled_too': settled_too, 'limit': limit, 'after': after})

    def screening_policies(self) -> Policies:
        """Every version of the criteria."""
        return self.ask('GET', '/eligibility/policies')

    def screening_policy(self, version: str) -> PolicyView:
        """A version, with its flaws."""
        return self.ask('GET', f'/eligibility/policies/{version}')

    def screening_raise_concern(self, case_id: str, body: RaiseConcernBody, *, idempotency_key: str | None = None) -> ConcernRaised:
        """Raise a safeguarding concern."""
        return self.ask('POST', f'/cases/{case_id}/concerns', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_raise_risk_review(self, case_id: str, body: RaiseRiskReviewBody, *, idempotency_key: str | None = None) -> RiskReviewRaised:
        """Say that a risk must be looked at again."""
        return self.ask('POST', f'/cases/{case_id}/risk/reviews', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_record_bar(self, case_id: str, body: RecordBarBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> BarRecorded:
        """Record an order or bar."""
        return self.ask('POST', f'/cases/{case_id}/bars', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def screening_record_facts(self, case_id: str, body: RecordFactsBody, *, idempotency_key: str | None = None, expected_version: int | None = None) -> DecisionView:
        """Record facts and decide anew."""
        return self.ask('POST', f'/cases/{case_id}/eligibility/facts', body=body, idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def screening_record_telling(self, case_id: str, body: RecordTellingBody, *, idempotency_key: str | None = None) -> Nothing:
        """Record that somebody was told it does not affect proceedings."""
        return self.ask('POST', f'/cases/{case_id}/eligibility/tellings', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_replay_parked(self, parked_id: str, body: DecideParkedBody, *, idempotency_key: str | None = None) -> Nothing:
        """Handle a message again."""
        return self.ask('POST', f'/system/screening/parked/{parked_id}/replay', body=body, idempotency_key=idempotency_key, is_command=True)

    def screening_replay_policy(self, version: str, body: ReplayPolicyBody) -> PolicyReplayed:
        """What a version would have decided of the past."""
        return self.ask('POST', f'/eligibility/policies/{version}/replay', body=body)

    def screening_risk(self, case_id: str) -> Risk:
        """Assessments and bars."""
        return self.ask('GET', f'/cases/{case_id}/risk')

    def screening_risk_difference(self, case_id: str, earlier: str, later: str) -> AssessmentDifference:
        """What differs between two versions of an assessment."""
        return self.ask('GET', f'/cases/{case_id}/risk/difference/{earlier}/{later}')

    def screening_risk_reviews(self, *, case_id: str | None | None = None, limit: int | None = None) -> RiskReviews:
        """Reviews of risk that are not done."""
        return self.ask('GET', '/risk/reviews', query={'case_id': case_id, 'limit': limit})

    def screening_risk_template(self, *, version: str | None | None = None) -> RiskTemplate:
        """The checklist of risk factors."""
        return self.ask('GET', '/risk/template', query={'version': version})

    def screening_see_eligibility_change(self, case_id: str, decision_id: str, *, idempotency_key: str | None = None) -> Nothing:
        """Note a change as seen."""
        return self.ask('POST', f'/cases/{case_id}/eligibility/changes/{decision_id}/seen', idempotency_key=idempotency_key, is_command=True)

    def screening_sign_risk_assessment(self, case_id: str, assessment_id: str, *, idempotency_key: str | None = None, expected_version: int | None = None) -> AssessmentSigned:
        """Sign a risk assessment."""
        return self.ask('POST', f'/cases/{case_id}/risk/assessments/{assessment_id}/signatures', idempotency_key=idempotency_key, expected_version=expected_version, is_command=True)

    def screening_standing(self) -> Standing:
        """What waits in a service."""
        return self.ask('GET', '/system/screening/standing')

    def screening_take_concern(self, case_id: str, concern_id: str, *, idempotency_key: str | None = None) -> Nothing:
        """A lead takes a safeguarding concern on."""
        return self.ask('POST', f'/cases/{case_id}/concerns/{concern_id}/taken', idempotency_key=idempotency_key, is_command=True)

    def screening_why_decided(self, case_id: str, *, referral_id: str | None | None = None, on: str | None | None = None) -> Why:
        """Why a referral was so decided."""
        return self.ask('GET', f'/cases/{case_id}/eligibility/why', query={'referral_id': referral_id, 'on': on})

    def second_step_secret(self) -> SecretMade:
        """Second Step Secret"""
        return self.ask('POST', '/me/second-step/secret')

    def sessions(self) -> list[OwnSessionView]:
        """Sessions"""
        return self.ask('GET', '/me/sessions')

    def set_up_second_step(self, body: SetUpSecondStep) -> RecoveryCodes:
        """Set Up Second Step"""
        return self.ask('POST', '/me/second-step', body=body)

    def sign_in(self, body: Credentials) -> SessionBegun:
        """Sign In"""
        return self.ask('POST', '/sessions', body=body)

    def sign_out(self) -> Any:
        """Sign Out"""
        return self.ask('DELETE', '/sessions/current')

    def sign_out_everywhere(self) -> Any:
        """Sign Out Everywhere"""
        return self.ask('DELETE', '/me/sessions')

    def unlock_account(self, account_id: str, *, idempotency_key: str | None = None) -> Any:
        """Unlock Account"""
        return self.ask('POST', f'/accounts/{account_id}/unlock', idempotency_key=idempotency_key, is_command=True)
