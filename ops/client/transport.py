"""How the client asks: one session, problems as errors, an idempotency key for every command."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

Json = dict[str, Any]


class ProblemError(Exception):
    """The gateway's problem-details answer: a status, a stable code and every fault."""

    def __init__(self, asked: str, status: int, body: Json) -> None:
        """Keep what was asked and answered."""
        super().__init__(f"{asked}: {status} {body.get('code')} {body.get('faults', '')}")
        self.status = status
        self.code = str(body.get("code"))
        self.body = body


class Transport:
    """Asks the gateway, as one signed-in person or as a member of the public."""

    def __init__(self, base_url: str, *, token: str | None = None, timeout_s: float = 30.0) -> None:
        """Ask the API below a site's address."""
        self.http = httpx.Client(base_url=f"{base_url}/api/v1", timeout=timeout_s)
        if token is not None:
            self.use(token)

    def use(self, token: str) -> None:
        """Ask as the person whose session this is."""
        self.http.headers["Authorization"] = f"Bearer {token}"

    def ask(  # noqa: PLR0913  what a request may carry, each with its default
        self,
        verb: str,
        path: str,
        *,
        query: Json | None = None,
        body: Any = None,
        idempotency_key: str | None = None,
        expected_version: int | None = None,
        is_command: bool = False,
    ) -> Any:
        """Ask once; raise ``ProblemError`` when refused. A command gets a key of its own.

        ``expected_version``: the ``record_version`` of what is changed, as the caller saw it. Where
        another stands nothing is done, and the refusal's ``body["current"]`` names it.
        """
        headers = {"Idempotency-Key": idempotency_key or uuid4().hex} if is_command else {}
        if expected_version is not None:
            headers["If-Match"] = f'"{expected_version}"'
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        answer = self.http.request(verb, path, params=asked, json=body, headers=headers)
        return answered(answer)

    def close(self) -> None:
        """Close the connections."""
        self.http.close()


def answered(response: httpx.Response) -> Any:
    """Return an answer's content; raise ``ProblemError`` where it is a refusal."""
    if not response.is_success:
        asked = f"{response.request.method} {response.request.url.path}"
        raise ProblemError(asked, response.status_code, response.json())
    if not response.content:
        return {}
    if response.headers.get("content-type", "").startswith("application/json"):
        return response.json()
    return response.content
