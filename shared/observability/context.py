"""The ids that follow one piece of work through logs and over the bus.

Kept in context variables: each thread, and each green thread, has its own.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_correlation: ContextVar[str | None] = ContextVar("correlation_id", default=None)
_trace: ContextVar[str | None] = ContextVar("traceparent", default=None)
_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_CORRELATION = re.compile(r"[A-Za-z0-9_.:-]{1,100}")


def correlation_id() -> str:
    """Return the id of the work at hand, making one if it has none yet."""
    found = _correlation.get()
    if found is None:
        found = str(uuid4())
        _correlation.set(found)
    return found


def current_correlation_id() -> str | None:
    """Return the id of the work at hand, or None outside any work."""
    return _correlation.get()


def traceparent() -> str | None:
    """Return the W3C ``traceparent`` of the work at hand."""
    return _trace.get()


def trace_id() -> str | None:
    """Return the 32-digit trace id of the work at hand."""
    found = _trace.get()
    return found[3:35] if found else None


def new_traceparent() -> str:
    """Return the ``traceparent`` of a new, sampled trace."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def child_of(parent: str | None) -> str:
    """Return a ``traceparent`` one step below ``parent``, or of a new trace if it is not one."""
    if parent is None or not _TRACEPARENT.fullmatch(parent):
        return new_traceparent()
    return f"{parent[:36]}{secrets.token_hex(8)}{parent[52:]}"


def acceptable(correlation: str | None) -> str:
    """Return a caller's correlation id if it has the form of one, else a new one.

    A header of a stranger must not carry words into our logs.
    """
    if correlation and _CORRELATION.fullmatch(correlation):
        return correlation
    return str(uuid4())


@contextmanager
def bound(correlation_id: str | None = None, traceparent: str | None = None) -> Iterator[None]:
    """Tie the block's logs to these ids, and restore the former ones after it."""
    tokens = _correlation.set(acceptable(correlation_id)), _trace.set(child_of(traceparent))
    try:
        yield
    finally:
        _correlation.reset(tokens[0])
        _trace.reset(tokens[1])
