"""What a consumer does with each event and command: a registry that ``Assembly`` carries.

::

    reactions = Reactions()

    @reactions.on(CaseOpenedV1)
    def open_screening(uow, event, envelope): ...

    @reactions.command(ReceiveReferralV1)
    def receive_referral(uow, command, envelope): ...

A handler runs inside one transaction and only through ``uow``. One that must ask another
service first is declared ``own_transaction=True`` and is called as
``handler(runtime, context, message, envelope)`` with no transaction open; it opens
``runtime.transaction(context)`` once, and the inbox row is written in that one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from shared.contracts.base import BusCommand, Event

Handler = Callable[..., Any]
_H = TypeVar("_H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Reaction:
    """One message type and the use case that takes it."""

    model: type[Event | BusCommand]
    handler: Handler
    own_transaction: bool

    @property
    def sealed(self) -> bool:
        """Whether the message is a command, whose data is sealed for the receiver."""
        return issubclass(self.model, BusCommand)


class Reactions:
    """Message types to handlers. One handler per type: a second one is a mistake."""

    def __init__(self) -> None:
        self._by_type: dict[str, Reaction] = {}

    def on(self, event: type[Event], *, own_transaction: bool = False) -> Callable[[_H], _H]:
        """Declare the handler of an event."""
        return self._declare(event, own_transaction=own_transaction)

    def command(
        self, command: type[BusCommand], *, own_transaction: bool = False
    ) -> Callable[[_H], _H]:
        """Declare the handler of a bus command sent to this service."""
        return self._declare(command, own_transaction=own_transaction)

    def get(self, type_: str) -> Reaction | None:
        """Return the reaction to a wire type, or None."""
        return self._by_type.get(type_)

    def types(self) -> frozenset[str]:
        """Return every wire type that has a handler: what the consumer's queue is bound to."""
        return frozenset(self._by_type)

    def _declare(
        self, model: type[Event | BusCommand], *, own_transaction: bool
    ) -> Callable[[_H], _H]:
        def register(handler: _H) -> _H:
            if model.type() in self._by_type:
                raise ValueError(f"{model.type()} has a handler already")
            self._by_type[model.type()] = Reaction(model, handler, own_transaction)
            return handler

        return register
