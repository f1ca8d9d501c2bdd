"""Events of the agency feeds: what crossed an agency boundary, and what was turned away."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts.base import Event
from shared.contracts.intake.events import FaultCode


class DisclosureMadeV1(Event):
    """Something was told to an agency, under a clause or a consent (PTR-28)."""

    producer = "feeds"
    name = "disclosure_made"

    disclosure_id: UUID
    case_id: UUID
    agency: str
    clause: str
    kind: str | None = None
    fields: tuple[str, ...]
    disclosed_at: datetime


class WithheldWhy(StrEnum):
    """Why something was not told after all."""

    ENDED = "clause-not-in-force"
    ERASED = "case-erased"
    WITHDRAWN = "consent-withdrawn"
    CLOSED = "case-closed"
    LAPSED = "request-lapsed"


class DisclosureWithheldV1(Event):
    """What was to be told to an agency was kept back before it left: nobody was told."""

    producer = "feeds"
    name = "disclosure_withheld"

    disclosure_id: UUID
    case_id: UUID
    agency: str
    kind: str
    why: WithheldWhy
    withheld_at: datetime


class AgencyMessageRefusedV1(Event):
    """A message of an agency was turned away at the boundary, with every fault."""

    producer = "feeds"
    name = "agency_message_refused"
    subject_kind = "feed_message"
    subject_field = "feed_message_id"

    feed_message_id: UUID
    agency: str
    faults: tuple[FaultCode, ...]
    refused_at: datetime


class AgreementEndingV1(Event):
    """An agreement ends in 60, 30 or 7 days or less; after its last day its feed refuses."""

    producer = "feeds"
    name = "agreement_ending"
    subject_kind = "agreement"
    subject_field = "agency"

    agency: str
    kind: str
    last_day: date
    days: int
    warned_at: datetime


EVENTS: tuple[type[Event], ...] = (
    DisclosureMadeV1,
    DisclosureWithheldV1,
    AgencyMessageRefusedV1,
    AgreementEndingV1,
)
