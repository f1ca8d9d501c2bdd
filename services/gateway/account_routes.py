"""Routes about one's own account: who one is, its password, its sessions; and all accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, PlainSerializer

from services.gateway.administering import Administration
from services.gateway.endpoints import Signed, permitted
from services.gateway.identity import Account, Caller, Identities, Means
from services.gateway.own_commands import Once, OwnKey
from services.gateway.shapes import Strict, bearer
from shared.contracts.base import Answer, Nothing
from shared.security.actors import ActorKind, Role

Roles = Annotated[
    frozenset[Role], PlainSerializer(sorted, return_type=list[Role], when_used="json")
]
"""In one order in every process, so that the same order sent again is known again."""
NEXT = {
    "description": 'The address of the next page, where there is one (`rel="next"`).',
    "schema": {"type": "string"},
}


class NewAccount(Strict):
    """An account to create. Without a password it signs in by its organisation alone."""

    username: str = Field(min_length=1, max_length=200)
    password: str | None = Field(default=None, max_length=200)
    kind: ActorKind = ActorKind.STAFF
    roles: Roles
    organisation: str | None = Field(default=None, max_length=120)


class AccountView(Answer):
    """An account, without its password."""

    id: str
    username: str
    kind: ActorKind
    roles: tuple[Role, ...]
    organisation: str | None = None
    locked_at: datetime | None = None


class NewRoles(Strict):
    """What an account may do from now on."""

    roles: Roles


class PasswordMade(Answer):
    """A new password, told once."""

    password: str


class Me(Answer):
    """Who the caller is."""

    id: str
    roles: tuple[Role, ...]
    owes_second_step: bool = False
    owes_new_password: bool = False
    """Whether one may do nothing but choose a password: the one now was told by somebody else."""
    asks_for_code: bool = False
    """Whether one signs in by a second step too."""
    recovery_codes_left: int = 0


class NewPassword(Strict):
    """One's own password, as it is and as it shall be."""

    old_password: str = Field(max_length=200)
    new_password: str = Field(max_length=200)


class OwnSessionView(Answer):
    """One of one's own sessions."""

    session_id: str
    begun_at: datetime
    seen_at: datetime
    means: Means
    this: bool


def view(account: Account) -> AccountView:
    """Return an account as managers see it."""
    return AccountView(
        id=account.id,
        username=account.username,
        kind=account.kind,
        roles=tuple(sorted(account.roles)),
        organisation=account.organisation,
        locked_at=account.locked_at,
    )


def own(router: APIRouter, identities: Identities, signed_in: Signed, once: Once) -> None:
    """Add what everybody may ask and do about themselves."""

    @router.get("/me", tags=["sessions"])
    def me(caller: Caller = permitted(signed_in, "gateway.me")) -> Me:
        """Say who is signed in."""
        roles = tuple(sorted(caller.actor.roles))
        return Me(
            id=caller.actor.id,
            roles=roles,
            owes_second_step=caller.owes_second_step,
            owes_new_password=caller.owes_new_password,
            asks_for_code=identities.asks_for_code(caller.actor),
            recovery_codes_left=identities.recovery_codes_left(caller.actor),
        )

    @router.post("/me/password", status_code=204, tags=["sessions"])
    def change_password(
        request: Request,
        body: NewPassword,
        caller: Caller = permitted(signed_in, "gateway.change_password"),
        key: OwnKey = None,
    ) -> None:
        """Change one's own password; every other session of the account ends."""
        old, new = body.old_password, body.new_password
        once.act(
            caller,
            key,
            ("change_password", body),
            lambda: identities.change_password(caller.actor, old, new, bearer(request)),
        )

    @router.get("/me/sessions", tags=["sessions"])
    def sessions(
        request: Request, caller: Caller = permitted(signed_in, "gateway.sessions")
    ) -> list[OwnSessionView]:
        """List one's own sessions that live."""
        found = identities.sessions(caller.actor, bearer(request))
        return [OwnSessionView.model_validate(one, from_attributes=True) for one in found]

    @router.delete("/me/sessions/{session_id}", status_code=204, tags=["sessions"])
    def end_session(
        session_id: str, caller: Caller = permitted(signed_in, "gateway.end_session")
    ) -> None:
        """End one of one's own sessions."""
        identities.end_session(caller.actor, session_id)


