"""What calls for a review (5.4), what it makes stale, and when contact waits for it (RSK-03)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RaisedBy(StrEnum):
    """How a trigger comes to be known."""

    STAFF = "staff"
    EVENT = "event"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """What one trigger asks for. ``stale`` None: every factor must be judged anew."""

    stale: frozenset[str] | None
    by: RaisedBy
    due_in_days: int = 0
    after_times: int = 1

    def stale_in(self, marked: frozenset[str]) -> frozenset[str]:
        """Return the marked factors that are stale once this happened."""
        return marked if self.stale is None else self.stale & marked

    def blocks(self, marked: frozenset[str]) -> bool:
        """Whether contact waits: a factor that must be answered has gone stale."""
        return bool(self.stale_in(marked))
