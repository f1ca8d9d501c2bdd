"""RPC methods of eligibility: why, what changed, the criteria themselves. Bodies travel sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Record, Request, RpcMethod, Versioned
from shared.contracts.codes import ConsentMethod
from shared.contracts.screening.decision_view import DecisionView
from shared.contracts.screening.eligibility_codes import Covers
from shared.contracts.screening.policy_content import Name, WrittenPolicy


class AskWhy(Request):
    """Ask why a referral stands, or on a day stood, as it does.

    Where only one referral of the case is decided it need not be named. Where several are, whoever
    asks is asked which: the case's eligibility lists them.
    """

    case_id: UUID
    referral_id: UUID | None = None
    on: date | None = None


class Telling(Message):
    """That somebody was told that the process does not affect proceedings (ELG-15)."""

    person_id: UUID
    told_on: date
    told_by: str
    method: ConsentMethod


class PolicySummary(Message):
    """A version: since when, for what, from where, and who brought it in."""

    version: str
    from_on: date
    source: str
    pathway: str | None = None
    covers: Covers
    shipped: bool
    in_force: bool
    drafted_by: str | None = None
    drafted_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None


class Why(Answer):
    """The whole answer, in words first; the decision before it shows what was new."""

    in_words: tuple[str, ...]
    decision: DecisionView
    policy: PolicySummary | None = None
    rationale: str | None = None
    review_on: date | None = None
    over_rules: tuple[str, ...] = ()
    before: DecisionView | None = None
    told_of_proceedings: tuple[Telling, ...] = ()


class RecordTelling(Request):
    """Record that somebody was told that the process does not affect proceedings (ELG-15)."""

    case_id: UUID
    person_id: UUID
    told_on: date
    method: ConsentMethod = ConsentMethod.SPOKEN


class AskChanges(Request):
    """Ask what changed in decisions and nobody has looked at yet (ELG-16).

    ``after`` is the ``next_page`` of the page before.
    """

    limit: Annotated[int, Field(ge=1, le=500)] = 200
    after: UUID | None = None


class ChangeView(Message):
    """A decision taken again that came out otherwise, or asks for something else."""

    case_id: UUID
    decision: DecisionView


class Changes(Answer):
    """Changes that wait to be seen, oldest first; ``next_page`` where there are more."""

    changes: tuple[ChangeView, ...]
    next_page: UUID | None = None


class SeeChange(Request):
    """Say that a change was seen."""

    case_id: UUID
    decision_id: UUID


class BringUpToDate(Request):
    """Decide again what a new version, a date or the end of an exception has overtaken."""

    at_most: Annotated[int, Field(ge=1, le=500)] = 200


class BroughtUpToDate(Answer):
    """How many were decided again, and how many are left for another call."""

    decided: int
    left: int


class AskPolicies(Request):
    """Ask for every version of the criteria."""


class Policies(Answer):
    """Every version, oldest first."""

    policies: tuple[PolicySummary, ...]


POLICY_RECORD = Record("policy", "version")


class PolicyByName(Request):
    """Name one version."""

    version: Name


class PolicyFinding(Message):
    """A flaw of a version, with facts that show it."""

    flaw: str
    topic: str
    rules: tuple[str, ...]
    example: dict[str, str]


class PolicyView(Versioned):
    """A version whole, and every flaw that was found in it: with one it cannot be approved."""

    about: PolicySummary
    policy: WrittenPolicy
    findings: tuple[PolicyFinding, ...]


class DraftPolicy(Request):
    """Draft a version; it decides nothing until a second manager has approved it."""

    policy: WrittenPolicy


WHY = RpcMethod("screening", "why_decided", AskWhy, Why, "query", "Why a referral was so decided.")
RECORD_TELLING = RpcMethod(
    "screening",
    "record_telling",
    RecordTelling,
    Nothing,
    "command",
    "Record that somebody was told it does not affect proceedings.",
)
CHANGES = RpcMethod(
    "screening", "eligibility_changes", AskChanges, Changes, "query", "Changed decisions, unseen."
)
SEE_CHANGE = RpcMethod(
    "screening", "see_eligibility_change", SeeChange, Nothing, "command", "Note a change as seen."
)
BRING_UP_TO_DATE = RpcMethod(
    "screening",
    "bring_up_to_date",
    BringUpToDate,
    BroughtUpToDate,
    "command",
    "Decide again what was overtaken.",
)
POLICIES = RpcMethod(
    "screening", "policies", AskPolicies, Policies, "query", "Every version of the criteria."
)
POLICY = RpcMethod(
    "screening",
    "policy",
    PolicyByName,
    PolicyView,
    "query",
    "A version, with its flaws.",
    shows=POLICY_RECORD,
)
DRAFT_POLICY = RpcMethod(
    "screening", "draft_policy", DraftPolicy, PolicyView, "command", "Draft a version."
)
APPROVE_POLICY = RpcMethod(
    "screening",
    "approve_policy",
    PolicyByName,
    PolicyView,
    "command",
    "Approve another manager's draft: in force from its first day.",
    changes=POLICY_RECORD,
)

METHODS = (
    WHY,
    RECORD_TELLING,
    CHANGES,
    SEE_CHANGE,
    BRING_UP_TO_DATE,
    POLICIES,
    POLICY,
    DRAFT_POLICY,
    APPROVE_POLICY,
)
