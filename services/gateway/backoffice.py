"""How the gateway asks the services: one port, and its adapter over the bus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from shared.contracts import together
from shared.contracts.base import Answer, Request, RpcMethod, json_ready
from shared.contracts.feeds import office
from shared.kernel.errors import NotFound, RedressError
from shared.messaging.rpc_wire import error_of
from shared.observability import context as trace

if TYPE_CHECKING:
    from shared.messaging.rpc_client import RpcClient
    from shared.security.actors import Actor
    from shared.security.key_files import Publics

DEADLINE_S = 10.0
PATIENT_S = 28.0
"""For what may take its time, as a document that is cleaned and scanned: a service has 30 s for it."""


@dataclass(frozen=True, slots=True)
class Call:
    """One question or order, for one actor."""

    method: RpcMethod
    request: Request
    actor: Actor
    idempotency_key: str | None = None
    deadline_s: float = DEADLINE_S
    expected_version: int | None = None
    """The version of the record that it changes, as its actor saw it; None: whichever stands."""


def deadline_of(method: RpcMethod) -> float:
    """Return how long an answer is waited for."""
    return PATIENT_S if method.alone else DEADLINE_S


class Backoffice(Protocol):
    """The services, as the gateway needs them."""

    def ask(self, call: Call) -> Answer:
        """Return the service's answer, or raise its refusal; ``Unavailable`` past the deadline."""

    def ask_together(self, calls: Sequence[Call]) -> list[Answer | RedressError]:
        """Return the answer or refusal to each of several questions to one service, in order."""

    def agencies(self) -> tuple[str, ...]:
        """Return the agencies that have a feed to ask."""


class BusBackoffice:
    """Asks over RPC with a deadline; bodies sealed, the actor vouched for by the gateway."""

    def __init__(self, client: RpcClient, publics: Publics) -> None:
        """Use the process's one thread-safe client; ``publics``: whom it may seal anything to."""
        self._client = client
        self._publics = publics

    def ask(self, call: Call) -> Answer:
        """Ask the owning service; of feeds, the one whose agency the request names."""
        return self._client.call(
            self._addressed(call),
            call.request,
            call.actor,
            idempotency_key=call.idempotency_key,
            expected_version=call.expected_version,
            deadline_s=call.deadline_s,
            correlation_id=trace.correlation_id(),
        )

    def ask_together(self, calls: Sequence[Call]) -> list[Answer | RedressError]:
        """Ask the owning service in one message for each actor."""
        found: dict[int, Answer | RedressError] = {}
        for actor in dict.fromkeys(call.actor for call in calls):
            asked = [at for at, call in enumerate(calls) if call.actor == actor]
            found |= zip(asked, self._ask_as_one([calls[at] for at in asked]), strict=True)
        return [found[at] for at in range(len(calls))]

    def _ask_as_one(self, calls: Sequence[Call]) -> list[Answer | RedressError]:
        first = calls[0]
        questions = [
            together.Question(method=call.method.name, request=json_ready(call.request))
            for call in calls
        ]
        request = together.AskTogether(questions=tuple(questions))
        try:
            method = together.of(self._addressed(first).service)
            answer = self.ask(replace(first, method=method, request=request))
        except RedressError as error:
            return [error for _ in calls]
        told = answer.told if isinstance(answer, together.ToldTogether) else ()
        return [_told(call, one) for call, one in zip(calls, told, strict=True)]

    def _addressed(self, call: Call) -> RpcMethod:
        method = office.addressed(call.method, call.request)
        if call.method.service == office.FAMILY and method.service not in self._publics:
            raise NotFound("agency-unknown")
        return method

    def agencies(self) -> tuple[str, ...]:
        """Return the agencies that have a feed: those whose feed's public key we hold.

        Nothing can be asked of any other, and a new agency needs no setting of the gateway's.
        """
        self._publics.refresh()
        prefix = f"{office.FAMILY}-"
        return tuple(sorted(n.removeprefix(prefix) for n in self._publics if n.startswith(prefix)))


def _told(call: Call, told: together.Told) -> Answer | RedressError:
    if told.error is not None:
        return error_of(told.error)
    return call.method.answer.model_validate_json(told.answer or "")
