"""Named points where a fault test may kill the process: before a commit, after a confirm …

Nothing happens here unless a test runner's own module calls ``install`` in the process; no
setting and no environment variable can, so no deployed process can be made to die by one.

Points: received, before_begin, before_commit, after_commit, before_ack, relay.after_publish,
relay.after_confirm, relay.before_mark_commit; at the desk of a feed desk.received,
desk.before_ack, desk.after_answer.
"""

from __future__ import annotations

from collections.abc import Callable

POINTS = (
    "received",
    "before_begin",
    "before_commit",
    "after_commit",
    "before_ack",
    "relay.after_publish",
    "relay.after_confirm",
    "relay.before_mark_commit",
)

DESK_POINTS = ("desk.received", "desk.before_ack", "desk.after_answer")

_action: Callable[[str], None] | None = None


def install(action: Callable[[str], None]) -> None:
    """Call ``action(point)`` at every point from now on (tests only)."""
    global _action  # noqa: PLW0603 - one process, one fault plan
    _action = action


def reach(point: str) -> None:
    """Mark that the running code has come to ``point``."""
    if _action is not None:
        _action(point)
