"""What every service answers about itself to those who operate it. See ``parking`` for the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from shared.contracts import operating as contract
from shared.contracts.base import Nothing
from shared.messaging import parking
from shared.messaging.holding import count_late
from shared.messaging.inbox import count_held
from shared.messaging.jobs import done_jobs
from shared.messaging.relay import pending
from shared.observability.health import passes

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.rpc_methods import Serves
    from shared.messaging.runtime import Runtime


def serve(serves: Serves, service: str) -> None:
    """Let a service answer about itself."""
    methods = contract.of(service)
    serves.method(methods.standing, own_transaction=True)(standing)
    serves.method(methods.parked, own_transaction=True)(list_parked)
    serves.method(methods.replay, own_transaction=True)(replay)
    serves.method(methods.discard, own_transaction=True)(discard)


def standing(
    runtime: Runtime, _context: Context, _request: contract.AskStanding
) -> contract.Standing:
    """Count what waits, here and at the broker, and say which check of readiness fails."""
    failing = tuple(sorted(name for name, check in runtime.checks().items() if not passes(check)))
    queue = runtime.depth()
    with runtime.store.reading() as connection:
        unsent, oldest = pending(connection)
        return contract.Standing(
            unsent=unsent,
            oldest_unsent_s=int(oldest),
            held=count_held(connection),
            held_late=count_late(connection, runtime.keeping),
            parked=parking.count_parked(connection),
            failing=failing,
            queue=queue,
            lag_s=runtime.lag_s,
            jobs=done_jobs(connection),
        )


def list_parked(
    runtime: Runtime, _context: Context, request: contract.ListParked
) -> contract.ParkedMessages:
    """Return what is parked, without what it says."""
    state = None if request.settled_too else parking.PARKED
    with runtime.store.reading() as connection:
        found, next_page = parking.page_of_parked(
            connection, state=state, after=request.after, limit=request.limit
        )
    return contract.ParkedMessages(messages=tuple(_view(one) for one in found), next_page=next_page)


def _view(one: parking.Parked) -> contract.ParkedView:
    return contract.ParkedView(
        parked_id=UUID(one.id),
        state=one.state,
        type=one.type,
        subject=one.subject,
        reason=one.reason,
        faults=tuple(str(fault) for fault in one.faults),
        attempts=one.attempts,
        replayable=not one.queue.startswith("rpc-"),
        parked_at=one.parked_at,
        settled_by=one.settled_by,
        settled_why=one.settled_why,
        settled_at=one.settled_at,
    )


def replay(runtime: Runtime, context: Context, request: contract.DecideParked) -> Nothing:
    """Let the service handle a message again, from its first try."""
    return _decided(parking.replay, runtime, context, request)


def discard(runtime: Runtime, context: Context, request: contract.DecideParked) -> Nothing:
    """Give a message up; later ones of its subject may go on."""
    return _decided(parking.discard, runtime, context, request)


def _decided(
    decide: Callable[..., object],
    runtime: Runtime,
    context: Context,
    request: contract.DecideParked,
) -> Nothing:
    with runtime.transaction(context) as uow:
        decide(
            uow.connection,
            str(request.parked_id),
            by=uow.actor,
            reason=request.reason,
            audit_key=runtime.keys.audit_key,
        )
    return Nothing()
