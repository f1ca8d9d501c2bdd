"""What a lease is worth: the rule, without a store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

LEASE_S = 10.0
"""How long a lease can be confirmed, in seconds of real time. Who holds one may allow less."""


class Objection(StrEnum):
    """Why a lease is not confirmed."""

    UNKNOWN = "lease-unknown"
    ENDED = "lease-ended"
    USED = "lease-used"
    RAN_OUT = "lease-ran-out"
    DAY_OVER = "lease-day-over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """One lease. ``runs_out`` is a moment of the machine's clock, ``granted_on`` a day of practice."""

    lease_id: UUID
    granted_on: date
    runs_out: float
    ended_by: str | None = None
    confirmed: bool = False

    def end(self, reason: str) -> Lease:
        """Return the lease as it is once a fact that it covers was undone; first reason stays."""
        return self if self.ended_by or self.confirmed else replace(self, ended_by=reason)

    def confirm(self) -> Lease:
        """Return the lease as it is once it was used."""
        return replace(self, confirmed=True)


def objection_to(lease: Lease | None, *, real_s: float, today: date) -> Objection | None:
    """Return why a lease cannot be confirmed now, or None when it can."""
    if lease is None:
        return Objection.UNKNOWN
    against = (
        (Objection.ENDED, lease.ended_by is not None),
        (Objection.USED, lease.confirmed),
        (Objection.RAN_OUT, real_s > lease.runs_out),
        (Objection.DAY_OVER, today != lease.granted_on),
    )
    return next((objection for objection, holds in against if holds), None)
