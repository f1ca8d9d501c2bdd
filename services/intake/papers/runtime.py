"""What a running intake holds beside what every service does: its scanner, if it has one, and its quota."""

from __future__ import annotations

from dataclasses import dataclass

from services.intake.domain.documents import A_DAY
from services.intake.papers.scanning import Scanner
from shared.messaging.runtime import Runtime


@dataclass(slots=True, kw_only=True)
class IntakeRuntime(Runtime):
    """Intake's own things."""

    scanner: Scanner | None = None
    documents_a_day: int = A_DAY
