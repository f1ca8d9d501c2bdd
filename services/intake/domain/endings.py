"""How a case may end (OUT-01 to OUT-06, INT-19)."""

from __future__ import annotations

from uuid import UUID

from shared.contracts.codes import POSITIVE_OUTCOMES, Outcome, UnmanageableRisk
from shared.kernel.errors import Fault, Refused


def is_positive(outcome: Outcome) -> bool:
    """Whether needs were identified and met (OUT-02)."""
    return outcome in POSITIVE_OUTCOMES


def is_completed(primary: Outcome) -> bool:
    """Whether the case counts as completed: re-opened as new has its outcome in the successor."""
    return primary is not Outcome.REOPENED_AS_NEW


def outcome_faults(outcome: Outcome, risk: UnmanageableRisk | None) -> tuple[Fault, ...]:
    """Return what is wrong with an outcome as it was given."""
    if risk is not None and outcome is not Outcome.UNMANAGEABLE_RISK:
        return (Fault("unmanageable_risk", "invalid"),)
    return ()


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
