"""A message as the broker hands it over: bytes and headers that nobody has checked yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ATTEMPT_HEADER = "x-redress-attempt"
ROUTE_HEADER = "x-redress-routing-key"
BROKER_COUNT_HEADER = "x-delivery-count"
OURS = "redress."  # headers that only we write, on messages in our own store
MAX_KEPT_HEADERS = 20


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery. ``tag`` settles it; 0 for a message out of our own store."""

    body: bytes
    tag: int = 0
    queue: str = ""
    exchange: str = ""
    routing_key: str = ""
    content_type: str = ""
    message_id: str = ""
    correlation_id: str = ""
    reply_to: str = ""
    redelivered: bool = False
    headers: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_amqp(cls, message: Any, queue: str) -> Delivery:
        """Read py-amqp's message; properties of the wrong kind count as absent."""
        info, properties = message.delivery_info, message.properties
        headers = properties.get("application_headers")
        body = message.body
        return cls(
            body=body if isinstance(body, bytes) else str(body).encode(),
            tag=info["delivery_tag"],
            queue=queue,
            exchange=info["exchange"],
            routing_key=info["routing_key"],
            content_type=_text(properties.get("content_type")),
            message_id=_text(properties.get("message_id")),
            correlation_id=_text(properties.get("correlation_id")),
            reply_to=_text(properties.get("reply_to")),
            redelivered=bool(info["redelivered"]),
            headers=headers if isinstance(headers, dict) else {},
        )

    @property
    def attempt(self) -> int:
        """How many tries have failed, by our own header (RabbitMQ 4 forgets ``x-death``)."""
        return self._number(ATTEMPT_HEADER)

    @property
    def returned(self) -> int:
        """How often the broker had to take it back from a consumer that vanished."""
        return self._number(BROKER_COUNT_HEADER) if self.redelivered else 0

    @property
    def route(self) -> str:
        """The routing key under which it was first published."""
        return _text(self.headers.get(ROUTE_HEADER)) or self.routing_key

    def kept_headers(self) -> dict[str, str | int]:
        """Return the headers worth keeping: short scalars, not the broker's own history."""
        kept: dict[str, str | int] = {}
        for name, value in self.headers.items():
            if len(kept) == MAX_KEPT_HEADERS:
                break
            if str(name).startswith(OURS):
                continue
            if isinstance(value, int | str) and len(str(value)) <= 200 and len(str(name)) <= 100:
                kept[str(name)] = value
        return kept

    def _number(self, header: str) -> int:
        value = self.headers.get(header)
        if isinstance(value, bool) or not isinstance(value, int):
            return 0
        return max(0, min(value, 1_000_000))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
