"""A clock that stands where a file says. Only the demo and tests can compose it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from shared.kernel.clock import local_day


class SimulatedClock:
    """Reads the present moment from a file that the demo's driver writes."""

    def __init__(self, path: Path) -> None:
        """``path`` holds an ISO moment with an offset."""
        self._path = path
        self._stamp = -1
        self._moment = datetime.fromtimestamp(0, UTC)

    def now(self) -> datetime:
        """Return the moment that the file holds."""
        stamp = self._path.stat().st_mtime_ns
        if stamp != self._stamp:
            self._moment = datetime.fromisoformat(self._path.read_text().strip())
            self._stamp = stamp
        return self._moment

    def today(self) -> date:
        """Return the London day of that moment."""
        return local_day(self.now())


def set_clock(path: Path, moment: datetime) -> None:
    """Move the clock, in one step that no reader sees half done."""
    draft = path.with_suffix(".draft")
    draft.write_text(moment.astimezone(UTC).isoformat())
    draft.replace(path)
