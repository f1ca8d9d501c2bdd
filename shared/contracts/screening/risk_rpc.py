"""RPC methods of risk: versions compared, reviews, checklists, and safeguarding concerns.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod
from shared.contracts.screening.risk import TemplateVersion, Text
from shared.contracts.screening.risk_codes import RiskSubject
from shared.contracts.screening.template_content import WrittenConsultation, WrittenTemplate

Trigger = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]


class CompareAssessments(Request):
    """Ask what differs between two versions of a case's assessments."""

    case_id: UUID
    earlier: UUID
    later: UUID


class AssessmentChange(Message):
    """One thing that differs, and the sentence that people read."""

    path: str
    before: str | None = None
    after: str | None = None
    sentence: str


class AssessmentDifference(Answer):
    """Everything that differs, in order of what it is about."""

    earlier_version: int
    later_version: int
    changes: tuple[AssessmentChange, ...]


class RaiseRiskReview(Request):
    """Say that something happened after which a risk must be looked at again (5.4)."""

    case_id: UUID
    strand_id: UUID | None = None
    trigger: Trigger
    note: Text | None = None


class RiskReviewRaised(Answer):
    """The reviews that this opened, and whether contact waits for them."""

    review_ids: tuple[UUID, ...]
    blocks_contact: bool


class ListRiskReviews(Request):
    """Ask for the reviews that are not done: of one case, or of all."""

    case_id: UUID | None = None
    limit: int = Field(default=200, ge=1, le=500)


class RiskReviewView(Message):
    """A review that is not done: a dated task.

    ``opened`` is false where it has a note that cannot be opened.
    """

    review_id: UUID
    case_id: UUID
    strand_id: UUID
    trigger: str
    stale: tuple[str, ...]
    blocks_contact: bool
    raised_at: datetime | None = None
    due_on: date
    overdue: bool
    note: str | None = None
    opened: bool = True


class RiskReviews(Answer):
    """Reviews that are not done, the earliest due first."""

    reviews: tuple[RiskReviewView, ...]


class FinishRiskReview(Request):
    """Say that a review which does not stop contact was done, and what was found."""

    case_id: UUID
    review_id: UUID
    note: Text


class AskForTemplate(Request):
    """Ask for a checklist: the one in force, or a version by name."""

    version: TemplateVersion | None = None


class TemplateFactorView(Message):
    """One factor of a checklist."""

    code: str
    title: str
    domain: str
    marked: bool
    each: tuple[RiskSubject, ...]
    consider: str
    evidence: tuple[str, ...]
    mitigations: tuple[str, ...]


class RiskTemplate(Answer):
    """A version of the checklist; ``versions`` are all there are, drafts too.

    ``changed`` and ``no_longer_marked`` are what it changes of the one that it is based on.
    """

    version: str
    in_force: bool
    reason: str
    source: str
    factors: tuple[TemplateFactorView, ...]
    triggers: tuple[str, ...]
    versions: tuple[str, ...]
    based_on: str | None = None
    changed: tuple[str, ...] = ()
    no_longer_marked: tuple[str, ...] = ()
    manager_from: int = 0
    panel_from: int = 0
    director_from: int = 0
    longest_validity_days: int = 0
    advice_valid_days: int = 0
    consult: tuple[WrittenConsultation, ...] = ()
    drafted_by: str | None = None
    approved_by: str | None = None


class DraftTemplate(Request):
    """Draft the next version of the checklist; it is in force once another manager approves it."""

    template: WrittenTemplate


class TemplateByName(Request):
    """Name a version of the checklist."""

    version: TemplateVersion


class AdoptTemplate(Request):
    """Put a version of the checklist in force; every live assessment is re-opened (RSK-13)."""

    version: TemplateVersion
    reason: Text


class TemplateAdopted(Answer):
    """How many assessments were re-opened, and for how many of them contact waits."""

    version: str
    reopened: int
    blocked: int


class ListConcerns(Request):
    """Ask for safeguarding concerns, open ones first: of one case, or of all."""

    open_only: bool = True
    case_id: UUID | None = None


class ConcernView(Message):
    """A safeguarding concern, in the words of whoever raised it.

    ``opened`` is false, and ``note`` empty, where the words are there and cannot be opened.
    """

    concern_id: UUID
    case_id: UUID
    bar_id: UUID
    note: str
    raised_by: str
    raised_at: datetime
    taken_by: str | None = None
    taken_at: datetime | None = None
    open: bool
    opened: bool = True


class Concerns(Answer):
    """Safeguarding concerns, those that nobody has taken first."""

    concerns: tuple[ConcernView, ...]


class TakeConcern(Request):
    """A lead takes a concern on."""

    case_id: UUID
    concern_id: UUID


_S = "screening"
RISK_DIFFERENCE = RpcMethod(
    _S,
    "risk_difference",
    CompareAssessments,
    AssessmentDifference,
    "query",
    "What differs between two versions of an assessment.",
)
RAISE_RISK_REVIEW = RpcMethod(
    _S,
    "raise_risk_review",
    RaiseRiskReview,
    RiskReviewRaised,
    "command",
    "Say that a risk must be looked at again.",
)
RISK_REVIEWS = RpcMethod(
    _S, "risk_reviews", ListRiskReviews, RiskReviews, "query", "Reviews of risk that are not done."
)
FINISH_RISK_REVIEW = RpcMethod(
    _S,
    "finish_risk_review",
    FinishRiskReview,
    Nothing,
    "command",
    "Finish a review that does not stop contact.",
)
RISK_TEMPLATE = RpcMethod(
    _S, "risk_template", AskForTemplate, RiskTemplate, "query", "The checklist of risk factors."
)
ADOPT_RISK_TEMPLATE = RpcMethod(
    _S,
    "adopt_risk_template",
    AdoptTemplate,
    TemplateAdopted,
    "command",
    "Put a checklist in force; live assessments are re-opened.",
)
DRAFT_RISK_TEMPLATE = RpcMethod(
    _S, "draft_risk_template", DraftTemplate, RiskTemplate, "command", "Draft a checklist."
)
APPROVE_RISK_TEMPLATE = RpcMethod(
    _S,
    "approve_risk_template",
    TemplateByName,
    TemplateAdopted,
    "command",
    "Approve another manager's checklist: in force at once, live assessments are re-opened.",
)
CONCERNS = RpcMethod(
    _S, "concerns", ListConcerns, Concerns, "query", "Safeguarding concerns, for the leads."
)
TAKE_CONCERN = RpcMethod(
    _S, "take_concern", TakeConcern, Nothing, "command", "A lead takes a safeguarding concern on."
)

METHODS = (
    RISK_DIFFERENCE,
    RAISE_RISK_REVIEW,
    RISK_REVIEWS,
    FINISH_RISK_REVIEW,
    RISK_TEMPLATE,
    DRAFT_RISK_TEMPLATE,
    APPROVE_RISK_TEMPLATE,
    ADOPT_RISK_TEMPLATE,
    CONCERNS,
    TAKE_CONCERN,
)
