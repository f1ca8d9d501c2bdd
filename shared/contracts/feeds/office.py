"""RPC methods of a feed's office: its agreements, its disclosure log, and its quarantine.

Each agency's own process answers for its own agency, under the service name ``feeds-<agency>``
(ADR 12). The methods are declared once, for ``feeds``; ``addressed`` leads one to the feed that its
request names. Bodies travel sealed to that feed alone.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.feeds.agreements import Agreements, AskAgreements, OfFeed
from shared.kernel.errors import InvalidInput

FAMILY = "feeds"
FIELD = r"^[A-Za-z][A-Za-z0-9_]{0,59}(\.[A-Za-z0-9_]{1,60}){0,7}$"
FieldName = Annotated[str, Field(pattern=FIELD)]
Reason = Annotated[str, Field(min_length=3, max_length=200)]


class LookPurpose(StrEnum):
    """What somebody may read a held message for."""

    CORRECT = "correct_and_release"
    DECIDE = "decide_what_becomes_of_it"
    ANSWER_SENDER = "answer_its_sender"
    DATA_PROTECTION = "data_protection_request"


class RejectionReason(StrEnum):
    """Why a held message is given up for good, as its sender is told."""

    SEND_AGAIN = "send-again-corrected"
    RECEIVED_OTHERWISE = "received-otherwise"
    NOT_FOR_US = "not-for-this-service"
    SENT_IN_ERROR = "sent-in-error"


class AskDisclosures(OfFeed):
    """Ask who was told what: of a case, a person or a reference, on some days, or all. Newest first.

    Of a case means also of those joined with it; of a person, of every record merged with theirs.
    ``before`` is the last entry of the page before. ``for_export``: it leaves as a file, and the audit
    says so.
    """

    case_id: UUID | None = None
    person_id: UUID | None = None
    reference: Annotated[str, Field(pattern=r"^[A-Z]{2}-\d{4}-[0-9A-Z]{1,12}$")] | None = None
    since: date | None = None
    until: date | None = None
    withheld_only: bool = False
    for_export: bool = False
    before: UUID | None = None
    limit: int = Field(default=50, ge=1, le=500)


class Disclosure(Message):
    """One telling: when, to whom, which fields, under which clause, on which basis, for what.

    ``withheld_at``: it was written down, and did not leave after all; ``withheld_as`` says why.
    """

    disclosure_id: UUID
    disclosed_at: datetime
    kind: str
    agency: str
    agreement: str
    clause: str
    legal_basis: str
    purpose: str
    recipient: str
    fields: tuple[str, ...]
    case_id: UUID | None = None
    reference: str | None = None
    strand_id: UUID | None = None
    person_id: UUID | None = None
    consent_id: UUID | None = None
    told_by: str
    withheld_at: datetime | None = None
    withheld_as: str | None = None


class Disclosures(Answer):
    """Entries of one feed's log, newest first; ``more`` says that there are older ones.

    ``next_page`` is then the next page's ``before``.
    """

    entries: tuple[Disclosure, ...]
    more: bool
    next_page: UUID | None = None


class ListQuarantined(OfFeed):
    """Ask for what was refused for its form and is held: what waits, all that is kept, or one.

    ``after`` is the ``next_page`` of the page before.
    """

    feed_message_id: UUID | None = None
    settled_too: bool = False
    limit: int = Field(default=100, ge=1, le=500)
    after: UUID | None = None


class FaultView(Message):
    """One fault: the sender's own field, its code, and what it means in words."""

    field: str
    code: str
    says: str


class HeldView(Message):
    """One held message without what it says. ``message_id`` is what its sender calls it."""

    feed_message_id: UUID
    message_id: str
    state: str
    arrived_at: datetime
    kept_until: date
    faults: tuple[FaultView, ...]
    corrected: bool
    settled_by: str | None = None
    settled_why: str | None = None
    settled_at: datetime | None = None


