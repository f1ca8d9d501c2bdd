"""Speaks with the gateway as one signed-in person: bearer token, idempotency keys, problems."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from ops.client.generated import Client
from ops.client.transport import ProblemError

__all__ = ("Json", "Person", "ProblemError", "eventually")
Json = dict[str, Any]
SETTLING_S = 20.0


class Person(Client):
    """Somebody at the gateway. Without a user name, a member of the public."""

    def __init__(self, base_url: str, username: str | None = None, password: str = "") -> None:
        """Sign in when a user name is given."""
        super().__init__(base_url)
        self.account_id: str | None = None
        if username is not None:
            self.use(self.sign_in({"username": username, "password": password})["token"])
            self.account_id = self.me()["id"]

    def get(self, path: str, /, **query: Any) -> Json:
        """Ask; raise ``ProblemError`` when refused."""
        found: Json = self.ask("GET", path, query=query)
        return found

    def post(self, path: str, /, **body: Any) -> Json:
        """Act once; raise ``ProblemError`` when refused."""
        found: Json = self.ask("POST", path, body=body, is_command=True)
        return found

    def settled(self, path: str, /, **body: Any) -> Json:
        """Act as soon as the services have heard what they must have heard.

        A step right after another may come before its news has crossed the bus: then the
        service refuses, and the demo asks again, as a person would a second later.
        """
        return eventually(lambda: self.post(path, **body))

    def found(self, path: str, /, **query: Any) -> Json:
        """Ask until it is there."""
        return eventually(lambda: self.get(path, **query))


def eventually(step: Callable[[], Json], seconds: float = SETTLING_S) -> Json:
    """Return what ``step`` returns once it is no longer refused as not found or not yet."""
    until = time.monotonic() + seconds
    while True:
        try:
            return step()
        except ProblemError as problem:
            if problem.status not in (404, 409, 503) or time.monotonic() > until:
                raise
        time.sleep(0.05)
