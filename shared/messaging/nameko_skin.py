"""The nameko skin: a service class whose entry points are ours, run by nameko's container.

nameko gives the container, its workers and the runner; receiving, settling and publishing stay
ours (stock nameko acknowledges a message whose handler raised, finding 1). Leaving nameko means
replacing this file and ``process``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from eventlet.event import Event
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint, SharedExtension

from shared.messaging.batch import Again
from shared.messaging.delivery import Delivery
from shared.messaging.fates import HandlerTimeout
from shared.messaging.host import Host
from shared.messaging.runtime import Assembly

Assemble = Callable[..., Assembly]


class ServiceHost(SharedExtension):
    """The service's moving parts, shared by its entry points; stops by draining."""

    def __init__(self) -> None:
        super().__init__()
        self.host: Host | None = None
        self._runners: dict[str, Callable[..., Any]] = {}
        self._stopped: Event | None = None

    def runs(self, kind: str, runner: Callable[..., Any]) -> None:
        """Let an entry point say how its work is run."""
        self._runners[kind] = runner

    def setup(self) -> None:
        assemble = self.container.service_cls.assemble
        self.assembly: Assembly = assemble()

    def launch(self) -> None:
        """Start, once every entry point is there."""
        if self.host is None and {"batch", "request"} <= self._runners.keys():
            self.host = Host(
                self.assembly,
                run_batch=self._runners["batch"],
                run_request=self._runners["request"],
            )
            # Known before anything is taken: a request may come while the rest still starts, and
            # one that found no host went back to the queue, to be delivered a second time.
            self.container.service_cls.host = self.host
            self.host.start()

    def drain(self) -> None:
        """Finish what was taken, then close. Both entry points ask; the first one does it."""
        if self._stopped is None:
            self._stopped = Event()
            if self.host is not None:
                self.host.stop()
            self._stopped.send(True)
        self._stopped.wait()


class _Hosted(Entrypoint):
    kind = ""
    service_host = ServiceHost()

    def start(self) -> None:
        self.service_host.runs(self.kind, self.run)
        self.service_host.launch()

    def stop(self) -> None:
        self.service_host.drain()

    def run(self, work: Any) -> Any:
        """Run one piece of work as a nameko worker and wait for its result."""
        done: Any = Event()

        def settle(_context: Any, result: Any, exc_info: Any) -> tuple[Any, None]:
            if exc_info is None:
                done.send(result)
            else:
                done.send_exception(*exc_info)
            # The consumer gives the failure its fate; nameko has nothing left to report.
            return result, None

        try:
            worker = self.container.spawn_worker(self, (work,), {}, handle_result=settle)
        except ContainerBeingKilled:
            raise RuntimeError("container is being killed") from None
        thread = self.container._worker_threads.get(worker)  # noqa: SLF001 - no public way
        if thread is not None:
            thread.link(lambda _thread: done.ready() or done.send_exception(HandlerTimeout()))
        return done.wait()


class BusEntrypoint(_Hosted):
    """Events and commands, by the batch."""

    kind = "batch"


class RpcEntrypoint(_Hosted):
    """Requests, one by one."""

    kind = "request"


def make_service(name: str, assemble: Assemble) -> type:
    """Return the nameko service class of ``name``; ``assemble`` puts it together at start."""
    bus = BusEntrypoint.decorator
    rpc = RpcEntrypoint.decorator

    class Service:
        host: Host | None = None

        @bus(sensitive_arguments=("batch",))
        def on_messages(self, batch: Sequence[Delivery]) -> list[Again]:
            """Take a batch from the service's queue."""
            assert self.host is not None
            return self.host.processor.handle(batch)

        @rpc(sensitive_arguments=("request",))
        def on_request(self, request: Delivery) -> bytes | None:
            """Answer one request."""
            assert self.host is not None
            return self.host.server.handle(request)

    Service.name = name  # type: ignore[attr-defined]
    Service.assemble = staticmethod(assemble)  # type: ignore[attr-defined]
    Service.__name__ = Service.__qualname__ = f"{name.title()}Service"
    return Service
