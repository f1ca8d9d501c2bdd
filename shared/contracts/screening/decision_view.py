"""An eligibility decision as people read it: every topic's answer, with the reasons."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message
from shared.contracts.codes import EligibilityDecision, Restriction
from shared.contracts.screening.eligibility_codes import Because, WaitFor
from shared.contracts.screening.policy_content import ReferredTo


class RuleResult(Message):
    """What one topic said: ``reason`` is for staff, ``told`` for the referrer.

    ``missing`` are the facts that the answer turns on and nobody knows yet.
    """

    rule: str
    outcome: EligibilityDecision
    reason: str
    source: str
    topic: str | None = None
    told: str | None = None
    missing: tuple[str, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    waits_for: WaitFor | None = None
    waits_until: date | None = None
    refer_to: ReferredTo | None = None
    offers: tuple[str, ...] = ()


class DecisionView(Answer):
    """An eligibility decision with its reasons, the facts as they were, and what was new in it."""

    decision_id: UUID
    referral_id: UUID
    decision: EligibilityDecision
    restrictions: tuple[Restriction, ...] = ()
    results: tuple[RuleResult, ...] = ()
    missing_facts: tuple[str, ...] = ()
    policy_version: str
    exception: bool = False
    decided_at: datetime
    decided_by: str | None = None
    because: Because | None = None
    facts: dict[str, str] = Field(default_factory=dict)
    changed: tuple[str, ...] = ()
