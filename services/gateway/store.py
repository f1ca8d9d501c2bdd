"""Accounts and sessions in the gateway's own store.

It holds no case, and a participant only in the draft of a referral, sealed until it is sent. User
names are those of staff and volunteers, at work.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.gateway.attempts import WITHIN, KnownBrowsers
from services.gateway.identity import (
    LATE,
    Account,
    Living,
    Means,
    OwnSession,
)
from services.gateway.tables import accounts, metadata, sessions, sign_in_failures
from services.gateway.tokens import Begun, session_id_of
from shared.audit.trail import AuditTrail
from shared.security.actors import Actor, ActorKind, Role
from shared.store.paging import Order, page

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Row, Select

    from shared.store.engine import Store

__all__ = ("Accounts", "metadata")
TOUCH_AFTER = timedelta(minutes=1)
_WHOSE = (
    select(
        accounts,
        sessions.c.seen_at,
        sessions.c.means,
        sessions.c.roles.label("narrowed_to"),
    )
    .join_from(sessions, accounts, sessions.c.account_id == accounts.c.id)
    .where(
        sessions.c.token_hash == bindparam("token"),
        sessions.c.half == bindparam("is_half"),
        sessions.c.ended_at.is_(None),
        sessions.c.expires_at > bindparam("at"),
        sessions.c.seen_at > bindparam("rested_since"),
        accounts.c.disabled_at.is_(None),
    )
)


class Accounts:
    """Accounts and sessions over the store; each method is one transaction."""

    def __init__(self, store: Store, audit_key: bytes) -> None:
        """Audit entries are chained with the gateway's own key."""
        self._store = store
        self._audit_key = audit_key
        self.browsers = KnownBrowsers(audit_key)

    def by_username(self, username: str) -> Account | None:
        """Return the account in force with this user name."""
        return self._one(_in_force().where(accounts.c.username == username))

    def everyone(self) -> tuple[Account, ...]:
        """Return every account in force, by user name."""
        with self._store.reading() as connection:
            rows = connection.execute(_in_force().order_by(accounts.c.username)).all()
        return tuple(_account(row) for row in rows)

    def all_of_them(self) -> tuple[Account, ...]:
        """Return every account, locked ones too, by user name."""
        with self._store.reading() as connection:
            rows = connection.execute(select(accounts).order_by(accounts.c.username)).all()
        return tuple(_account(row) for row in rows)

    def page_of_them(
        self, *, after: UUID | None, limit: int
    ) -> tuple[tuple[Account, ...], UUID | None]:
        """Return a page of all accounts by user name, and behind which the next begins."""
        order = Order((accounts.c.username, accounts.c.id))
        with self._store.reading() as connection:
            found = page(connection, select(accounts), order, behind=after, limit=limit)
        return tuple(_account(row) for row in found.rows), found.next_page

    def set_roles(
        self, account_id: str, roles: frozenset[Role], *, by: Actor, at: datetime
    ) -> None:
        """Set what an account may do."""
        kept = json.dumps(sorted(role.value for role in roles))
        self._change(account_id, "roles-changed", by, at, roles=kept)

    def unlock(self, account_id: str, *, by: Actor, at: datetime) -> None:
        """Put an account in force again."""
        self._change(account_id, "account-unlocked", by, at, disabled_at=None)

    def lock(self, account_id: str, *, by: Actor, at: datetime) -> None:
        """Put an account out of force, and end its sessions."""
        self._change(account_id, "account-locked", by, at, ends=True, disabled_at=at)

    def reset_password(
        self, account_id: str, password_hash: str, *, by: Actor, at: datetime
    ) -> None:
        """Set the password of somebody else's account, and end its sessions."""
        told = {"password_hash": password_hash, "told_once": True}
        self._change(account_id, "password-reset", by, at, ends=True, **told)

    def _change(
        self,
        account_id: str,
        action: str,
        by: Actor,
        at: datetime,
        *,
        ends: bool = False,
        **values: Any,
    ) -> None:
        mine = sessions.c.account_id == account_id, sessions.c.ended_at.is_(None)
        with self._store.writing() as connection:
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(**values))
            if ends:
                connection.execute(update(sessions).where(*mine).values(ended_at=at))
            self._audit(connection, action, account_id, by=by, at=at)

    def names(self, account_ids: frozenset[str]) -> dict[str, str]:
        """Return the user names of accounts, in force or not, by their ids."""
        if not account_ids:
            return {}
        query = select(accounts.c.id, accounts.c.username).where(accounts.c.id.in_(account_ids))
        with self._store.reading() as connection:
            return {row.id: row.username for row in connection.execute(query)}

    def add(self, account: Account, *, by: Actor, at: datetime) -> bool:
        """Add an account; false when its user name is taken."""
        row = {
            "id": account.id,
            "username": account.username,
            "kind": account.kind.value,
            "roles": json.dumps(sorted(role.value for role in account.roles)),
            "organisation": account.organisation,
            "password_hash": account.password_hash,
            "told_once": account.told_once,
            "created_at": at,
        }
        try:
            with self._store.writing() as connection:
                connection.execute(insert(accounts).values(row))
                self._audit(connection, "account-created", account.id, by=by, at=at)
        except IntegrityError:
            return False
        return True

    def by_id(self, account_id: str) -> Account | None:
        """Return the account in force with this id."""
        return self._one(_in_force().where(accounts.c.id == account_id))

    def by_subject(self, subject: str) -> Account | None:
        """Return the account in force that signs in as this subject of the organisation's."""
        return self._one(_in_force().where(accounts.c.openid_subject == subject))

    def bind_subject(self, account: Account, subject: str, *, at: datetime) -> bool:
        """Bind an account to a subject, once; false when either is bound already."""
        free = (accounts.c.id == account.id, accounts.c.openid_subject.is_(None))
        try:
            with self._store.writing() as connection:
                bound = connection.execute(
                    update(accounts).where(*free).values(openid_subject=subject)
                )
                if bound.rowcount:
                    by = _as_actor(account)
                    self._audit(connection, "openid-subject-bound", account.id, by=by, at=at)
        except IntegrityError:
            return False
        return bound.rowcount == 1

    def begin_session(self, begun: Begun, account: Account) -> None:
        """Begin a session; a half one waits for its second step and lets nobody in."""
        narrowed = None if begun.roles is None else json.dumps(sorted(begun.roles))
        row = {
            "token_hash": begun.token_hash,
            "account_id": account.id,
            "begun_at": begun.at,
            "seen_at": begun.at,
            "expires_at": begun.expires,
            "half": begun.half,
            "means": begun.means.value,
            "roles": narrowed,
        }
        with self._store.writing() as connection:
            old = sessions.c.expires_at < begun.at - LATE
            connection.execute(delete(sessions).where(old))
            connection.execute(insert(sessions).values(row))
            if not begun.half:
                actor = _as_actor(account)
                self._audit(connection, "signed-in", account.id, by=actor, at=begun.at)

    def by_session(
        self, token_hash: str, *, now: datetime, idle: timedelta, half: bool = False
    ) -> Living | None:
        """Return whose session this is, if it lives; note that it was used, once a minute."""
        asked = {"token": token_hash, "is_half": half, "at": now, "rested_since": now - idle}
        with self._store.glancing() as connection:
            row = connection.execute(_WHOSE, asked).one_or_none()
        if row is None:
            return None
        if now - row.seen_at > TOUCH_AFTER:
            self._set(token_hash, seen_at=now)
        found = _account(row)
        if row.narrowed_to is not None:
            # What an account may no longer do, a session begun before may not do either.
            kept = frozenset(Role(role) for role in json.loads(row.narrowed_to))
            found = replace(found, roles=found.roles & kept)
        return Living(found, Means(row.means))

    def by_ended_session(
        self, token_hash: str, *, since: datetime, now: datetime
    ) -> Account | None:
        """Return whose session this was, if time alone ended it and not before ``since``."""
        held = sessions.c
        asked = (
            _in_force()
            .join(sessions, held.account_id == accounts.c.id)
            .where(held.token_hash == token_hash, held.half.is_(False), held.ended_at.is_(None))
            .where(held.seen_at > since, held.seen_at <= now)
        )
        return self._one(asked)

    def sessions_of(
        self, account_id: str, *, now: datetime, idle: timedelta
    ) -> tuple[OwnSession, ...]:
        """Return the whole sessions of an account that live, the newest first."""
        mine = (sessions.c.account_id == account_id, sessions.c.half.is_(False))
        query = (
            select(sessions).where(*mine, *_lives(now, idle)).order_by(sessions.c.begun_at.desc())
        )
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            OwnSession(session_id_of(row.token_hash), row.begun_at, row.seen_at, Means(row.means))
            for row in rows
        )

    def end_one(self, by: Actor, session_id: str, *, at: datetime) -> bool:
        """End one session of the actor's own account; false when there is none such."""
        mine = sessions.c.account_id == by.id
        with self._store.writing() as connection:
            hashes = connection.execute(select(sessions.c.token_hash).where(mine)).scalars()
            for one in [found for found in hashes if session_id_of(found) == session_id]:
                connection.execute(
                    update(sessions).where(sessions.c.token_hash == one).values(ended_at=at)
                )
                self._audit(connection, "session-ended", by.id, by=by, at=at)
                return True
        return False

    def set_password(self, by: Actor, password_hash: str, *, keep: str, at: datetime) -> None:
        """Set the actor's own password, and end every session of theirs but the one kept."""
        others = (
            sessions.c.account_id == by.id,
            sessions.c.token_hash != keep,
            sessions.c.ended_at.is_(None),
        )
        with self._store.writing() as connection:
            chosen = {"password_hash": password_hash, "told_once": False}
            connection.execute(update(accounts).where(accounts.c.id == by.id).values(chosen))
            connection.execute(update(sessions).where(*others).values(ended_at=at))
            self._audit(connection, "password-changed", by.id, by=by, at=at)

    def end_session(self, token_hash: str, *, at: datetime) -> None:
        """End a session."""
        self._set(token_hash, ended_at=at)

    def end_sessions(
        self, account_id: str, *, by: Actor, at: datetime, action: str = "signed-out-everywhere"
    ) -> int:
        """End every session of an account; return how many lived."""
        mine = sessions.c.account_id == account_id
        living = sessions.c.ended_at.is_(None), sessions.c.expires_at > at
        with self._store.writing() as connection:
            ended = connection.execute(update(sessions).where(mine, *living).values(ended_at=at))
            self._audit(connection, action, account_id, by=by, at=at)
        return ended.rowcount

    def note(self, action: str, account_id: str, *, by: Actor, at: datetime) -> None:
        """Note in the audit trail what was done to an account."""
        with self._store.writing() as connection:
            self._audit(connection, action, account_id, by=by, at=at)

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
            old = sign_in_failures.c.at < at - WITHIN
            connection.execute(delete(sign_in_failures).where(old))
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


def _lives(now: datetime, idle: timedelta) -> tuple[Any, ...]:
    held = sessions.c
    return held.ended_at.is_(None), held.expires_at > now, held.seen_at > now - idle


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
        openid_subject=row.openid_subject,
        locked_at=row.disabled_at,
        told_once=row.told_once,
    )


def _as_actor(account: Account) -> Actor:
    return Actor(account.id, account.kind, account.roles, account.organisation, "gateway")
