"""What an agency's feed answers about itself, as every service does (``shared.contracts.operating``).

Declared once for ``feeds``; ``office.addressed`` leads a request to the feed that it names.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Nothing, RpcMethod
from shared.contracts.feeds.agreements import OfFeed
from shared.contracts.feeds.office import FAMILY
from shared.contracts.operating import Operating, ParkedMessages, Standing


class AskFeedStanding(OfFeed):
    """Ask a feed how it stands."""


class ListParkedOfFeed(OfFeed):
    """Ask for what a feed could not finish: what waits for a person, or all that is kept.

    ``after`` is the ``next_page`` of the page before.
    """

    settled_too: bool = False
    limit: Annotated[int, Field(ge=1, le=500)] = 200
    after: UUID | None = None


class DecideParkedOfFeed(OfFeed):
    """Decide about a feed's parked message, by name and with a reason."""

    parked_id: UUID
    reason: Annotated[str, Field(min_length=3, max_length=200)]


STANDING = RpcMethod(
    FAMILY, "standing", AskFeedStanding, Standing, "query", "What waits in a feed.", alone=True
)
PARKED = RpcMethod(
    FAMILY,
    "parked",
    ListParkedOfFeed,
    ParkedMessages,
    "query",
    "What a feed could not finish.",
    alone=True,
)
REPLAY_PARKED = RpcMethod(
    FAMILY, "replay_parked", DecideParkedOfFeed, Nothing, "command", "Handle a message again."
)
DISCARD_PARKED = RpcMethod(
    FAMILY, "discard_parked", DecideParkedOfFeed, Nothing, "command", "Give a message up."
)
OF_A_FEED = Operating(STANDING, PARKED, REPLAY_PARKED, DISCARD_PARKED)
METHODS = OF_A_FEED.methods
