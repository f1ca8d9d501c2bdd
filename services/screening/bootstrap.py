"""Composition root of screening: the only file that knows its settings and puts it together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from services.screening.access import ACCESS
from services.screening.entrypoints import reactions, serves
from shared.config.settings import ServiceSettings
from shared.messaging.runtime import Assembly, Runtime
from shared.store.migrations import is_current

if TYPE_CHECKING:
    from shared.kernel.clock import Clock
    from shared.kernel.ids import Ids

SERVICE = "screening"


def assemble(
    settings: ServiceSettings | None = None,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> Assembly:
    """Return screening, ready to be hosted. Connects to nothing yet."""
    runtime = Runtime.build(settings or ServiceSettings.load(SERVICE), clock=clock, ids=ids)
    return Assembly(
        runtime=runtime,
        reactions=reactions,
        serves=serves,
        access=ACCESS,
        readiness={"migrations": partial(is_current, runtime.store, SERVICE)},
    )
