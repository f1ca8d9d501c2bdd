"""What stands about a case's risk, version by version, and what differs between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.domain.risk import band_of
from services.screening.domain.risk_versions import difference
from services.screening.store import risk
from services.screening.use_cases.records import content_of, factors_in
from services.screening.use_cases.seeing import require_sight
from shared.contracts.base import json_ready
from shared.contracts.codes import Mode
from shared.contracts.screening import risk_rpc, rpc
from shared.contracts.screening.risk import RiskRecord
from shared.contracts.screening.risk_codes import Forbidden, RiskStage
from shared.kernel.errors import NotFound

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def show_risk(uow: UnitOfWork, request: rpc.CaseById) -> rpc.Risk:
    """Return every version of a case's assessments and its bars; reading them is audited."""
    require_sight(uow, request.case_id)
    uow.audit("risk_read", subject=f"case/{request.case_id}")
    rows = risk.assessments_of(uow.connection, request.case_id)
    newest = risk.newest_versions(uow.connection, request.case_id)
    return rpc.Risk(
        assessments=tuple(_view(uow, row, newest[row.strand_id]) for row in rows),
        bars=tuple(_bar(bar) for bar in risk.bars_of(uow.connection, request.case_id)),
    )


def show_difference(
    uow: UnitOfWork, request: risk_rpc.CompareAssessments
) -> risk_rpc.AssessmentDifference:
    """Return what differs between any two versions, each change as a sentence."""
    require_sight(uow, request.case_id)
    uow.audit("risk_compared", subject=f"case/{request.case_id}")
    earlier = _find(uow, request.case_id, request.earlier)
    later = _find(uow, request.case_id, request.later)
    found = difference(*(json_ready(content_of(uow, row)) for row in (earlier, later)))
    return risk_rpc.AssessmentDifference(
        earlier_version=earlier.version,
        later_version=later.version,
        changes=tuple(
            risk_rpc.AssessmentChange(
                path=one.path, before=one.before, after=one.after, sentence=one.sentence
            )
            for one in found
        ),
    )


def _find(uow: UnitOfWork, case_id: UUID, assessment_id: UUID) -> Any:
    row = risk.find_assessment(uow.connection, case_id, assessment_id)
    if row is None:
        raise NotFound("assessment-unknown", assessment=assessment_id)
    return row


def _view(uow: UnitOfWork, row: Any, newest: int) -> rpc.AssessmentView:
    content, signed = content_of(uow, row), risk.signatures_of(uow.connection, row.assessment_id)
    record = {name: getattr(content, name) for name in RiskRecord.model_fields}
    return rpc.AssessmentView(
        **{**record, "stage": RiskStage(row.stage)},
        assessment_id=row.assessment_id,
        strand_id=row.strand_id,
        decision=content.decision,
        modes_permitted=content.modes_permitted,
        factors=content.factors,
        reasons=content.reasons,
        risk_of_not_proceeding=content.risk_of_not_proceeding,
        safety_plan=content.safety_plan,
        signatures=len(signed),
        signed_by=tuple(one.user_id for one in signed),
        in_force=row.signed_off_at is not None
        and row.replaced_at is None
        and row.valid_until >= uow.today(),
        valid_until=row.valid_until,
        version=row.version,
        based_on=row.based_on,
        newest=row.version == newest,
        template=row.criteria_version,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        **_highest(content),
    )


def _highest(content: rpc.DraftRiskAssessment) -> dict[str, Any]:
    """Return the highest single factor, before and after mitigation; never a sum (5.1)."""
    factors = factors_in(content.factors)
    top = max((one.residual for one in factors), default=0)
    return {
        "highest_inherent": band_of(max((one.inherent for one in factors), default=0)),
        "highest_residual": band_of(top),
        "highest_factors": tuple(
            sorted({one.code for one in factors if one.relevant and one.residual == top})
        ),
    }


def _bar(bar: Any) -> rpc.BarView:
    return rpc.BarView(
        bar_id=bar.bar_id,
        strand_id=bar.strand_id,
        kind=bar.kind,
        from_on=bar.from_on,
        until_on=bar.until_on,
        lifted_at=bar.lifted_at,
        order=bar.order_kind,
        forbids=tuple(Forbidden(code) for code in bar.forbids.split(",") if code),
        modes=tuple(mode for mode in Mode if mode in risk.modes_in(bar.modes)),
    )
