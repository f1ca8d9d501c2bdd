"""RPC method of the cases that lost a facilitator. Bodies travel sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Request, RpcMethod


class ListCasesInNeed(Request):
    """Ask which open cases lost a facilitator and have no new pair."""

    limit: int = Field(default=200, ge=1, le=500)


class CaseInNeed(Message):
    """An open case whose last pair is no longer whole (ALL-01, ALL-02).

    ``since``: when the first of them left. ``reasons``: why each left, in that order.
    ``remaining``: how many of them are still assigned.
    """

    case_id: UUID
    since: datetime
    reasons: tuple[str, ...]
    remaining: Literal[0, 1]


class CasesInNeed(Answer):
    """Cases that need a facilitator, the longest waiting first."""

    cases: tuple[CaseInNeed, ...]


CASES_IN_NEED = RpcMethod(
    "allocation",
    "cases_in_need",
    ListCasesInNeed,
    CasesInNeed,
    "query",
    "Open cases that lost a facilitator and have no new pair.",
)

METHODS = (CASES_IN_NEED,)
