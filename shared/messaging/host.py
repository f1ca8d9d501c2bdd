"""One service's moving parts, started and stopped in the right order. No framework here.

Stopping drains: no new messages, finish and settle what was taken, send the outbox, then close.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from shared.messaging.consumer import BusConsumer, RunBatch
from shared.messaging.depths import depth_of
from shared.messaging.holding import count_late
from shared.messaging.housekeeping import Housekeeper
from shared.messaging.inbox import count_held
from shared.messaging.parking import count_parked
from shared.messaging.processor import Processor
from shared.messaging.publisher import Publisher
from shared.messaging.relay import Relay, pending
from shared.messaging.rpc_listener import RpcListener, RunRequest
from shared.messaging.rpc_server import RpcServer
from shared.messaging.watch import Watch
from shared.observability.metrics import REGISTRY

if TYPE_CHECKING:
    from shared.messaging.runtime import Assembly

SILENT_S = 60.0


class Host:
    """Runs one assembly: consumer, RPC server and relay."""

    def __init__(
        self,
        assembly: Assembly,
        *,
        run_batch: RunBatch | None = None,
        run_request: RunRequest | None = None,
    ) -> None:
        runtime = assembly.runtime
        self.assembly = assembly
        self.watch = Watch(assembly.handler_deadline_s)
        self.publisher = Publisher(
            runtime.broker_url, name=f"{assembly.name} publisher", on_blocked=self._note_blocked
        )
        self.relay = Relay(runtime, self.publisher)
        self.housekeeper = Housekeeper(runtime)
        runtime.on_outgoing = self.relay.wake
        runtime.checks = self.checks
        self.processor = Processor(assembly, watch=self.watch)
        self.server = RpcServer(assembly, watch=self.watch)
        self.consumer: BusConsumer | None = None
        self.listener: RpcListener | None = None
        if assembly.reactions.types():
            # Retries have their own connection: a batch must not wait behind the relay.
            runtime.depth = partial(depth_of, runtime.broker_url, assembly.name)
            self.retries = Publisher(runtime.broker_url, name=f"{assembly.name} retries")
            self.consumer = BusConsumer(
                runtime.broker_url,
                assembly.name,
                self.processor,
                self.retries,
                run_batch=run_batch,
            )
        if assembly.serves.names():
            self.listener = RpcListener(
                runtime.broker_url, self.server, runtime.service, run_request=run_request
            )
        self._last_good = time.monotonic()
        REGISTRY.on_scrape(self._refresh)

    def start(self) -> None:
        """Start everything; whatever is away is waited for."""
        self.relay.start()
        self.housekeeper.start()
        if self.consumer is not None:
            self.consumer.start()
        if self.listener is not None:
            self.listener.start()

    def stop(self, grace_s: float = 30.0) -> None:
        """Drain and stop, within twice ``grace_s``: the shapes allow a process a minute.

        Only a machine that is far behind needs it; what is cut off is delivered a second time.
        """
        if self.listener is not None:
            self.listener.stop(grace_s * 2 / 3)
        if self.consumer is not None:
            self.consumer.stop(grace_s)
            self.retries.close()
        self.housekeeper.stop()
        self.relay.stop()
        self.publisher.close()
        self.watch.close()
        self.assembly.runtime.close()

    def checks(self) -> dict[str, Callable[[], bool]]:
        """Return the readiness checks of this service, named for it: a process may host several."""
        name = self.assembly.name
        own = self.assembly.readiness
        return {
            f"{name}-store": self.assembly.runtime.store.ping,
            f"{name}-broker": lambda: self.relay.healthy,
            f"{name}-consumer": lambda: self.consumer is None or self.consumer.ready,
            f"{name}-rpc": lambda: self.listener is None or self.listener.ready,
            **{c if c.startswith(name) else f"{name}-{c}": own[c] for c in own},
        }

    def alive(self) -> bool:
        """Whether no handler is stuck beyond interruption."""
        return not self.watch.overdue

    def _note_blocked(self, blocked: bool) -> None:
        self.assembly.runtime.metrics.set("bus_connection_blocked", 1 if blocked else 0)

    def _refresh(self) -> None:
        runtime = self.assembly.runtime
        with runtime.store.reading() as connection:
            waiting, age = pending(connection)
            runtime.metrics.set("bus_outbox_pending", waiting)
            runtime.metrics.set("bus_outbox_oldest_age_seconds", age)
            runtime.metrics.set("bus_parked", count_parked(connection))
            runtime.metrics.set("bus_held", count_held(connection))
            late = count_late(connection, runtime.keeping)
            runtime.metrics.set("bus_held_late", late)
