"""Routes that the gateway answers itself, or shapes: sessions, accounts, self-referral."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Request
from pydantic import Field

from services.gateway import (
    account_routes,
    emergency_routes,
    referring_oneself,
    second_step_routes,
)
from services.gateway.backoffice import Backoffice
from services.gateway.desk import Desk
from services.gateway.emergencies import Emergencies
from services.gateway.endpoints import IdempotencyKey, Signed, permitted
from services.gateway.identity import Caller, Identities, Session
from services.gateway.own_commands import Once
from services.gateway.problems import NotSignedIn
from services.gateway.shapes import Strict, bearer
from shared.contracts.base import Answer
from shared.contracts.intake.people import ReferralSubmission


class Credentials(Strict):
    """A user name and password."""

    username: str = Field(max_length=200)
    password: str = Field(max_length=200)
    code: str | None = Field(default=None, max_length=40)


class SessionBegun(Answer):
    """The bearer token of a session, told once."""

    token: str
    expires_at: datetime


class ReferralTaken(Answer):
    """All that a self-referrer is told: the reference to quote."""

    reference: str


class AgenciesWithFeed(Answer):
    """The agencies that have a feed of their own, by the names under which they are asked."""

    agencies: tuple[str, ...]


def build(
    identities: Identities,
    backoffice: Backoffice,
    emergencies: Emergencies,
    desk: Desk,
    signed_in: Signed,
) -> APIRouter:
    """Return the router."""
    router, once = APIRouter(), Once(desk)
    _agencies(router, backoffice, signed_in)
    _sessions(router, identities)
    account_routes.own(router, identities, signed_in, once)
    account_routes.everybodys(router, identities, signed_in, once)
    account_routes.administration(router, identities, signed_in, once)
    account_routes.recovery(router, identities, signed_in, once)
    second_step_routes.add(router, identities, signed_in)
    emergency_routes.add(router, emergencies, backoffice, signed_in, once)
    emergency_routes.own(router, emergencies, backoffice, signed_in, once)
    _self_referrals(router, backoffice)
    return router


def _agencies(router: APIRouter, backoffice: Backoffice, signed_in: Signed) -> None:
    @router.get("/agencies", tags=["agencies"])
    def agencies_with_feed(
        caller: Caller = permitted(signed_in, "gateway.agencies"),
    ) -> AgenciesWithFeed:
        """List the agencies whose feed can be asked about its agreements."""
        return AgenciesWithFeed(agencies=backoffice.agencies())


def _sessions(router: APIRouter, identities: Identities) -> None:
    @router.post("/sessions", status_code=201, tags=["sessions"])
    def sign_in(request: Request, body: Credentials) -> SessionBegun:
        """Begin a session; send its token as ``Authorization: Bearer``."""
        address = request.client.host if request.client else ""
        session = identities.sign_in(body.username, body.password, address)
        if session.half:
            session = _whole(identities, session, body.code)
        return SessionBegun(token=session.token, expires_at=session.expires_at)

    @router.delete("/sessions/current", status_code=204, tags=["sessions"])
    def sign_out(request: Request) -> None:
        """End the session of the token that the request carries."""
        token = bearer(request)
        if token is None:
            raise NotSignedIn("not-signed-in")
        identities.sign_out(token)


def _self_referrals(router: APIRouter, backoffice: Backoffice) -> None:
    @router.post("/self-referrals", status_code=201, tags=["referrals"])
    def refer_myself(
        body: Annotated[ReferralSubmission, Body()], idempotency_key: IdempotencyKey
    ) -> ReferralTaken:
        """Refer yourself: no sign-in; told only the reference."""
        taken = referring_oneself.refer(backoffice, body, idempotency_key)
        return ReferralTaken(reference=taken.reference)


def _whole(identities: Identities, half: Session, code: str | None) -> Session:
    """Return the whole session for half of one; without a code there is none."""
    if code is None:
        identities.sign_out(half.token)
        raise NotSignedIn("second-step-needed")
    return identities.confirm(half.token, code)
