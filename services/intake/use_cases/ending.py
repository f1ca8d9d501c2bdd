"""How strands and cases end: outcomes, closure, re-opening as new, erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain.endings import check_closing, is_completed, is_positive, outcome_faults
from services.intake.store import cases, joining, legal_holds, work
from services.intake.store.policies import outcome_rules
from services.intake.use_cases import deferring
from services.intake.use_cases.people import purpose_told
from services.intake.use_cases.telling import tell
from services.intake.use_cases.visibility import open_case, strand_of, visible_case
from shared.contracts.base import Nothing
from shared.contracts.codes import Outcome
from shared.contracts.intake.closing import AskOutcomes, OutcomesInForce, OutcomeView
from shared.contracts.intake.events import CaseClosedV1, CaseErasedV1, OutcomeRecordedV1
from shared.contracts.intake.rpc import (
    CaseEnded,
    CloseCase,
    ErasePerson,
    OutcomeKept,
    RecordOutcome,
)
from shared.kernel.errors import InvalidInput, Refused
from shared.store.rotation import rotate_kek

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork


def record_outcome(uow: UnitOfWork, request: RecordOutcome) -> OutcomeKept:
    """Record how a strand (or the case) ended; only one outcome is primary (OUT-03).

    Raises:
        Refused: ``primary-outcome-exists``, ``case-closed``.
        InvalidInput: an outcome that is not in force, without what it asks for (OUT-06), or with a
            kind of risk that is not its own.

    """
    open_case(uow, request.case_id)
    faults = outcome_faults(
        outcome_rules(),
        request.outcome,
        told=request.model_dump(include={"contact_path", "unmanageable_risk"}),
        primary=request.primary,
        day=uow.today(),
    )
    if faults:
        raise InvalidInput("outcome-invalid", faults)
    if request.strand_id is not None:
        strand_of(uow, request.case_id, request.strand_id)
    recorded = work.outcomes_of(uow.connection, request.case_id)
    if request.primary and any(row.is_primary for row in recorded):
        raise Refused("primary-outcome-exists", case=request.case_id)
    outcome_id, now = uow.ids.new(), uow.now()
    row = {
        **request.model_dump(mode="python", exclude={"primary", "outcome"}),
        "outcome_id": outcome_id,
        "outcome": request.outcome.value,
        "is_primary": request.primary,
        "unmanageable_risk": request.unmanageable_risk.value if request.unmanageable_risk else None,
        "contact_path": request.contact_path.value if request.contact_path else None,
        "recorded_at": now,
    }
    work.add_outcome(uow.connection, row)
    event = OutcomeRecordedV1(
        **request.model_dump(),
        outcome_id=outcome_id,
        positive=is_positive(request.outcome),
        recorded_at=now,
    )
    tell(uow, request.case_id, event)
    uow.audit("outcome.recorded", subject=f"case/{request.case_id}", outcome=request.outcome)
    return OutcomeKept(outcome_id=outcome_id)


def outcomes(uow: UnitOfWork, request: AskOutcomes) -> OutcomesInForce:
    """Return which outcomes may be recorded on a day, and what each asks for."""
    day = request.on or uow.today()
    return OutcomesInForce(
        outcomes=tuple(
            OutcomeView(
                outcome=rule.outcome,
                group=rule.group,
                positive=is_positive(rule.outcome),
                may_be_primary=rule.may_be_primary,
                asks=rule.asks,
            )
            for rule in outcome_rules()
            if rule.in_force(day)
        )
    )


def close_case(uow: UnitOfWork, request: CloseCase) -> CaseEnded:
    """Close a case under its primary outcome (see ``check_closing`` for what refuses)."""
    cases.lock_case(uow.connection, request.case_id)
    found = visible_case(uow, request.case_id)
    if request.successor_case_id is not None:
        visible_case(uow, request.successor_case_id)
    recorded = work.outcomes_of(uow.connection, request.case_id)
    primary = next((Outcome(row.outcome) for row in recorded if row.is_primary), None)
    closed = found.closed_at is not None
    outcome = check_closing(closed=closed, primary=primary, successor=request.successor_case_id)
    now = uow.now()
    changes = {
        "closed_at": now,
        "primary_outcome": outcome.value,
        "successor_case_id": request.successor_case_id,
    }
    cases.end_case(uow.connection, request.case_id, changes)
    deferring.end_with_case(uow, request.case_id)
    event = CaseClosedV1(
        case_id=request.case_id,
        primary_outcome=outcome,
        positive=is_positive(outcome),
        completed=is_completed(outcome),
        successor_case_id=request.successor_case_id,
        closed_at=now,
    )
    tell(uow, request.case_id, event)
    uow.audit("case.closed", subject=f"case/{request.case_id}", outcome=outcome)
    return CaseEnded(closed_at=now, primary_outcome=outcome)


def erase_case(runtime: Runtime, context: Context, request: ErasePerson) -> Nothing:
    """Destroy a closed case's key, then the key that wrapped it, so that copies lose it too.

    Safe to repeat: a second time finishes a rotation that was cut short. The trail keeps a reason
    that is a code; words may name somebody, and have no key to be sealed under any more.

    Raises:
        Refused: ``case-open``; ``legal-hold`` while one stands; ``case-joined`` for one that goes
            on in another: it is erased with that one.

    """
    with runtime.transaction(context) as uow:
        erase(uow, request.case_id, purpose=purpose_told(request.reason))
    rotate_kek(runtime.store, runtime.keys.keyring)
    return Nothing()


def erase(uow: UnitOfWork, case_id: UUID, *, purpose: str) -> None:
    """Destroy the key of a closed case, blank its columns, and say so; again, it does nothing.

    The caller rotates the key above it, after the commit (raises as ``erase_case``).
    """
    cases.lock_case(uow.connection, case_id)
    found = visible_case(uow, case_id)
    if found.joined_into is not None:
        raise Refused("case-joined", case=case_id, into=found.joined_into)
    if found.closed_at is None:
        raise Refused("case-open", case=case_id)
    if found.erased_at is not None:
        return
    if legal_holds.standing(uow.connection, case_id=case_id, limit=1):
        raise Refused("legal-hold", case=case_id)
    # What others still keep under a case that was joined into this one goes with it.
    for each in (*joining.joined_into(uow.connection, case_id), case_id):
        _erase_one(uow, each, purpose=purpose)


def _erase_one(uow: UnitOfWork, case_id: UUID, *, purpose: str) -> None:
    now = uow.now()
    work.erase_people(uow.connection, uow.keys, case_id)
    cases.end_case(uow.connection, case_id, {"erased_at": now})
    tell(uow, case_id, CaseErasedV1(case_id=case_id, erased_at=now))
    uow.audit("case.erased", subject=f"case/{case_id}", purpose=purpose)
