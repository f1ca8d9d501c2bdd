"""Accounts and sessions: who is asking.

A session is an opaque random token; only its hash is stored, so a copy of the store signs
nobody in. Sessions end after 30 minutes of rest or 12 hours in all, and can be ended.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import uuid4

from services.gateway import passwords
from services.gateway.administering import Administration
from services.gateway.attempts import Attempts, network_of
from services.gateway.problems import NotSignedIn
from services.gateway.second_step import step_of
from services.gateway.tokens import Begun, hashed, session_id_of
from shared.kernel.errors import Conflict, Fault, InvalidInput, NotFound
from shared.observability.logs import get_logger
from shared.security.actors import Actor, ActorKind, Role

if TYPE_CHECKING:
    from services.gateway.second_step import SecondSteps
    from services.gateway.store import Accounts

log = get_logger("gateway.identity")
SESSION_COOKIE = "redress_session"
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
HALF = timedelta(minutes=10)
LATE = timedelta(days=3)
"""How long a session that time ended still tells whose words come in under it: a weekend."""
ATTEMPTS = 5
CODE_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Account:
    """A staff member's or volunteer's account."""

    id: str
    username: str
    kind: ActorKind
    roles: frozenset[Role]
    organisation: str | None
    password_hash: str
    openid_subject: str | None = None
    locked_at: datetime | None = None
    told_once: bool = False
    """Whether its password was made for its owner and told them by somebody, who knows it too."""


class Means(StrEnum):
    """How a session was begun."""

    PASSWORD = "password"  # noqa: S105 - the name of a means
    OPENID = "openid"
    OPENID_MFA = "openid_mfa"
    """By an organisation that says it asked for a second factor itself."""


@dataclass(frozen=True, slots=True)
class Living:
    """A session that lives: whose, how begun, and to which roles its beginning narrowed it."""

    account: Account
    means: Means


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of one's own sessions, to look at and to end. ``session_id`` signs nobody in."""

    session_id: str
    begun_at: datetime
    seen_at: datetime
    means: Means
    this: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A session just begun; the token is told once."""

    token: str
    expires_at: datetime
    half: bool = False
    """Whether it lets nobody in until its second step."""
    known: str = ""
    """The mark by which its browser is known again (``attempts``)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody signed in."""

    actor: Actor
    username: str = ""
    owes_second_step: bool = False
    """Whether policy lets them do nothing but set up a second step."""
    owes_new_password: bool = False
    """Whether they may do nothing but choose a password that nobody else was told."""


class Identities:
    """What can be done with accounts and sessions."""

    def __init__(
        self,
        accounts: Accounts,
        second_steps: SecondSteps,
        *,
        second_step_for: frozenset[Role] = frozenset(),
    ) -> None:
        """Work over the gateway's own store; who has one of the roles owes a second step."""
        self._accounts = accounts
        self._second_steps = second_steps
        self._second_step_for = second_step_for
        self.administering = Administration(accounts, second_steps)

    def sign_in(self, username: str, password: str, address: str, known: str = "") -> Session:
        """Begin a session: only half of one where the account asks for a second step.

        Attempts are counted per account and network together, or per account and browser where
        ``known`` marks one, so that nobody can lock somebody else out.

        Raises:
            NotSignedIn: the account or the password is wrong; which of them is not said.
            TooManyAttempts: five failures within a quarter of an hour.

        """
        now, account = _now(), self._accounts.by_username(username.casefold())
        at_home = account is not None and self._accounts.browsers.knows(account.id, known)
        place = f"browser\0{known}" if at_home else f"{username.casefold()}\0{network_of(address)}"
        tried = self._tried(place, ATTEMPTS, now)
        tried.require_few()
        if not passwords.matches(password, account.password_hash if account else None):
            subject = account.id if account else "nobody"
            log.warning("sign_in_failed", code="wrong-credentials", subject=subject)
            tried.fail()
            raise NotSignedIn("wrong-credentials")
        assert account is not None
        tried.require_few()
        begun = self._begin(account, now, half=self._second_steps.has(account.id))
        return replace(begun, known=self._accounts.browsers.mark(account.id))

    def _tried(self, place: str, most: int, now: datetime) -> Attempts:
        return Attempts(self._accounts, hashed(place), most, now)

    def begin_by_organisation(
        self, account: Account, roles: frozenset[Role] | None, *, second_factor: bool
    ) -> Session:
        """Begin a session for who signed in at their organisation, narrowed to ``roles``.

        Our own second step is asked for unless the organisation says that it asked for one.
        """
        half = not second_factor and self._second_steps.has(account.id)
        means = Means.OPENID_MFA if second_factor else Means.OPENID
        return self._begin(account, _now(), half=half, means=means, roles=roles)

    def _begin(
        self,
        account: Account,
        now: datetime,
        *,
        half: bool,
        means: Means = Means.PASSWORD,
        roles: frozenset[Role] | None = None,
    ) -> Session:
        token = secrets.token_urlsafe(32)
        expires = now + (HALF if half else ABSOLUTE)
        begun = Begun(hashed(token), now, expires, half, means, roles)
        self._accounts.begin_session(begun, account)
        return Session(token, expires, half)

    def confirm(self, token: str | None, code: str) -> Session:
        """Turn half a session into a whole one, under a new token.

        Wrong codes are counted per account: only who has the password comes this far, so that
        nobody else can be made to wait by it.

        Raises:
            NotSignedIn: no half session, or the code is wrong, old or used before.
            TooManyAttempts: ten wrong codes within a quarter of an hour.

        """
        now = _now()
        living = self._half(token, now)
        if living is None:
            raise NotSignedIn("not-signed-in")
        if not self._accepts(living.account.id, code, now):
            raise NotSignedIn("wrong-code")
        self.sign_out(token)
        narrowed = living.account.roles
        return self._begin(living.account, now, half=False, means=living.means, roles=narrowed)

    def _accepts(self, account_id: str, code: str, now: datetime) -> bool:
        tried = self._tried(f"code\0{account_id}", CODE_ATTEMPTS, now)
        tried.require_few()
        if not self._second_steps.accepts(account_id, code, now):
            log.warning("sign_in_failed", code="wrong-code", subject=account_id)
            tried.fail()
            return False
        tried.require_few()
        return True

    def _half(self, token: str | None, now: datetime) -> Living | None:
        if not token:
            return None
        return self._accounts.by_session(hashed(token), now=now, idle=HALF, half=True)

    def is_half(self, token: str | None) -> bool:
        """Whether this session waits for its second step."""
        return self._half(token, _now()) is not None

    def find(self, token: str | None) -> Caller | None:
        """Return who a session belongs to; none when it is unknown, over or at rest too long."""
        if not token:
            return None
        living = self._accounts.by_session(hashed(token), now=_now(), idle=IDLE)
        if living is None:
            return None
        account = living.account
        told_once = account.told_once and living.means is Means.PASSWORD
        return Caller(actor_of(account), account.username, self._owes(living), told_once)

    def lately(self, token: str | None) -> str | None:
        """Return the id of the account whose session this was until time ended it.

        It lets nobody in; it only says for whom the words are kept that came under it.
        """
        if not token:
            return None
        now = _now()
        account = self._accounts.by_ended_session(hashed(token), since=now - LATE, now=now)
        return account.id if account else None

    def _owes(self, living: Living) -> bool:
        if self._second_step_for.isdisjoint(living.account.roles):
            return False
        return living.means is not Means.OPENID_MFA and not self._second_steps.has(
            living.account.id
        )

    def sign_out(self, token: str | None) -> None:
        """End a session; ending one that is over is fine."""
        if token:
            self._accounts.end_session(hashed(token), at=_now())

    def sign_out_everywhere(self, by: Actor) -> int:
        """End every session of one's own account; return how many there were."""
        return self._accounts.end_sessions(by.id, by=by, at=_now())

    def sessions(self, by: Actor, token: str | None = None) -> tuple[OwnSession, ...]:
        """Return one's own sessions that live, the newest first; which of them is this one."""
        this = session_id_of(hashed(token)) if token else ""
        found = self._accounts.sessions_of(by.id, now=_now(), idle=IDLE)
        return tuple(replace(one, this=one.session_id == this) for one in found)

    def end_session(self, by: Actor, session_id: str) -> None:
        """End one of one's own sessions. Raises ``NotFound`` for what is no session of theirs."""
        if not self._accounts.end_one(by, session_id, at=_now()):
            raise NotFound("session-unknown")

    def change_password(self, by: Actor, old: str, new: str, token: str | None) -> None:
        """Change one's own password; every other session of the account ends.

        Raises:
            InvalidInput: the new one is too short or too common, or the old one is wrong.
            TooManyAttempts: ten wrong old passwords within a quarter of an hour.

        """
        now = _now()
        tried = self._tried(f"password\0{by.id}", CODE_ATTEMPTS, now)
        tried.require_few()
        account = self._accounts.by_id(by.id)
        if account is None or not passwords.matches(old, account.password_hash):
            log.warning("sign_in_failed", code="wrong-old-password", subject=by.id)
            tried.fail()
            raise InvalidInput("password-not-changed", (Fault("old_password", "wrong"),))
        tried.require_few()
        if fault := passwords.fault_of(new, account.username):
            raise InvalidInput("password-not-changed", (Fault("new_password", fault),))
        kept = hashed(token) if token else ""
        self._accounts.set_password(by, passwords.hashed(new), keep=kept, at=now)

    def asks_for_code(self, actor: Actor) -> bool:
        """Whether one's own account asks for a second step."""
        return self._second_steps.has(actor.id)

    def recovery_codes_left(self, actor: Actor) -> int:
        """Return how many recovery codes one's own account has left."""
        return self._second_steps.recovery_codes_left(actor.id)

    def ask_for_code(
        self, by: Actor, secret: str, code: str, present_code: str = ""
    ) -> tuple[str, ...]:
        """Set the second step of one's own account up; return recovery codes, none if refused.

        Another phone takes its place only for one of its codes: else who finds a session open puts theirs in.

        Raises:
            InvalidInput: the code of the second step as it is now is wrong.
            TooManyAttempts: ten wrong ones within a quarter of an hour.

        """
        now = _now()
        if step_of(secret, code, now) is None:
            return ()
        if self._second_steps.has(by.id) and not self._accepts(by.id, present_code, now):
            raise InvalidInput("second-step-not-set-up", (Fault("present_code", "wrong"),))
        codes = self._second_steps.set_up(by.id, secret, code, now)
        if codes:
            self._accounts.note("second-step-set-up", by.id, by=by, at=_now())
        return codes

    def ask_for_no_code(self, by: Actor, code: str) -> bool:
        """Take the second step of one's own account away, for one of its codes.

        Raises:
            TooManyAttempts: ten wrong codes within a quarter of an hour.

        """
        if not self._accepts(by.id, code, _now()):
            return False
        self._second_steps.remove(by.id)
        self._accounts.note("second-step-removed", by.id, by=by, at=_now())
        return True

    def create(  # noqa: PLR0913 - what an account has
        self,
        *,
        username: str,
        password: str | None,
        roles: frozenset[Role],
        by: Actor,
        kind: ActorKind = ActorKind.STAFF,
        organisation: str | None = None,
        told_once: bool = False,
    ) -> str:
        """Create an account and return its id; no password: it signs in by its organisation.

        ``told_once``: somebody tells its owner the password, who then must choose another.

        Raises:
            InvalidInput: a short or common password, no role, or a role that people cannot hold.
            Refused: ``only-managing-director``.
            Conflict: the user name is taken.

        """
        faults = _faults(username, password, roles)
        if faults:
            raise InvalidInput("account-not-valid", faults)
        self.administering.require_may_give(by, roles)
        account = Account(
            id=str(uuid4()),
            username=username.casefold(),
            kind=kind,
            roles=roles,
            organisation=organisation,
            password_hash=passwords.hashed(password) if password else passwords.NO_PASSWORD,
            told_once=told_once and password is not None,
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


def _faults(username: str, password: str | None, roles: frozenset[Role]) -> tuple[Fault, ...]:
    found = []
    if not username.strip():
        found.append(Fault("username", "missing"))
    if password is not None and (fault := passwords.fault_of(password, username)):
        found.append(Fault("password", fault))
    if not roles or Role.SYSTEM in roles:
        found.append(Fault("roles", "not-for-people"))
    return tuple(found)


def _now() -> datetime:
    return datetime.now(UTC)
