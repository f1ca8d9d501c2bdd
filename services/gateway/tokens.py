"""What is kept of a session and its token: never the token itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from services.gateway.identity import Means
    from shared.security.actors import Role


@dataclass(frozen=True, slots=True)
class Begun:
    """What is kept of a session that begins."""

    token_hash: str
    at: datetime
    expires: datetime
    half: bool
    means: Means
    roles: frozenset[Role] | None


def session_id_of(token_hash: str) -> str:
    """Return what a session is called in its owner's list."""
    return hashed(f"session\0{token_hash}")[:32]


def hashed(text: str) -> str:
    """Return what is kept of a token, or of a place where attempts are counted."""
    return hashlib.sha256(text.encode()).hexdigest()
