"""Putting intake together: settings, store and keys, and what it handles."""

from __future__ import annotations

from services.intake.access import ACCESS
from services.intake.entrypoints import reactions, serves
from services.intake.papers.runtime import IntakeRuntime
from services.intake.papers.scanning import scanner_of
from services.intake.settings import IntakeSettings
from shared.kernel.clock import Clock
from shared.kernel.ids import Ids
from shared.messaging.runtime import Assembly
from shared.store.migrations import is_current


def assemble(
    *, clock: Clock | None = None, ids: Ids | None = None, settings: IntakeSettings | None = None
) -> Assembly:
    """Return intake, ready to be hosted. Ready once its store is at the newest revision."""
    settings = settings or IntakeSettings.load("intake")
    runtime = IntakeRuntime.build(settings, clock=clock, ids=ids)
    runtime.scanner = scanner_of(settings.scanner)
    runtime.documents_a_day = settings.documents_a_day
    return Assembly(
        runtime=runtime,
        reactions=reactions,
        serves=serves,
        access=ACCESS,
        readiness={"migrations": lambda: is_current(runtime.store, "intake")},
    )
