"""Who looked at a case: asked alike of every service that keeps something of cases."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Moment, Request, RpcMethod


class AskLooks(Request):
    """Ask who looked at a case, the newest first; ``before`` a moment, for what is older.

    ``after`` is the ``next_page`` of the page before: of looks at one moment it leaves none out.
    """

    case_id: UUID
    limit: int = Field(default=100, ge=1, le=500)
    before: Moment | None = None
    after: int | None = Field(default=None, ge=1, le=2**53)


class Look(Message):
    """Somebody read something of a case. ``by`` is an account or a service, never a name.

    ``in_words``: what they said it was for, where they said it in words. These lie sealed beside the
    trail and go with the case's key.
    """

    at: datetime
    by: str
    roles: tuple[str, ...]
    what: str
    purpose: str | None = None
    person_id: UUID | None = None
    in_emergency: bool = False
    in_words: str | None = None


class Looks(Answer):
    """Who looked, the newest first; ``next_page`` where there are older looks."""

    looks: tuple[Look, ...]
    next_page: int | None = None


def looks_of(service: str) -> RpcMethod:
    """Return the method with which a service says who looked at what it keeps of a case."""
    return RpcMethod(
        service, "looks", AskLooks, Looks, "query", "Who looked at a case, when and for what."
    )


INTAKE, SCREENING, ALLOCATION, COMMS = map(looks_of, ("intake", "screening", "allocation", "comms"))
METHODS = (INTAKE, SCREENING, ALLOCATION, COMMS)
