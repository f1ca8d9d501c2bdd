"""Composition root of allocation: the only file that knows its settings and puts it together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from services.allocation.access import ACCESS
from services.allocation.entrypoints import reactions, serves
from services.allocation.settings import AllocationSettings
from shared.messaging.runtime import Assembly, Runtime
from shared.store.migrations import is_current

if TYPE_CHECKING:
    from shared.kernel.clock import Clock
    from shared.kernel.ids import Ids

SERVICE = "allocation"


def assemble(
    settings: AllocationSettings | None = None,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> Assembly:
    """Return allocation, ready to be hosted. Connects to nothing yet."""
    runtime = Runtime.build(settings or AllocationSettings.load(SERVICE), clock=clock, ids=ids)
    return Assembly(
        runtime=runtime,
        reactions=reactions,
        serves=serves,
        access=ACCESS,
        readiness={"migrations": partial(is_current, runtime.store, SERVICE)},
    )
