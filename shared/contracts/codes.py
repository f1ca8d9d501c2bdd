"""The closed lists of codes that messages carry (domain lists 1.17, 2.x of the requirements).

A code is not wording: what people read for it is chosen per audience at the edge.
"""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Which side of the harm a participant stands on."""

    HARMED = "harmed"
    RESPONSIBLE = "responsible"


class ParticipantRole(StrEnum):
    """The part a person has in a case (INT-16, INT-17)."""

    HARMED = "harmed"
    RESPONSIBLE = "responsible"
    DECEASED = "deceased"
    FAMILY = "family"
    SUPPORTER = "supporter"


class Source(StrEnum):
    """Who sent the referral (INT-02): a dimension apart from who began it."""

    SELF = "self"
    VICTIM_SUPPORT = "victim_support"
    WITNESS_CARE_UNIT = "witness_care_unit"
    PROBATION = "probation"
    POLICE = "police"
    REHABILITATION_COMPANY = "rehabilitation_company"
    SUSSEX_RJ_PARTNERSHIP = "sussex_rj_partnership"
    PRISON = "prison"
    BOROUGH_SERVICE = "borough_service"
    VOLUNTARY_AGENCY = "voluntary_agency"
    HOMICIDE_SERVICE = "homicide_service"


class Channel(StrEnum):
    """How the referral arrived (INT-09, INT-10)."""

    FEED = "feed"
    WEB_FORM = "web_form"
    PAPER = "paper"
    EMAIL = "email"
    PHONE = "phone"
    TRANSFER_IN = "transfer_in"


class CrimeType(StrEnum):
    """The service's crime types (2.6), each mapped to a Home Office group by reporting."""

    MURDER = "murder"
    MANSLAUGHTER = "manslaughter"
    DEATH_BY_DRIVING = "death_by_dangerous_driving"
    GBH = "grievous_bodily_harm"
    ASSAULT = "assault"
    ROBBERY = "robbery"
    BURGLARY = "burglary"
    THEFT = "theft"
    CRIMINAL_DAMAGE = "criminal_damage"
    SEXUAL = "sexual"
    HARASSMENT_STALKING = "harassment_stalking"
    FIREARMS = "firearms"
    DRUGS = "drugs"
    HATE = "hate"
    OTHER = "other"


RESULTING_IN_DEATH = frozenset(
    {CrimeType.MURDER, CrimeType.MANSLAUGHTER, CrimeType.DEATH_BY_DRIVING}
)


class CaseFlag(StrEnum):
    """What marks a case beside its crime type (2.6)."""

    DOMESTIC_ABUSE = "domestic_abuse"
    STALKING = "stalking"
    CHILD_ABUSE = "child_abuse"
    HATE = "hate"
    GANG = "gang"
    KNIFE = "knife"
    NON_RECENT = "non_recent"
    ADDITIONAL_NEED = "additional_need"


class Area(StrEnum):
    """Where somebody lives or works, or where it happened, as far as policy asks (INT-22)."""

    LONDON = "london"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Proceedings(StrEnum):
    """How far the legal process has come (ELG-04)."""

    NOT_REPORTED = "not_reported"
    REPORTED = "reported"
    ARRESTED = "arrested"
    RELEASED_WITHOUT_CHARGE = "released_without_charge"
    OUT_OF_COURT_DISPOSAL = "out_of_court_disposal"
    DEFERRED_PROSECUTION = "deferred_prosecution"
    CHARGED = "charged"
    CONVICTED = "convicted"
    SENTENCED = "sentenced"
    CONCLUDED = "concluded"
    UNKNOWN = "unknown"


