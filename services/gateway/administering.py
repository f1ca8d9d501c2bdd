"""What managers do to the accounts of others: roles, locking, a lost phone, a forgotten password.

Nobody does any of it to their own account: so nobody locks the last manager out, or raises themselves.
And nobody but a managing director does any of it to one, or makes one while there is one: else a
manager could put a managing director out, by their own hand or by that of one whom they made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from services.gateway import passwords
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.security.actors import Role

if TYPE_CHECKING:
    from uuid import UUID

    from services.gateway.identity import Account
    from services.gateway.second_step import SecondSteps
    from services.gateway.store import Accounts
    from shared.security.actors import Actor


class Administration:
    """Every account, and what can be done to each; all of it is audited."""

    def __init__(self, accounts: Accounts, second_steps: SecondSteps) -> None:
        """Work over the gateway's own store."""
        self._accounts = accounts
        self._second_steps = second_steps

    def everyone(self) -> tuple[Account, ...]:
        """Return every account by user name, locked ones too."""
        return self._accounts.all_of_them()

    def page_of_accounts(
        self, *, after: UUID | None, limit: int
    ) -> tuple[tuple[Account, ...], UUID | None]:
        """Return a page of every account by user name, and behind which the next begins.

        Raises ``InvalidInput``: there is no account to begin behind.
        """
        return self._accounts.page_of_them(after=after, limit=limit)

    def one(self, account_id: str) -> Account:
        """Return one account, locked or not, or raise ``NotFound``."""
        for account in self.everyone():
            if account.id == account_id:
                return account
        raise NotFound("account-unknown")

    def names(self, account_ids: Iterable[str]) -> dict[str, str]:
        """Return the user names of accounts, of locked ones too, by their ids."""
        return self._accounts.names(frozenset(account_ids))

    def has_password(self, account_id: str) -> bool:
        """Whether an account signs in by a password of ours."""
        return self.one(account_id).password_hash != passwords.NO_PASSWORD

    def asks_for_code(self, account: Account) -> bool:
        """Whether an account asks for a second step."""
        return self._second_steps.has(account.id)

    def change_roles(self, by: Actor, account_id: str, roles: frozenset[Role]) -> None:
        """Give an account these roles and no others, at once and in every session of it.

        Raises:
            InvalidInput: no role, or one that people cannot hold.
            Refused: ``own-account``, or ``only-managing-director``.
            NotFound: there is none such.

        """
        self._of_another(by, account_id)
        self.require_may_give(by, roles)
        if not roles or Role.SYSTEM in roles:
            raise InvalidInput("account-not-valid", (Fault("roles", "not-for-people"),))
        self._accounts.set_roles(account_id, roles, by=by, at=_now())

    def lock(self, by: Actor, account_id: str) -> None:
        """Let nobody in by an account until it is unlocked; its sessions end."""
        self._of_another(by, account_id)
        self._accounts.lock(account_id, by=by, at=_now())

    def unlock(self, by: Actor, account_id: str) -> None:
        """Let its owner in by an account again."""
        self._of_another(by, account_id)
        self._accounts.unlock(account_id, by=by, at=_now())

    def reset_second_step(self, by: Actor, account_id: str) -> None:
        """Ask for no code of a phone that is lost; its sessions end, and roles may owe a new one."""
        self._of_another(by, account_id)
        self._second_steps.remove(account_id)
        self._accounts.end_sessions(account_id, by=by, at=_now(), action="second-step-reset")

    def reset_password(self, by: Actor, account_id: str) -> str:
        """Give an account a new password and return it, told once; its sessions end.

        Raises:
            Refused: ``own-account``, ``only-managing-director``, or ``no-password-here`` for who signs
                in by their organisation.
            NotFound: there is none such.

        """
        if self._of_another(by, account_id).password_hash == passwords.NO_PASSWORD:
            raise Refused("no-password-here")
        password = passwords.invented()
        self._accounts.reset_password(account_id, passwords.hashed(password), by=by, at=_now())
        return password

    def may_change(self, by: Actor, account: Account) -> bool:
        """Whether somebody may do any of it to an account."""
        directs = Role.MANAGING_DIRECTOR in account.roles
        return by.id != account.id and (not directs or _is_director(by))

    def require_may_give(self, by: Actor, roles: frozenset[Role]) -> None:
        """Raise ``Refused`` where somebody makes a managing director who may not.

        The first is made by whoever manages accounts, or there could be none.
        """
        if Role.MANAGING_DIRECTOR not in roles or _is_director(by):
            return
        in_force = (one for one in self.everyone() if one.locked_at is None)
        if any(Role.MANAGING_DIRECTOR in one.roles for one in in_force):
            raise Refused("only-managing-director")

    def _of_another(self, by: Actor, account_id: str) -> Account:
        if by.id == account_id:
            raise Refused("own-account")
        found = self.one(account_id)
        if not self.may_change(by, found):
            raise Refused("only-managing-director")
        return found


def _is_director(by: Actor) -> bool:
    return Role.MANAGING_DIRECTOR in by.roles or Role.SYSTEM in by.roles


def _now() -> datetime:
    return datetime.now(UTC)
