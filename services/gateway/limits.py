"""How large a request may be: counted while it comes in, whatever it says of itself.

A body that says its length is refused before any of it is read; one that says none, or says less,
as soon as it has become too large.
"""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException

from services.gateway.passing import Before, Message, Receive, Send
from shared.contracts.intake.documents import LARGEST_BASE64

LARGEST_BODY = 1024 * 1024
LARGEST_IN_BASE64 = LARGEST_BASE64 + 64 * 1024
LARGEST_FORM = 20 * 1024 * 1024
"""A form with a file is read to its end, though no more of the file is kept than may be: so that
whoever chose too large a file is told so on the form, and has not to fill it in again."""
_LARGER = (
    (re.compile(r"/api/v1/cases/[^/]+/documents/keep"), LARGEST_IN_BASE64),
    (re.compile(r"/cases/[^/]+/documents/add"), LARGEST_FORM),
)


def largest_for(path: str) -> int:
    """Return how many bytes a request to a path may carry."""
    return next((most for where, most in _LARGER if where.fullmatch(path)), LARGEST_BODY)


class CountedBodies(Before):
    """Stops reading a body that becomes larger than it may."""

    async def request(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on; whoever reads too much of it gets 413 to answer with."""
        most, seen = largest_for(scope["path"]), 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(413, "too-large")
            return message

        await self._app(scope, counted, send)
