"""The consumer: one thread reads the broker, one handles batches; nothing is acked early.

The reader only receives (and keeps the heartbeat); the worker takes whatever has come, up to a
batch, lets the processor settle it in one commit, then acknowledges all of it with one frame.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from shared.kernel.errors import Unavailable
from shared.messaging import failpoints
from shared.messaging.batch import Again
from shared.messaging.connection import (
    BROKER_FAULTS,
    BrokerConnection,
    Patience,
    cancel_keeping,
    connect,
)
from shared.messaging.delivery import ATTEMPT_HEADER, BROKER_COUNT_HEADER, ROUTE_HEADER, Delivery
from shared.messaging.fates import StoreAway
from shared.messaging.processor import Processor
from shared.messaging.publisher import Parcel, Publisher
from shared.observability.logs import get_logger

BATCH = 200
PREFETCH = 400
RETRY_EXCHANGE = "redress.retry"
SWEEP_S = 2.0
log = get_logger("messaging.consumer")

RunBatch = Callable[[Sequence[Delivery]], list[Again]]


class BusConsumer:
    """Consumes ``<name>.events`` and drains ``<name>.events.dead`` into parking."""

    def __init__(
        self,
        broker_url: str,
        name: str,
        processor: Processor,
        publisher: Publisher,
        *,
        run_batch: RunBatch | None = None,
    ) -> None:
        """``run_batch`` hosts the handling of a batch (nameko's worker); default: a plain call."""
        self._url = broker_url
        self._name = name
        self.queue = f"{name}.events"
        self._processor = processor
        self._publisher = publisher
        self._run_batch = run_batch or processor.handle
        self._inbound: deque[tuple[int, Delivery]] = deque()
        self._news = threading.Condition()
        self._stopping = threading.Event()
        self._cancelled = threading.Event()
        self._closed = threading.Event()
        self._generation = 0
        self._connection: BrokerConnection | None = None
        self._channel: Any = None
        self._threads: list[threading.Thread] = []
        self._busy_since = 0.0
        self.store_away = False
        self.connected = False

    def start(self) -> None:
        """Consume from now on, in the background; a broker that is away is waited for."""
        for target, kind in ((self._read, "reader"), (self._work, "worker")):
            thread = threading.Thread(target=target, name=f"{kind}-{self._name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, grace_s: float = 30.0) -> None:
        """Take no more, finish and settle all that was delivered, then close.

        What is not done within ``grace_s`` goes back to the queue.
        """
        deadline = time.monotonic() + grace_s
        self._stopping.set()
        self._cancelled.wait(grace_s / 2)
        with self._news:
            self._news.notify_all()
        worker = self._threads[1] if len(self._threads) > 1 else None
        if worker is not None:
            worker.join(max(0.1, deadline - time.monotonic()))
        self._closed.set()
        if self._threads:
            self._threads[0].join(5.0)

    @property
    def ready(self) -> bool:
        """Whether it consumes and its store answers."""
        return self.connected and not self.store_away

    @property
    def last_heard(self) -> float:
        """When the broker was last heard (monotonic seconds); 0.0 while not connected."""
        return self._connection.last_heard if self._connection else 0.0

    # --- reading --------------------------------------------------------------------------

    def _read(self) -> None:
        patience = Patience()
        while not self._closed.is_set():
            if self._stopping.is_set() and self._connection is None:
                break
            try:
                self._connect()
                patience.reset()
                self._receive()
            except BROKER_FAULTS as fault:
                if not self._stopping.is_set():
                    log.warning("broker_away", code=type(fault).__name__)
                self._disconnect(politely=False)
                patience.wait(self._stopping)
        self._cancelled.set()
        self._disconnect(politely=True)

    def _connect(self) -> None:
        self._connection = connect(self._url, name=f"{self._name} consumer")
        self._channel = self._connection.channel()
        self._channel.basic_qos(0, PREFETCH, False)
        self._generation += 1
        generation = self._generation
        for queue in (self.queue, f"{self.queue}.dead"):
            self._channel.basic_consume(
                queue,
                consumer_tag=queue,
                callback=lambda message, queue=queue: self._take(generation, message, queue),
            )
        self.connected = True

    def _receive(self) -> None:
        connection = self._connection
        assert connection is not None
        while not self._closed.is_set():
            if self._stopping.is_set() and not self._cancelled.is_set():
                cancel_keeping(self._channel, PREFETCH)
                self._cancelled.set()
            connection.read(0.25)
            if not self._channel.callbacks and not self._stopping.is_set():
                raise OSError("the broker cancelled the consumer")
            if self._inbound:
                with self._news:
                    self._news.notify_all()

    def _take(self, generation: int, message: Any, queue: str) -> None:
        self._inbound.append((generation, Delivery.of_amqp(message, queue)))

    def _disconnect(self, *, politely: bool) -> None:
        self.connected = False
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            if politely:
                connection.close()
            else:
                connection.drop()

    # --- working --------------------------------------------------------------------------

    def _work(self) -> None:
        next_sweep = 0.0
        self._join()
        while True:
            with self._news:
                if not self._inbound and not self._stopping.is_set():
                    self._news.wait(SWEEP_S / 2)
            generation, batch = self._next_batch()
            if batch:
                self._settle(generation, batch)
            elif self._stopping.is_set():
                # Wait for the reader to cancel; a busy look would starve it under eventlet.
                if self._cancelled.wait(0.1):
                    if self._inbound:
                        continue
                    return
            elif time.monotonic() >= next_sweep:
                next_sweep = time.monotonic() + SWEEP_S
                self._sweep()

    def _next_batch(self) -> tuple[int, list[Delivery]]:
        batch: list[Delivery] = []
        current = self._generation
        while self._inbound and len(batch) < BATCH:
            generation, delivery = self._inbound.popleft()
            if generation == current:  # the rest was taken back by the broker
                batch.append(delivery)
        return current, batch

    def _settle(self, generation: int, batch: list[Delivery]) -> None:
        pause = 0.25
        while generation == self._generation:
            try:
                again = self._handle(batch)
                self._retry_later(again)
                failpoints.reach("before_ack")
                self._ack(generation, batch[-1].tag)
                self.store_away = False
                return
            except StoreAway as fault:
                self.store_away = True
                log.warning("store_away", code=str(fault))
            except Unavailable as fault:
                log.warning("broker_away", code=fault.code)
            except Exception as fault:  # noqa: BLE001 - the worker outlives every fault
                log.error("batch_failed", code=type(fault).__name__)
            except BaseException as fault:
                if type(fault).__name__ == "GreenletExit":
                    raise
                log.error("batch_interrupted", code=type(fault).__name__)
            if self._closed.is_set() or (self._stopping.is_set() and pause > 4):
                return
            self._closed.wait(pause)
            pause = min(pause * 2, 10.0)

    def _handle(self, batch: list[Delivery]) -> list[Again]:
        dead = [delivery for delivery in batch if delivery.queue.endswith(".dead")]
        if dead:
            self._processor.park_dead(dead)
            batch = [delivery for delivery in batch if not delivery.queue.endswith(".dead")]
        return self._run_batch(batch) if batch else []

    def _retry_later(self, again: Sequence[Again]) -> None:
        if not again:
            return
        problems = self._publisher.publish([self._parcel(one) for one in again])
        if problems:
            raise Unavailable("retry-not-taken", reasons=",".join(sorted(set(problems.values()))))
        self._processor.forget_held([one.held for one in again if one.held is not None])

    def _parcel(self, again: Again) -> Parcel:
        delivery = again.delivery
        headers = {
            name: value
            for name, value in delivery.kept_headers().items()
            if not name.startswith("x-") or name == ROUTE_HEADER
        }
        headers.pop(BROKER_COUNT_HEADER, None)
        headers |= {ATTEMPT_HEADER: again.attempt, ROUTE_HEADER: delivery.route}
        return Parcel(
            exchange=RETRY_EXCHANGE,
            routing_key=f"{self.queue}.retry.{again.delay_ms}",
            body=delivery.body,
            message_id=delivery.message_id or f"retry-{id(again)}",
            headers=headers,
        )

    def _ack(self, generation: int, tag: int) -> None:
        channel = self._channel
        if channel is None or generation != self._generation:
            return
        try:
            channel.basic_ack(tag, multiple=True)
        except (*BROKER_FAULTS, AttributeError) as fault:
            # Committed already: the redelivery will be recognised.
            log.info("ack_lost", code=type(fault).__name__)

    def _join(self) -> None:
        try:
            self._processor.join()
        except Exception as fault:  # noqa: BLE001 - then it joins with the first batch
            log.warning("joins_later", code=type(fault).__name__)

    def _sweep(self) -> None:
        try:
            self._retry_later(self._processor.sweep())
            self.store_away = False
        except StoreAway:
            self.store_away = True
        except Exception as fault:  # noqa: BLE001 - tried again in two seconds
            log.warning("sweep_failed", code=type(fault).__name__)
