"""Accounts and sessions: who is asking.

A session is an opaque random token; only its hash is stored, so a copy of the store signs
nobody in. Sessions end after 30 minutes of rest or 12 hours in all, and can be ended.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from services.gateway import passwords
from services.gateway.problems import NotSignedIn, TooManyAttempts
from shared.kernel.errors import Conflict, Fault, InvalidInput
from shared.security.actors import Actor, ActorKind, Role

if TYPE_CHECKING:
    from services.gateway.store import Accounts

SESSION_COOKIE = "redress_session"
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
ATTEMPTS = 5
ATTEMPTS_WITHIN = timedelta(minutes=15)
SHORTEST_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class Account:
    """A staff member's or volunteer's account."""

    id: str
    username: str
    kind: ActorKind
    roles: frozenset[Role]
    organisation: str | None
    password_hash: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session just begun; the token is told once."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody signed in."""

    actor: Actor


def self_referrer() -> Actor:
    """Return the actor for somebody who refers themselves without signing in."""
    return Actor(
        id="self-referral",
        kind=ActorKind.PARTNER,
        roles=frozenset({Role.PARTNER_REFERRER}),
        issuer="gateway",
    )


class Identities:
    """What can be done with accounts and sessions."""

    def __init__(self, accounts: Accounts) -> None:
        """Work over the gateway's own store."""
        self._accounts = accounts

    def sign_in(self, username: str, password: str, address: str) -> Session:
        """Begin a session.

        Attempts are counted per account and address together, so that nobody can lock
        somebody else out from afar.

        Raises:
            NotSignedIn: the account or the password is wrong; which of them is not said.
            TooManyAttempts: five failures within a quarter of an hour.

        """
        now, place = _now(), _hashed(f"{username.casefold()}\0{address}")
        if self._accounts.failures(place, since=now - ATTEMPTS_WITHIN) >= ATTEMPTS:
            raise TooManyAttempts("too-many-attempts")
        account = self._accounts.by_username(username.casefold())
        if not passwords.matches(password, account.password_hash if account else None):
            self._accounts.note_failure(place, at=now)
            raise NotSignedIn("wrong-credentials")
        assert account is not None
        return self._begin(account, now)

    def _begin(self, account: Account, now: datetime) -> Session:
        token = secrets.token_urlsafe(32)
        expires = now + ABSOLUTE
        self._accounts.begin_session(_hashed(token), account, at=now, expires=expires)
        return Session(token, expires)

    def find(self, token: str | None) -> Caller | None:
        """Return who a session belongs to; none when it is unknown, over or at rest too long."""
        if not token:
            return None
        account = self._accounts.by_session(_hashed(token), now=_now(), idle=IDLE)
        return Caller(actor_of(account)) if account else None

    def sign_out(self, token: str | None) -> None:
        """End a session; ending one that is over is fine."""
        if token:
            self._accounts.end_session(_hashed(token), at=_now())

    def create(
        self,
        *,
        username: str,
        password: str,
        roles: frozenset[Role],
        by: Actor,
        kind: ActorKind = ActorKind.STAFF,
        organisation: str | None = None,
    ) -> str:
        """Create an account and return its id.

        Raises:
            InvalidInput: a short password, no role, or a role that people cannot hold.
            Conflict: the user name is taken.

        """
        faults = _faults(username, password, roles)
        if faults:
            raise InvalidInput("account-not-valid", faults)
        account = Account(
            id=str(uuid4()),
            username=username.casefold(),
            kind=kind,
            roles=roles,
            organisation=organisation,
            password_hash=passwords.hashed(password),
        )
        if not self._accounts.add(account, by=by, at=_now()):
            raise Conflict("username-taken")
        return account.id

    def everyone(self) -> tuple[Account, ...]:
        """Return every account in force."""
        return self._accounts.everyone()


def actor_of(account: Account) -> Actor:
    """Return the actor that an account acts as."""
    return Actor(
        id=account.id,
        kind=account.kind,
        roles=account.roles,
        organisation=account.organisation,
        issuer="gateway",
    )


def _faults(username: str, password: str, roles: frozenset[Role]) -> tuple[Fault, ...]:
    found = []
    if not username.strip():
        found.append(Fault("username", "missing"))
    if len(password) < SHORTEST_PASSWORD:
        found.append(Fault("password", "too-short"))
    if not roles or Role.SYSTEM in roles:
        found.append(Fault("roles", "not-for-people"))
    return tuple(found)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
