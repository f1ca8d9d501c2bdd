"""Risk assessments: drafted, signed by two different people, shown (RSK-02, RSK-03)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from services.screening.domain import risk as rules
from services.screening.store import eligibility, risk
from services.screening.store.policies import risk_criteria
from services.screening.use_cases.seeing import require_sight, require_strand, take_case
from services.screening.use_cases.telling import tell
from shared.contracts.codes import Mode, Restriction, RiskDecision
from shared.contracts.screening import rpc
from shared.contracts.screening.events import RiskAssessmentSignedOffV1
from shared.kernel.errors import InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

SIGNATURES_NEEDED = 2


def draft_risk_assessment(
    uow: UnitOfWork, request: rpc.DraftRiskAssessment
) -> rpc.AssessmentDrafted:
    """Keep a draft, encrypted. It has no force until two people have signed it."""
    take_case(uow, request.case_id)
    require_strand(uow, request.case_id, request.strand_id)
    factors = _factors(request.factors)
    faults = rules.draft_faults(
        factors,
        request.decision,
        request.modes_permitted,
        valid_until=request.valid_until,
        today=uow.today(),
        criteria=risk_criteria(),
    )
    if faults:
        raise InvalidInput("assessment-invalid", faults)
    row = _row(uow, request, rules.highest_residual(factors))
    risk.add_assessment(uow.connection, row)
    uow.audit(
        "risk_assessment_drafted",
        subject=f"case/{request.case_id}",
        assessment=row["assessment_id"],
        strand=request.strand_id,
    )
    return rpc.AssessmentDrafted(assessment_id=row["assessment_id"])


def sign_risk_assessment(uow: UnitOfWork, request: rpc.SignRiskAssessment) -> rpc.AssessmentSigned:
    """Sign an assessment. The second person's signature brings it into force.

    Raises ``Refused`` where a marked factor is unknown, the same person signs twice, the
    signers lack the standing that the residual risk asks for, or a hard stop forbids a mode.
    """
    take_case(uow, request.case_id)
    row = risk.find_assessment(uow.connection, request.case_id, request.assessment_id)
    if row is None:
        raise NotFound("assessment-unknown", assessment=request.assessment_id)
    factors = _factors(_content(uow, row).factors)
    _require_signable(uow, row, factors)
    mine = rules.Signature(uow.actor.id, frozenset(role.value for role in uow.actor.roles))
    signed = (*risk.signatures_of(uow.connection, row.assessment_id), mine)
    if len({one.user_id for one in signed}) < len(signed):
        raise Refused("already-signed", assessment=row.assessment_id)
    complete = len(signed) >= SIGNATURES_NEEDED
    if complete:
        _require_standing(signed, row)
    risk.add_signature(uow.connection, row.assessment_id, mine, uow.now())
    uow.audit("risk_assessment_signed", subject=f"case/{row.case_id}", assessment=row.assessment_id)
    if complete:
        _put_in_force(uow, row, len(signed))
    return rpc.AssessmentSigned(signatures=len(signed), in_force=complete)


def show_risk(uow: UnitOfWork, request: rpc.CaseById) -> rpc.Risk:
    """Return a case's assessments and bars; reading them is audited."""
    require_sight(uow, request.case_id)
    uow.audit("risk_read", subject=f"case/{request.case_id}")
    rows = risk.assessments_of(uow.connection, request.case_id)
    return rpc.Risk(
        assessments=tuple(_view(uow, row) for row in rows),
        bars=tuple(
            rpc.BarView(
                bar_id=bar.bar_id,
                strand_id=bar.strand_id,
                kind=bar.kind,
                from_on=bar.from_on,
                until_on=bar.until_on,
                lifted_at=bar.lifted_at,
            )
            for bar in risk.bars_of(uow.connection, request.case_id)
        ),
    )


