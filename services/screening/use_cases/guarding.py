"""What comms asks at the last moment, for the safety gate (design 7), under a lease (ADR 8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from services.screening.store import eligibility, risk
from services.screening.store.policies import review_policies
from services.screening.use_cases.assessing import modes_of
from services.screening.use_cases.seeing import require_strand
from shared.contracts.codes import EligibilityDecision, Restriction, RiskDecision
from shared.contracts.screening.guard import (
    BarFact,
    EligibilityFact,
    RiskFact,
    ScreeningFacts,
    ScreeningStanding,
)
from shared.leases import register

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def contact_standing(uow: UnitOfWork, request: ScreeningStanding) -> ScreeningFacts:
    """Return what stands at this very moment, leased: whatever changes it ends the lease."""
    turn = register.turn(uow, request.case_id)
    require_strand(uow, request.case_id, request.strand_id)
    return ScreeningFacts(
        bars=_bars(uow, request.case_id),
        eligibility=_eligibility(uow, request.case_id),
        risk=_risk(uow, request.strand_id),
        lease_id=turn.grant(),
    )


def _bars(uow: UnitOfWork, case_id: UUID) -> tuple[BarFact, ...]:
    return tuple(
        BarFact(strand_id=bar.strand_id, from_on=bar.from_on, until_on=bar.until_on)
        for bar in risk.bars_of(uow.connection, case_id)
        if bar.lifted_at is None
    )


def _eligibility(uow: UnitOfWork, case_id: UUID) -> tuple[EligibilityFact, ...]:
    return tuple(
        EligibilityFact(
            decision=EligibilityDecision(row["decision"]),
            restrictions=tuple(
                Restriction(code) for code in row["restrictions"].split(",") if code
            ),
        )
        for row in eligibility.standing_decisions(uow.connection, case_id)
    )


def _risk(uow: UnitOfWork, strand_id: UUID) -> RiskFact | None:
    row = risk.in_force(uow.connection, strand_id)
    if row is None:
        return None
    return RiskFact(
        decision=RiskDecision(row.decision),
        modes=modes_of(row),
        signatures=len(risk.signatures_of(uow.connection, row.assessment_id)),
        valid_until=row.valid_until,
        review_blocks_from=_blocked_from(uow, strand_id),
    )


def _blocked_from(uow: UnitOfWork, strand_id: UUID) -> date | None:
    blocking = {trigger for trigger, one in review_policies().items() if one.blocks_contact}
    due = risk.reviews_due(uow.connection, strand_id)
    return min((one.due_on for one in due if one.trigger in blocking), default=None)
