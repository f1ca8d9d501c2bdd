"""Risk: factors as judged, the scales, and the thresholds of practice.

Numbers record people's judgement factor by factor. They are never summed and decide nothing
but who has to sign (domain 5.1, 5.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from shared.contracts.codes import Mode, Side
from shared.contracts.screening.risk_codes import (
    AdviceFrom,
    RiskBand,
    RiskStage,
    RiskSubject,
    SpecialistPath,
)

_BANDS = ((12, RiskBand.VERY_HIGH), (8, RiskBand.HIGH), (4, RiskBand.MEDIUM), (1, RiskBand.LOW))


@dataclass(frozen=True, slots=True)
class StagePolicy:
    """What an assessment of a stage may permit, and what its record must hold to permit it."""

    modes: frozenset[Mode]
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PathPolicy:
    """Which facts lead to a specialist path, who may advise there, and the trigger it is told by."""

    facts: Mapping[str, frozenset[str]]
    consult: frozenset[AdviceFrom]
    disclosed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCriteria:
    """The thresholds of practice (policies/risk.yaml) with the checklist in force."""

    version: str
    factors: frozenset[str]
    must_answer: frozenset[str]
    each: Mapping[str, frozenset[RiskSubject]] = field(default_factory=dict)
    manager_from: int
    panel_from: int
    director_from: int
    longest_validity: timedelta
    advice_valid: timedelta
    hard_stops: frozenset[str]
    stages: Mapping[RiskStage, StagePolicy]
    paths: Mapping[SpecialistPath, PathPolicy]


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One factor for one subject. Scores are 1 to 4; None is an honest unknown."""

    code: str
    relevant: bool
    likelihood: int | None = None
    impact: int | None = None
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    subject: Side | None = None
    whom: RiskSubject | None = None
    person: str | None = None
    planned: bool = False
    mitigated: bool = False

    @property
    def answered(self) -> bool:
        """Whether nothing of it is unknown (a factor judged not to apply is answered)."""
        scores = (
            self.likelihood,
            self.impact,
            self.residual_likelihood,
            self.residual_impact,
        )
        return not self.relevant or None not in scores

    @property
    def for_whom(self) -> RiskSubject | None:
        """For whom it is judged; None for everybody concerned."""
        if self.whom is None and self.subject is not None:
            return RiskSubject(self.subject.value)
        return self.whom

    @property
    def key(self) -> tuple[str, RiskSubject | None, str | None]:
        """What one judgement is about: it is made once."""
        return (self.code, self.for_whom, self.person)

    @property
    def inherent(self) -> int:
        """Likelihood times impact before mitigation; what is unknown is taken at its worst."""
        return (self.likelihood or 4) * (self.impact or 4) if self.relevant else 0

    @property
    def residual(self) -> int:
        """Likelihood times impact after mitigation; before it, where that was not judged."""
        if not self.relevant:
            return 0
        likelihood = self.residual_likelihood or self.likelihood
        impact = self.residual_impact or self.impact
        # What is unknown is taken at its worst, so that silence never lowers who must sign.
        return (likelihood or 4) * (impact or 4)


def band_of(score: int) -> RiskBand:
    """Return how a likelihood times an impact is shown (5.2)."""
    return next((band for least, band in _BANDS if score >= least), RiskBand.NONE)


def highest_residual(factors: Iterable[Factor]) -> int:
    """Return the highest single residual; factors are never summed."""
    return max((factor.residual for factor in factors), default=0)


def unanswered(factors: Iterable[Factor], criteria: RiskCriteria) -> tuple[str, ...]:
    """Return the marked factors that are absent or unknown for somebody they must be judged for."""
    listed = tuple(factors)
    return tuple(sorted(code for code in criteria.must_answer if _open(code, listed, criteria)))


def unplanned(factors: Iterable[Factor], criteria: RiskCriteria) -> tuple[str, ...]:
    """Return the unanswered marked factors for which nobody has said how to find out (5.3)."""
    listed = tuple(factors)
    planned = {one.code for one in listed if one.planned}
    return tuple(code for code in unanswered(listed, criteria) if code not in planned)


def unmitigated(factors: Iterable[Factor]) -> tuple[str, ...]:
    """Return the factors rated lower after mitigation though no mitigation is named (5.1, RSK-15).

    The residual decides who must sign: nobody lowers it by a number alone.
    """
    lowered = {one.code for one in factors if one.residual < one.inherent and not one.mitigated}
    return tuple(sorted(lowered))


def _open(code: str, factors: tuple[Factor, ...], criteria: RiskCriteria) -> bool:
    mine = [one for one in factors if one.code == code]
    if not mine or not all(one.answered for one in mine):
        return True
    judged = {one.for_whom for one in mine}
    return None not in judged and not criteria.each.get(code, frozenset()) <= judged
