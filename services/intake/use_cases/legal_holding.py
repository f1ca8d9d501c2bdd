"""Legal holds: a case that somebody must have is not erased, however old (GOV, retention).

A hold says why, by whom, and when it is looked at again; it never ends by itself. What stands in
the way of an erasure stands in the way of a person's right to it, so only managers place one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.store import cases, legal_holds
from services.intake.use_cases.people import sealed
from services.intake.use_cases.visibility import case_that_goes_on, visible_case
from shared.contracts.base import Nothing
from shared.contracts.intake.legal_holds import (
    LegalHoldPlaced,
    LegalHolds,
    LegalHoldView,
    LiftLegalHold,
    ListLegalHolds,
    PlaceLegalHold,
    ReviewLegalHold,
)
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from datetime import date

    from shared.messaging.unit_of_work import UnitOfWork

REASON, LIFT_REASON = "legal_holds.reason", "legal_holds.lift_reason"


def place_legal_hold(uow: UnitOfWork, request: PlaceLegalHold) -> LegalHoldPlaced:
    """Keep a case, open or closed, from being erased. Several holds may stand, each for its reason.

    Raises:
        NotFound: no such case.
        Refused: ``case-erased``: there is nothing left to hold.
        InvalidInput: the review lies in the past.

    """
    case_id = case_that_goes_on(uow, request.case_id)
    cases.lock_case(uow.connection, case_id)
    if visible_case(uow, case_id).erased_at is not None:
        raise Refused("case-erased", case=case_id)
    _check_review(uow, request.review_on)
    hold_id = uow.ids.new()
    row = {
        "legal_hold_id": hold_id,
        "case_id": case_id,
        "reason": sealed(uow, case_id, request.reason, REASON),
        "placed_by": uow.actor.id,
        "placed_at": uow.now(),
        "review_on": request.review_on,
    }
    legal_holds.add_hold(uow.connection, row)
    uow.audit("legal_hold.placed", subject=f"case/{case_id}", legal_hold=hold_id)
    return LegalHoldPlaced(legal_hold_id=hold_id)


def review_legal_hold(uow: UnitOfWork, request: ReviewLegalHold) -> Nothing:
    """Say that a hold still stands, and when it is looked at again."""
    found = _standing(uow, request)
    _check_review(uow, request.review_on)
    legal_holds.change_hold(uow.connection, found.legal_hold_id, {"review_on": request.review_on})
    uow.audit(
        "legal_hold.reviewed",
        subject=f"case/{found.case_id}",
        legal_hold=found.legal_hold_id,
        review_on=request.review_on,
    )
    return Nothing()


def lift_legal_hold(uow: UnitOfWork, request: LiftLegalHold) -> Nothing:
    """Let a case be erased again when its time is up; others that stand still hold it."""
    found = _standing(uow, request)
    changes = {
        "lift_reason": sealed(uow, found.case_id, request.reason, LIFT_REASON),
        "lifted_by": uow.actor.id,
        "lifted_at": uow.now(),
    }
    legal_holds.change_hold(uow.connection, found.legal_hold_id, changes)
    uow.audit("legal_hold.lifted", subject=f"case/{found.case_id}", legal_hold=found.legal_hold_id)
    return Nothing()


def list_legal_holds(uow: UnitOfWork, request: ListLegalHolds) -> LegalHolds:
    """Return the holds that stand, with why; the earliest review first. Each case says who read."""
    case_id = request.case_id and case_that_goes_on(uow, request.case_id)
    if case_id is not None:
        visible_case(uow, case_id)
    rows = legal_holds.standing(
        uow.connection, case_id=case_id, review_by=request.review_by, limit=request.limit
    )
    held = {row.case_id for row in rows}
    uow.keys.prime(held)
    for one in sorted(held):
        uow.audit("legal_holds.read", subject=f"case/{one}", purpose="review")
    return LegalHolds(holds=tuple(_view(uow, row) for row in rows))


def _standing(uow: UnitOfWork, request: ReviewLegalHold | LiftLegalHold) -> Any:
    case_id = case_that_goes_on(uow, request.case_id)
    visible_case(uow, case_id)
    found = legal_holds.hold_of(uow.connection, case_id, request.legal_hold_id)
    if found is None:
        raise NotFound("legal-hold-unknown", legal_hold=request.legal_hold_id)
    if found.lifted_at is not None:
        raise Refused("legal-hold-lifted", legal_hold=request.legal_hold_id)
    return found


def _check_review(uow: UnitOfWork, review_on: date) -> None:
    if review_on <= uow.today():
        raise InvalidInput("legal-hold-invalid", (Fault("review_on", "not-in-the-future"),))


def _view(uow: UnitOfWork, row: Any) -> LegalHoldView:
    case_id: UUID = row.case_id
    return LegalHoldView(
        legal_hold_id=row.legal_hold_id,
        case_id=case_id,
        reason=uow.keys.open(case_id, row.reason, REASON),
        placed_by=row.placed_by,
        placed_at=row.placed_at,
        review_on=row.review_on,
        overdue=row.review_on < uow.today(),
    )
