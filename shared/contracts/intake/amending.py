"""RPC methods that amend what was submitted: with a reason, and old and new value kept.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod
from shared.contracts.codes import (
    Area,
    CaseFlag,
    CrimeType,
    Proceedings,
    Source,
    UpdateCadence,
    YesNoUnknown,
)
from shared.contracts.intake.codes import Disposal
from shared.contracts.intake.entry import REFERRAL_RECORD, Reason
from shared.contracts.intake.people import Borough, Code, FurtherIdentifiers, Line, Name
from shared.contracts.intake.rpc import PERSON_RECORD, Purpose


class FlagAnswer(Message):
    """What somebody who was asked said about a flag; ``unknown`` takes an answer back."""

    flag: CaseFlag
    answer: YesNoUnknown


class ReferralChanges(Message):
    """New values of a referral; what is not given stays.

    ``answers`` change the flags that they name and no others. ``flags`` stand in place of all that
    were set before: whoever takes one away says no to it.
    """

    heard_via: Source | None = None
    pathway: Annotated[str, Field(max_length=60)] | None = None
    scheme: Code | None = None
    contract: Code | None = None
    update_cadence: UpdateCadence | None = None
    arrived_on: date | None = None
    original_received_on: date | None = None
    prior_provider: Annotated[str, Field(max_length=100)] | None = None
    disposal: Disposal | None = None
    rj_is_condition: bool | None = None
    crime_types: Annotated[tuple[CrimeType, ...], Field(min_length=1, max_length=10)] | None = None
    flags: tuple[CaseFlag, ...] | None = None
    answers: Annotated[tuple[FlagAnswer, ...], Field(max_length=20)] = ()
    offence_on: date | None = None
    sentenced_on: date | None = None
    place_area: Area | None = None
    place_borough: Borough | None = None
    force: Annotated[str, Field(max_length=20)] | None = None
    crime_number: Annotated[str, Field(max_length=35)] | None = None
    proceedings: Proceedings | None = None
    responsibility_accepted: YesNoUnknown | None = None
    narrative: Annotated[str, Field(max_length=8000)] | None = None


class PersonChanges(Message):
    """New values of a person; what is not given stays."""

    given_name: Name | None = None
    family_name: Name | None = None
    known_as: Name | None = None
    date_of_birth: date | None = None
    address: Annotated[tuple[Line, ...], Field(max_length=6)] | None = None
    postcode: Annotated[str, Field(max_length=10)] | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=200)] | None = None
    home_area: Area | None = None
    work_area: Area | None = None
    home_borough: Borough | None = None
    work_borough: Borough | None = None
    on_licence: bool | None = None
    offender_manager: Annotated[str, Field(max_length=200)] | None = None
    further_identifiers: FurtherIdentifiers | None = None


class AmendReferral(Request):
    """Amend a referral. ``clear`` names fields that are to hold nothing any more."""

    case_id: UUID
    referral_id: UUID
    changes: ReferralChanges = ReferralChanges()
    clear: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    reason: Reason


class AmendPerson(Request):
    """Amend a person. ``clear`` names fields that are to hold nothing any more.

    ``also_known`` is added to the further identifiers that are kept already.
    """

    case_id: UUID
    person_id: UUID
    changes: PersonChanges = PersonChanges()
    also_known: FurtherIdentifiers = ()
    clear: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    reason: Reason


class AskAmendments(Request):
    """Ask what was amended in a case, for a stated purpose that is audited."""

    case_id: UUID
    purpose: Purpose


class AmendmentView(Message):
    """One field that was amended; values as they were written, None where there was none."""

    amendment_id: UUID
    referral_id: UUID | None = None
    person_id: UUID | None = None
    field: str
    old: str | None = None
    new: str | None = None
    reason: str
    amended_at: datetime
    amended_by: str


class Amendments(Answer):
    """Amendments, oldest first."""

    amendments: tuple[AmendmentView, ...]


AMEND_REFERRAL = RpcMethod(
    "intake",
    "amend_referral",
    AmendReferral,
    Nothing,
    "command",
    "Amend a referral, with a reason.",
    changes=REFERRAL_RECORD,
)
AMEND_PERSON = RpcMethod(
    "intake",
    "amend_person",
    AmendPerson,
    Nothing,
    "command",
    "Amend a person, with a reason.",
    changes=PERSON_RECORD,
)
AMENDMENTS = RpcMethod(
    "intake", "amendments", AskAmendments, Amendments, "query", "What was amended, and why."
)

METHODS = (AMEND_REFERRAL, AMEND_PERSON, AMENDMENTS)
