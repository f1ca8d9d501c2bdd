"""Shapes that carry people: a referral's submission and the views that reveal somebody.

Nothing here may stand in an event. It travels only sealed: in a bus command, or in the
body of an RPC call.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.contracts.base import Message
from shared.contracts.codes import (
    Area,
    CaseFlag,
    Channel,
    ConsentMethod,
    ConsentPurpose,
    CrimeType,
    ParticipantRole,
    Proceedings,
    Side,
    Source,
    UpdateCadence,
    YesNoUnknown,
)
from shared.contracts.intake.codes import Disposal, Door, FurtherKind, IdentifierKind, ReferenceKind

Name = Annotated[str, Field(min_length=1, max_length=100)]
Line = Annotated[str, Field(max_length=200)]
LocalRef = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,19}$")]
Borough = Annotated[str, Field(pattern=r"^E090000(0[1-9]|[12]\d|3[0-3])$")]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.-]{1,59}$")]


class Submitted(Message):
    """Part of a submission: an unknown field is a fault, so that nothing is dropped unseen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class IdentifierGiven(Submitted):
    """What an agency knows a person by."""

    kind: IdentifierKind
    value: Annotated[str, Field(min_length=1, max_length=30)]


class FurtherIdentifier(Submitted):
    """What else a person could be known by: kept for the leak check, so that no letter tells it."""

    kind: FurtherKind
    value: Annotated[str, Field(min_length=2, max_length=200)]


FurtherIdentifiers = Annotated[tuple[FurtherIdentifier, ...], Field(max_length=20)]


class IncidentReference(Submitted):
    """What an agency knows an incident by."""

    kind: ReferenceKind
    value: Annotated[str, Field(min_length=1, max_length=35)]
    force: Annotated[str, Field(max_length=20)] | None = None


class ParticipantDetails(Submitted):
    """A person as the referrer knows them. ``ref`` is the submission's own short name.

    ``in_custody`` and ``on_licence`` are facts where they are true. Nobody who leaves them out has
    said that a person is free, so no rule may read them so.
    """

    ref: LocalRef
    role: ParticipantRole
    given_name: Name
    family_name: Name
    known_as: Name | None = None
    date_of_birth: date | None = None
    address: tuple[Line, ...] = Field(default=(), max_length=6)
    postcode: Annotated[str, Field(max_length=10)] | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=200)] | None = None
    safe_contact: Annotated[str, Field(max_length=500)] | None = None
    home_area: Area = Area.UNKNOWN
    work_area: Area = Area.UNKNOWN
    in_custody: bool = False
    on_licence: bool = False
    establishment: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    prison_number: Annotated[str, Field(pattern=r"^[A-Z]\d{4}[A-Z]{2}$")] | None = None
    offender_manager: Annotated[str, Field(max_length=200)] | None = None
    relationship: Annotated[str, Field(max_length=100)] | None = None
    home_borough: Borough | None = None
    work_borough: Borough | None = None
    identifiers: Annotated[tuple[IdentifierGiven, ...], Field(max_length=10)] = ()
    further_identifiers: FurtherIdentifiers = ()


class OffenceDetails(Submitted):
    """What happened, as far as eligibility, priority and matching ask.

    ``flags`` apply. Those that are only in ``asked`` do not: somebody was asked and said no. What is
    in neither is not known, and staff find it out. Without ``asked`` nobody was asked anything.
    ``crime_type_known`` is false where the sender does not know what kind of offence it was:
    ``crime_types`` then holds ``other`` alone, which says nothing.
    """

    crime_types: Annotated[tuple[CrimeType, ...], Field(min_length=1, max_length=10)]
    crime_type_known: bool | None = None
    flags: tuple[CaseFlag, ...] = ()
    asked: tuple[CaseFlag, ...] | None = None
    offence_on: date | None = None
    place_area: Area = Area.UNKNOWN
    force: Annotated[str, Field(max_length=20)] | None = None
    crime_number: Annotated[str, Field(max_length=35)] | None = None
    proceedings: Proceedings = Proceedings.UNKNOWN
    responsibility_accepted: YesNoUnknown = YesNoUnknown.UNKNOWN
    narrative: Annotated[str, Field(max_length=8000)] | None = None
    place_borough: Borough | None = None
    sentenced_on: date | None = None
    references: Annotated[tuple[IncidentReference, ...], Field(max_length=10)] = ()


class DeclaredConsent(Submitted):
    """A consent that the referrer declares to hold (INT-08, CON-07)."""

    participant: LocalRef
    purpose: ConsentPurpose
    given: bool = True
    method: ConsentMethod = ConsentMethod.SPOKEN
    obtained_by: Annotated[str, Field(min_length=1, max_length=60)]
    obtained_on: date | None = None


class ReferralSubmission(Submitted):
    """One referral as it is submitted, by whatever door (INT-01 to INT-18)."""

    initiated_by: Side
    source: Source
    channel: Channel
    heard_via: Source | None = None
    pathway: Annotated[str, Field(max_length=60)] | None = None
    sender_reference: Annotated[str, Field(max_length=60)] | None = None
    referrer_name: Annotated[str, Field(max_length=120)] | None = None
    referrer_contact: Annotated[str, Field(max_length=200)] | None = None
    update_cadence: UpdateCadence = UpdateCadence.AT_END
    harmed: Annotated[tuple[ParticipantDetails, ...], Field(max_length=30)]
    responsible: Annotated[tuple[ParticipantDetails, ...], Field(max_length=30)] = ()
    offence: OffenceDetails
    consents: Annotated[tuple[DeclaredConsent, ...], Field(max_length=100)] = ()
    original_received_on: date | None = None
    prior_provider: Annotated[str, Field(max_length=100)] | None = None
    joins_case_reference: Annotated[str, Field(max_length=20)] | None = None
    predecessor_reference: Annotated[str, Field(max_length=20)] | None = None
    door: Door | None = None
    scheme: Code | None = None
    contract: Code | None = None
    prior_contract: Annotated[str, Field(max_length=100)] | None = None
    arrived_on: date | None = None
    not_filled_in: Annotated[tuple[Code, ...], Field(max_length=40)] = ()
    disposal: Disposal | None = None
    rj_is_condition: bool | None = None


class PersonView(Message):
    """A person revealed to somebody entitled, with the purpose audited."""

    person_id: str
    role: ParticipantRole
    given_name: str
    family_name: str
    known_as: str | None = None
    date_of_birth: date | None = None
    address: tuple[str, ...] = ()
    postcode: str | None = None
    phone: str | None = None
    email: str | None = None
    safe_contact: str | None = None
    establishment: str | None = None
    prison_number: str | None = None
    further_identifiers: tuple[FurtherIdentifier, ...] = ()


class Considered(Message):
    """A case that a referral is like, and why the referral is nevertheless another."""

    case_id: UUID
    reason: Annotated[str, Field(min_length=10, max_length=1000)]