class YesNoUnknown(StrEnum):
    """A fact that may honestly not be known yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ConsentPurpose(StrEnum):
    """What a consent is for: each is asked for and withdrawn on its own (CON-04)."""

    BE_REFERRED = "be_referred"
    BE_CONTACTED = "be_contacted"
    TAKE_PART = "take_part"
    SHARE_WITH_AGENCY = "share_with_agency"
    PASS_ITEM = "pass_item"  # noqa: S105  a purpose, not a password
    RECEIVE_ITEM = "receive_item"
    UPDATES = "updates"
    CASE_STUDY = "case_study"
    NEWSLETTER = "newsletter"


class ConsentMethod(StrEnum):
    """How a consent was given (CON-07)."""

    WRITTEN = "written"
    SPOKEN = "spoken"
    ONLINE = "online"
    VIA_AGENCY = "via_agency"


class Engagement(StrEnum):
    """Where a participant stands; it changes over time and is never one yes or no (PRC-17)."""

    NOT_YET_CONTACTED = "not_yet_contacted"
    ATTEMPTING = "attempting"
    UNREACHABLE = "unreachable"
    DECIDING = "informed_deciding"
    RELUCTANT = "reluctant"
    WILLING_INDIRECT = "willing_indirect"
    WILLING_DIRECT = "willing_direct"
    DECLINED = "declined"
    WITHDREW = "withdrew"
    DECEASED_OR_ILL = "deceased_or_ill"
    NOT_APPROACHED = "not_approached"


class ContactPath(StrEnum):
    """Through whom somebody was to be reached (OUT-06)."""

    OWN_DETAILS = "own_contact_details"
    POLICE = "police_path"
    PROBATION = "probation_path"
    REHABILITATION_COMPANY = "rehabilitation_company_path"
    PRISON = "prison_path"
    REFERRER = "referrer"


class Mode(StrEnum):
    """The form the restorative process takes (PRC-02)."""

    CONFERENCE = "conference"
    SHUTTLE = "shuttle"
    LETTER = "letter"
    RESTORATIVE_CONVERSATION = "restorative_conversation"


MODES_BETWEEN_PARTIES = frozenset({Mode.CONFERENCE, Mode.SHUTTLE, Mode.LETTER})


class EligibilityDecision(StrEnum):
    """What an eligibility check may say; never a bare no (ELG-13)."""

    PROCEED = "proceed"
    PROCEED_WITH_RESTRICTION = "proceed_with_restriction"
    DEFER = "defer"
    REFER_ON = "refer_on"
    DECLINE = "decline"


class Restriction(StrEnum):
    """What an eligibility decision may forbid or require."""

    HARMED_SIDE_ONLY = "harmed_side_only"
    INDIRECT_ONLY = "indirect_only"
    SPECIALIST_FIRST = "specialist_first"


class RiskDecision(StrEnum):
    """The reasoned judgement at the end of a risk assessment (5.5)."""

    PROCEED = "proceed"
    PROCEED_WITH_CONDITIONS = "proceed_with_conditions"
    INDIRECT_ONLY = "indirect_only"
    HARMED_SIDE_ONLY = "harmed_side_only"
    PAUSE = "pause"
    NOT_AT_PRESENT = "not_at_present"
    UNMANAGEABLE = "unmanageable"


class BarKind(StrEnum):
    """An order or measure that forbids contact (A1 of the risk factors)."""

    NO_CONTACT_ORDER = "no_contact_order"
    RESTRAINING_ORDER = "restraining_order"
    NON_MOLESTATION_ORDER = "non_molestation_order"
    BAIL_CONDITION = "bail_condition"
    LICENCE_CONDITION = "licence_condition"
    SAFEGUARDING = "safeguarding"
    OTHER_ORDER = "other_order"


class Outcome(StrEnum):
    """How a strand or case ended (OUT-04, OUT-05, list 1.17)."""

    CONFERENCE_HELD = "conference_held"
    SHUTTLE_COMPLETED = "shuttle_completed"
    LETTER_DELIVERED = "letter_delivered"
    RESTORATIVE_CONVERSATION = "restorative_conversation"
    OUTCOME_AGREEMENT = "outcome_agreement"
    ONWARD_REFERRAL = "onward_referral"
    INFORMATION_PROVIDED = "information_provided"
    HARMED_NOT_CONTACTABLE = "harmed_not_contactable"
    RESPONSIBLE_NOT_CONTACTABLE = "responsible_not_contactable"
    HARMED_DECLINED = "harmed_declined"
    RESPONSIBLE_DECLINED = "responsible_declined"
    HARMED_WITHDREW = "harmed_withdrew"
    RESPONSIBLE_WITHDREW = "responsible_withdrew"
    UNMANAGEABLE_RISK = "unmanageable_risk"
    INELIGIBLE = "ineligible"
    OUT_OF_AREA = "out_of_area_transferred"
    RESPONSIBLE_NOT_IDENTIFIED = "responsible_not_identified"
    DUPLICATE = "duplicate"
    DIED = "died"
    AGENCY_NO_RESPONSE = "agency_no_response"
    REOPENED_AS_NEW = "reopened_as_new"


POSITIVE_OUTCOMES = frozenset(
    {
        Outcome.CONFERENCE_HELD,
        Outcome.SHUTTLE_COMPLETED,
        Outcome.LETTER_DELIVERED,
        Outcome.RESTORATIVE_CONVERSATION,
        Outcome.OUTCOME_AGREEMENT,
        Outcome.ONWARD_REFERRAL,
        Outcome.INFORMATION_PROVIDED,
    }
)


class UnmanageableRisk(StrEnum):
    """Why a risk could not be managed (RSK-05)."""

    DOMESTIC_ABUSE = "domestic_abuse"
    GANG = "gang_affiliation"
    ORDER = "order_in_place"
    OTHER = "other"


class CaseStage(StrEnum):
    """How far a case has come: derived from what was announced, never typed in (1.17)."""

    REFERRED = "referred"
    CONTACTING = "contacting"
    ELIGIBILITY_DECIDED = "eligibility_decided"
    RISK_ASSESSED = "risk_assessed"
    ALLOCATED = "allocated"
    PREPARING = "preparing"
    COMMUNICATING = "communicating"
    AGREEMENT = "agreement"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class HoldCause(StrEnum):
    """Why a case is on hold (HLD-01)."""

    PRISON_ACCESS_RESTRICTED = "prison_access_restricted"
    PARTNER_SUSPENDED = "partner_suspended"
    PROJECT_ON_HOLD = "project_on_hold"
    PARTICIPANT_REQUEST = "participant_request"
    OTHER = "other"


class AgencyRequestKind(StrEnum):
    """What an agency is asked (PRC-16, PTR-28)."""

    FIND = "find_person"
    CONTACT = "contact_person"
    CONSENT = "gain_consent"
    LOCATION = "custody_location"
    RISK = "risk_information"


class ItemKind(StrEnum):
    """What may pass from one side to the other (PRC-07, PRC-08)."""

    QUESTION = "question"
    ANSWER = "answer"
    FACT = "fact"
    LETTER = "letter"


class ItemState(StrEnum):
    """Where an item stands, derived from its recorded steps."""

    COMPOSED = "composed"
    APPROVED = "approved"
    CHECKED = "checked"
    VETTED = "vetted"
    OFFERED = "offered"
    RELEASED = "released"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"
    KEPT = "kept_for_later"
    RECALLED = "recalled"


class PlaceKind(StrEnum):
    """Where people met (PRC-18)."""

    PRISON = "prison"
    COMMUNITY = "community"
    OFFICE = "office"
    VIDEO = "video"
    PHONE = "phone"


class AgreementKind(StrEnum):
    """How an outcome agreement came about (PRC-05)."""

    SIGNED_BY_ALL = "signed_by_all"
    STATEMENT_ACCEPTED = "statement_accepted"


class ReviewResult(StrEnum):
    """What a review of an undertaking found (PRC-06)."""

    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    BREACHED = "breached"


class VolunteerStatus(StrEnum):
    """Where a volunteer stands (1.17); reports must name the states they count (G11)."""

    APPLICANT = "applicant"
    SHORTLISTED = "shortlisted"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    IN_TRAINING = "in_training"
    TRAINED = "trained_not_assessed"
    ACTIVE = "active"
    UNAVAILABLE = "unavailable"
    DORMANT = "dormant"
    LEFT = "left"


class UpdateCadence(StrEnum):
    """How often a referrer wants to hear (INT-15)."""

    EVERY_MEETING = "every_meeting"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    MILESTONES = "at_milestones"
    AT_END = "only_at_the_end"
    NONE = "none"
