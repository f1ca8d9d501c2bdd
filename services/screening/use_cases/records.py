"""The words of an assessment: sealed under the case's key, opened, and read by the rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from services.screening.domain.risk import Factor
from services.screening.store import risk
from shared.contracts.codes import Mode
from shared.contracts.screening import rpc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from shared.contracts.screening.risk import RiskFactor
    from shared.messaging.unit_of_work import UnitOfWork


def seal_content(uow: UnitOfWork, request: rpc.DraftRiskAssessment, assessment_id: UUID) -> bytes:
    """Return the words of a version as they are kept."""
    field = f"{risk.CONTENT}|{assessment_id}"
    return uow.keys.seal(request.case_id, request.model_dump_json(), field)


def content_of(uow: UnitOfWork, row: Any) -> rpc.DraftRiskAssessment:
    """Open the words of a version. Raises ``PersonalDataErased`` once the case's key is gone."""
    field = f"{risk.CONTENT}|{row.assessment_id}"
    return rpc.DraftRiskAssessment.model_validate_json(
        uow.keys.open(row.case_id, bytes(row.content), field)
    )


def factors_in(found: Iterable[RiskFactor]) -> tuple[Factor, ...]:
    """Return the factors as the rules read them."""
    return tuple(
        Factor(
            code=one.factor,
            relevant=one.relevant,
            likelihood=one.likelihood,
            impact=one.impact,
            residual_likelihood=one.residual_likelihood,
            residual_impact=one.residual_impact,
            subject=one.subject,
            whom=one.whom,
            person=str(one.person_id) if one.person_id else None,
            planned=one.plan is not None,
            mitigated=one.mitigation is not None,
        )
        for one in found
    )


def modes_of(row: Any) -> tuple[Mode, ...]:
    """Return the modes that an assessment permits."""
    return tuple(Mode(code) for code in json.loads(row.modes_permitted))
