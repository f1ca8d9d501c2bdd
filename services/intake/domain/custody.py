"""What a change of custody undoes, and so asks somebody to do again (PRC-12)."""

from __future__ import annotations

from shared.contracts.intake.codes import TaskKind

TASK_WORKING_DAYS = 5

_INSIDE = (
    TaskKind.FIND_OFFENDER_MANAGER,
    TaskKind.APPROVE_VISIT,
    TaskKind.ARRANGE_VENUE,
    TaskKind.REVIEW_RISK,
)
_OUTSIDE = (
    TaskKind.FIND_OFFENDER_MANAGER,
    TaskKind.CONFIRM_DETAILS,
    TaskKind.CHECK_LICENCE,
    TaskKind.ARRANGE_VENUE,
    TaskKind.REVIEW_RISK,
)


def tasks_after(change: str) -> tuple[TaskKind, ...]:
    """Return the tasks that a change (received, moved, released, recalled) raises."""
    return _OUTSIDE if change == "released" else _INSIDE
