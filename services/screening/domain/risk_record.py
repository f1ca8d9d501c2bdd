"""What makes the record of an assessment impossible (5.5). An incomplete draft is possible."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from services.screening.domain.risk import Factor, RiskCriteria
from shared.contracts.codes import MODES_BETWEEN_PARTIES, Mode, RiskDecision, YesNoUnknown
from shared.contracts.screening.risk_codes import (
    AdviceFrom,
    InformationBasis,
    RiskStage,
    SelfHarm,
    SpecialistPath,
)
from shared.kernel.errors import Fault

_ONE_SIDED = frozenset(
    {
        RiskDecision.HARMED_SIDE_ONLY,
        RiskDecision.PAUSE,
        RiskDecision.NOT_AT_PRESENT,
        RiskDecision.UNMANAGEABLE,
    }
)
_NEEDS_SUPPORT = frozenset({SelfHarm.RECENT, SelfHarm.CURRENT, SelfHarm.UNKNOWN})


class View(Protocol):
    """How somebody sees the risk (RSK-09)."""

    @property
    def advises_against(self) -> bool: ...
    @property
    def answer(self) -> str | None: ...


class Advice(Protocol):
    """A specialist's advice (RSK-08)."""

    @property
    def given_by(self) -> AdviceFrom: ...
    @property
    def given_on(self) -> date: ...
    @property
    def path(self) -> SpecialistPath | None: ...


class Information(Protocol):
    """What an agency told (RSK-07)."""

    @property
    def provided_on(self) -> date: ...
    @property
    def basis(self) -> InformationBasis: ...
    @property
    def consent_id(self) -> UUID | None: ...
    @property
    def consented_on(self) -> date | None: ...
    @property
    def clause(self) -> str | None: ...


class AgencyAssessment(Protocol):
    """Another agency's assessment."""

    @property
    def assessed_on(self) -> date: ...


class SelfHarmHistory(Protocol):
    """What is known of self-harm (RSK-10)."""

    @property
    def history(self) -> SelfHarm: ...
    @property
    def support(self) -> str | None: ...


class Proximity(Protocol):
    """Whether they may meet by accident (RSK-11)."""

    @property
    def may_meet(self) -> YesNoUnknown: ...
    @property
    def plan(self) -> str | None: ...


class Record(Protocol):
    """An assessment as the rules read it."""

    @property
    def stage(self) -> RiskStage | None: ...
    @property
    def decision(self) -> RiskDecision: ...
    @property
    def modes_permitted(self) -> Collection[Mode]: ...
    @property
    def valid_until(self) -> date: ...
    @property
    def next_review_on(self) -> date | None: ...
    @property
    def views(self) -> Sequence[View]: ...
    @property
    def advice(self) -> Sequence[Advice]: ...
    @property
    def information(self) -> Sequence[Information]: ...
    @property
    def agency_assessments(self) -> Sequence[AgencyAssessment]: ...
    @property
    def self_harm(self) -> Sequence[SelfHarmHistory]: ...
    @property
    def proximity(self) -> Proximity | None: ...
    @property
    def contingency(self) -> object | None: ...
    @property
    def conditions(self) -> Collection[str]: ...
    @property
    def alternatives_offered(self) -> str | None: ...
    @property
    def paths(self) -> Collection[SpecialistPath]: ...


def modes_allowed(decision: RiskDecision) -> frozenset[Mode]:
    """Return the modes that a judgement can permit; a conversation with one side always."""
    if decision in _ONE_SIDED:
        return frozenset(Mode) - MODES_BETWEEN_PARTIES
    if decision is RiskDecision.INDIRECT_ONLY:
        return frozenset(Mode) - {Mode.CONFERENCE}
    return frozenset(Mode)


def stage_of(record: Record) -> RiskStage:
    """Return the stage that was named, or the earliest that may permit these modes."""
    if record.stage is not None:
        return record.stage
    if Mode.CONFERENCE in record.modes_permitted:
        return RiskStage.BEFORE_CONFERENCE
    between = between_parties(record)
    return RiskStage.BEFORE_FIRST_CONTACT if between else RiskStage.INITIAL


def between_parties(record: Record) -> frozenset[Mode]:
    """Return the permitted modes in which something passes from one side to the other."""
    return frozenset(record.modes_permitted) & MODES_BETWEEN_PARTIES


def faults_in(
    record: Record, factors: Iterable[Factor], *, today: date, criteria: RiskCriteria
) -> tuple[Fault, ...]:
    """Return everything that makes a draft impossible."""
    return (
        *_of_factors(tuple(factors), criteria),
        *_of_judgement(record, today, criteria),
        *_of_sources(record, today),
        *_of_people(record),
    )


def _of_factors(factors: tuple[Factor, ...], criteria: RiskCriteria) -> Iterator[Fault]:
    for index, factor in enumerate(factors):
        if factor.code not in criteria.factors:
            yield Fault(f"factors.{index}.factor", "unknown-factor")
        if factor.whom and factor.subject and factor.whom.value != factor.subject.value:
            yield Fault(f"factors.{index}.whom", "not-the-subject")
    if len({factor.key for factor in factors}) < len(factors):
        yield Fault("factors", "factor-twice")


def _of_judgement(record: Record, today: date, criteria: RiskCriteria) -> Iterator[Fault]:
    if not today <= record.valid_until <= today + criteria.longest_validity:
        yield Fault("valid_until", "out-of-range")
    if record.next_review_on and not today <= record.next_review_on <= record.valid_until:
        yield Fault("next_review_on", "out-of-range")
    modes = frozenset(record.modes_permitted)
    if not modes <= modes_allowed(record.decision):
        yield Fault("modes_permitted", "decision-forbids")
    if not modes <= criteria.stages[stage_of(record)].modes:
        yield Fault("modes_permitted", "stage-forbids")
    if record.decision is RiskDecision.PROCEED_WITH_CONDITIONS and not record.conditions:
        yield Fault("conditions", "missing")


def _of_sources(record: Record, today: date) -> Iterator[Fault]:
    days = [
        (f"information.{n}.provided_on", x.provided_on) for n, x in enumerate(record.information)
    ]
    days += [(f"advice.{n}.given_on", x.given_on) for n, x in enumerate(record.advice)]
    days += [
        (f"agency_assessments.{n}.assessed_on", x.assessed_on)
        for n, x in enumerate(record.agency_assessments)
    ]
    yield from (Fault(field, "in-the-future") for field, on in days if on > today)
    for index, told in enumerate(record.information):
        consented = told.consent_id is not None or told.consented_on is not None
        if told.basis is InformationBasis.CONSENT and not consented:
            yield Fault(f"information.{index}.consent_id", "missing")
        if told.basis is InformationBasis.CLAUSE and told.clause is None:
            yield Fault(f"information.{index}.clause", "missing")


def _of_people(record: Record) -> Iterator[Fault]:
    """What somebody said or suffers is answered before anything passes between the parties."""
    if not between_parties(record):
        return
    for index, view in enumerate(record.views):
        if view.advises_against and view.answer is None:
            yield Fault(f"views.{index}.answer", "missing")
    for index, known in enumerate(record.self_harm):
        if known.history in _NEEDS_SUPPORT and known.support is None:
            yield Fault(f"self_harm.{index}.support", "missing")
    near = record.proximity
    if near is not None and near.may_meet is not YesNoUnknown.NO and near.plan is None:
        yield Fault("proximity.plan", "missing")
