"""Values that must not appear in a log, a traceback or a settings dump."""

from __future__ import annotations

from urllib.parse import urlsplit


class SecretUrl(str):
    """A URL whose password shows nowhere: its ``repr`` is the URL without it.

    It is a ``str``, so drivers take it as it is.
    """

    __slots__ = ()

    @property
    def without_password(self) -> str:
        """The URL with ``***`` in the password's place."""
        parts = urlsplit(self)
        if parts.password is None:
            return str.__str__(self)
        netloc = f"{parts.username or ''}:***@{parts.netloc.rpartition('@')[2]}"
        return parts._replace(netloc=netloc, query="").geturl()

    def __repr__(self) -> str:
        return f"SecretUrl({self.without_password!r})"
