"""Closed lists that only messages about risk carry: stages, subjects, specialist paths, orders."""

from __future__ import annotations

from enum import StrEnum


class RiskStage(StrEnum):
    """At which point of the process an assessment is made (RSK-01 to RSK-03)."""

    INITIAL = "initial"
    BEFORE_FIRST_CONTACT = "before_first_contact"
    BEFORE_CONFERENCE = "before_conference"
    AFTER_EVENT = "after_event"


class RiskSubject(StrEnum):
    """Whom a risk is to, or comes from: everybody concerned, not one side (RSK-04)."""

    HARMED = "harmed"
    RESPONSIBLE = "responsible"
    SUPPORTER = "supporter"
    FACILITATOR = "facilitator"
    FAMILY = "family"
    CHILD = "child"
    THIRD_PARTY = "third_party"
    PUBLIC = "public"


class RiskBand(StrEnum):
    """How a likelihood times an impact is shown. Bands are never added up (5.2)."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class SpecialistPath(StrEnum):
    """What asks for a specialist before anything passes between the parties (RSK-06)."""

    DOMESTIC_ABUSE = "domestic_abuse"
    STALKING = "stalking"
    SEXUAL_HARM = "sexual_harm"
    CHILDREN = "children"


class AdviceFrom(StrEnum):
    """Who advised (RSK-08)."""

    IDVA = "idva"
    ISVA = "isva"
    STALKING_ADVOCATE = "stalking_advocate"
    POLICE = "police"
    PROBATION = "probation"
    PRISON = "prison"
    MENTAL_HEALTH = "mental_health"
    CHILDRENS_SERVICES = "childrens_services"
    YOUTH_JUSTICE = "youth_justice"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    PANEL = "panel"
    PARTNER = "partner"
    OTHER = "other"


class InformationBasis(StrEnum):
    """On what ground an agency's information is held (RSK-07)."""

    CONSENT = "consent"
    CLAUSE = "clause"


class AgencyTool(StrEnum):
    """Another agency's assessment, which is recorded and never scored here (2.8)."""

    DASH = "dash"
    DARA = "dara"
    OASYS = "oasys"
    ROSH = "rosh"
    MAPPA = "mappa"
    OTHER = "other"


class AgencyLevel(StrEnum):
    """The level that the other agency gave, in its own words."""

    LOW = "low"
    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"


class SelfHarm(StrEnum):
    """What is known of somebody's self-harm or attempts on their own life (RSK-10)."""

    NONE_KNOWN = "none_known"
    PAST = "past"
    RECENT = "recent"
    CURRENT = "current"
    UNKNOWN = "unknown"


class OrderKind(StrEnum):
    """Which order or measure a bar is, finer than the kind that is announced."""

    NO_CONTACT = "no_contact"
    RESTRAINING = "restraining"
    NON_MOLESTATION = "non_molestation"
    OCCUPATION = "occupation"
    DOMESTIC_ABUSE_PROTECTION = "domestic_abuse_protection"
    BAIL = "bail"
    LICENCE_NO_CONTACT = "licence_no_contact"
    EXCLUSION_ZONE = "exclusion_zone"
    SEXUAL_HARM_PREVENTION = "sexual_harm_prevention"
    STALKING_PROTECTION = "stalking_protection"
    CRIMINAL_BEHAVIOUR = "criminal_behaviour"
    PRISON_CONTACT = "prison_public_protection"
    OTHER = "other"


class Forbidden(StrEnum):
    """What an order or measure forbids."""

    ANY_CONTACT = "any_contact"
    DIRECT_CONTACT = "direct_contact"
    INDIRECT_CONTACT = "indirect_contact"
    ONLINE_CONTACT = "online_contact"
    ENTERING_AREA = "entering_area"
    BEING_NEAR = "being_near"
