"""Eligibility: decided on receipt and on every new fact, with a manager's exception on record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.domain.eligibility import Eligibility, eligibility_of, policy_on
from services.screening.domain.exceptions import ManagersException, authorise, still_stands
from services.screening.domain.facts import faults_in
from services.screening.store import cases, eligibility
from services.screening.store.policies import eligibility_policies
from services.screening.use_cases.seeing import require_referral, require_sight, take_case
from services.screening.use_cases.telling import tell
from shared.contracts.codes import EligibilityDecision, Restriction
from shared.contracts.screening import rpc
from shared.contracts.screening.events import EligibilityDecidedV1
from shared.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Words:
    """A manager's exception with its sealed rationale."""

    exception: ManagersException
    rationale: bytes | None


def decide(uow: UnitOfWork, referral: cases.Referral) -> rpc.DecisionView:
    """Decide a referral by the policy of its day; a standing exception stays if it still may."""
    found, last = judge(referral), eligibility.latest_decision(uow.connection, referral.referral_id)
    return _store(uow, referral, found, _standing_exception(uow, last, found), last)


def judge(referral: cases.Referral) -> Eligibility:
    """Return what the policy in force on the day of receipt says."""
    policy = policy_on(eligibility_policies(), referral.received_on, referral.pathway)
    return eligibility_of(referral.facts, policy)


def record_facts(uow: UnitOfWork, request: rpc.RecordFacts) -> rpc.DecisionView:
    """Record facts and decide anew (ELG-16). Raises ``InvalidInput`` with every fault."""
    if faults := faults_in(request.facts):
        raise InvalidInput("facts-invalid", faults)
    take_case(uow, request.case_id)
    referral = require_referral(uow, request.case_id, request.referral_id)
    facts = {**referral.facts, **request.facts}
    cases.save_facts(uow.connection, referral.referral_id, facts)
    uow.audit(
        "facts_recorded",
        subject=f"case/{request.case_id}",
        referral=referral.referral_id,
        facts=",".join(sorted(request.facts)),
    )
    return decide(
        uow,
        cases.Referral(
            referral.referral_id, referral.case_id, referral.received_on, referral.pathway, facts
        ),
    )


def authorise_exception(uow: UnitOfWork, request: rpc.AuthoriseException) -> rpc.DecisionView:
    """Let a referral go on that the policy does not: rationale and review date kept (ELG-14)."""
    take_case(uow, request.case_id)
    referral = require_referral(uow, request.case_id, request.referral_id)
    found = judge(referral)
    exception = authorise(
        found,
        referral.facts,
        decision=request.decision,
        restrictions=frozenset(request.restrictions),
        review_on=request.review_on,
        today=uow.today(),
    )
    rationale = uow.keys.seal(request.case_id, request.rationale, _RATIONALE)
    last = eligibility.latest_decision(uow.connection, referral.referral_id)
    return _store(uow, referral, found, Words(exception, rationale), last)


def show_eligibility(uow: UnitOfWork, request: rpc.CaseById) -> rpc.Eligibility:
    """Return every decision with every reason, newest first."""
    require_sight(uow, request.case_id)
    uow.audit("eligibility_read", subject=f"case/{request.case_id}")
    rows = eligibility.decisions_of(uow.connection, request.case_id)
    return rpc.Eligibility(decisions=tuple(_view_of(row) for row in rows))


_RATIONALE = "eligibility_decisions.rationale"


def _standing_exception(uow: UnitOfWork, row: Any, anew: Eligibility) -> Words | None:
    if row is None or not row.exception:
        return None
    exception = ManagersException(
        EligibilityDecision(row.decision),
        frozenset(Restriction(code) for code in _split(row.restrictions)),
        frozenset(_split(row.over_rules)),
        row.review_on,
    )
    return Words(exception, row.rationale) if still_stands(exception, anew, uow.today()) else None


def _store(
    uow: UnitOfWork, referral: cases.Referral, found: Eligibility, words: Words | None, last: Any
) -> rpc.DecisionView:
    row = _row(uow, referral, found, words)
    eligibility.add_decision(uow.connection, row, after=last.position if last else 0)
    view = _view_of(row)
    _announce(uow, referral.case_id, view, found)
    uow.audit(
        "eligibility_decided",
        subject=f"case/{referral.case_id}",
        decision=view.decision,
        policy=view.policy_version,
        exception=int(view.exception),
    )
    return view


def _row(
    uow: UnitOfWork, referral: cases.Referral, found: Eligibility, words: Words | None
) -> dict[str, Any]:
    exception = words.exception if words else None
    deciding = exception or found
    return {
        "decision_id": uow.ids.new(),
        "referral_id": referral.referral_id,
        "case_id": referral.case_id,
        "decision": deciding.decision.value,
        "restrictions": _join(deciding.restrictions),
        "results": _results(found),
        "rules": _join(found.rules),
        "missing_facts": _join(found.missing_facts),
        "policy_version": found.policy_version,
        "exception": exception is not None,
        "over_rules": _join(exception.over_rules) if exception else "",
        "rationale": words.rationale if words else None,
        "review_on": exception.review_on if exception else None,
        "decided_by": uow.actor.id,
        "decided_at": uow.now(),
    }


def _announce(uow: UnitOfWork, case_id: UUID, view: rpc.DecisionView, found: Eligibility) -> None:
    tell(
        uow,
        EligibilityDecidedV1(
            decision_id=view.decision_id,
            case_id=case_id,
            referral_id=view.referral_id,
            decision=view.decision,
            restrictions=view.restrictions,
            rules=found.rules,
            missing_facts=view.missing_facts,
            policy_version=view.policy_version,
            exception=view.exception,
            decided_at=view.decided_at,
        ),
    )


def _results(found: Eligibility) -> str:
    return json.dumps(
        [
            {
                "rule": one.rule.id,
                "outcome": one.outcome.value,
                "reason": one.rule.reason,
                "source": one.rule.source,
            }
            for one in found.results
        ]
    )


def _view_of(row: dict[str, Any]) -> rpc.DecisionView:
    return rpc.DecisionView(
        decision_id=row["decision_id"],
        referral_id=row["referral_id"],
        decision=EligibilityDecision(row["decision"]),
        restrictions=tuple(Restriction(code) for code in _split(row["restrictions"])),
        results=tuple(rpc.RuleResult(**result) for result in json.loads(row["results"])),
        missing_facts=_split(row["missing_facts"]),
        policy_version=row["policy_version"],
        exception=row["exception"],
        decided_at=row["decided_at"],
    )


def _join(codes: Any) -> str:
    return ",".join(sorted(codes))


def _split(codes: str) -> tuple[str, ...]:
    return tuple(code for code in codes.split(",") if code)