def everybodys(router: APIRouter, identities: Identities, signed_in: Signed, once: Once) -> None:
    """Add what managers ask and do about accounts."""

    @router.get("/accounts", tags=["accounts"], responses={200: {"headers": {"Link": NEXT}}})
    def accounts(
        response: Response,
        after: Annotated[UUID | None, Query()] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 500,
        caller: Caller = permitted(signed_in, "gateway.accounts"),
    ) -> list[AccountView]:
        """List the accounts by user name, locked ones too; ``after`` an account, those behind it."""
        found, more = identities.administering.page_of_accounts(after=after, limit=limit)
        if more is not None:
            address = f"/api/v1/accounts?after={more}&limit={limit}"
            response.headers["Link"] = f'<{address}>; rel="next"'
        return [view(account) for account in found]

    @router.post("/accounts", status_code=201, tags=["accounts"])
    def create_account(
        body: NewAccount,
        caller: Caller = permitted(signed_in, "gateway.create_account"),
        key: OwnKey = None,
    ) -> AccountView:
        """Create an account for a member of staff or a volunteer."""

        def create() -> AccountView:
            made = identities.create(**body.model_dump(), by=caller.actor)
            return next(view(account) for account in identities.everyone() if account.id == made)

        return once.answer(caller, key, ("create_account", body), AccountView, create)


def administration(
    router: APIRouter, identities: Identities, signed_in: Signed, once: Once
) -> None:
    """Add what managers do to the accounts of others."""

    def office() -> Administration:
        return identities.administering

    @router.post("/accounts/{account_id}/roles", status_code=204, tags=["accounts"])
    def change_roles(
        account_id: str,
        body: NewRoles,
        caller: Caller = permitted(signed_in, "gateway.change_roles"),
        key: OwnKey = None,
    ) -> None:
        """Give an account these roles and no others, at once."""
        said = (f"change_roles {account_id}", body)
        once.act(
            caller, key, said, lambda: office().change_roles(caller.actor, account_id, body.roles)
        )

    @router.post("/accounts/{account_id}/lock", status_code=204, tags=["accounts"])
    def lock_account(
        account_id: str,
        caller: Caller = permitted(signed_in, "gateway.lock_account"),
        key: OwnKey = None,
    ) -> None:
        """Let nobody in by an account; its sessions end."""
        said = (f"lock_account {account_id}", Nothing())
        once.act(caller, key, said, lambda: office().lock(caller.actor, account_id))

    @router.post("/accounts/{account_id}/unlock", status_code=204, tags=["accounts"])
    def unlock_account(
        account_id: str,
        caller: Caller = permitted(signed_in, "gateway.unlock_account"),
        key: OwnKey = None,
    ) -> None:
        """Let its owner in by an account again."""
        said = (f"unlock_account {account_id}", Nothing())
        once.act(caller, key, said, lambda: office().unlock(caller.actor, account_id))


def recovery(router: APIRouter, identities: Identities, signed_in: Signed, once: Once) -> None:
    """Add what managers do for somebody whose phone or password is lost.

    A new password takes no key: it is told once, and kept nowhere to be told again.
    """

    def office() -> Administration:
        return identities.administering

    @router.post("/accounts/{account_id}/second-step/reset", status_code=204, tags=["accounts"])
    def reset_second_step(
        account_id: str,
        caller: Caller = permitted(signed_in, "gateway.reset_second_step"),
        key: OwnKey = None,
    ) -> None:
        """Ask for no code of a phone that is lost; sessions of the account end."""
        said = (f"reset_second_step {account_id}", Nothing())
        once.act(caller, key, said, lambda: office().reset_second_step(caller.actor, account_id))

    @router.post("/accounts/{account_id}/password/reset", status_code=201, tags=["accounts"])
    def reset_password(
        account_id: str, caller: Caller = permitted(signed_in, "gateway.reset_password")
    ) -> PasswordMade:
        """Make a new password for an account, told once; its sessions end."""
        return PasswordMade(password=office().reset_password(caller.actor, account_id))
