"""Waiting for what must come true, with a deadline instead of a sleep."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def eventually(
    look: Callable[[], Found], *, within_s: float = 30.0, every_s: float = 0.05, saying: str = ""
) -> Found:
    """Call `look` until it answers something true (or stops raising AssertionError).

    Gives that answer; raises AssertionError with the last thing seen when the time is over.
    """
    deadline = time.monotonic() + within_s
    while True:
        seen: object = None
        try:
            answer = look()
            if answer:
                return answer
            seen = answer
        except AssertionError as failed:
            seen = failed
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within_s} s: {saying or look} (last: {seen!r})")
        time.sleep(every_s)


def never(look: Callable[[], object], *, during_s: float = 1.0, every_s: float = 0.05) -> None:
    """Watch for a while that `look` stays false; raises AssertionError the moment it is true."""
    deadline = time.monotonic() + during_s
    while time.monotonic() < deadline:
        seen = look()
        assert not seen, f"came true: {seen!r}"
        time.sleep(every_s)
