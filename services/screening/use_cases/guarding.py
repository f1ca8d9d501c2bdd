"""What comms asks at the last moment, for the safety gate (design 7), under a lease (ADR 8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.domain.risk_record import between_parties
from services.screening.domain.risk_signing import Surroundings, named_modes, unconsulted
from services.screening.store import eligibility, risk, risk_reviews
from services.screening.store.risk_templates import criteria_in_force
from services.screening.use_cases.overtaking import catch_up
from services.screening.use_cases.records import content_of, modes_of
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
    catch_up(uow, request.case_id)
    turn = register.turn(uow, request.case_id)
    require_strand(uow, request.case_id, request.strand_id)
    return ScreeningFacts(
        bars=_bars(uow, request.case_id),
        eligibility=_eligibility(uow, request.case_id),
        risk=_risk(uow, request.case_id, request.strand_id),
        lease_id=turn.grant(),
    )


def _bars(uow: UnitOfWork, case_id: UUID) -> tuple[BarFact, ...]:
    """Return the bars that stand, each with the modes that it forbids."""
    return tuple(
        BarFact(
            strand_id=bar.strand_id,
            from_on=bar.from_on,
            until_on=bar.until_on,
            modes=named_modes(risk.modes_in(bar.modes)),
        )
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


def _risk(uow: UnitOfWork, case_id: UUID, strand_id: UUID) -> RiskFact | None:
    row = risk.in_force(uow.connection, strand_id)
    if row is None:
        return None
    barred = risk.barred_modes(uow.connection, case_id, strand_id, uow.today())
    return RiskFact(
        decision=RiskDecision(row.decision),
        modes=tuple(mode for mode in modes_of(row) if mode not in barred),
        signatures=len(risk.signatures_of(uow.connection, row.assessment_id)),
        valid_until=row.valid_until,
        review_blocks_from=_blocked_from(uow, row),
    )


def _blocked_from(uow: UnitOfWork, row: Any) -> date | None:
    """Return the day from which a review blocks: one that is due, or a specialist not yet asked."""
    due = risk_reviews.reviews_due(uow.connection, row.strand_id)
    days = [one.due_on for one in due if one.blocks_contact]
    if _specialist_missing(uow, row):
        days.append(uow.today())
    return min(days, default=None)


def _specialist_missing(uow: UnitOfWork, row: Any) -> bool:
    """Whether a specialist path has opened, or its advice grown old, since the assessment."""
    record = content_of(uow, row)
    facts = risk.facts_of_case(uow.connection, row.case_id)
    around = Surroundings(today=uow.today(), facts=facts)
    criteria = criteria_in_force(uow.connection)
    return bool(between_parties(record)) and bool(unconsulted(record, around, criteria))