def _require_signable(uow: UnitOfWork, row: Any, factors: tuple[rules.Factor, ...]) -> None:
    if row.signed_off_at is not None:
        raise Refused("already-signed-off", assessment=row.assessment_id)
    if row.valid_until < uow.today():
        raise Refused("assessment-expired", assessment=row.assessment_id)
    standing = risk.in_force(uow.connection, row.strand_id)
    if standing is not None and standing.drafted_at > row.drafted_at:
        raise Refused("newer-assessment-in-force", assessment=standing.assessment_id)
    if unknown := rules.unanswered(factors, risk_criteria()):
        raise Refused("must-answer-unknown", factors=",".join(unknown))
    stops = rules.forbidden_modes(
        modes_of(row),
        barred=risk.is_barred(uow.connection, row.case_id, row.strand_id, uow.today()),
        harmed_side_only=Restriction.HARMED_SIDE_ONLY.value
        in eligibility.standing_restrictions(uow.connection, row.case_id),
    )
    if stops:
        raise Refused(min(stops), stops=",".join(sorted(stops)))


def _require_standing(signed: tuple[rules.Signature, ...], row: Any) -> None:
    code = rules.missing_signature(
        signed, row.highest_residual, RiskDecision(row.decision), risk_criteria()
    )
    if code:
        raise Refused(code, assessment=row.assessment_id)


def _put_in_force(uow: UnitOfWork, row: Any, signed: int) -> None:
    now = uow.now()
    risk.put_in_force(uow.connection, row.assessment_id, row.strand_id, now)
    tell(
        uow,
        RiskAssessmentSignedOffV1(
            assessment_id=row.assessment_id,
            case_id=row.case_id,
            strand_id=row.strand_id,
            decision=RiskDecision(row.decision),
            modes_permitted=modes_of(row),
            signatures=signed,
            valid_until=row.valid_until,
            signed_off_at=now,
        ),
    )


def _row(uow: UnitOfWork, request: rpc.DraftRiskAssessment, residual: int) -> dict[str, Any]:
    content = request.model_dump_json()
    assessment_id = uow.ids.new()
    return {
        "assessment_id": assessment_id,
        "case_id": request.case_id,
        "strand_id": request.strand_id,
        "decision": request.decision.value,
        "modes_permitted": json.dumps(sorted(mode.value for mode in request.modes_permitted)),
        "content": uow.keys.seal(request.case_id, content, f"{risk.CONTENT}|{assessment_id}"),
        "highest_residual": residual,
        "criteria_version": risk_criteria().version,
        "valid_until": request.valid_until,
        "drafted_by": uow.actor.id,
        "drafted_at": uow.now(),
    }


def _content(uow: UnitOfWork, row: Any) -> rpc.DraftRiskAssessment:
    field = f"{risk.CONTENT}|{row.assessment_id}"
    return rpc.DraftRiskAssessment.model_validate_json(
        uow.keys.open(row.case_id, bytes(row.content), field)
    )


def _view(uow: UnitOfWork, row: Any) -> rpc.AssessmentView:
    content = _content(uow, row)
    return rpc.AssessmentView(
        assessment_id=row.assessment_id,
        strand_id=row.strand_id,
        decision=content.decision,
        modes_permitted=content.modes_permitted,
        factors=content.factors,
        reasons=content.reasons,
        signatures=len(risk.signatures_of(uow.connection, row.assessment_id)),
        in_force=row.signed_off_at is not None
        and row.replaced_at is None
        and row.valid_until >= uow.today(),
        valid_until=row.valid_until,
    )


def _factors(found: tuple[rpc.RiskFactor, ...]) -> tuple[rules.Factor, ...]:
    return tuple(
        rules.Factor(
            code=one.factor,
            relevant=one.relevant,
            likelihood=one.likelihood,
            impact=one.impact,
            residual_likelihood=one.residual_likelihood,
            residual_impact=one.residual_impact,
            subject=one.subject,
        )
        for one in found
    )


def modes_of(row: Any) -> tuple[Mode, ...]:
    """Return the modes that an assessment permits."""
    return tuple(Mode(code) for code in json.loads(row.modes_permitted))
