"""What only comms asks of screening, for the safety gate. Bodies travel sealed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.codes import EligibilityDecision, Mode, Restriction, RiskDecision
from shared.contracts.leases import confirm_method


class ScreeningStanding(Request):
    """Asked by comms at the last moment: what bars, decisions and judgement of risk stand?"""

    case_id: UUID
    strand_id: UUID


class BarFact(Message):
    """A bar that was not lifted; without a strand of the whole case, without modes of them all."""

    strand_id: UUID | None = None
    from_on: date
    until_on: date | None = None
    modes: tuple[Mode, ...] = ()


class EligibilityFact(Message):
    """The decision that stands for one referral of the case."""

    decision: EligibilityDecision
    restrictions: tuple[Restriction, ...] = ()


class RiskFact(Message):
    """The strand's assessment in force, and the day from which a review that is due blocks."""

    decision: RiskDecision
    modes: tuple[Mode, ...]
    signatures: int
    valid_until: date
    review_blocks_from: date | None = None


class ScreeningFacts(Answer):
    """What screening knows, at this moment, that contact depends on, and the lease over it."""

    bars: tuple[BarFact, ...]
    eligibility: tuple[EligibilityFact, ...]
    risk: RiskFact | None = None
    lease_id: UUID | None = None


CONTACT_STANDING = RpcMethod(
    "screening",
    "contact_standing",
    ScreeningStanding,
    ScreeningFacts,
    "query",
    "For the safety gate: what stands at this moment.",
)
CONFIRM_LEASE = confirm_method("screening")

METHODS = (CONTACT_STANDING, CONFIRM_LEASE)
