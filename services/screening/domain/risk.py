"""Risk assessments: what must be answered, who must sign, which modes a judgement permits.

Numbers record people's judgement factor by factor. They are never summed and decide nothing
but who has to sign (domain 5.1, 5.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.contracts.codes import MODES_BETWEEN_PARTIES, Mode, RiskDecision, Side
from shared.kernel.errors import Fault

MANAGER_ROLES = frozenset({"service_manager", "managing_director"})
DIRECTOR_ROLES = frozenset({"managing_director"})
_ONE_SIDED = frozenset(
    {
        RiskDecision.HARMED_SIDE_ONLY,
        RiskDecision.PAUSE,
        RiskDecision.NOT_AT_PRESENT,
        RiskDecision.UNMANAGEABLE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCriteria:
    """The thresholds of practice, from policies/risk.yaml."""

    version: str
    factors: frozenset[str]
    must_answer: frozenset[str]
    manager_from: int
    director_from: int
    longest_validity: timedelta


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
    def residual(self) -> int:
        """Likelihood times impact after mitigation; before it, where that was not judged."""
        if not self.relevant:
            return 0
        likelihood = self.residual_likelihood or self.likelihood
        impact = self.residual_impact or self.impact
        # What is unknown is taken at its worst, so that silence never lowers who must sign.
        return (likelihood or 4) * (impact or 4)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, and in which roles at that moment."""

    user_id: str
    roles: frozenset[str]


def draft_faults(
    factors: Iterable[Factor],
    decision: RiskDecision,
    modes: Iterable[Mode],
    *,
    valid_until: date,
    today: date,
    criteria: RiskCriteria,
) -> tuple[Fault, ...]:
    """Return everything that makes a draft impossible; an incomplete draft is possible."""
    listed = tuple(factors)
    faults = [
        Fault(f"factors.{index}.factor", "unknown-factor")
        for index, factor in enumerate(listed)
        if factor.code not in criteria.factors
    ]
    if len({(factor.code, factor.subject) for factor in listed}) < len(listed):
        faults.append(Fault("factors", "factor-twice"))
    if not today <= valid_until <= today + criteria.longest_validity:
        faults.append(Fault("valid_until", "out-of-range"))
    if not set(modes) <= modes_allowed(decision):
        faults.append(Fault("modes_permitted", "decision-forbids"))
    return tuple(faults)


def modes_allowed(decision: RiskDecision) -> frozenset[Mode]:
    """Return the modes that a judgement can permit; a conversation with one side always."""
    if decision in _ONE_SIDED:
        return frozenset(Mode) - MODES_BETWEEN_PARTIES
    if decision is RiskDecision.INDIRECT_ONLY:
        return frozenset(Mode) - {Mode.CONFERENCE}
    return frozenset(Mode)


def unanswered(factors: Iterable[Factor], criteria: RiskCriteria) -> tuple[str, ...]:
    """Return the marked factors that are absent or unknown: they block sign-off (5.1, 5.3)."""
    listed = tuple(factors)
    named = {factor.code for factor in listed}
    unknown = {factor.code for factor in listed if not factor.answered}
    return tuple(sorted(criteria.must_answer & (unknown | (criteria.must_answer - named))))


def highest_residual(factors: Iterable[Factor]) -> int:
    """Return the highest single residual; factors are never summed."""
    return max((factor.residual for factor in factors), default=0)


def missing_signature(
    signatures: Iterable[Signature],
    residual: int,
    decision: RiskDecision,
    criteria: RiskCriteria,
) -> str | None:
    """Return the code of the signature still needed once two have signed; None when complete."""
    roles = frozenset[str]().union(*(one.roles for one in signatures))
    if residual >= criteria.director_from and not roles & DIRECTOR_ROLES:
        return "managing-director-must-sign"
    by_manager = residual >= criteria.manager_from or decision is RiskDecision.UNMANAGEABLE
    if by_manager and not roles & MANAGER_ROLES:
        return "manager-must-sign"
    return None


def forbidden_modes(
    modes: Iterable[Mode], *, barred: bool, harmed_side_only: bool
) -> Mapping[str, frozenset[Mode]]:
    """Return the hard stops that the permitted modes run into, each with those modes (ELG-12)."""
    between = frozenset(modes) & MODES_BETWEEN_PARTIES
    stops = {"bar-in-force": barred, "eligibility-harmed-side-only": harmed_side_only}
    return {code: between for code, stands in stops.items() if stands and between}
