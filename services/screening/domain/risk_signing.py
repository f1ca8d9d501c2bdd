"""What stands in the way of a signature, and whose signature is needed (5.1, 5.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.screening.domain.risk import Factor, RiskCriteria, unanswered, unmitigated, unplanned
from services.screening.domain.risk_record import Record, between_parties, stage_of
from shared.contracts.codes import MODES_BETWEEN_PARTIES, Mode, Restriction, RiskDecision
from shared.contracts.screening.risk_codes import AdviceFrom, SpecialistPath

MANAGER_ROLES = frozenset({"service_manager", "managing_director"})
DIRECTOR_ROLES = frozenset({"managing_director"})
PANEL = frozenset({AdviceFrom.PANEL, AdviceFrom.PARTNER})
STOPS = frozenset(
    {
        "bar-in-force",
        "eligibility-harmed-side-only",
        "eligibility-indirect-only",
        "specialist-consultation-needed",
    }
)
"""What policy may list as a hard stop."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, and in which roles at that moment."""

    user_id: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the signers judged: the record, its highest residual, and the day."""

    record: Record
    residual: int
    today: date


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an assessment cannot be signed: a code, and what it is about."""

    code: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands about a strand when somebody signs: bars, eligibility, and known facts."""

    today: date
    barred: frozenset[Mode] = frozenset()
    restrictions: Collection[str] = ()
    facts: tuple[Mapping[str, str], ...] = ()


def objection_to(
    record: Record, factors: Iterable[Factor], around: Surroundings, criteria: RiskCriteria
) -> Objection | None:
    """Return the first reason why nobody may sign this now; None when it can be signed.

    An unknown marked factor blocks whatever lets something pass between the parties. Where
    nothing does, it needs a plan of how to find out: work with one side is always possible.
    """
    listed = tuple(factors)
    if unknown := _unknown(record, listed, criteria):
        return unknown
    if lowered := unmitigated(listed):
        return Objection("lowered-without-mitigation", lowered)
    if stops := hard_stops(record, around, criteria):
        return Objection(min(stops), tuple(sorted(stops)))
    if lacking := _lacking(record, criteria):
        return Objection("stage-incomplete", lacking)
    if record.decision is RiskDecision.UNMANAGEABLE and record.alternatives_offered is None:
        return Objection("alternatives-not-offered")
    return None


def _unknown(
    record: Record, factors: tuple[Factor, ...], criteria: RiskCriteria
) -> Objection | None:
    if between_parties(record):
        open_ = unanswered(factors, criteria)
        return Objection("must-answer-unknown", open_) if open_ else None
    open_ = unplanned(factors, criteria)
    return Objection("unknown-without-plan", open_) if open_ else None


def missing_signature(
    signatures: Iterable[Signature], judged: Judged, criteria: RiskCriteria
) -> str | None:
    """Return the code of what is still needed once two have signed; None when complete.

    A panel that was consulted long ago has not been consulted about this.
    """
    record, residual = judged.record, judged.residual
    roles = frozenset[str]().union(*(one.roles for one in signatures))
    oldest = judged.today - criteria.advice_valid
    asked = any(one.given_by in PANEL and one.given_on >= oldest for one in record.advice)
    if residual >= criteria.panel_from and not asked:
        return "panel-not-consulted"
    if residual >= criteria.director_from and not roles & DIRECTOR_ROLES:
        return "managing-director-must-sign"
    by_manager = residual >= criteria.manager_from or record.decision is RiskDecision.UNMANAGEABLE
    if by_manager and not roles & MANAGER_ROLES:
        return "manager-must-sign"
    return None


def hard_stops(
    record: Record, around: Surroundings, criteria: RiskCriteria
) -> Mapping[str, frozenset[Mode]]:
    """Return the hard stops that the permitted modes run into, each with those modes (ELG-12)."""
    between = between_parties(record)
    harmed_only = Restriction.HARMED_SIDE_ONLY.value in around.restrictions
    indirect_only = Restriction.INDIRECT_ONLY.value in around.restrictions
    alone = unconsulted(record, around, criteria)
    found = {
        "bar-in-force": between & around.barred,
        "eligibility-harmed-side-only": between if harmed_only else frozenset[Mode](),
        "eligibility-indirect-only": between & {Mode.CONFERENCE} if indirect_only else frozenset(),
        "specialist-consultation-needed": between if alone else frozenset(),
    }
    return {code: modes for code, modes in found.items() if modes and code in criteria.hard_stops}


def unconsulted(
    record: Record, around: Surroundings, criteria: RiskCriteria
) -> frozenset[SpecialistPath]:
    """Return the specialist paths of this case on which nobody fit to advise has lately advised."""
    asked = paths_of(around.facts, criteria) | frozenset(record.paths)
    oldest = around.today - criteria.advice_valid
    advised = {
        one.path
        for one in record.advice
        if one.path
        and one.given_by in criteria.paths[one.path].consult
        and oldest <= one.given_on <= around.today
    }
    return asked - advised


def paths_of(
    facts: Iterable[Mapping[str, str]], criteria: RiskCriteria
) -> frozenset[SpecialistPath]:
    """Return the specialist paths to which the facts of a case's referrals lead (RSK-06)."""
    return frozenset(
        path
        for path, policy in criteria.paths.items()
        for known in facts
        if any(known.get(fact) in values for fact, values in policy.facts.items())
    )


def forbidden_by(
    forbids: Iterable[str], modes_of: Mapping[str, frozenset[Mode]]
) -> frozenset[Mode]:
    """Return the modes that an order forbids; one that says nothing forbids them all."""
    named = [modes_of[code] for code in forbids]
    return frozenset[Mode]().union(*named) if named else MODES_BETWEEN_PARTIES


def named_modes(modes: frozenset[Mode]) -> tuple[Mode, ...]:
    """Return a bar's modes as they are told to others: none named where it forbids them all."""
    return () if modes >= MODES_BETWEEN_PARTIES else tuple(one for one in Mode if one in modes)


def _lacking(record: Record, criteria: RiskCriteria) -> tuple[str, ...]:
    held = {
        "contingency": record.contingency is not None,
        "views": bool(record.views),
    }
    needs = criteria.stages[stage_of(record)].needs if between_parties(record) else frozenset()
    return tuple(sorted(need for need in needs if not held[need]))
