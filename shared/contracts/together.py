"""Several questions to one service in one message, answered in one transaction of its store.

A way of asking, not something that a service can do: it has no row of permission of its own, for
each question is held to the row of its own method, on the object itself, and read for the audit,
as though it had come alone. Orders never travel so.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import Field

from shared.contracts.base import Answer, Message, Request, RpcMethod

TOGETHER = "together"
MOST = 60


class Question(Message):
    """One question: the wire name of its method, and its request."""

    method: str
    request: dict[str, Any]


class AskTogether(Request):
    """Ask several questions at once."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=MOST)]


class Told(Message):
    """What one question came to: its answer as JSON, or the error as the wire writes errors."""

    answer: str | None = None
    error: dict[str, Any] | None = None


class ToldTogether(Answer):
    """What the questions came to, in the order in which they were asked."""

    told: tuple[Told, ...]


@cache
def of(service: str) -> RpcMethod:
    """Return the way of asking a service several questions."""
    return RpcMethod(service, TOGETHER, AskTogether, ToldTogether, "query", "Several questions.")
