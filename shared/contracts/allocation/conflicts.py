"""RPC methods of conflicts of interest (ALL-07). Bodies travel sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod


class DeclareConflict(Request):
    """Declare that a facilitator must not take a case (ALL-07)."""

    facilitator_id: UUID
    case_id: UUID


class EndConflict(Request):
    """End a declared conflict: the facilitator may be given the case again. The reason is kept."""

    facilitator_id: UUID
    case_id: UUID
    reason: Annotated[str, Field(min_length=10, max_length=1000)]


class AskConflicts(Request):
    """Ask who must not take a case."""

    case_id: UUID


class ConflictView(Message):
    """Somebody who must not take a case, and who said so; nobody asks why."""

    facilitator_id: UUID
    name: str
    declared_by: str | None = None
    declared_at: datetime


class EndedConflict(ConflictView):
    """A conflict that a manager ended, and why; without the reason once they are forgotten."""

    ended_by: str
    ended_at: datetime
    reason: str | None = None


class Conflicts(Answer):
    """Who must not take a case, and what was ended: the oldest first."""

    standing: tuple[ConflictView, ...]
    ended: tuple[EndedConflict, ...] = ()


DECLARE_CONFLICT = RpcMethod(
    "allocation",
    "declare_conflict",
    DeclareConflict,
    Nothing,
    "command",
    "Declare a conflict of interest.",
)
END_CONFLICT = RpcMethod(
    "allocation",
    "end_conflict",
    EndConflict,
    Nothing,
    "command",
    "End a declared conflict of interest.",
)
CONFLICTS = RpcMethod(
    "allocation",
    "conflicts",
    AskConflicts,
    Conflicts,
    "query",
    "Who must not take a case, and what was ended.",
)

METHODS = (DECLARE_CONFLICT, END_CONFLICT, CONFLICTS)
