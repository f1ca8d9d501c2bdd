"""Composition root of comms: the only file that knows its settings and puts it together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from services.comms.access import ACCESS
from services.comms.entrypoints import reactions, serves
from services.comms.settings import CommsSettings
from services.comms.use_cases.seeing import require_sight
from shared.messaging.runtime import Assembly, Runtime
from shared.store.migrations import is_current

if TYPE_CHECKING:
    from shared.kernel.clock import Clock
    from shared.kernel.ids import Ids

SERVICE = "comms"


def assemble(
    settings: CommsSettings | None = None,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> Assembly:
    """Return comms, ready to be hosted. Connects to nothing yet."""
    runtime = Runtime.build(settings or CommsSettings.load(SERVICE), clock=clock, ids=ids)
    return Assembly(
        runtime=runtime,
        reactions=reactions,
        serves=serves,
        access=ACCESS,
        readiness={"migrations": partial(is_current, runtime.store, SERVICE)},
        sees=require_sight,
    )
