"""What only comms asks of allocation, for the safety gate. Bodies travel sealed."""

from __future__ import annotations

from uuid import UUID

from shared.contracts.base import Answer, Request, RpcMethod
from shared.contracts.leases import confirm_method


class AssignmentStanding(Request):
    """Asked by comms at the last moment: who has the case, and may work on it today?"""

    case_id: UUID


class AssignmentFacts(Answer):
    """The sign-ins of those assigned and current at this moment, and the lease over that."""

    user_ids: tuple[str, ...]
    lease_id: UUID | None = None


CONTACT_STANDING = RpcMethod(
    "allocation",
    "contact_standing",
    AssignmentStanding,
    AssignmentFacts,
    "query",
    "For the safety gate: who may work on the case at this moment.",
)
CONFIRM_LEASE = confirm_method("allocation")

METHODS = (CONTACT_STANDING, CONFIRM_LEASE)
