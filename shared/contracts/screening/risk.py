"""The parts of a risk assessment's record (5.5). Bodies travel sealed; kept under the case's key."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Message
from shared.contracts.codes import Mode, RiskDecision, Side, YesNoUnknown
from shared.contracts.screening.risk_codes import (
    AdviceFrom,
    AgencyLevel,
    AgencyTool,
    InformationBasis,
    RiskStage,
    RiskSubject,
    SelfHarm,
    SpecialistPath,
)

Text = Annotated[str, Field(min_length=3, max_length=4000)]
Score = Annotated[int, Field(ge=1, le=4)]
Who = Annotated[str, Field(min_length=2, max_length=120)]
FactorCode = Annotated[str, Field(pattern=r"^[A-I][1-6]$")]
TemplateVersion = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.-]{1,59}$")]


class RiskFactor(Message):
    """One factor, judged after conversation: likelihood and impact 1 to 4, none when unknown.

    ``whom`` says for whom it is judged, finer than ``subject``; neither given, it is judged for
    everybody concerned. ``plan`` says how an unknown will be found out.
    """

    factor: FactorCode
    relevant: bool = True
    likelihood: Score | None = None
    impact: Score | None = None
    residual_likelihood: Score | None = None
    residual_impact: Score | None = None
    subject: Side | None = None
    rationale: Text | None = None
    mitigation: Text | None = None
    whom: RiskSubject | None = None
    person_id: UUID | None = None
    owner: Who | None = None
    plan: Text | None = None


class Strength(Message):
    """Something that protects: coping, a supporter, a stable place (5.1)."""

    whom: RiskSubject
    text: Text


class View(Message):
    """How somebody concerned sees the risk, and how that was taken into account (RSK-09)."""

    whom: RiskSubject
    text: Text
    advises_against: bool = False
    answer: Text | None = None


class Advice(Message):
    """A specialist's advice (RSK-08). ``path`` when it is the consultation which that path asks for."""

    given_by: AdviceFrom
    adviser: Who
    given_on: date
    text: Text
    path: SpecialistPath | None = None


class Information(Message):
    """What an agency told, by whom, when, on what ground, and for what it may be used (RSK-07)."""

    provider: Who
    provided_on: date
    basis: InformationBasis
    consent_id: UUID | None = None
    consented_on: date | None = None
    clause: Who | None = None
    scope: Text
    text: Text


class AgencyAssessment(Message):
    """That another agency assessed, its level, day and assessor; there is no field for a score."""

    tool: AgencyTool
    level: AgencyLevel
    assessed_on: date
    assessor: Who
    whom: RiskSubject = RiskSubject.HARMED


class SelfHarmHistory(Message):
    """What is known of self-harm, and who is at hand (RSK-10)."""

    whom: RiskSubject
    history: SelfHarm
    text: Text | None = None
    support: Text | None = None


class Proximity(Message):
    """Whether they live near each other, and may meet by accident (RSK-11)."""

    live_near: YesNoUnknown
    may_meet: YesNoUnknown
    plan: Text | None = None


class SafetyPlan(Message):
    """Somebody's safety plan: who holds it, and how the process keeps to it (RSK-12)."""

    whom: RiskSubject
    held_by: Who
    kept_by: Text


class Contingency(Message):
    """What happens when it goes wrong: the signal to stop, the way out, who is on call."""

    stop_signal: Text
    way_out: Text
    on_call: Who


class RiskRecord(Message):
    """Everything that an assessment says, beside its factors and judgement (5.5)."""

    stage: RiskStage | None = None
    strengths: tuple[Strength, ...] = ()
    views: tuple[View, ...] = ()
    advice: tuple[Advice, ...] = ()
    information: tuple[Information, ...] = ()
    agency_assessments: tuple[AgencyAssessment, ...] = ()
    self_harm: tuple[SelfHarmHistory, ...] = ()
    proximity: Proximity | None = None
    safety_plans: tuple[SafetyPlan, ...] = ()
    contingency: Contingency | None = None
    conditions: tuple[Text, ...] = ()
    alternatives_offered: Text | None = None
    paths: tuple[SpecialistPath, ...] = ()
    next_review_on: date | None = None


class RiskJudgement(RiskRecord):
    """A whole assessment: factors, judgement, reasons, and the rest of the record."""

    factors: tuple[RiskFactor, ...]
    decision: RiskDecision
    modes_permitted: tuple[Mode, ...]
    reasons: Text
    risk_of_not_proceeding: Text | None = None
    safety_plan: Text | None = None
    valid_until: date
