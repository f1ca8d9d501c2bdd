"""Announcing, and ending the leases over facts that the announcement changes (ADR 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.contracts.screening.events import (
    ContactBarredV1,
    EligibilityDecidedV1,
    RiskAssessmentSignedOffV1,
    RiskReviewDueV1,
    SafeguardingConcernRaisedV1,
)
from shared.leases import register

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

ENDING = (
    ContactBarredV1,
    EligibilityDecidedV1,
    RiskAssessmentSignedOffV1,
    RiskReviewDueV1,
    SafeguardingConcernRaisedV1,
)
"""What changes what stands. A lifted bar does not: it only opens what was closed."""

Telling = (
    EligibilityDecidedV1
    | RiskAssessmentSignedOffV1
    | RiskReviewDueV1
    | ContactBarredV1
    | SafeguardingConcernRaisedV1
)


def tell(uow: UnitOfWork, event: Telling) -> None:
    """Announce an event and, in the same transaction, end the leases of its case."""
    register.end(uow, event.case_id, event.type())
    uow.announce(event)
