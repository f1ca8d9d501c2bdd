"""RPC methods of legal holds: what keeps a case from being erased while somebody must have it.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod
from shared.contracts.intake.entry import Reason


class PlaceLegalHold(Request):
    """Keep a case from being erased, for a reason that is looked at again on a day."""

    case_id: UUID
    reason: Reason
    review_on: date


class LegalHoldPlaced(Answer):
    """The hold's id."""

    legal_hold_id: UUID


class ReviewLegalHold(Request):
    """Say that a hold was looked at again and still stands, until its next review."""

    case_id: UUID
    legal_hold_id: UUID
    review_on: date


class LiftLegalHold(Request):
    """Let a case be erased again when its time is up."""

    case_id: UUID
    legal_hold_id: UUID
    reason: Reason


class ListLegalHolds(Request):
    """List the holds that stand, the earliest review first: all, or those of one case."""

    case_id: UUID | None = None
    review_by: date | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 200


class LegalHoldView(Message):
    """A hold that stands."""

    legal_hold_id: UUID
    case_id: UUID
    reason: str
    placed_by: str
    placed_at: datetime
    review_on: date
    overdue: bool


class LegalHolds(Answer):
    """Holds that stand."""

    holds: tuple[LegalHoldView, ...]


PLACE_LEGAL_HOLD = RpcMethod(
    "intake",
    "place_legal_hold",
    PlaceLegalHold,
    LegalHoldPlaced,
    "command",
    "Keep a case from being erased.",
)
REVIEW_LEGAL_HOLD = RpcMethod(
    "intake",
    "review_legal_hold",
    ReviewLegalHold,
    Nothing,
    "command",
    "Keep a legal hold until its next review.",
)
LIFT_LEGAL_HOLD = RpcMethod(
    "intake", "lift_legal_hold", LiftLegalHold, Nothing, "command", "Lift a legal hold."
)
LEGAL_HOLDS = RpcMethod(
    "intake", "legal_holds", ListLegalHolds, LegalHolds, "query", "Legal holds that stand."
)

METHODS = (PLACE_LEGAL_HOLD, REVIEW_LEGAL_HOLD, LIFT_LEGAL_HOLD, LEGAL_HOLDS)
