"""Asking a service: thread-safe, with a deadline on every call, sealed both ways.

One connection with a reading thread; answers come to a queue of this process alone, sealed to
a key that lives as long as the process. When the connection is lost, whoever waits is told so
at once: a command with an idempotency key may then be sent again safely.
"""

from __future__ import annotations

import json
import threading
import time
from typing import Any
from uuid import uuid4

from amqp import Message as AmqpMessage
from amqp import spec

from shared.contracts.base import Answer, Request, RpcMethod
from shared.kernel.errors import RedressError, Unavailable
from shared.messaging.connection import (
    BROKER_FAULTS,
    BrokerAddress,
    BrokerConnection,
    Patience,
    connect,
)
from shared.messaging.rpc_wire import (
    RPC_EXCHANGE,
    answer_context,
    error_of,
    request_body,
    request_context,
    unpacked,
)
from shared.security.actors import Actor
from shared.security.assertions import Issuer
from shared.security.key_files import ServiceKeys
from shared.security.sealing import SealingKey, seal

DEADLINE_S = 5.0


class _Pending:
    """One call that waits for its answer."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.body: bytes | None = None
        self.failure: RedressError | None = None

    def fail(self, code: str) -> None:
        self.failure = Unavailable(code)
        self.done.set()


class RpcClient:
    """The one client of a process. Share it among threads; close it at the end."""

    def __init__(self, broker_url: str, keys: ServiceKeys, issuer: Issuer | None = None) -> None:
        """``issuer`` vouches for actors; by default the service whose keys these are."""
        self._url = broker_url
        self._keys = keys
        self._issuer = issuer or keys.issuer()
        self._user = BrokerAddress.parse(broker_url).user
        self._reply_key = SealingKey.generate()
        self._pending: dict[str, _Pending] = {}
        self._lock = threading.Lock()
        self._connected = threading.Event()
        self._stopping = threading.Event()
        self._connection: BrokerConnection | None = None
        self._channel: Any = None
        self._reply_to = ""
        self._thread: threading.Thread | None = None

    def call(  # noqa: PLR0913  what a call may carry, each with its default
        self,
        method: RpcMethod,
        request: Request,
        actor: Actor,
        *,
        idempotency_key: str | None = None,
        expected_version: int | None = None,
        deadline_s: float = DEADLINE_S,
        correlation_id: str | None = None,
    ) -> Answer:
        """Return the service's answer.

        ``expected_version``: that of the record which the command changes, as its caller saw it.

        Raises:
            Unavailable: no answer within ``deadline_s``, or the broker is away.
            RedressError: whatever the service raised, by its kind, code and ids.

        """
        until = time.monotonic() + deadline_s
        self._ensure_running()
        if not self._connected.wait(deadline_s):
            raise Unavailable("broker-unreachable", method=method.routing_key)
        inside = {
            "request": request.model_dump(mode="json", exclude_none=True),
            "idempotency_key": idempotency_key,
            "expected_version": expected_version,
            "deadline": time.time() + deadline_s,
            "correlation_id": correlation_id,
        }
        body = self._sealed_request(method, actor, inside)
        call_id, pending = str(uuid4()), _Pending()
        self._pending[call_id] = pending
        try:
            self._publish(method, call_id, body, deadline_s)
            if not pending.done.wait(max(0.0, until - time.monotonic())):
                raise Unavailable("no-answer-in-time", method=method.routing_key)
        finally:
            self._pending.pop(call_id, None)
        return self._answer(method, pending)

    def close(self) -> None:
        """Stop waiting for answers and close the connection."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(3.0)

    def _sealed_request(self, method: RpcMethod, actor: Actor, inside: dict[str, Any]) -> bytes:
        inside["assertion"] = self._issuer.assert_actor(actor, method.service)
        inside["reply_key"] = self._reply_key.public.hex()
        receiver = self._keys.publics[method.service].sealing
        context = request_context(method.routing_key)
        return request_body(seal(receiver, json.dumps(inside).encode(), context))

    def _publish(self, method: RpcMethod, call_id: str, body: bytes, deadline_s: float) -> None:
        message = AmqpMessage(
            body,
            content_type="application/json",
            content_encoding="utf-8",
            correlation_id=call_id,
            reply_to=self._reply_to,
            message_id=call_id,
            delivery_mode=2,
            # The broker drops what nobody waits for any more.
            expiration=str(int(deadline_s * 1000)),
        )
        with self._lock:
            channel = self._channel
            if channel is None:
                raise Unavailable("broker-unreachable", method=method.routing_key)
            if self._connection is not None and self._connection.blocked:
                raise Unavailable("broker-blocked", method=method.routing_key)
            arguments = (0, RPC_EXCHANGE, method.routing_key, True, False)
            try:
                channel.send_method(spec.Basic.Publish, "Bssbb", arguments, message)
            except (*BROKER_FAULTS, AttributeError) as fault:
                self._lose()
                raise Unavailable("broker-unreachable", method=method.routing_key) from fault

    def _answer(self, method: RpcMethod, pending: _Pending) -> Answer:
        if pending.failure is not None:
            raise pending.failure
        try:
            frame = json.loads(pending.body or b"")
            error, result = frame.get("error"), frame.get("result")
            if error:
                raise error_of(error)
            sealed = unpacked(result["sealed"])
            opened = self._reply_key.open(sealed, answer_context(method.routing_key))
            return method.answer.model_validate_json(opened)
        except RedressError:
            raise
        except Exception as fault:
            raise Unavailable("answer-unreadable", method=method.routing_key) from fault

    # --- the connection -------------------------------------------------------------------

    def _ensure_running(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="rpc-client", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        patience = Patience()
        while not self._stopping.is_set():
            try:
                self._connect()
                patience.reset()
                while not self._stopping.is_set():
                    assert self._connection is not None
                    self._connection.read(0.5)
            except (*BROKER_FAULTS, AssertionError, AttributeError):
                self._lose()
                patience.wait(self._stopping)
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        self._lose()

    def _connect(self) -> None:
        connection = connect(self._url, name=f"{self._keys.name} rpc client")
        channel = connection.channel()
        reply_to = str(uuid4())
        queue = f"rpc.reply-{self._user}-{reply_to}"
        channel.queue_declare(
            queue, exclusive=True, auto_delete=True, arguments={"x-queue-type": "classic"}
        )
        channel.queue_bind(queue, RPC_EXCHANGE, reply_to)
        channel.events["basic_return"].add(self._on_return)
        channel.basic_consume(queue, no_ack=True, callback=self._on_answer)
        with self._lock:
            self._connection, self._channel, self._reply_to = connection, channel, reply_to
        self._connected.set()

    def _on_answer(self, message: Any) -> None:
        pending = self._pending.get(str(message.properties.get("correlation_id")))
        if pending is not None:
            body = message.body
            pending.body = body if isinstance(body, bytes) else str(body).encode()
            pending.done.set()

    def _on_return(self, error: Any, exchange: str, routing_key: str, message: Any) -> None:
        pending = self._pending.get(str(message.properties.get("correlation_id")))
        if pending is not None:
            pending.fail("service-not-there")

    def _lose(self) -> None:
        self._connected.clear()
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            connection.drop()
        for pending in list(self._pending.values()):
            pending.fail("broker-connection-lost")
