"""What browsers keep of ours: no script reads it, and other sites send it only where that is said."""

from __future__ import annotations

from typing import Literal

from fastapi import Request
from fastapi.responses import Response


def cookie_name(name: str, *, secure: bool) -> str:
    """Return a cookie's name: by https one that no other host or path can have set."""
    return f"__Host-{name}" if secure else name


def cookie_of(request: Request, name: str, *, secure: bool) -> str | None:
    """Return what a browser kept, or None."""
    return request.cookies.get(cookie_name(name, secure=secure))


def keep_cookie(
    answer: Response,
    name: str,
    value: str,
    *,
    secure: bool,
    lives_s: int | None = None,
    samesite: Literal["strict", "lax"] = "strict",
) -> None:
    """Let a browser keep something: until it closes, or so many seconds."""
    answer.set_cookie(
        cookie_name(name, secure=secure),
        value,
        max_age=lives_s,
        httponly=True,
        samesite=samesite,
        secure=secure,
        path="/",
    )
