"""The order in which something crosses: ask, decide, confirm, record (ADR 8).

The conditions of the gate have four owners: intake, screening, allocation and comms itself. Each
owner answers under a lease, which it ends in the same transaction as whatever undoes its answer.

- All answers are in before the decision, and every lease is confirmed after it. So at the moment
  of the decision everything held at once, at its owner, and not only as comms had heard it.
- Intake confirms last. What it records before that confirmation stops the crossing; what it
  records afterwards comes after the delivery.
- Nothing is stored before the record. Whatever breaks off on the way leaves the item as it was.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Owner(StrEnum):
    """A service whose facts the gate rests on."""

    ALLOCATION = "allocation"
    SCREENING = "screening"
    INTAKE = "intake"


OWNERS = (Owner.ALLOCATION, Owner.SCREENING, Owner.INTAKE)


class Way(Protocol[T_co]):
    """What one crossing needs of the world; it keeps what it is told on the way."""

    def ask(self, owner: Owner) -> None:
        """Ask an owner for its facts and a lease over them. Silence is kept as silence."""

    def decide(self) -> None:
        """Ask the gate, on what was told and on comms' own facts; raise when it is closed."""

    def confirm(self, owner: Owner) -> bool:
        """Use an owner's lease; whether it still stood."""

    def record(self, *, confirmed: bool) -> T_co:
        """Ask the gate again with everything locked and store the crossing, or raise."""


def take_across(way: Way[T_co]) -> T_co:
    """Take something across, or raise what ``way`` raises; the order is the guarantee."""
    for owner in OWNERS:
        way.ask(owner)
    way.decide()
    confirmed = all(way.confirm(owner) for owner in OWNERS)
    return way.record(confirmed=confirmed)
