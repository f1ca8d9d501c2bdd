"""What allocation does when another service announces something. Each may come twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.allocation.store import cases
from services.allocation.use_cases import conflicting
from shared.contracts.codes import CaseFlag, CrimeType
from shared.contracts.intake.events import (
    CaseClosedV1,
    CaseOpenedV1,
    CasesJoinedV1,
    ReferralAmendedV1,
    ReferralReceivedV1,
)
from shared.contracts.screening.events import EligibilityDecidedV1, RiskAssessmentSignedOffV1

if TYPE_CHECKING:
    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork


def on_case_opened(uow: UnitOfWork, event: CaseOpenedV1, envelope: Envelope) -> None:
    """Note the case."""
    cases.save_case(uow.connection, event.case_id, opened_at=event.opened_at)


def on_referral_received(uow: UnitOfWork, event: ReferralReceivedV1, envelope: Envelope) -> None:
    """Note which specialist skill the referral asks for (ALL-04)."""
    if cases.find_case(uow.connection, event.case_id) is None:
        cases.save_case(uow.connection, event.case_id, opened_at=event.received_at)
    _note_needs(uow, event)


def on_referral_amended(uow: UnitOfWork, event: ReferralAmendedV1, envelope: Envelope) -> None:
    """Note the skill that the referral asks for as it now stands: a hate crime may come out late."""
    _note_needs(uow, event)


def _note_needs(uow: UnitOfWork, event: ReferralReceivedV1 | ReferralAmendedV1) -> None:
    hate = CrimeType.HATE in event.crime_types or CaseFlag.HATE in event.flags
    asked = {"hate": hate, "sexual": CrimeType.SEXUAL in event.crime_types}
    needs = ",".join(sorted(need for need, holds in asked.items() if holds))
    cases.save_referral(uow.connection, event.referral_id, event.case_id, needs=needs)


def on_eligibility_decided(
    uow: UnitOfWork, event: EligibilityDecidedV1, envelope: Envelope
) -> None:
    """Keep the decision that stands for a referral."""
    cases.save_referral(
        uow.connection, event.referral_id, event.case_id, decision=event.decision.value
    )


def on_risk_signed_off(
    uow: UnitOfWork, event: RiskAssessmentSignedOffV1, envelope: Envelope
) -> None:
    """Keep the latest judgement of risk of a strand."""
    row = {
        "strand_id": event.strand_id,
        "case_id": event.case_id,
        "decision": event.decision.value,
        "valid_until": event.valid_until,
    }
    cases.save_risk(uow.connection, row)


def on_case_closed(uow: UnitOfWork, event: CaseClosedV1, envelope: Envelope) -> None:
    """A closed case counts in nobody's caseload, and nobody is assigned to it any more."""
    cases.save_case(uow.connection, event.case_id, closed_at=event.closed_at)


def on_cases_joined(uow: UnitOfWork, event: CasesJoinedV1, envelope: Envelope) -> None:
    """Nobody is assigned to a case that goes on in another; its referrals ask for skill there.

    Whoever must not take the one must not take the other.
    """
    cases.save_case(uow.connection, event.case_id, closed_at=event.joined_at)
    for referral_id in event.referral_ids:
        cases.save_referral(uow.connection, referral_id, event.into_case_id)
    conflicting.carry_over(uow, event)
