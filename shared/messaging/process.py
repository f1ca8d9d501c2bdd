"""One process that hosts services: ``python -m shared.messaging.process intake [screening …]``.

Patches with eventlet first of all, hosts each service's nameko class, answers probes, and on
SIGTERM or SIGINT drains: a rolling deploy doubles nothing, not even on the wire.
"""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from shared.kernel import collector

if TYPE_CHECKING:
    from shared.kernel.clock import Clock
    from shared.kernel.ids import Ids

MAX_WORKERS = 32


def patch() -> None:
    """Make this process cooperative. Must run before anything that it patches is used."""
    import eventlet  # noqa: PLC0415 - only where nameko runs

    eventlet.monkey_patch()


def run(
    names: Sequence[str],
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    health_port: int | None = None,
    on_ready: Callable[[], None] | None = None,
) -> int:
    """Host the named services until a signal asks to stop; returns the exit status.

    ``clock`` is the time of practice (the system's own unless an embedding program, such as
    the demo, gives another). Call ``patch()`` before any other import of yours.
    """
    collector.hold()
    patch()
    classes = [_service_class(name, clock, ids) for name in names]
    return serve(classes, health_port=health_port, service=names[0], on_ready=on_ready)


def serve(
    classes: Sequence[type],
    *,
    service: str,
    health_port: int | None = None,
    on_ready: Callable[[], None] | None = None,
) -> int:
    """Host nameko service classes made by ``make_service`` until a signal asks to stop."""
    import eventlet  # noqa: PLC0415 - after patching
    from eventlet.event import Event  # noqa: PLC0415 - after patching
    from nameko.runners import ServiceRunner  # noqa: PLC0415 - after patching

    from shared.observability import logs  # noqa: PLC0415 - after patching
    from shared.observability.health import HealthServer  # noqa: PLC0415 - after patching

    host, port, level = _process_settings(service)
    logs.configure(service, level)
    log = logs.get_logger("messaging.process")
    # Our connections are our own: nameko gets no broker address at all.
    runner = ServiceRunner({"max_workers": MAX_WORKERS})
    for cls in classes:
        runner.add_service(cls)
    asked = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None if asked.ready() else asked.send(True))
    health = HealthServer(port if health_port is None else health_port, host=host).start()
    collector.keep()
    runner.start()
    for cls in classes:
        _add_checks(health, cls)
    collector.keep()
    log.info("started")
    if on_ready is not None:
        on_ready()
    # A signal handler cannot wake a hub that sleeps in its poll: a short timer looks instead.
    while not asked.ready():
        eventlet.sleep(0.2)
    log.info("draining")
    runner.stop()
    health.stop()
    return 0


def _service_class(name: str, clock: Clock | None, ids: Ids | None) -> type:
    from shared.messaging.nameko_skin import make_service  # noqa: PLC0415 - after patching

    assemble = importlib.import_module(f"services.{name}.bootstrap").assemble
    return make_service(name, partial(assemble, clock=clock, ids=ids))


def _process_settings(service: str) -> tuple[str, int, str]:
    from shared.config.settings import ServiceSettings  # noqa: PLC0415 - after patching

    settings = ServiceSettings.load(service)
    return settings.health_host, settings.health_port, settings.log_level


def _add_checks(health: Any, cls: Any) -> None:
    for name, check in cls.host.checks().items():
        health.add_readiness(name, check)
    health.add_liveness(f"{cls.name}-handlers", cls.host.alive)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