class Quarantined(Answer):
    """Held messages, oldest first; ``waiting`` counts all that wait, also beyond the limit."""

    messages: tuple[HeldView, ...]
    waiting: int
    next_page: UUID | None = None


class ReadQuarantined(OfFeed):
    """Read what a held message says, for a stated purpose that is audited.

    ``also``: fields that a correction showed to be at fault beside those that were at first.
    """

    feed_message_id: UUID
    purpose: LookPurpose
    also: Annotated[tuple[FieldName, ...], Field(max_length=200)] = ()


class WrittenField(Message):
    """One field as its sender wrote it, or left it out; ``wanted`` is what its form asks for."""

    field: str
    value: str | None = None
    original: str | None = None
    at_fault: bool
    says: tuple[str, ...] = ()
    wanted: str = ""
    choices: tuple[str, ...] = ()


class HeldMessage(Answer):
    """What a held message says, field by field: only what the agreement lets in is shown.

    ``readable`` is False for what nobody can read as a form: then it has no fields. ``original`` of
    a field is there once it was corrected. ``not_kept`` names what came with it and is not taken in.
    """

    about: HeldView
    readable: bool
    fields: tuple[WrittenField, ...]
    not_kept: tuple[str, ...] = ()


class Correction(Message):
    """A field's right value; empty takes the field away."""

    field: FieldName
    value: Annotated[str, Field(max_length=8000)] = ""


class ReleaseQuarantined(OfFeed):
    """Correct the named fields and hand the message to intake; a reason is kept with your name.

    What is still at fault refuses the whole: nothing is kept of it then.
    """

    feed_message_id: UUID
    corrections: Annotated[tuple[Correction, ...], Field(max_length=300)] = ()
    reason: Reason


class RejectQuarantined(OfFeed):
    """Give a held message up; its sender is told ``because``, and your note stays here."""

    feed_message_id: UUID
    because: RejectionReason
    note: Reason


class QuarantineSettled(Answer):
    """What became of a held message, and which of its fields were corrected."""

    feed_message_id: UUID
    state: str
    corrected: tuple[str, ...] = ()


def _method(
    name: str, request: type[Request], answer: type[Answer], description: str, *, command: bool
) -> RpcMethod:
    return RpcMethod(FAMILY, name, request, answer, "command" if command else "query", description)


AGREEMENTS = _method(
    "agreements", AskAgreements, Agreements, "How a feed's agreements stand.", command=False
)
DISCLOSURES = _method(
    "disclosures", AskDisclosures, Disclosures, "Who was told what, and why.", command=False
)
QUARANTINE = _method(
    "quarantine", ListQuarantined, Quarantined, "What was refused and is held.", command=False
)
READ_QUARANTINED = _method(
    "read_quarantined", ReadQuarantined, HeldMessage, "What a held message says.", command=False
)
RELEASE_QUARANTINED = _method(
    "release_quarantined",
    ReleaseQuarantined,
    QuarantineSettled,
    "Correct a held message and hand it to intake.",
    command=True,
)
REJECT_QUARANTINED = _method(
    "reject_quarantined",
    RejectQuarantined,
    QuarantineSettled,
    "Give a held message up and tell its sender.",
    command=True,
)
METHODS = (
    AGREEMENTS,
    DISCLOSURES,
    QUARANTINE,
    READ_QUARANTINED,
    RELEASE_QUARANTINED,
    REJECT_QUARANTINED,
)


def service_of(agency: str) -> str:
    """Return the service name under which an agency's feed answers."""
    return f"{FAMILY}-{agency}"


def addressed(method: RpcMethod, request: Request) -> RpcMethod:
    """Return the method at the feed that its request names; other services' as they are."""
    if method.service != FAMILY:
        return method
    if not isinstance(request, OfFeed):
        raise InvalidInput("agency-missing")
    return method.at(service_of(request.agency))
