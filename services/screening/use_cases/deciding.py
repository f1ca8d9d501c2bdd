"""Eligibility: decided on receipt and on every new fact, with a manager's exception on record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.domain.eligibility import Eligibility, eligibility_of, policy_on
from services.screening.domain.exceptions import ManagersException, authorise, still_stands
from services.screening.domain.facts import faults_in_recorded
from services.screening.store import cases, eligibility
from services.screening.store.policy_versions import policies
from services.screening.use_cases.explaining import outcome_changes, recorded
from services.screening.use_cases.seeing import require_referral, require_sight, take_case
from services.screening.use_cases.telling import tell
from shared.contracts.codes import EligibilityDecision, Restriction
from shared.contracts.screening import rpc
from shared.contracts.screening.decision_view import DecisionView, RuleResult
from shared.contracts.screening.eligibility_codes import Because
from shared.contracts.screening.events import EligibilityDecidedV1
from shared.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Words:
    """A manager's exception with its sealed rationale."""

    exception: ManagersException
    rationale: bytes | None


def decide_new(uow: UnitOfWork, referral: cases.Referral) -> DecisionView:
    """Decide a referral that was noted just now: nothing has been decided about it before."""
    return _store(uow, Taken(referral, judge(uow, referral), None, Because.RECEIVED), None)


def decide(uow: UnitOfWork, referral: cases.Referral, because: Because) -> DecisionView:
    """Decide a referral by the policy in force for it; a standing exception stays if it may."""
    found = judge(uow, referral)
    last = eligibility.latest_decision(uow.connection, referral.referral_id)
    # An exception was made for one case, and lies under its key: in another it is made anew.
    elsewhere = last is not None and last.case_id != referral.case_id
    words = None if elsewhere else _standing_exception(uow, last, found)
    return _store(uow, Taken(referral, found, words, because), last)


def judge(uow: UnitOfWork, referral: cases.Referral) -> Eligibility:
    """Return what the version in force for the referral today says of its facts."""
    today = uow.today()
    known = policies(uow.connection)
    policy = policy_on(known, referral.received_on, referral.pathway, today)
    return eligibility_of(referral.facts, policy, today)


def record_facts(uow: UnitOfWork, request: rpc.RecordFacts) -> DecisionView:
    """Record facts and decide anew (ELG-16).

    Raises:
        InvalidInput: every fault; ``kept-by-intake`` for a flag, which is answered by an amendment
            of the referral, so that priority and the choice of facilitators hear of it as well.

    """
    if faults := faults_in_recorded(request.facts):
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
    return decide(uow, replace(referral, facts=facts), Because.FACTS_RECORDED)


def authorise_exception(uow: UnitOfWork, request: rpc.AuthoriseException) -> DecisionView:
    """Let a referral go on that the policy does not: rationale and review date kept (ELG-14)."""
    take_case(uow, request.case_id)
    referral = require_referral(uow, request.case_id, request.referral_id)
    found = judge(uow, referral)
    exception = authorise(
        found,
        referral.facts,
        decision=request.decision,
        restrictions=frozenset(request.restrictions),
        review_on=request.review_on,
        today=uow.today(),
    )
    rationale = uow.keys.seal(request.case_id, request.rationale, RATIONALE)
    last = eligibility.latest_decision(uow.connection, referral.referral_id)
    words = Words(exception, rationale)
    return _store(uow, Taken(referral, found, words, Because.EXCEPTION), last)


def show_eligibility(uow: UnitOfWork, request: rpc.CaseById) -> rpc.Eligibility:
    """Return every decision with every reason, newest first."""
    require_sight(uow, request.case_id)
    uow.audit("eligibility_read", subject=f"case/{request.case_id}")
    rows = eligibility.decisions_of(uow.connection, request.case_id)
    return rpc.Eligibility(decisions=tuple(view_of(row) for row in rows))


RATIONALE = "eligibility_decisions.rationale"


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision about to be put on record: of what, what the rules say, what a manager says."""

    referral: cases.Referral
    found: Eligibility
    words: Words | None
    because: Because


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


def _store(uow: UnitOfWork, taken: Taken, last: Any) -> DecisionView:
    row = _row(uow, taken)
    row["changed"] = outcome_changes(last._mapping if last else None, row)  # noqa: SLF001
    eligibility.add_decision(uow.connection, row, after=last.position if last else 0)
    view = view_of(row)
    _announce(uow, taken.referral.case_id, view, taken.found)
    uow.audit(
        "eligibility_decided",
        subject=f"case/{taken.referral.case_id}",
        decision=view.decision,
        policy=view.policy_version,
        exception=int(view.exception),
    )
    return view


def _row(uow: UnitOfWork, taken: Taken) -> dict[str, Any]:
    referral, found, words = taken.referral, taken.found, taken.words
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
        "because": taken.because.value,
        "facts": json.dumps(dict(referral.facts), sort_keys=True),
    }


def _announce(uow: UnitOfWork, case_id: UUID, view: DecisionView, found: Eligibility) -> None:
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
    return json.dumps([recorded(one) for one in found.results])


def view_of(row: Mapping[str, Any]) -> DecisionView:
    """Return a decision as people read it."""
    return DecisionView(
        decision_id=row["decision_id"],
        referral_id=row["referral_id"],
        decision=EligibilityDecision(row["decision"]),
        restrictions=tuple(Restriction(code) for code in _split(row["restrictions"])),
        results=tuple(RuleResult(**result) for result in json.loads(row["results"])),
        missing_facts=_split(row["missing_facts"]),
        policy_version=row["policy_version"],
        exception=row["exception"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        because=Because(row["because"]) if row["because"] else None,
        facts=json.loads(row["facts"] or "{}"),
        changed=tuple(json.loads(row["changed"] or "[]")),
    )


def _join(codes: Any) -> str:
    return ",".join(sorted(codes))


def _split(codes: str) -> tuple[str, ...]:
    return tuple(code for code in codes.split(",") if code)
