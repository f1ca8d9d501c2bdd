"""The gateway's own store: accounts, sessions and failed attempts to sign in.

It holds no case and no participant. User names are those of staff and volunteers, at work.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index, MetaData, String, Table, Text, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.gateway.identity import Account
from shared.audit.trail import AuditTrail
from shared.security.actors import Actor, ActorKind, Role
from shared.store.columns import Holds, Keep, column
from shared.store.types import UtcDateTime

if TYPE_CHECKING:
    from sqlalchemy import Row, Select

    from shared.store.engine import Store

CODE, ID, SECRET = Holds.NOTHING_PERSONAL, Holds.IDENTIFIER, Holds.SECRET
TOUCH_AFTER = timedelta(minutes=1)

metadata = MetaData()
accounts = Table(
    "accounts",
    metadata,
    column("id", String(36), primary_key=True, holds=ID, keep=Keep.ACCOUNT),
    column("username", String(200), unique=True, holds=ID, keep=Keep.ACCOUNT),
    column("kind", String(20), holds=CODE, keep=Keep.ACCOUNT),
    column("roles", Text, holds=CODE, keep=Keep.ACCOUNT),
    column("organisation", String(120), nullable=True, holds=CODE, keep=Keep.ACCOUNT),
    column("password_hash", String(200), holds=SECRET, keep=Keep.ACCOUNT),
    column("created_at", UtcDateTime, holds=CODE, keep=Keep.ACCOUNT),
    column("disabled_at", UtcDateTime, nullable=True, holds=CODE, keep=Keep.ACCOUNT),
)
sessions = Table(
    "sessions",
    metadata,
    column("token_hash", String(64), primary_key=True, holds=SECRET, keep=Keep.SESSION),
    column("account_id", String(36), index=True, holds=ID, keep=Keep.SESSION),
    column("begun_at", UtcDateTime, holds=CODE, keep=Keep.SESSION),
    column("seen_at", UtcDateTime, holds=CODE, keep=Keep.SESSION),
    column("expires_at", UtcDateTime, holds=CODE, keep=Keep.SESSION),
    column("ended_at", UtcDateTime, nullable=True, holds=CODE, keep=Keep.SESSION),
)
sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    column("place_hash", String(64), holds=SECRET, keep=Keep.SESSION),
    column("at", UtcDateTime, holds=CODE, keep=Keep.SESSION),
    Index("ix_sign_in_failures_place_at", "place_hash", "at"),
)


class Accounts:
    """Accounts and sessions over the store; each method is one transaction."""

    def __init__(self, store: Store, audit_key: bytes) -> None:
        """Audit entries are chained with the gateway's own key."""
        self._store = store
        self._audit_key = audit_key

    def by_username(self, username: str) -> Account | None:
        """Return the account in force with this user name."""
        return self._one(_in_force().where(accounts.c.username == username))

    def everyone(self) -> tuple[Account, ...]:
        """Return every account in force, by user name."""
        with self._store.reading() as connection:
            rows = connection.execute(_in_force().order_by(accounts.c.username)).all()
        return tuple(_account(row) for row in rows)

    def add(self, account: Account, *, by: Actor, at: datetime) -> bool:
        """Add an account; false when its user name is taken."""
        row = {
            "id": account.id,
            "username": account.username,
            "kind": account.kind.value,
            "roles": json.dumps(sorted(role.value for role in account.roles)),
            "organisation": account.organisation,
            "password_hash": account.password_hash,
            "created_at": at,
        }
        try:
            with self._store.writing() as connection:
                connection.execute(insert(accounts).values(row))
                self._audit(connection, "account-created", account.id, by=by, at=at)
        except IntegrityError:
            return False
        return True

    def begin_session(
        self, token_hash: str, account: Account, *, at: datetime, expires: datetime
    ) -> None:
        """Begin a session."""
        with self._store.writing() as connection:
            connection.execute(
                insert(sessions).values(
                    token_hash=token_hash,
                    account_id=account.id,
                    begun_at=at,
                    seen_at=at,
                    expires_at=expires,
                )
            )
            self._audit(connection, "signed-in", account.id, by=_as_actor(account), at=at)

    def by_session(self, token_hash: str, *, now: datetime, idle: timedelta) -> Account | None:
        """Return whose session this is, if it lives; note that it was used, once a minute."""
        held = sessions.c
        living = (
            select(accounts, held.seen_at)
            .join_from(sessions, accounts, held.account_id == accounts.c.id)
            .where(
                held.token_hash == token_hash,
                held.ended_at.is_(None),
                held.expires_at > now,
                held.seen_at > now - idle,
                accounts.c.disabled_at.is_(None),
            )
        )
        with self._store.reading() as connection:
            row = connection.execute(living).one_or_none()
        if row is None:
            return None
        if now - row.seen_at > TOUCH_AFTER:
            self._set(token_hash, seen_at=now)
        return _account(row)

    def end_session(self, token_hash: str, *, at: datetime) -> None:
        """End a session."""
        self._set(token_hash, ended_at=at)

    def failures(self, place_hash: str, *, since: datetime) -> int:
        """Return how often signing in failed from a place since a moment."""
        counted = select(func.count()).where(
            sign_in_failures.c.place_hash == place_hash, sign_in_failures.c.at >= since
        )
        with self._store.reading() as connection:
            return int(connection.execute(counted).scalar_one())

    def note_failure(self, place_hash: str, *, at: datetime) -> None:
        """Note a failed attempt."""
        with self._store.writing() as connection:
            connection.execute(insert(sign_in_failures).values(place_hash=place_hash, at=at))

    def _set(self, token_hash: str, **values: Any) -> None:
        with self._store.writing() as connection:
            connection.execute(
                update(sessions).where(sessions.c.token_hash == token_hash).values(**values)
            )

    def _one(self, query: Select[Any]) -> Account | None:
        with self._store.reading() as connection:
            row = connection.execute(query).one_or_none()
        return _account(row) if row else None

    def _audit(
        self, connection: Any, action: str, account: str, *, by: Actor, at: datetime
    ) -> None:
        trail = AuditTrail(connection, self._audit_key)
        trail.record(action, f"account/{account}", by=by, at=at)


def _in_force() -> Select[Any]:
    return select(accounts).where(accounts.c.disabled_at.is_(None))


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        username=row.username,
        kind=ActorKind(row.kind),
        roles=frozenset(Role(role) for role in json.loads(row.roles)),
        organisation=row.organisation,
        password_hash=row.password_hash,
    )


def _as_actor(account: Account) -> Actor:
    return Actor(account.id, account.kind, account.roles, account.organisation, "gateway")
