"""An agency's answer to one of our requests, and what ends a request before its answer comes.

The answer travels sealed: it may say where somebody is, and how to reach them. Events about it
carry ids and codes only.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, BusCommand, Event, Moment, Request, RpcMethod
from shared.contracts.codes import AgencyRequestKind, ConsentMethod
from shared.contracts.intake.codes import AgencyFinding, CalledOffWhy
from shared.contracts.intake.events import FaultCode, IntakeEvent
from shared.contracts.intake.people import Submitted


class AgencyAnswer(Submitted):
    """What an agency says to one request (PRC-16). ``consent_method``: how a yes or no was said."""

    request_id: UUID
    finding: AgencyFinding
    answered_on: date
    answered_by: Annotated[str, Field(min_length=1, max_length=120)]
    consent_method: ConsentMethod | None = None
    consent_on: date | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=200)] | None = None
    safe_contact: Annotated[str, Field(max_length=500)] | None = None
    establishment: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None


class ReceiveAgencyAnswerV1(BusCommand):
    """Record the answer that an agency published, validated and translated by its feed."""

    receiver = "intake"
    name = "receive_agency_answer"
    subject_kind = "feed_message"
    subject_field = "feed_message_id"

    feed_message_id: UUID
    agency: str
    agreement_clause: str
    received_at: Moment
    answer: AgencyAnswer


class AgencyAnswerTakenV1(Event):
    """An agency's answer stands on its request: its feed gives the receipt."""

    producer = "intake"
    name = "agency_answer_taken"
    subject_kind = "feed_message"
    subject_field = "feed_message_id"

    feed_message_id: UUID
    agency: str
    request_id: UUID
    case_id: UUID
    reference: str
    taken_at: datetime


class AgencyAnswerRefusedV1(Event):
    """An agency's answer could not stand: no such request of that agency, or it had ended."""

    producer = "intake"
    name = "agency_answer_refused"
    subject_kind = "feed_message"
    subject_field = "feed_message_id"

    feed_message_id: UUID
    agency: str
    faults: tuple[FaultCode, ...]
    refused_at: datetime


class AskAgencyAnswer(Request):
    """Ask what an agency answered. The reading is audited."""

    case_id: UUID
    request_id: UUID


class AgencyAnswerView(Answer):
    """An answer as it was given. ``note`` is the agency's or, where staff recorded it, theirs."""

    request_id: UUID
    agency: str
    kind: AgencyRequestKind
    answered_at: datetime
    found: bool
    finding: AgencyFinding | None = None
    answered_on: date | None = None
    answered_by: str | None = None
    phone: str | None = None
    email: str | None = None
    safe_contact: str | None = None
    establishment: str | None = None
    note: str | None = None


AGENCY_ANSWER = RpcMethod(
    "intake",
    "agency_answer",
    AskAgencyAnswer,
    AgencyAnswerView,
    "query",
    "What an agency answered to a request.",
)


class AgencyRequestCalledOffV1(IntakeEvent):
    """An agency request ended because its reason went: the person said no, or the case closed."""

    name = "agency_request_called_off"

    request_id: UUID
    case_id: UUID
    agency: str
    why: CalledOffWhy
    called_off_at: datetime


EVENTS: tuple[type[Event], ...] = (
    AgencyAnswerTakenV1,
    AgencyAnswerRefusedV1,
    AgencyRequestCalledOffV1,
)
COMMANDS: tuple[type[BusCommand], ...] = (ReceiveAgencyAnswerV1,)
METHODS = (AGENCY_ANSWER,)
