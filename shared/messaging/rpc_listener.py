"""The RPC queue of one service: takes requests, has them handled side by side, sends answers.

Answers leave on a connection of their own: the broker stops reading connections that publish
while it has an alarm, and acknowledgements must not wait behind them. A request is
acknowledged after its transaction, whether or not its caller could be reached.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from shared.messaging.connection import (
    BROKER_FAULTS,
    BrokerConnection,
    Patience,
    cancel_keeping,
    connect,
)
from shared.messaging.delivery import Delivery
from shared.messaging.publisher import Parcel, basic_publish
from shared.messaging.rpc_server import RpcServer
from shared.messaging.rpc_wire import RPC_EXCHANGE
from shared.observability.logs import get_logger

WORKERS = 8
PREFETCH = 32
log = get_logger("messaging.rpc_listener")
RunRequest = Callable[[Delivery], bytes | None]


class _Line:
    """A connection that is kept open, read by its own thread, and written by many."""

    def __init__(self, url: str, name: str, prepare: Callable[[Any], None]) -> None:
        self._url = url
        self._name = name
        self._prepare = prepare
        self._stopping = threading.Event()
        self.channel: Any = None
        self.connection: BrokerConnection | None = None
        self.ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        self._thread.join(3.0)

    def lose(self) -> None:
        self.ready.clear()
        connection, self.connection, self.channel = self.connection, None, None
        if connection is not None:
            connection.drop()

    def _run(self) -> None:
        patience = Patience()
        while not self._stopping.is_set():
            try:
                connection = connect(self._url, name=self._name)
                channel = connection.channel()
                self._prepare(channel)
                self.connection, self.channel = connection, channel
                self.ready.set()
                patience.reset()
                while not self._stopping.is_set() and self.connection is connection:
                    connection.read(0.25)
                    self.turn(channel)
            except (*BROKER_FAULTS, AttributeError, TypeError):
                self.lose()
                patience.wait(self._stopping)
        if self.connection is not None:
            self.connection.close()
        self.ready.clear()

    def turn(self, channel: Any) -> None:
        """Something to do between reads, in the reading thread."""


class RpcListener:
    """Serves one service's RPC queue."""

    def __init__(
        self, url: str, server: RpcServer, service: str, *, run_request: RunRequest | None = None
    ) -> None:
        """``run_request`` hosts one request (nameko's worker); default: a plain call."""
        self._service = service
        self._run_request = run_request or server.handle
        self._requests: queue.Queue[tuple[Any, Delivery] | None] = queue.Queue()
        self._cancel = threading.Event()
        self._cancelled = threading.Event()
        self._inbound = _Line(url, f"{service} rpc server", self._consume)
        self._inbound.turn = self._maybe_cancel  # type: ignore[method-assign]
        self._answers = _Line(url, f"{service} rpc answers", lambda channel: None)
        self._workers = [
            threading.Thread(target=self._work, name=f"rpc-{service}-{n}", daemon=True)
            for n in range(WORKERS)
        ]

    def start(self) -> None:
        """Answer from now on, in the background."""
        self._answers.start()
        self._inbound.start()
        for worker in self._workers:
            worker.start()

    def stop(self, grace_s: float = 10.0) -> None:
        """Take no more, finish what was taken, then close.

        Within ``grace_s``, up to half of it for the broker to agree: what is not done by then
        goes back to the queue, and is delivered to somebody else.
        """
        deadline = time.monotonic() + grace_s
        self._cancel.set()
        if self._inbound.ready.is_set():
            self._cancelled.wait(grace_s / 2)
        for _ in self._workers:
            self._requests.put(None)
        for worker in self._workers:
            worker.join(max(0.1, deadline - time.monotonic()))
        self._inbound.close()
        self._answers.close()

    @property
    def ready(self) -> bool:
        """Whether requests arrive and answers can leave."""
        return self._inbound.ready.is_set() and self._answers.ready.is_set()

    def _consume(self, channel: Any) -> None:
        channel.basic_qos(0, PREFETCH, False)
        name = f"rpc-{self._service}"
        channel.basic_consume(
            name,
            consumer_tag=name,
            callback=lambda message: self._requests.put((channel, Delivery.of_amqp(message, name))),
        )

    def _maybe_cancel(self, channel: Any) -> None:
        if self._cancel.is_set() and not self._cancelled.is_set():
            cancel_keeping(channel, PREFETCH)
            self._cancelled.set()
        elif not channel.callbacks and not self._cancelled.is_set():
            raise OSError("the broker cancelled the consumer")

    def _work(self) -> None:
        while (taken := self._requests.get()) is not None:
            channel, delivery = taken
            try:
                answer = self._run_request(delivery)
                if answer is not None:
                    self._send(delivery, answer)
                channel.basic_ack(delivery.tag)
            except (*BROKER_FAULTS, AttributeError, TypeError):
                continue  # the connection is gone: the broker gives the request to somebody else
            except BaseException as fault:  # the worker outlives every fault
                if type(fault).__name__ == "GreenletExit":
                    raise
                log.error("rpc_not_handled", code=type(fault).__name__)
                self._give_back(channel, delivery)

    def _give_back(self, channel: Any, delivery: Delivery) -> None:
        """The store is away, so it could not even be parked: later, perhaps elsewhere."""
        time.sleep(0.5)
        try:
            channel.basic_reject(delivery.tag, requeue=True)
        except (*BROKER_FAULTS, AttributeError, TypeError):
            return

    def _send(self, delivery: Delivery, answer: bytes) -> None:
        channel = self._answers.channel
        if not delivery.reply_to or channel is None:
            return
        parcel = Parcel(
            exchange=RPC_EXCHANGE,
            routing_key=delivery.reply_to,
            body=answer,
            content_type="application/json",
            mandatory=False,
        )
        try:
            basic_publish(
                channel, parcel, correlation_id=delivery.correlation_id, content_encoding="utf-8"
            )
        except (*BROKER_FAULTS, AttributeError, TypeError):
            self._answers.lose()
