"""RPC methods of contact: what is safe, what was tried, and updates as they were promised.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.base import (
    Answer,
    Message,
    Moment,
    Nothing,
    Record,
    Request,
    RpcMethod,
    Versioned,
)
from shared.contracts.codes import ConsentPurpose, ContactPath, Engagement
from shared.contracts.intake.codes import (
    ContactChannel,
    ContactResult,
    UpdateInterval,
    UpdatePath,
)
from shared.contracts.intake.rpc import Note, Purpose

PREFERENCES_RECORD = Record("contact_preferences", "person_id")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Who = Annotated[str, Field(min_length=1, max_length=120)]


class SafeHours(Message):
    """A stretch of a weekday in which contact is safe, London time."""

    day: Weekday
    after: time
    until: time


class Preferences(Message):
    """How a person may be contacted safely. Nothing given is no limit; no channel left is none."""

    channels: tuple[ContactChannel, ...] = tuple(ContactChannel)
    hours: Annotated[tuple[SafeHours, ...], Field(max_length=30)] = ()
    avoid: Annotated[tuple[date, ...], Field(max_length=60)] = ()
    avoid_every_year: Annotated[
        tuple[Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")], ...], Field(max_length=30)
    ] = ()
    name_to_use: Who | None = None
    may_not_learn: Annotated[tuple[Who, ...], Field(max_length=20)] = ()
    leave_messages: bool = False


class SetPreferences(Request):
    """Keep how a person may be contacted; what was kept before stays on record."""

    case_id: UUID
    person_id: UUID
    preferences: Preferences
    asked_by_person: bool = True


class AskContact(Request):
    """Ask, before contacting somebody, whether it is safe now, and how to go about it. Audited."""

    case_id: UUID
    person_id: UUID
    channel: ContactChannel
    purpose: Purpose
    at: Moment | None = None


class ContactAdvice(Versioned):
    """Whether contact is safe: every objection as a code, and what to mind."""

    allowed: bool
    objections: tuple[str, ...]
    name_to_use: str | None = None
    may_not_learn: tuple[str, ...] = ()
    leave_messages: bool = False


class RecordContact(Request):
    """Record an attempt to contact somebody, its path and result."""

    case_id: UUID
    person_id: UUID
    channel: ContactChannel
    path: ContactPath
    result: ContactResult
    at: Moment | None = None
    note: Note | None = None
    against_preferences: Annotated[str, Field(min_length=10, max_length=1000)] | None = None


class ContactKept(Answer):
    """The attempt's id, and how many there have been."""

    contact_id: UUID
    attempts: int


class AskContacts(Request):
    """Ask for the attempts to contact people of a case, and where they stood over time."""

    case_id: UUID
    person_id: UUID | None = None


class ContactView(Message):
    """One attempt."""

    contact_id: UUID
    person_id: UUID
    channel: ContactChannel
    path: ContactPath
    result: ContactResult
    at: datetime
    by: str
    against_preferences: bool


class EngagementView(Message):
    """Where a participant stood from a moment on (PRC-17)."""

    strand_id: UUID
    person_id: UUID
    engagement: Engagement
    path: ContactPath | None = None
    since: datetime


class Contacts(Answer):
    """Attempts and engagement, oldest first."""

    contacts: tuple[ContactView, ...]
    engagement: tuple[EngagementView, ...]


class PromiseUpdates(Request):
    """Keep how often a participant wants to hear, and by whom (HLD-02, HLD-03)."""

    case_id: UUID
    person_id: UUID
    interval: UpdateInterval
    path: UpdatePath = UpdatePath.DIRECT


class RecordUpdate(Request):
    """Note that a participant was given an update; the next one falls due an interval later."""

    case_id: UUID
    person_id: UUID


class ListUpdates(Request):
    """List promised updates that are due by a day (today unless said); of one case, or of all."""

    case_id: UUID | None = None
    by: date | None = None
    limit: int = Field(default=200, ge=1, le=500)


