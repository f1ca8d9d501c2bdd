"""The list of what somebody has a right to by a day: the Victims' Code's limits and our own."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Request, RpcMethod


class ListLimits(Request):
    """List open cases in which nobody was contacted yet, by what is due to their people."""

    limit: Annotated[int, Field(ge=1, le=500)] = 100


class Limit(Message):
    """The first limit of a referral that a contact would meet; negative days are overdue."""

    case_id: UUID
    referral_id: UUID
    code: str
    due_on: date
    working_days_left: int
    source: str
    on_hold: bool


class Limits(Answer):
    """What is due, the earliest arrival first.

    ``not_opened``: cases that belong here, but whose referral cannot be opened, so nobody can say
    what is due in them.
    """

    limits: tuple[Limit, ...]
    not_opened: tuple[UUID, ...] = ()


LIMITS = RpcMethod(
    "intake", "limits", ListLimits, Limits, "query", "First contacts that a limit asks for."
)
METHODS = (LIMITS,)
