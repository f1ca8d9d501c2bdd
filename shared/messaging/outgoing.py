"""A message on its way into the outbox: everything but its place in the subject's order.

The place (``sequence`` and ``after``) is given when the transaction is about to commit, under
the lock of the subject's stream; only then are the bytes final.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from shared.contracts.base import BusCommand, Event
from shared.contracts.envelope import MAX_MESSAGE_BYTES, SCHEMA_BASE
from shared.kernel.errors import InvalidInput
from shared.messaging.context import Context
from shared.security.sealing import seal

if TYPE_CHECKING:
    from shared.security.key_files import ServiceKeys

EVENTS_EXCHANGE = "redress.events"
COMMANDS_EXCHANGE = "redress.commands"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One event or sealed command, before it has its sequence."""

    id: UUID
    exchange: str
    type: str
    subject: str
    time: datetime
    data: str
    context: Context

    def body(self, *, source: str, sequence: int, after: str, recorded: datetime) -> bytes:
        """Return the CloudEvents JSON. Raises ``InvalidInput`` above the size limit (1 MiB)."""
        head = {
            "specversion": "1.0",
            "id": str(self.id),
            "source": source,
            "type": self.type,
            "subject": self.subject,
            "time": wire_time(self.time),
            "dataschema": SCHEMA_BASE + self.type,
            "datacontenttype": "application/json",
            "sequence": sequence,
            "after": after,
            "correlationid": self.context.correlation_id,
            "recordedby": self.context.role,
            "recordedtime": wire_time(recorded),
        }
        if self.context.causation_id:
            head["causationid"] = self.context.causation_id
        if self.context.traceparent:
            head["traceparent"] = self.context.traceparent
        encoded = f'{json.dumps(head)[:-1]}, "data": {self.data}}}'.encode()
        if len(encoded) > MAX_MESSAGE_BYTES:
            raise InvalidInput("message-too-large", type=self.type, size=len(encoded))
        return encoded


def outgoing_event(event: Event, id_: UUID, at: datetime, context: Context) -> Outgoing:
    """Return an event ready for the outbox."""
    return Outgoing(
        id=id_,
        exchange=EVENTS_EXCHANGE,
        type=event.type(),
        subject=event.subject(),
        time=at,
        data=event.model_dump_json(exclude_none=True),
        context=context,
    )


def outgoing_command(
    command: BusCommand, to: str, id_: UUID, at: datetime, *, context: Context, keys: ServiceKeys
) -> Outgoing:
    """Return a command sealed for ``to``, with an assertion bound to this one message."""
    token = keys.issuer().assert_actor(context.actor, to, message_id=str(id_))
    inside = f'{{"assertion": {json.dumps(token)}, "command": {command.model_dump_json()}}}'
    sealed = seal(keys.publics[to].sealing, inside.encode(), command_context(command.type(), id_))
    data = {"sealed": base64.b64encode(sealed).decode(), "receiver": to}
    return Outgoing(
        id=id_,
        exchange=COMMANDS_EXCHANGE,
        type=command.type(),
        subject=command.subject(),
        time=at,
        data=json.dumps(data),
        context=context,
    )


def command_context(type_: str, id_: UUID) -> bytes:
    """Return what ties a command's sealed bytes to its one message."""
    return f"redress:command:{type_}:{id_}".encode()


def wire_time(moment: datetime) -> str:
    """Return a time as the wire has it: UTC, ending in Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
