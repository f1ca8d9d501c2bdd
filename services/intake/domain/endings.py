"""How a case may end (OUT-01 to OUT-06, INT-19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.codes import POSITIVE_OUTCOMES, Outcome
from shared.kernel.errors import Fault, Refused


def is_positive(outcome: Outcome) -> bool:
    """Whether needs were identified and met (OUT-02)."""
    return outcome in POSITIVE_OUTCOMES


def is_completed(primary: Outcome) -> bool:
    """Whether the case counts as completed: re-opened as new has its outcome in the successor."""
    return primary is not Outcome.REOPENED_AS_NEW


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """One row of the dated list of outcomes: what must be told with it, and whether it may lead."""

    outcome: Outcome
    group: str
    from_on: date
    until_on: date | None = None
    may_be_primary: bool = True
    asks: tuple[str, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether it may be recorded on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def outcome_faults(
    rules: tuple[OutcomeRule, ...],
    outcome: Outcome,
    *,
    told: Mapping[str, object],
    primary: bool,
    day: date,
) -> tuple[Fault, ...]:
    """Return what is wrong with an outcome as it was given (``told``: what came with it)."""
    rule = next((r for r in rules if r.outcome is outcome and r.in_force(day)), None)
    if rule is None:
        return (Fault("outcome", "not-in-force"),)
    faults = [Fault(name, "missing") for name in rule.asks if told.get(name) is None]
    if told.get("unmanageable_risk") is not None and "unmanageable_risk" not in rule.asks:
        faults.append(Fault("unmanageable_risk", "invalid"))
    if primary and not rule.may_be_primary:
        faults.append(Fault("primary", "never-primary"))
    return tuple(faults)


def check_closing(*, closed: bool, primary: Outcome | None, successor: UUID | None) -> Outcome:
    """Return the primary outcome under which the case closes.

    Raises:
        Refused: it is closed already, has no primary outcome (OUT-03), or a successor was
            named for another outcome than re-opened-as-new or the reverse (INT-19).

    """
    if closed:
        raise Refused("case-closed")
    if primary is None:
        raise Refused("primary-outcome-missing")
    if (primary is Outcome.REOPENED_AS_NEW) != (successor is not None):
        raise Refused("successor-does-not-fit-outcome")
    return primary


def days_between(start_ordinal: int, end_ordinal: int) -> int:
    """Return whole days between two days, never negative."""
    return max(0, end_ordinal - start_ordinal)
