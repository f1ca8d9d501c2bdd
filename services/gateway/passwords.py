"""Password hashing: argon2id at the library's recommended cost, a few at a time.

One hash takes 64 MiB and some 60 ms, so that unbounded sign-ins would be a way to stop the
gateway. An unknown account costs the same as a wrong password.
"""

from __future__ import annotations

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(2)


def hashed(password: str) -> str:
    """Return the argon2id hash of a password, with its own salt and parameters."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one; takes as long for nobody's as for somebody's."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _nobodys(), password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_hex(16))


def invented() -> str:
    """Return a strong password to show once."""
    return secrets.token_urlsafe(12)
