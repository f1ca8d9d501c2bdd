"""Speaks with the gateway as one signed-in person: bearer token, idempotency keys, problems."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx

Json = dict[str, Any]
SETTLING_S = 20.0


class ProblemError(Exception):
    """The gateway's problem-details answer: a status, a stable code and every fault."""

    def __init__(self, asked: str, status: int, body: Json) -> None:
        """Keep what was asked and answered."""
        super().__init__(f"{asked}: {status} {body.get('code')} {body.get('faults', '')}")
        self.status = status
        self.code = str(body.get("code"))


class Person:
    """Somebody at the gateway. Without a user name, a member of the public."""

    def __init__(self, base_url: str, username: str | None = None, password: str = "") -> None:
        """Sign in when a user name is given."""
        self._http = httpx.Client(base_url=f"{base_url}/api/v1", timeout=30.0)
        self.account_id: str | None = None
        if username is not None:
            begun = self._request("POST", "/sessions", username=username, password=password)
            self._http.headers["Authorization"] = f"Bearer {begun['token']}"
            self.account_id = self.get("/me")["id"]

    def get(self, path: str, /, **query: Any) -> Json:
        """Ask; raise ``ProblemError`` when refused."""
        return _answer(self._http.get(path, params=query))

    def post(self, path: str, /, **body: Any) -> Json:
        """Act once; raise ``ProblemError`` when refused."""
        return self._request("POST", path, **body)

    def settled(self, path: str, /, **body: Any) -> Json:
        """Act as soon as the services have heard what they must have heard.

        A step right after another may come before its news has crossed the bus: then the
        service refuses, and the demo asks again, as a person would a second later.
        """
        return eventually(lambda: self.post(path, **body))

    def found(self, path: str, /, **query: Any) -> Json:
        """Ask until it is there."""
        return eventually(lambda: self.get(path, **query))

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _request(self, verb: str, path: str, /, **body: Any) -> Json:
        headers = {"Idempotency-Key": uuid4().hex}
        return _answer(self._http.request(verb, path, json=body, headers=headers))


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


def _answer(response: httpx.Response) -> Json:
    if response.is_success:
        found: Json = response.json() if response.content else {}
        return found
    asked = f"{response.request.method} {response.request.url.path}"
    raise ProblemError(asked, response.status_code, response.json())
