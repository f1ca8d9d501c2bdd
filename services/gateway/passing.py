"""What stands before the app passes requests on as they come, and all else untouched (ASGI)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


class Before(ABC):
    """ASGI middleware of requests: starting up, closing down and sockets are the app's alone.

    What comes is passed on as it comes: a task and two streams for each request would cost more than
    finding who asks.
    """

    def __init__(self, app: App) -> None:
        """Stand before the app."""
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Take a request, or let anything else by."""
        take = self.request if scope["type"] == "http" else self._app
        await take(scope, receive, send)

    @abstractmethod
    async def request(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer what may not come in at all."""
