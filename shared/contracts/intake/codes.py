"""Closed lists that only intake's messages carry: doors, identifiers, disposals, enquiries, matches.

What several services speak of is in ``shared.contracts.codes``.
"""

from __future__ import annotations

from enum import StrEnum


class IdentifierKind(StrEnum):
    """What agencies know a person by (2.4). All optional; shown masked unless asked for."""

    PNC = "pnc_id"
    CRO = "cro_number"
    PRISON_NUMBER = "prison_number"
    PROBATION_CRN = "probation_crn"


class FurtherKind(StrEnum):
    """What else tells somebody who, or where, a person is: never asked for by a form's rule."""

    SCHOOL = "school"
    EMPLOYER = "employer"
    VEHICLE = "vehicle"
    SOCIAL_MEDIA = "social_media"
    OTHER = "other"


class ReferenceKind(StrEnum):
    """What agencies know an incident by (2.4)."""

    CRIME_NUMBER = "crime_number"
    INCIDENT_LOG = "incident_log"
    CASE_URN = "case_urn"


class Door(StrEnum):
    """By which of the service's doors a referral came in (INT-08 to INT-18)."""

    PROFESSIONAL_FOR_HARMED = "professional_for_harmed"
    PROFESSIONAL_FOR_RESPONSIBLE = "professional_for_responsible"
    SELF_HARMED = "self_referral_by_harmed"
    SELF_RESPONSIBLE = "self_referral_by_responsible"
    BEREAVED = "on_behalf_of_bereaved"
    OFFICER_FORM = "officer_disposal_form"
    TRANSFER_IN = "transfer_in"


class Disposal(StrEnum):
    """The out-of-court disposal of which restorative justice is a part (OCD-04)."""

    COMMUNITY_RESOLUTION = "community_resolution"
    CONDITIONAL_CAUTION = "conditional_caution"
    YOUTH_CONDITIONAL_CAUTION = "youth_conditional_caution"
    DEFERRED_PROSECUTION = "deferred_prosecution"
    OTHER = "other"


class HomeOfficeGroup(StrEnum):
    """Recorded-crime groups to which the service's crime types map (2.6)."""

    HOMICIDE = "homicide"
    VIOLENCE_WITH_INJURY = "violence_with_injury"
    VIOLENCE_WITHOUT_INJURY = "violence_without_injury"
    STALKING_AND_HARASSMENT = "stalking_and_harassment"
    DEATH_BY_UNLAWFUL_DRIVING = "death_or_serious_injury_by_unlawful_driving"
    SEXUAL_OFFENCES = "sexual_offences"
    ROBBERY = "robbery"
    BURGLARY = "burglary"
    THEFT = "other_theft"
    CRIMINAL_DAMAGE_AND_ARSON = "criminal_damage_and_arson"
    DRUG_OFFENCES = "drug_offences"
    WEAPONS = "possession_of_weapons"
    PUBLIC_ORDER = "public_order"
    MISCELLANEOUS = "miscellaneous_crimes_against_society"


class EnquiryKind(StrEnum):
    """What was asked before, or instead of, a referral (INT-12, HLP-02)."""

    CONVERSATION = "informal_conversation"
    ORGANISATION = "organisation_needs"
    HELPLINE_CALL = "helpline_call"


class CallPurpose(StrEnum):
    """Why somebody rang the helpline (HLP-02)."""

    DISCUSS_CASE = "discuss_case"
    IDENTIFY_REFERRAL = "identify_suitable_referral"
    CASE_UPDATE = "case_update"
    GENERAL_ADVICE = "general_advice"


class MatchGrade(StrEnum):
    """How alike a referral is to a case that is known: always a person decides."""

    SAME_REFERRAL = "probably_same_referral"
    SAME_PERSON = "probably_same_person"
    SAME_INCIDENT = "probably_same_incident"
    POSSIBLE = "possible"


class MatchDecision(StrEnum):
    """What a person decided about a possible match."""

    SAME = "same"
    DIFFERENT = "different"


class ContactChannel(StrEnum):
    """How somebody may be contacted, or was."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    POST = "post"
    VIDEO = "video"
    IN_PERSON = "in_person"
    THROUGH_AGENCY = "through_agency"


class ContactResult(StrEnum):
    """What came of an attempt to contact somebody."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"
    WRONG_DETAILS = "wrong_details"
    SOMEBODY_ELSE = "somebody_else_answered"
    RETURNED = "returned"
    REFUSED = "refused_to_talk"


class UpdateInterval(StrEnum):
    """How often a participant wants to hear, a hold or not (HLD-02)."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    NONE = "none"


class UpdatePath(StrEnum):
    """By whom an update reaches a participant (HLD-03)."""

    DIRECT = "direct"
    OFFENDER_MANAGER = "offender_manager"
    REHUB = "rehub"
    LIAISON_OFFICER = "victim_liaison_officer"
    REFERRER = "referrer"


class CalledOffWhy(StrEnum):
    """Why we called off what an agency was asked: never that it did not answer."""

    REFUSED = "refused"
    CASE_CLOSED = "case_closed"


class TaskKind(StrEnum):
    """What a change asks somebody to do again (PRC-12), or a referral that waits for answers."""

    FIND_OFFENDER_MANAGER = "find_offender_manager"
    APPROVE_VISIT = "ask_for_visit_approval"
    ARRANGE_VENUE = "arrange_venue"
    CONFIRM_DETAILS = "confirm_contact_details"
    CHECK_LICENCE = "check_licence_conditions"
    REVIEW_RISK = "review_risk"
    ANSWER_FACTS = "ask_what_is_missing"


class AftercareStep(StrEnum):
    """What became of support offered after the process (AFT-01, CON-11)."""

    OFFERED = "offered"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"


class AgencyFinding(StrEnum):
    """What an agency answers to a request (PRC-16): about the person, never about itself."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    AGREES = "agrees_to_contact"
    DECLINES = "declines_contact"
    INFORMATION = "information_given"
    CANNOT_SAY = "cannot_say"


class DocumentKind(StrEnum):
    """What a document is, in the words of the field."""

    REFERRAL_FORM = "referral_form"
    CONSENT_FORM = "consent_form"
    LETTER_RECEIVED = "letter_received"
    SIGNED_AGREEMENT = "signed_agreement"
    RISK_INFORMATION = "risk_information"
    OTHER = "other"


class MediaType(StrEnum):
    """What a file may be. It is told by its bytes, never by its name."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TEXT = "text/plain"


class ScanFate(StrEnum):
    """What became of looking for malware. Only the first two may be opened."""

    CLEAN = "clean"
    NOT_SCANNED = "not_scanned"
    PENDING = "pending"
    REFUSED = "refused"
