"""How a manager writes the next version of the risk checklist: what differs from an earlier one.

What is misspelt is refused, as in a version of the eligibility criteria.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.contracts.screening.policy_content import Words, Written
from shared.contracts.screening.risk import FactorCode, TemplateVersion
from shared.contracts.screening.risk_codes import AdviceFrom, RiskSubject, SpecialistPath

Scored = Annotated[int, Field(ge=2, le=16)]
Days = Annotated[int, Field(ge=7, le=366)]


class WrittenFactor(Written):
    """One factor: new, or put in other words. ``marked``: answered before anything passes."""

    code: FactorCode
    title: Words
    consider: Words
    marked: bool = False
    each: tuple[RiskSubject, ...] = ()
    evidence: tuple[Words, ...] = ()
    mitigations: tuple[Words, ...] = ()


class WrittenThresholds(Written):
    """From which residual who must sign (5.2), and how long a version and advice serve."""

    manager_from: Scored
    panel_from: Scored
    director_from: Scored
    longest_validity_days: Days
    advice_valid_days: Days

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.manager_from > min(self.panel_from, self.director_from):
            raise ValueError("a manager signs no later than a panel is asked or the director signs")
        return self


class WrittenConsultation(Written):
    """Who may advise on a specialist path: one of them must have, before anything passes."""

    path: SpecialistPath
    given_by: Annotated[tuple[AdviceFrom, ...], Field(min_length=1)]


class WrittenTemplate(Written):
    """The next version of a checklist: what it changes of the one that it is based on."""

    version: TemplateVersion
    based_on: TemplateVersion
    source: Words
    reason: Words
    factors: Annotated[tuple[WrittenFactor, ...], Field(max_length=60)] = ()
    removed: tuple[FactorCode, ...] = ()
    thresholds: WrittenThresholds | None = None
    consult: tuple[WrittenConsultation, ...] = ()
