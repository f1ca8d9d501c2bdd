"""Events of screening: eligibility, risk, bars and safeguarding concerns."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shared.contracts.base import Event
from shared.contracts.codes import BarKind, EligibilityDecision, Mode, Restriction, RiskDecision


class ScreeningEvent(Event):
    """Anything that screening announces."""

    producer = "screening"


class EligibilityDecidedV1(ScreeningEvent):
    """A referral's eligibility was decided under a dated policy version."""

    name = "eligibility_decided"

    decision_id: UUID
    case_id: UUID
    referral_id: UUID
    decision: EligibilityDecision
    restrictions: tuple[Restriction, ...] = ()
    rules: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()
    policy_version: str
    exception: bool = False
    decided_at: datetime


class RiskAssessmentSignedOffV1(ScreeningEvent):
    """Two people signed a risk assessment of a strand (RSK-02); later ones replace earlier."""

    name = "risk_assessment_signed_off"

    assessment_id: UUID
    case_id: UUID
    strand_id: UUID
    decision: RiskDecision
    modes_permitted: tuple[Mode, ...]
    signatures: int
    valid_until: date
    signed_off_at: datetime


class RiskReviewDueV1(ScreeningEvent):
    """A risk assessment must be looked at again (RSK-03); contact stops where it says so."""

    name = "risk_review_due"

    case_id: UUID
    strand_id: UUID | None = None
    trigger: str
    blocks_contact: bool
    due_on: date


class ContactBarredV1(ScreeningEvent):
    """An order or measure forbids contact with a strand's other side (ELG-12).

    ``modes`` are those that it forbids; none named means that it forbids them all.
    """

    name = "contact_barred"

    bar_id: UUID
    case_id: UUID
    strand_id: UUID | None = None
    kind: BarKind
    from_on: date
    until_on: date | None = None
    barred_at: datetime
    modes: tuple[Mode, ...] = ()


class ContactBarLiftedV1(ScreeningEvent):
    """A bar no longer applies."""

    name = "contact_bar_lifted"

    bar_id: UUID
    case_id: UUID
    lifted_at: datetime


class SafeguardingConcernRaisedV1(ScreeningEvent):
    """Somebody raised a safeguarding concern; contact stops at once."""

    name = "safeguarding_concern_raised"

    concern_id: UUID
    case_id: UUID
    raised_at: datetime


EVENTS: tuple[type[Event], ...] = (
    EligibilityDecidedV1,
    RiskAssessmentSignedOffV1,
    RiskReviewDueV1,
    ContactBarredV1,
    ContactBarLiftedV1,
    SafeguardingConcernRaisedV1,
)
