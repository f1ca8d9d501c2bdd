"""Trying a version of the criteria on referrals of the past: what would differ, and by which rules.

Nothing is changed. A request looks at so many referrals and no more, so that a long past is gone
through piece by piece.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.codes import EligibilityDecision
from shared.contracts.screening.policy_content import Name


class Place(Message):
    """A place in the order of referrals: the day of receipt, then the id."""

    received_on: date
    referral_id: UUID


class ReplayPolicy(Request):
    """Ask what a version would have decided of referrals received in these days, after a place."""

    version: Name
    from_on: date
    to_on: date
    after: Place | None = None
    at_most: Annotated[int, Field(ge=1, le=1000)] = 500


class DifferentView(Message):
    """A referral that would come out otherwise: what was and would be decided, and by which rules.

    ``restrictions``: those that would fall away and those that would be new. Where the decision stays
    the same, they alone differ.
    """

    referral_id: UUID
    case_id: UUID
    was: EligibilityDecision
    would_be: EligibilityDecision
    rules: tuple[str, ...]
    restrictions: tuple[str, ...]


class PolicyReplayed(Answer):
    """What this piece of the past shows; ``next`` is the place to go on after, none at its end.

    ``exceptions`` stand by a manager's exception and are compared by what the rules said without it;
    ``by_their_own`` are left out, as a version of their pathway judges them.
    """

    looked_at: int
    exceptions: int
    by_their_own: int
    different: tuple[DifferentView, ...]
    next: Place | None = None


REPLAY_POLICY = RpcMethod(
    "screening",
    "replay_policy",
    ReplayPolicy,
    PolicyReplayed,
    "query",
    "What a version would have decided of the past.",
    alone=True,
)
METHODS = (REPLAY_POLICY,)
