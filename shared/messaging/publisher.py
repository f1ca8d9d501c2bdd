"""Publishing with confirms: a batch is sent in one go and is safe when the broker says so.

Every message is persistent and ``mandatory``: one that no queue takes comes back and counts as
not sent. A confirm that does not come in time drops the socket (never a polite close) and
raises; the caller still has the messages and tries again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from amqp import Message as AmqpMessage
from amqp import spec

from shared.contracts.envelope import CONTENT_TYPE
from shared.kernel.errors import Unavailable
from shared.messaging import failpoints
from shared.messaging.connection import BROKER_FAULTS, BrokerConnection, connect

CONFIRM_TIMEOUT_S = 5.0
PERSISTENT = 2


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for the broker."""

    exchange: str
    routing_key: str
    body: bytes
    message_id: str = ""
    headers: Mapping[str, Any] = field(default_factory=dict)
    content_type: str = CONTENT_TYPE
    type: str = ""
    mandatory: bool = True

    def to_amqp(self) -> AmqpMessage:
        """Return py-amqp's form of it."""
        properties: dict[str, Any] = {
            "content_type": self.content_type,
            "delivery_mode": PERSISTENT,
        }
        for name in ("message_id", "type"):
            if value := getattr(self, name):
                properties[name] = value
        if self.headers:
            properties["application_headers"] = dict(self.headers)
        return AmqpMessage(self.body, **properties)


class Publisher:
    """A publishing connection with one confirming channel. Threads take turns."""

    def __init__(
        self,
        broker_url: str,
        *,
        name: str,
        confirm_timeout_s: float = CONFIRM_TIMEOUT_S,
        on_blocked: Callable[[bool], None] | None = None,
    ) -> None:
        self._url = broker_url
        self._name = name
        self._timeout = confirm_timeout_s
        self._on_blocked = on_blocked or (lambda blocked: None)
        self._lock = threading.Lock()
        self._connection: BrokerConnection | None = None
        self._confirms: _Confirms | None = None

    @property
    def blocked(self) -> bool:
        """Whether the broker has said that it takes no messages now (an alarm)."""
        return self._connection is not None and self._connection.blocked

    @property
    def last_heard(self) -> float | None:
        """When the broker was last heard here (monotonic seconds); None before connecting."""
        return self._connection.last_heard if self._connection else None

    def publish(self, parcels: Sequence[Parcel]) -> dict[int, str]:
        """Send all, wait for every confirm; return the positions not taken, with the reason.

        Raises:
            Unavailable: not connected, blocked, or no confirm in time. Some of the parcels
                may have arrived: send all again, receivers drop what they had.

        """
        with self._lock:
            try:
                return self._ready().send(parcels, self._timeout)
            except (*BROKER_FAULTS, _NoConfirm) as fault:
                blocked = self.blocked
                self._drop()
                code = "broker-blocked" if blocked else "broker-unreachable"
                raise Unavailable(code, fault=type(fault).__name__) from fault

    def tick(self) -> None:
        """Read notices and keep the heartbeat while there is nothing to send."""
        if self._connection is None or not self._lock.acquire(blocking=False):
            return
        try:
            if self._connection is not None:
                self._connection.read(0.001)
        except BROKER_FAULTS:
            self._drop()
        finally:
            self._lock.release()

    def ensure_connected(self) -> None:
        """Connect now, so that readiness does not wait for a first message. Raises Unavailable."""
        with self._lock:
            try:
                self._ready()
            except BROKER_FAULTS as fault:
                self._drop()
                raise Unavailable("broker-unreachable", fault=type(fault).__name__) from fault

    def close(self) -> None:
        """Say goodbye if the broker listens, else drop the socket."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._confirms = None

    def _ready(self) -> _Confirms:
        if self._connection is None or not self._connection.usable or self._confirms is None:
            self._drop()
            self._connection = connect(self._url, name=self._name)
            self._connection.on_blocked(self._on_blocked)
            self._confirms = _Confirms(self._connection)
        return self._confirms

    def _drop(self) -> None:
        if self._connection is not None:
            if self._connection.blocked:
                self._on_blocked(False)
            self._connection.drop()
        self._connection = self._confirms = None


class _NoConfirm(Exception):
    """The broker did not confirm in time."""


class _Confirms:
    """A channel in confirm mode and what it still waits for."""

    def __init__(self, connection: BrokerConnection) -> None:
        self._connection = connection
        self._channel = connection.channel()
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.events["basic_return"].add(self._on_return)
        self._last_tag = 0
        self._waiting: dict[int, int] = {}
        self._problems: dict[int, str] = {}
        self._returned: dict[str, str] = {}

    def send(self, parcels: Sequence[Parcel], timeout_s: float) -> dict[int, str]:
        self._problems, self._returned = {}, {}
        deadline = time.monotonic() + timeout_s
        # A blocked broker stops reading: without a limit the write itself would wait for ever.
        self._connection.limit_writes(timeout_s)
        for position, parcel in enumerate(parcels):
            self._last_tag += 1
            self._waiting[self._last_tag] = position
            basic_publish(self._channel, parcel)
        failpoints.reach("relay.after_publish")
        while self._waiting:
            left = deadline - time.monotonic()
            if left <= 0 or self._connection.blocked:
                raise _NoConfirm
            self._connection.read(min(left, 0.5))
        for position, parcel in enumerate(parcels):
            if parcel.message_id in self._returned:
                self._problems[position] = self._returned[parcel.message_id]
        return self._problems

    def _on_ack(self, tag: int, multiple: bool) -> None:
        for settled in self._settled(tag, multiple=multiple):
            self._waiting.pop(settled)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        for settled in self._settled(tag, multiple=multiple):
            self._problems[self._waiting.pop(settled)] = "nacked"

    def _on_return(self, error: Any, exchange: str, routing_key: str, message: Any) -> None:
        message_id = message.properties.get("message_id", "")
        self._returned[message_id] = "unroutable"

    def _settled(self, tag: int, *, multiple: bool) -> list[int]:
        if not multiple:
            return [tag] if tag in self._waiting else []
        found = []
        for waiting in self._waiting:  # tags are in ascending order
            if waiting > tag:
                break
            found.append(waiting)
        return found


def basic_publish(channel: Any, parcel: Parcel, **properties: Any) -> None:
    """Write one message on a channel. py-amqp's own call would read the socket each time."""
    message = parcel.to_amqp()
    message.properties.update(properties)
    channel.send_method(
        spec.Basic.Publish,
        "Bssbb",
        (0, parcel.exchange, parcel.routing_key, parcel.mandatory, False),
        message,
    )
