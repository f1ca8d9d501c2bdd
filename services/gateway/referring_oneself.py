"""Somebody refers themselves without signing in: the one way of the API and of the page."""

from __future__ import annotations

from hashlib import sha256

from services.gateway.backoffice import Backoffice, Call
from shared.contracts.codes import Channel, Source
from shared.contracts.intake import routing
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput, Refused
from shared.security.actors import Actor, ActorKind, Role

ASK_OFFENDER_MANAGER = "ask-offender-manager"


def refer(
    backoffice: Backoffice, body: ReferralSubmission, idempotency_key: str
) -> intake.ReferralAccepted:
    """Hand a self-referral to intake.

    Raises:
        InvalidInput: it states what only staff may, or intake finds faults in it.
        Refused: ``ask-offender-manager`` (INT-11); what was asked is kept, and a person sees it.

    """
    if faults := not_a_self_referral(body):
        raise InvalidInput("not-a-self-referral", faults)
    asked = intake.SubmitReferral(submission=body)
    call = Call(intake.SUBMIT_REFERRAL, asked, self_referrer(), idempotency_key)
    try:
        taken = backoffice.ask(call)
    except Refused as refused:
        if refused.code == ASK_OFFENDER_MANAGER:
            _route(backoffice, body, idempotency_key)
        raise
    assert isinstance(taken, intake.ReferralAccepted)
    return taken


def _route(backoffice: Backoffice, body: ReferralSubmission, idempotency_key: str) -> None:
    """Keep what somebody in custody or on licence asked, so that a person sees it (INT-11).

    Under a key of its own that follows from the given one: sent again, it is kept once.
    """
    asked = routing.RouteSelfReferral(submission=body)
    key = sha256(f"for-offender-manager:{idempotency_key}".encode()).hexdigest()
    backoffice.ask(Call(routing.ROUTE_SELF_REFERRAL, asked, self_referrer(), key))


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


def self_referrer() -> Actor:
    """Return the actor for somebody who refers themselves without signing in."""
    return Actor(
        id="self-referral",
        kind=ActorKind.PARTNER,
        roles=frozenset({Role.PARTNER_REFERRER}),
        issuer="gateway",
    )
