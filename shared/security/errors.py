"""The faults of this room. All are ``RedressError`` kinds, so each has its fate."""

from __future__ import annotations

from shared.kernel.errors import InvalidInput, NotPermitted, Unavailable


class AssertionNotAccepted(NotPermitted):
    """An actor assertion is forged, expired, for someone else, or claims too much."""


class CannotDecrypt(InvalidInput):
    """The bytes were not made with this key, for this field: altered, swapped, or foreign."""


class KeyMissing(Unavailable):
    """A key is not (or no longer) in its file. An operator may have to put it there."""


class PublicKeysMissing(KeyMissing, KeyError):
    """No public keys of that name in the shared folder (a ``KeyError``, so mappings work)."""
