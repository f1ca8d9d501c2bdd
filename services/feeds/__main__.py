"""``python -m services.feeds <agency> [<agency> ...]``: run the named agencies' consumers."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Sequence

from services.feeds.bootstrap import build, settings_of
from shared.kernel import collector
from shared.kernel.clock import Clock
from shared.observability import logs
from shared.observability.health import HealthServer


def run(
    agencies: Sequence[str],
    *,
    clock: Clock | None = None,
    health_port: int | None = None,
    on_ready: Callable[[], None] | None = None,
) -> int:
    """Run these agencies' feeds until a signal asks to stop; returns the exit status."""
    first = settings_of(agencies[0])
    logs.configure(first.service, first.log_level)
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    port = first.health_port if health_port is None else health_port
    health = HealthServer(port, host=first.health_host).start()
    feeds = [build(agency, clock=clock) for agency in agencies]
    for feed in feeds:
        feed.start()
        for name, check in feed.host.checks().items():
            health.add_readiness(name, check)
        health.add_liveness(f"{feed.host.assembly.name}-handlers", feed.host.alive)
    collector.keep()
    if on_ready is not None:
        on_ready()
    asked.wait()
    for feed in feeds:
        feed.stop()
    health.stop()
    return 0


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit("usage: python -m services.feeds <agency> [<agency> ...]")
    sys.exit(run(sys.argv[1:]))
