"""Risk assessments: drafted as versions, signed by two different people (RSK-02, RSK-03)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from services.screening.domain import risk_signing as signing
from services.screening.domain.risk import Factor, highest_residual
from services.screening.domain.risk_record import faults_in, stage_of
from services.screening.domain.risk_versions import difference
from services.screening.store import eligibility, risk, risk_reviews
from services.screening.store.risk_templates import (
    criteria_in_force,
    criteria_of,
    hold_version,
    version_in_force,
)
from services.screening.use_cases.records import content_of, factors_in, modes_of, seal_content
from services.screening.use_cases.seeing import require_strand, take_case
from services.screening.use_cases.telling import plan_reviews, tell
from shared.contracts.base import json_ready
from shared.contracts.codes import RiskDecision
from shared.contracts.screening import rpc
from shared.contracts.screening.events import RiskAssessmentSignedOffV1
from shared.kernel.errors import InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

SIGNATURES_NEEDED = 2


def draft_risk_assessment(
    uow: UnitOfWork, request: rpc.DraftRiskAssessment
) -> rpc.AssessmentDrafted:
    """Keep a new version, encrypted. It has no force until two people have signed it.

    Raises ``Refused`` with the newest version, and what changed in it, where the author had
    another one open: no version is ever written over, and nobody's change goes unseen.
    """
    take_case(uow, request.case_id)
    require_strand(uow, request.case_id, request.strand_id)
    version = version_in_force(uow.connection)
    if request.template not in (None, version):
        raise Refused("template-changed", template=version)
    last = risk.newest(uow.connection, request.strand_id)
    _require_newest(uow, request, last)
    factors = factors_in(request.factors)
    faults = faults_in(
        request, factors, today=uow.today(), criteria=criteria_of(uow.connection, version)
    )
    if faults:
        raise InvalidInput("assessment-invalid", faults)
    row = {**_row(uow, request, last), "criteria_version": version}
    row["highest_residual"] = highest_residual(factors)
    risk.add_assessment(uow.connection, row)
    uow.audit(
        "risk_assessment_drafted",
        subject=f"case/{request.case_id}",
        assessment=row["assessment_id"],
        strand=request.strand_id,
        version=row["version"],
    )
    return rpc.AssessmentDrafted(assessment_id=row["assessment_id"], version=row["version"])


def sign_risk_assessment(uow: UnitOfWork, request: rpc.SignRiskAssessment) -> rpc.AssessmentSigned:
    """Sign the newest version. The second person's signature brings it into force.

    Raises ``Refused`` where a marked factor is unknown, the same person signs twice, the
    signers lack the standing that the residual risk asks for, a hard stop forbids a mode, or
    something has happened of which the author of the version could not know.
    """
    version = hold_version(uow.connection)
    take_case(uow, request.case_id)
    row = risk.find_assessment(uow.connection, request.case_id, request.assessment_id)
    if row is None:
        raise NotFound("assessment-unknown", assessment=request.assessment_id)
    _require_current(uow, row, version)
    record = content_of(uow, row)
    _require_signable(uow, record, factors_in(record.factors))
    mine = signing.Signature(uow.actor.id, frozenset(role.value for role in uow.actor.roles))
    signed = (*risk.signatures_of(uow.connection, row.assessment_id), mine)
    if len({one.user_id for one in signed}) < len(signed):
        raise Refused("already-signed", assessment=row.assessment_id)
    complete = len(signed) >= SIGNATURES_NEEDED
    if complete:
        criteria = criteria_of(uow.connection, version)
        judged = signing.Judged(record, row.highest_residual, uow.today())
        if code := signing.missing_signature(signed, judged, criteria):
            raise Refused(code, assessment=row.assessment_id)
    risk.add_signature(uow.connection, row.assessment_id, mine, uow.now())
    uow.audit("risk_assessment_signed", subject=f"case/{row.case_id}", assessment=row.assessment_id)
    if complete:
        _put_in_force(uow, row, record, len(signed))
    return rpc.AssessmentSigned(signatures=len(signed), in_force=complete)


def _require_newest(uow: UnitOfWork, request: rpc.DraftRiskAssessment, last: Any) -> None:
    """Refuse an edit of anything but the newest version, and a fresh start beside an open draft."""
    if last is None:
        if request.based_on is not None:
            raise NotFound("assessment-unknown", assessment=request.based_on)
        return
    afresh = request.based_on is None and last.signed_off_at is not None
    if afresh or request.based_on == last.assessment_id:
        return
    raise Refused(
        "newer-version",
        current=last.assessment_id,
        version=last.version,
        changed=",".join(_changed_since(uow, request, last)),
    )


def _changed_since(uow: UnitOfWork, request: rpc.DraftRiskAssessment, last: Any) -> list[str]:
    """Return what the newest version changed since the one that the author had open; codes only."""
    seen = request.based_on or last.based_on
    base = seen and risk.find_assessment(uow.connection, request.case_id, seen)
    if base is not None and base.strand_id != request.strand_id:
        raise NotFound("assessment-unknown", assessment=request.based_on)
    before = json_ready(content_of(uow, base)) if base else {}
    found = difference(before, json_ready(content_of(uow, last)))
    return sorted({_code(change.path) for change in found})


def _code(path: str) -> str:
    """Return which part of a record a change is in, without a word of it: a refusal carries codes."""
    field, _, rest = path.partition("[")
    return f"{field} {rest[:2]}" if field == "factors" else field.split(".")[0]


def _require_current(uow: UnitOfWork, row: Any, version: str) -> None:
    if row.signed_off_at is not None:
        raise Refused("already-signed-off", assessment=row.assessment_id)
    if row.valid_until < uow.today():
        raise Refused("assessment-expired", assessment=row.assessment_id)
    last = risk.newest(uow.connection, row.strand_id)
    if last is not None and last.version > row.version:
        raise Refused("newer-version", current=last.assessment_id, version=last.version)
    if row.criteria_version != version:
        raise Refused("template-changed", template=version)
    due = risk_reviews.reviews_due(uow.connection, row.strand_id)
    unknown_then = [one for one in due if one.blocks_contact and _came_after(one, row)]
    if unknown_then:
        raise Refused(
            "review-raised-since", triggers=",".join(sorted(one.trigger for one in unknown_then))
        )


def _came_after(review: Any, row: Any) -> bool:
    return (
        review.trigger not in risk_reviews.BY_DATE
        and review.raised_at is not None
        and review.raised_at > row.drafted_at
    )


def _require_signable(
    uow: UnitOfWork, record: rpc.DraftRiskAssessment, factors: tuple[Factor, ...]
) -> None:
    around = signing.Surroundings(
        today=uow.today(),
        barred=risk.barred_modes(uow.connection, record.case_id, record.strand_id, uow.today()),
        restrictions=eligibility.standing_restrictions(uow.connection, record.case_id),
        facts=risk.facts_of_case(uow.connection, record.case_id),
    )
    criteria = criteria_in_force(uow.connection)
    objection = signing.objection_to(record, factors, around, criteria)
    if objection is not None:
        raise Refused(objection.code, about=",".join(objection.about))


def _put_in_force(uow: UnitOfWork, row: Any, record: rpc.DraftRiskAssessment, signed: int) -> None:
    now = uow.now()
    risk.put_in_force(uow.connection, row.assessment_id, row.strand_id, now)
    risk_reviews.done_by_assessment(
        uow.connection, row.strand_id, drafted_at=row.drafted_at, by=uow.actor.id, at=now
    )
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
    plan_reviews(uow, row, record.next_review_on)


def _row(uow: UnitOfWork, request: rpc.DraftRiskAssessment, last: Any) -> dict[str, Any]:
    assessment_id = uow.ids.new()
    return {
        "assessment_id": assessment_id,
        "case_id": request.case_id,
        "strand_id": request.strand_id,
        "decision": request.decision.value,
        "modes_permitted": json.dumps(sorted(mode.value for mode in request.modes_permitted)),
        "content": seal_content(uow, request, assessment_id),
        "valid_until": request.valid_until,
        "drafted_by": uow.actor.id,
        "drafted_at": uow.now(),
        "version": last.version + 1 if last else 1,
        "stage": stage_of(request).value,
        "based_on": last.assessment_id if last else None,
    }