class DueUpdate(Message):
    """An update that somebody was promised."""

    case_id: UUID
    person_id: UUID
    interval: UpdateInterval
    path: UpdatePath
    due_on: date
    days_overdue: int
    on_hold: bool


class DueUpdates(Answer):
    """Promised updates, the longest overdue first."""

    updates: tuple[DueUpdate, ...]


class ListReviews(Request):
    """List consents that were to be looked at again by a day (today, where none is named)."""

    by: date | None = None
    limit: int = Field(default=200, ge=1, le=500)


class ConsentToReview(Message):
    """A consent that stands and is due to be looked at again."""

    consent_id: UUID
    case_id: UUID
    person_id: UUID
    purpose: ConsentPurpose
    review_on: date


class ConsentsToReview(Answer):
    """Consents to look at again, the longest due first."""

    consents: tuple[ConsentToReview, ...]


class AskContactHistory(Request):
    """Ask how a person is reached and was said to be, over all records merged with theirs. Audited."""

    case_id: UUID
    person_id: UUID
    purpose: Purpose
    unmasked: bool = False


class ToldDetail(Message):
    """One detail of a person, masked unless it was asked for in full.

    ``stands``: it is what staff use. Else a later referral told it, by whom and when is said, and it
    stands only once staff choose it, by an amendment with their reason.
    """

    field: str
    shown: str
    person_id: UUID
    stands: bool
    referral_id: UUID | None = None
    told_by: str | None = None
    told_at: datetime | None = None


class ContactHistory(Answer):
    """What stands, then what was told later, oldest first; and how they asked to be contacted.

    ``asked_for`` has one entry for each record of theirs for which something was asked; it is never
    masked, since whoever reaches them must heed it, and whoever changes it writes all of it anew.
    """

    details: tuple[ToldDetail, ...]
    asked_for: tuple[Preferences, ...] = ()


SET_PREFERENCES = RpcMethod(
    "intake",
    "set_contact_preferences",
    SetPreferences,
    Nothing,
    "command",
    "Keep how a person may be contacted safely.",
    changes=PREFERENCES_RECORD,
)
CONTACT_ADVICE = RpcMethod(
    "intake",
    "contact_advice",
    AskContact,
    ContactAdvice,
    "query",
    "Whether contact is safe now, and how to go about it.",
    shows=PREFERENCES_RECORD,
)
RECORD_CONTACT = RpcMethod(
    "intake", "record_contact", RecordContact, ContactKept, "command", "Record a contact attempt."
)
CONTACTS = RpcMethod(
    "intake", "contacts", AskContacts, Contacts, "query", "Attempts and engagement over time."
)
PROMISE_UPDATES = RpcMethod(
    "intake",
    "promise_updates",
    PromiseUpdates,
    Nothing,
    "command",
    "Keep how often a participant wants to hear.",
)
RECORD_UPDATE = RpcMethod(
    "intake", "record_update", RecordUpdate, Nothing, "command", "Note that an update was given."
)
DUE_UPDATES = RpcMethod(
    "intake", "due_updates", ListUpdates, DueUpdates, "query", "Promised updates that are due."
)
CONSENTS_TO_REVIEW = RpcMethod(
    "intake",
    "consents_to_review",
    ListReviews,
    ConsentsToReview,
    "query",
    "Consents that are due to be looked at again.",
)

CONTACT_HISTORY = RpcMethod(
    "intake",
    "contact_history",
    AskContactHistory,
    ContactHistory,
    "query",
    "How a person is reached, and what later referrals told otherwise; masked by default.",
)

METHODS = (
    CONTACT_HISTORY,
    SET_PREFERENCES,
    CONTACT_ADVICE,
    RECORD_CONTACT,
    CONTACTS,
    PROMISE_UPDATES,
    RECORD_UPDATE,
    DUE_UPDATES,
    CONSENTS_TO_REVIEW,
)
