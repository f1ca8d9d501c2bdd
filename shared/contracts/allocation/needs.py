"""RPC methods of what stops a case for want of a facilitator. Bodies travel sealed."""

from __future__ import annotations

from datetime import date, datetime
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


class ListRenewals(Request):
    """Ask whose standing stops a case, or ends soon."""

    limit: int = Field(default=200, ge=1, le=500)


class Ending(Message):
    """A check or an accreditation, and its last day."""

    kind: str
    until_on: date


class Renewal(Message):
    """A facilitator who may not act today though on an open case, or whose standing ends soon.

    ``reasons``: why they may take no case today; empty while they may. ``ending``: what they must
    renew so as to go on, the first to end first. ``open_cases``: how many they are on;
    ``case_ids``: the first of these, for who works on cases.
    """

    facilitator_id: UUID
    reasons: tuple[str, ...]
    ending: tuple[Ending, ...]
    open_cases: int
    case_ids: tuple[UUID, ...] = ()


class Renewals(Answer):
    """Whose standing wants attention: first those whose cases stand still, then by what ends first."""

    renewals: tuple[Renewal, ...]


RENEWALS = RpcMethod(
    "allocation",
    "renewals",
    ListRenewals,
    Renewals,
    "query",
    "Facilitators who may not act on their open cases, or whose standing ends soon.",
)

METHODS = (CASES_IN_NEED, RENEWALS)
