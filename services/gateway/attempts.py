"""How often somebody may guess a password or a code, and where guesses are counted together.

Sign-ins are counted for each account by the network that they come from, so that nobody is locked out
from afar; and by the browser, where its owner signed in with it before, so that nobody is locked out
from the next desk either.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from services.gateway.problems import TooManyAttempts

if TYPE_CHECKING:
    from services.gateway.store import Accounts

WITHIN = timedelta(minutes=15)
ONE_HOUSE = 64
"""Bits of an IPv6 address by which whoever sends is told apart: the rest they choose themselves."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """The failures of one place, of which there may be so many."""

    accounts: Accounts
    place: str
    most: int
    at: datetime

    def require_few(self) -> None:
        """Raise ``TooManyAttempts`` where no more may fail.

        Asked before a guess is looked at, and again before a right one is told to be right: many
        that come at once are let by together, and of these too only so many are answered.
        """
        if self._failed() >= self.most:
            raise TooManyAttempts("too-many-attempts")

    def fail(self) -> None:
        """Note a failure; raise ``TooManyAttempts`` where others were faster and it is one too many."""
        self.accounts.note_failure(self.place, at=self.at)
        if self._failed() > self.most:
            raise TooManyAttempts("too-many-attempts")

    def _failed(self) -> int:
        return self.accounts.failures(self.place, since=self.at - WITHIN)


class KnownBrowsers:
    """Marks by which a browser is known again in which somebody signed in before."""

    def __init__(self, key: bytes) -> None:
        """Sign marks with a key that no browser has: nobody makes one up."""
        self._key = key

    def mark(self, account_id: str) -> str:
        """Return a mark for a browser to keep; it tells nobody whose it is."""
        chance = secrets.token_urlsafe(18)
        return f"{chance}.{self._signed(account_id, chance)}"

    def knows(self, account_id: str, mark: str) -> bool:
        """Whether this is a mark of a browser in which this account signed in."""
        chance, _, signed = mark.partition(".")
        return hmac.compare_digest(self._signed(account_id, chance).encode(), signed.encode())

    def _signed(self, account_id: str, chance: str) -> str:
        said = f"known-browser\0{account_id}\0{chance}".encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:40]


def network_of(address: str) -> str:
    """Return the network of an address, as one name however the address is written."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), ONE_HOUSE), strict=False))
