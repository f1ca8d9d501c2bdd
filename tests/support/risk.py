"""Records of invented risk assessments, as complete as a signature asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.contracts.screening.risk import Advice, Contingency, View
from shared.contracts.screening.risk_codes import AdviceFrom, RiskSubject, SpecialistPath

WORDS = "Invented words of Testperson Alpha"
CONTINGENCY = Contingency(stop_signal=WORDS, way_out=WORDS, on_call="Testperson Oncall")
VIEWS = tuple(View(whom=whom, text=WORDS) for whom in (RiskSubject.HARMED, RiskSubject.RESPONSIBLE))
WHOLE: dict[str, Any] = {"contingency": CONTINGENCY, "views": VIEWS}
"""What a record must hold before a conference."""


def advice(given_by: str, path: str | None = None, on: date = date(2019, 6, 30)) -> Advice:
    """Return what an invented specialist advised, on a path or at large."""
    return Advice(
        given_by=AdviceFrom(given_by),
        adviser="Testperson Adviser",
        given_on=on,
        text=WORDS,
        path=SpecialistPath(path) if path else None,
    )
