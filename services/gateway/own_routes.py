"""Routes that the gateway answers itself, or shapes: sessions, accounts, self-referral."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.access import ACCESS
from services.gateway.backoffice import Backoffice, Call
from services.gateway.endpoints import IdempotencyKey
from services.gateway.identity import Account, Caller, Identities, self_referrer
from services.gateway.problems import NotSignedIn
from shared.contracts.base import Answer
from shared.contracts.codes import Channel, Source
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput
from shared.security.actors import ActorKind, Role
from shared.security.permissions import check


class Strict(BaseModel):
    """A body in which an unknown field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Credentials(Strict):
    """A user name and password."""

    username: str = Field(max_length=200)
    password: str = Field(max_length=200)


class SessionBegun(Answer):
    """The bearer token of a session, told once."""

    token: str
    expires_at: datetime


class NewAccount(Strict):
    """An account to create."""

    username: str = Field(max_length=200)
    password: str = Field(max_length=200)
    kind: ActorKind = ActorKind.STAFF
    roles: frozenset[Role]
    organisation: str | None = Field(default=None, max_length=120)


class AccountView(Answer):
    """An account, without its password."""

    id: str
    username: str
    kind: ActorKind
    roles: tuple[Role, ...]
    organisation: str | None = None


class Me(Answer):
    """Who the caller is."""

    id: str
    roles: tuple[Role, ...]


class ReferralTaken(Answer):
    """All that a self-referrer is told: the reference to quote."""

    reference: str


def view(account: Account) -> AccountView:
    """Return an account as managers see it."""
    return AccountView(
        id=account.id,
        username=account.username,
        kind=account.kind,
        roles=tuple(sorted(account.roles)),
        organisation=account.organisation,
    )


def build(  # noqa: C901  a list of routes, each its own few lines
    identities: Identities, backoffice: Backoffice, signed_in: Callable[..., Caller]
) -> APIRouter:
    """Return the router."""
    router = APIRouter()
    required = Depends(signed_in)

    @router.post("/sessions", status_code=201, tags=["sessions"], operation_id="sign_in")
    def sign_in(request: Request, body: Credentials) -> SessionBegun:
        """Begin a session; send its token as ``Authorization: Bearer``."""
        address = request.client.host if request.client else ""
        session = identities.sign_in(body.username, body.password, address)
        return SessionBegun(token=session.token, expires_at=session.expires_at)

    @router.delete("/sessions/current", status_code=204, tags=["sessions"])
    def sign_out(request: Request) -> None:
        """End the session of the token that the request carries."""
        token = bearer(request)
        if token is None:
            raise NotSignedIn("not-signed-in")
        identities.sign_out(token)

    @router.get("/me", tags=["sessions"])
    def me(caller: Caller = required) -> Me:
        """Say who is signed in."""
        check(ACCESS, "gateway.me", caller.actor)
        return Me(id=caller.actor.id, roles=tuple(sorted(caller.actor.roles)))

    @router.get("/accounts", tags=["accounts"])
    def accounts(caller: Caller = required) -> list[AccountView]:
        """List the accounts."""
        check(ACCESS, "gateway.accounts", caller.actor)
        return [view(account) for account in identities.everyone()]

    @router.post("/accounts", status_code=201, tags=["accounts"])
    def create_account(body: NewAccount, caller: Caller = required) -> AccountView:
        """Create an account for a member of staff or a volunteer."""
        check(ACCESS, "gateway.create_account", caller.actor)
        made = identities.create(**body.model_dump(), by=caller.actor)
        return next(view(account) for account in identities.everyone() if account.id == made)

    @router.post("/self-referrals", status_code=201, tags=["referrals"])
    def refer_myself(
        body: Annotated[ReferralSubmission, Body()], idempotency_key: IdempotencyKey
    ) -> ReferralTaken:
        """Refer yourself: no sign-in; told only the reference."""
        faults = not_a_self_referral(body)
        if faults:
            raise InvalidInput("not-a-self-referral", faults)
        asked = intake.SubmitReferral(submission=body)
        call = Call(intake.SUBMIT_REFERRAL, asked, self_referrer(), idempotency_key)
        taken = backoffice.ask(call)
        assert isinstance(taken, intake.ReferralAccepted)
        return ReferralTaken(reference=taken.reference)

    return router


def not_a_self_referral(body: ReferralSubmission) -> tuple[Fault, ...]:
    """Say what in a submission nobody may state without signing in."""
    found = []
    if body.source is not Source.SELF:
        found.append(Fault("source", "must-be-self"))
    if body.channel is not Channel.WEB_FORM:
        found.append(Fault("channel", "must-be-web-form"))
    only_staff = (
        "joins_case_reference",
        "predecessor_reference",
        "original_received_on",
        "prior_provider",
    )
    found += [Fault(name, "staff-only") for name in only_staff if getattr(body, name) is not None]
    return tuple(found)


def bearer(request: Request) -> str | None:
    """Return the bearer token of a request, if it carries one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None
