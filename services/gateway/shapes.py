"""What the gateway's own routes share: strict bodies, and the token of a request."""

from __future__ import annotations

from fastapi import Request
from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A body in which an unknown field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def bearer(request: Request) -> str | None:
    """Return the bearer token of a request, if it carries one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None
