"""How the gateway asks the services: one port, and its adapter over the bus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from shared.contracts.base import Answer, Request, RpcMethod
from shared.observability import context as trace

if TYPE_CHECKING:
    from shared.messaging.rpc_client import RpcClient
    from shared.security.actors import Actor

DEADLINE_S = 10.0


@dataclass(frozen=True, slots=True)
class Call:
    """One question or order, for one actor."""

    method: RpcMethod
    request: Request
    actor: Actor
    idempotency_key: str | None = None


class Backoffice(Protocol):
    """The services, as the gateway needs them."""

    def ask(self, call: Call) -> Answer:
        """Return the service's answer, or raise its refusal; ``Unavailable`` past the deadline."""


class BusBackoffice:
    """Asks over RPC with a deadline; bodies sealed, the actor vouched for by the gateway."""

    def __init__(self, client: RpcClient) -> None:
        """Use the process's one thread-safe client."""
        self._client = client

    def ask(self, call: Call) -> Answer:
        """Ask the owning service."""
        return self._client.call(
            call.method,
            call.request,
            call.actor,
            idempotency_key=call.idempotency_key,
            deadline_s=DEADLINE_S,
            correlation_id=trace.correlation_id(),
        )
