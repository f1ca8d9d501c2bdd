"""Reporting put together from its settings."""

from __future__ import annotations

from services.reporting.access import ACCESS
from services.reporting.entrypoints import reactions, serves
from shared.config.settings import ServiceSettings
from shared.kernel.clock import Clock
from shared.kernel.ids import Ids
from shared.messaging.runtime import Assembly, Runtime
from shared.store.migrations import is_current


def assemble(*, clock: Clock | None = None, ids: Ids | None = None) -> Assembly:
    """Return reporting, ready to be hosted. Raises ``SettingsError`` naming what is missing."""
    runtime = Runtime.build(ServiceSettings.load("reporting"), clock=clock, ids=ids)
    return Assembly(
        runtime=runtime,
        reactions=reactions,
        serves=serves,
        access=ACCESS,
        readiness={"migrations": lambda: is_current(runtime.store, "reporting")},
    )
