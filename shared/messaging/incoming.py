"""From untrusted bytes to a message that a handler may see, or to the reason why not.

Checks, in order: size, content type, JSON, envelope, type and version, source, then the data
against its model; a command is opened from its seal and its actor's assertion verified.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from shared.contracts.base import BusCommand, Event
from shared.contracts.envelope import CONTENT_TYPE, MAX_MESSAGE_BYTES, Envelope, parse_after
from shared.kernel.errors import Fault, InvalidInput
from shared.messaging.context import Context
from shared.messaging.delivery import Delivery
from shared.messaging.outgoing import COMMANDS_EXCHANGE, EVENTS_EXCHANGE, command_context
from shared.messaging.reactions import Reaction, Reactions
from shared.security.actors import Actor, system_actor
from shared.security.assertions import Verifier
from shared.security.errors import AssertionNotAccepted
from shared.security.key_files import ServiceKeys


class Key(NamedTuple):
    """What makes a message one message: its source and id."""

    source: str
    message_id: str


class Stream(NamedTuple):
    """What its order belongs to: one subject, as one producer tells it."""

    source: str
    subject: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that has been read and may be handled."""

    delivery: Delivery
    envelope: Envelope
    reaction: Reaction
    message: Event | BusCommand
    actor: Actor
    after: dict[str, tuple[int, int]]
    held: bool = False
    replayed: bool = False  # an operator vouches for it, however old it is
    released: bool = False  # an operator lets it go before its turn

    @property
    def key(self) -> Key:
        """Its identity."""
        return Key(self.envelope.source, str(self.envelope.id))

    @property
    def stream(self) -> Stream:
        """The order it belongs to."""
        return Stream(self.envelope.source, self.envelope.subject)

    def context(self) -> Context:
        """Return the context for whatever its handler does."""
        return Context(
            actor=self.actor,
            correlation_id=self.envelope.correlationid,
            causation_id=str(self.envelope.id),
            traceparent=self.envelope.traceparent,
        )


class UnfitData(InvalidInput):
    """The data breaks its model, in an envelope whose sender was entitled to its claims."""

    def __init__(self, fault: InvalidInput, envelope: Envelope) -> None:
        super().__init__(fault.code, fault.faults)
        self.envelope = envelope


class Reader:
    """Reads deliveries for one consumer."""

    def __init__(self, reactions: Reactions, keys: ServiceKeys, consumer: str) -> None:
        self._reactions = reactions
        self._keys = keys
        self._audience = keys.name
        self._known = {_without_version(type_) for type_ in reactions.types()}
        self._self = system_actor(consumer)
        self._verifier: Verifier = keys.verifier()

    def read(self, delivery: Delivery, *, held: bool = False) -> Incoming:
        """Return the message. Raises ``InvalidInput`` with every fault, or ``NotPermitted``."""
        envelope = self._envelope(delivery)
        reaction = self._reaction(envelope)
        self._check_route(delivery, envelope, reaction)
        actor, data = self._self, envelope.data
        if reaction.sealed:
            data, actor = self._open(envelope)
        try:
            message = _validated(reaction.model, data)
        except InvalidInput as fault:
            raise UnfitData(fault, envelope) from None
        return Incoming(
            delivery, envelope, reaction, message, actor, _after(envelope.after), held=held
        )

    def _envelope(self, delivery: Delivery) -> Envelope:
        if len(delivery.body) > MAX_MESSAGE_BYTES:
            raise InvalidInput("oversize", size=len(delivery.body))
        if delivery.tag and delivery.content_type != CONTENT_TYPE:
            raise InvalidInput("content-type-unknown")
        try:
            return Envelope.model_validate_json(delivery.body)
        except ValidationError as error:
            faults = _faults(error)
            unparseable = any(fault.code == "json_invalid" for fault in faults)
            raise InvalidInput("unparseable" if unparseable else "envelope", faults) from None

    def _reaction(self, envelope: Envelope) -> Reaction:
        reaction = self._reactions.get(envelope.type)
        if reaction is None:
            known = _without_version(envelope.type) in self._known
            raise InvalidInput("unknown-version" if known else "unknown-type", type=envelope.type)
        return reaction

    def _check_route(self, delivery: Delivery, envelope: Envelope, reaction: Reaction) -> None:
        """The broker let the sender use this routing key; the envelope may not claim another."""
        direct = delivery.exchange in {EVENTS_EXCHANGE, COMMANDS_EXCHANGE}
        if direct and delivery.routing_key != envelope.type:
            raise InvalidInput("route-differs-from-type", type=envelope.type)
        model = reaction.model
        if issubclass(model, Event) and not _speaks_for(envelope.producer, model.producer):
            raise InvalidInput("source-may-not-say-this", type=envelope.type)

    def _open(self, envelope: Envelope) -> tuple[Any, Actor]:
        inside = self._unsealed(envelope)
        token = inside.get("assertion")
        if not isinstance(token, str):
            raise InvalidInput("command-without-assertion")
        return inside.get("command"), self._verify(token, str(envelope.id))

    def _unsealed(self, envelope: Envelope) -> dict[str, Any]:
        try:
            sealed = base64.b64decode(str(envelope.data.get("sealed", "")), validate=True)
        except (binascii.Error, ValueError):
            raise InvalidInput("sealed-form-unknown") from None
        context = command_context(envelope.type, envelope.id)
        inside = json.loads(self._keys.sealing.open(sealed, context))
        return inside if isinstance(inside, dict) else {}

    def _verify(self, token: str, message_id: str) -> Actor:
        return verify_with_refresh(
            self._keys,
            lambda: self._verifier,
            self._renew,
            lambda verifier: verifier.verify(token, self._audience, message_id=message_id),
        )

    def _renew(self) -> None:
        self._verifier = self._keys.verifier()


def verify_with_refresh(
    keys: ServiceKeys,
    current: Callable[[], Verifier],
    renew: Callable[[], None],
    verify: Callable[[Verifier], Actor],
) -> Actor:
    """Verify; when the issuer is unknown or its key changed, read the public keys once more."""
    try:
        return verify(current())
    except AssertionNotAccepted as refusal:
        if refusal.code not in {"assertion-issuer-unknown", "assertion-forged"}:
            raise
    renew()
    return verify(current())


def _validated(model: type[BaseModel], data: object) -> Any:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InvalidInput("schema", _faults(error)) from None


def _faults(error: ValidationError) -> tuple[Fault, ...]:
    """Every fault by field. Values stay out: they may be a person's."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return tuple(
        Fault(".".join(str(part) for part in fault["loc"]) or "message", fault["type"])
        for fault in found
    )


def _after(text: str) -> dict[str, tuple[int, int]]:
    if not text:
        return {}
    try:
        return parse_after(text)
    except ValueError:
        raise InvalidInput("envelope", (Fault("after", "malformed"),)) from None


@lru_cache(maxsize=256)
def _without_version(type_: str) -> str:
    return type_.rpartition(".v")[0]


@lru_cache(maxsize=256)
def _speaks_for(source: str, producer: str) -> bool:
    """Whether a source may say what ``producer`` says: itself, or one of the feeds."""
    return source == producer or (producer == "feeds" and source.startswith("feeds-"))
