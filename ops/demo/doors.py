"""How a planned referral enters: published by its agency, or submitted at the gateway."""

from __future__ import annotations

from collections.abc import Callable

from ops.demo.client import Json
from ops.demo.people import Cast, submission
from ops.demo.world import World
from ops.demo.year import Door, Planned


def arrive(
    world: World, planned: Planned, cast: Cast, publish: Callable[[Planned, Cast], Json]
) -> Json:
    """Let the referral in by its own door and return the case that it opened."""
    match planned.door:
        case Door.MPS | Door.VICTIM_SUPPORT:
            reference = publish(planned, cast)["reference"]
        case Door.SELF if planned.continues is None:
            body = submission(planned, cast)
            reference = world.public.settled("/self-referrals", **body)["reference"]
        case _:
            reference = _registered(world, planned, cast)
    return world.coordinator.found(f"/cases/by-reference/{reference}")


def _registered(world: World, planned: Planned, cast: Cast) -> str:
    """Register on behalf: paper, e-mail, a transfer-in, or one that continues a closed case."""
    body = submission(planned, cast)
    before = world.cases.get(planned.continues or 0)
    if before is not None:
        body["predecessor_reference"] = before.reference
    return str(world.coordinator.settled("/referrals", submission=body)["reference"])
