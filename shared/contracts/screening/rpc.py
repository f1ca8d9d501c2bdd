"""RPC methods of screening. Bodies travel sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Record, Request, RpcMethod, Versioned
from shared.contracts.codes import (
    BarKind,
    EligibilityDecision,
    Mode,
    Restriction,
    RiskDecision,
)
from shared.contracts.screening import eligibility, guard, replaying, risk_rpc
from shared.contracts.screening.decision_view import DecisionView
from shared.contracts.screening.risk import (
    RiskFactor,
    RiskJudgement,
    RiskRecord,
    TemplateVersion,
    Text,
)
from shared.contracts.screening.risk_codes import Forbidden, OrderKind, RiskBand

ELIGIBILITY_RECORD = Record("eligibility", "case_id")
RISK_RECORD = Record("risk", "case_id")


class CaseById(Request):
    """Ask about one case."""

    case_id: UUID


class RecordFacts(Request):
    """Record facts that eligibility asks for; the decision is taken anew (ELG-16)."""

    case_id: UUID
    referral_id: UUID
    facts: dict[str, str]


class AuthoriseException(Request):
    """A manager lets a referral go on that the policy does not (ELG-14)."""

    case_id: UUID
    referral_id: UUID
    decision: EligibilityDecision = EligibilityDecision.PROCEED
    restrictions: tuple[Restriction, ...] = ()
    rationale: Text
    review_on: date


class Eligibility(Versioned):
    """Every decision on a case's referrals, newest first."""

    decisions: tuple[DecisionView, ...]


class DraftRiskAssessment(RiskJudgement, Request):
    """Draft a version of a strand's assessment; it has no force until two people have signed.

    ``based_on`` is the version that the author had open: where a newer one exists, the draft is
    refused with it. ``template`` is the checklist that the author answered.
    """

    case_id: UUID
    strand_id: UUID
    based_on: UUID | None = None
    template: TemplateVersion | None = None


class AssessmentDrafted(Answer):
    """The draft's id, and the number of the version among its strand's."""

    assessment_id: UUID
    version: int = 1


class SignRiskAssessment(Request):
    """Sign an assessment. Two different people must; a high residual risk asks for a manager."""

    case_id: UUID
    assessment_id: UUID


class AssessmentSigned(Answer):
    """How many have signed, and whether it is now in force."""

    signatures: int
    in_force: bool


class RecordBar(Request):
    """Record an order or measure that forbids contact."""

    case_id: UUID
    strand_id: UUID | None = None
    kind: BarKind
    from_on: date
    until_on: date | None = None
    source: Annotated[str, Field(min_length=2, max_length=120)]
    order: OrderKind | None = None
    forbids: tuple[Forbidden, ...] = ()


class BarRecorded(Answer):
    """The bar's id."""

    bar_id: UUID


class LiftBar(Request):
    """Record that a bar no longer applies."""

    case_id: UUID
    bar_id: UUID
    reason: Text


class RaiseConcern(Request):
    """Raise a safeguarding concern, in one step; contact stops at once."""

    case_id: UUID
    note: Text


class ConcernRaised(Answer):
    """The concern's id and the bar that it set."""

    concern_id: UUID
    bar_id: UUID


class AssessmentView(RiskRecord):
    """A version of a risk assessment, its decision and signatures; the highest factor is shown."""

    assessment_id: UUID
    strand_id: UUID
    decision: RiskDecision
    modes_permitted: tuple[Mode, ...]
    factors: tuple[RiskFactor, ...]
    reasons: str
    signatures: int
    in_force: bool
    valid_until: date
    risk_of_not_proceeding: str | None = None
    safety_plan: str | None = None
    version: int = 1
    based_on: UUID | None = None
    newest: bool = True
    template: str = ""
    drafted_by: str = ""
    drafted_at: datetime | None = None
    signed_by: tuple[str, ...] = ()
    highest_inherent: RiskBand = RiskBand.NONE
    highest_residual: RiskBand = RiskBand.NONE
    highest_factors: tuple[str, ...] = ()


class BarView(Message):
    """A bar and its dates, and the modes that it forbids."""

    bar_id: UUID
    strand_id: UUID | None = None
    kind: BarKind
    from_on: date
    until_on: date | None = None
    lifted_at: datetime | None = None
    order: OrderKind | None = None
    forbids: tuple[Forbidden, ...] = ()
    modes: tuple[Mode, ...] = ()


class Risk(Versioned):
    """Everything that bears on a case's risk."""

    assessments: tuple[AssessmentView, ...]
    bars: tuple[BarView, ...]


ELIGIBILITY = RpcMethod(
    "screening",
    "eligibility",
    CaseById,
    Eligibility,
    "query",
    "Decisions, with every reason.",
    shows=ELIGIBILITY_RECORD,
)
RECORD_FACTS = RpcMethod(
    "screening",
    "record_facts",
    RecordFacts,
    DecisionView,
    "command",
    "Record facts and decide anew.",
    changes=ELIGIBILITY_RECORD,
)
AUTHORISE_EXCEPTION = RpcMethod(
    "screening",
    "authorise_exception",
    AuthoriseException,
    DecisionView,
    "command",
    "A manager's exception, with rationale and review date.",
    changes=ELIGIBILITY_RECORD,
)
DRAFT_RISK_ASSESSMENT = RpcMethod(
    "screening",
    "draft_risk_assessment",
    DraftRiskAssessment,
    AssessmentDrafted,
    "command",
    "Draft a risk assessment.",
    changes=RISK_RECORD,
)
SIGN_RISK_ASSESSMENT = RpcMethod(
    "screening",
    "sign_risk_assessment",
    SignRiskAssessment,
    AssessmentSigned,
    "command",
    "Sign a risk assessment.",
    changes=RISK_RECORD,
)
RECORD_BAR = RpcMethod(
    "screening",
    "record_bar",
    RecordBar,
    BarRecorded,
    "command",
    "Record an order or bar.",
    changes=RISK_RECORD,
)
LIFT_BAR = RpcMethod(
    "screening",
    "lift_bar",
    LiftBar,
    Nothing,
    "command",
    "Lift a bar.",
    changes=RISK_RECORD,
)
RAISE_CONCERN = RpcMethod(
    "screening",
    "raise_concern",
    RaiseConcern,
    ConcernRaised,
    "command",
    "Raise a safeguarding concern.",
)
RISK = RpcMethod(
    "screening",
    "risk",
    CaseById,
    Risk,
    "query",
    "Assessments and bars.",
    shows=RISK_RECORD,
)

METHODS = (
    ELIGIBILITY,
    RECORD_FACTS,
    AUTHORISE_EXCEPTION,
    DRAFT_RISK_ASSESSMENT,
    SIGN_RISK_ASSESSMENT,
    RECORD_BAR,
    LIFT_BAR,
    RAISE_CONCERN,
    RISK,
    *eligibility.METHODS,
    *guard.METHODS,
    *risk_rpc.METHODS,
    *replaying.METHODS,
)
