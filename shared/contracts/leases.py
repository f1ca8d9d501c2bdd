"""Leases: what a service answered stands until it is ended; asked for once more at the end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.contracts.base import Answer, Request, RpcMethod


class ConfirmLease(Request):
    """Asked by who decides on leased facts: do they stand, unbroken since the lease was granted?"""

    case_id: UUID
    lease_id: UUID


class LeaseConfirmed(Answer):
    """Whether they do; then when that was, and its place in the case's order of record."""

    stands: bool
    objection: str | None = None
    confirmed_at: datetime | None = None
    number: int | None = None


def confirm_method(service: str) -> RpcMethod:
    """Return the method by which a service confirms its leases."""
    return RpcMethod(
        service,
        "confirm_lease",
        ConfirmLease,
        LeaseConfirmed,
        "command",
        "For the safety gate: what was answered still stands, and the lease is used.",
    )
