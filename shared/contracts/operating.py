"""RPC methods that every service answers about itself: how it stands, and what it parked.

A parked message is told without what it says: that may name a person. Bodies travel sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod


class AskStanding(Request):
    """Ask a service how it stands."""


class QueueStanding(Message):
    """What waits at the broker: to be taken, to be tried again, given up by it; and who takes it."""

    waiting: int
    retrying: int
    dead: int
    readers: int


class JobDone(Message):
    """Work done by the clock, and when it was first finished on the last day on which it was."""

    job: str
    at: datetime


class Standing(Answer):
    """What waits in a service: to be sent, for an earlier message, or for a person.

    ``failing``: the checks of its readiness that do not hold, none when it is ready. ``queue`` is left
    out where the broker did not tell. ``lag_s``: how long the message that took effect last had been
    on its way, in seconds.
    """

    unsent: int
    oldest_unsent_s: int
    held: int
    held_late: int
    parked: int
    failing: tuple[str, ...] = ()
    queue: QueueStanding | None = None
    lag_s: float | None = None
    jobs: tuple[JobDone, ...] = ()


class ListParked(Request):
    """Ask for what no handler could finish: what waits for a person, or all that is kept.

    ``after`` is the ``next_page`` of the page before.
    """

    settled_too: bool = False
    limit: Annotated[int, Field(ge=1, le=500)] = 200
    after: UUID | None = None


class ParkedView(Message):
    """One parked message without its body, why it is parked, and what was decided about it."""

    parked_id: UUID
    state: str
    type: str
    subject: str
    reason: str
    faults: tuple[str, ...] = ()
    attempts: int
    replayable: bool
    parked_at: datetime
    settled_by: str | None = None
    settled_why: str | None = None
    settled_at: datetime | None = None


class ParkedMessages(Answer):
    """Parked messages, oldest first; ``next_page`` where there are more."""

    messages: tuple[ParkedView, ...]
    next_page: UUID | None = None


class DecideParked(Request):
    """Decide about a parked message, by name and with a reason."""

    parked_id: UUID
    reason: Annotated[str, Field(min_length=3, max_length=200)]


@dataclass(frozen=True, slots=True)
class Operating:
    """The methods of one service."""

    standing: RpcMethod
    parked: RpcMethod
    replay: RpcMethod
    discard: RpcMethod

    @property
    def methods(self) -> tuple[RpcMethod, ...]:
        """Return all of them."""
        return (self.standing, self.parked, self.replay, self.discard)


@cache
def of(service: str) -> Operating:
    """Return the methods by which a service is asked about itself."""
    return Operating(
        RpcMethod(
            service,
            "standing",
            AskStanding,
            Standing,
            "query",
            "What waits in a service.",
            alone=True,
        ),
        RpcMethod(
            service,
            "parked",
            ListParked,
            ParkedMessages,
            "query",
            "What no handler could finish.",
            alone=True,
        ),
        RpcMethod(
            service, "replay_parked", DecideParked, Nothing, "command", "Handle a message again."
        ),
        RpcMethod(
            service, "discard_parked", DecideParked, Nothing, "command", "Give a message up."
        ),
    )
