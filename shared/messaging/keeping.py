"""How long messaging keeps its own rows, and why. Real time, whatever the time of practice is.

The order of the durations is what makes cleaning safe; ``Keeping`` refuses another order.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from shared.config.settings import ServiceSettings

DAY_S = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Seconds that each kind of row is kept.

    ``sent_s``: outbox rows after the broker confirmed them; they serve only to look back.
    ``inbox_s``: ids of settled messages. Must outlive the longest way on which a copy can come
        again: the retries (13 minutes), a queued command (14 days), a producer that was off
        between a confirm and its mark (weeks), a parked copy replayed (its id is kept as long
        as it is parked). An older copy is never applied unasked: it is parked.
    ``streams_s``: a subject's place in the order, after its last message. As long as a case may
        speak again: closed cases are kept seven years.
    ``answers_s``: answers to commands with an idempotency key. A caller that repeats a command
        after this would have it done again: longer than any client or person retries.
    ``settled_s``: parked messages after somebody replayed or discarded them (the audit keeps
        who and when for ever). Those that nobody decided on are never cleaned.
    ``held_late_s``: not a cleaning: after this long a held message counts as overdue.
    """

    sent_s: float = 7 * DAY_S
    inbox_s: float = 90 * DAY_S
    streams_s: float = 3650 * DAY_S
    answers_s: float = 30 * DAY_S
    settled_s: float = 30 * DAY_S
    held_late_s: float = 15 * 60.0

    @classmethod
    def of(cls, settings: ServiceSettings) -> Self:
        """Return the durations that a process was given."""
        return cls(
            sent_s=settings.keep_sent_days * DAY_S,
            inbox_s=settings.keep_inbox_days * DAY_S,
            streams_s=settings.keep_streams_days * DAY_S,
            answers_s=settings.keep_answers_days * DAY_S,
            settled_s=settings.keep_settled_days * DAY_S,
            held_late_s=settings.held_late_minutes * 60,
        )

    def __post_init__(self) -> None:
        """Refuse what would forget a message that may still come again."""
        if any(getattr(self, field.name) <= 0 for field in fields(self)):
            raise ValueError("every duration is longer than nothing")
        if self.streams_s <= self.inbox_s:
            raise ValueError("a subject's place is kept longer than its messages' ids")


KEEPING = Keeping()
