"""Password hashing: argon2id at the library's recommended cost, a few at a time.

One hash takes 64 MiB and some 60 ms, so that unbounded sign-ins would be a way to stop the
gateway. An unknown account costs the same as a wrong password.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shared.kernel.errors import Unavailable

_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(2)
PATIENCE_S = 5.0
NO_PASSWORD = "none"  # noqa: S105 - the absence of one
"""Kept instead of a hash for who signs in by their organisation only."""
SHORTEST = 12
LONGEST = 128
WEAKEST = 3
"""Of five grades: what could be guessed in some 10^8 tries is refused."""
_LOOKED_AT = 72
_READ_OUT = "abcdefghjkmnpqrstuvwxyz23456789"
"""Small letters and figures without those that look alike: sixteen of them are 79 bits."""
_OURS = ("redress", "restorative", "justice", "conference")


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn, not for ever: a flood of sign-ins must not take every thread."""
    if not _AT_ONCE.acquire(timeout=PATIENCE_S):
        raise Unavailable("too-many-sign-ins-at-once")
    try:
        yield
    finally:
        _AT_ONCE.release()


def hashed(password: str) -> str:
    """Return the argon2id hash of a password, with its own salt and parameters."""
    with _turn():
        return _HASHER.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one; takes as long for nobody's as for somebody's."""
    known = stored not in (None, NO_PASSWORD)
    with _turn():
        try:
            _HASHER.verify(stored if stored and known else _nobodys(), password)
        except (VerificationError, InvalidHashError):
            return False
    return known


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_hex(16))


def fault_of(password: str, username: str) -> str | None:
    """Return why a password is not good enough, as a code; none where it is.

    Commonness is judged offline, over the breached passwords, names and words that zxcvbn carries,
    with their usual disguises: nothing of a password leaves the process.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists take 12 MiB, and few change a password

    if len(password) < SHORTEST:
        return "too-short"
    if len(password) > LONGEST:
        return "too-long"
    about = [*_OURS, *username.replace("@", ".").split(".")]
    judged = zxcvbn(password[:_LOOKED_AT], user_inputs=about)
    return "too-common" if judged["score"] < WEAKEST else None


def invented() -> str:
    """Return a strong password to show once, in signs that are told apart when it is read out."""
    groups = ("".join(secrets.choice(_READ_OUT) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
