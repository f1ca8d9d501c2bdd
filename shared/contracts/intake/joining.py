"""RPC methods of joining two cases that turned out to be one harm, and of looking before doing it.

Also who is taken for one person under several records, without which no merge could be taken back.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.intake.entry import Reason
from shared.contracts.intake.rpc import CASE_RECORD


class SamePerson(Message):
    """A person of the case that is joined, and the person of the other case who is the same."""

    person_id: UUID
    into_person_id: UUID


class PlanJoin(Request):
    """Ask what joining a case into another would do. Nothing is changed."""

    case_id: UUID
    into_case_id: UUID
    same_persons: Annotated[tuple[SamePerson, ...], Field(max_length=100)] = ()


class JoinCases(Request):
    """Join ``case_id`` into ``into_case_id``, which goes on. It cannot be taken back (ADR 11).

    ``same_persons`` names who is the same person in both. Persons merged already, and persons of
    one name and date of birth on the same side, are the same without being named.
    """

    case_id: UUID
    into_case_id: UUID
    same_persons: Annotated[tuple[SamePerson, ...], Field(max_length=100)] = ()
    reason: Reason


class JoinedStrand(Message):
    """A strand of the joined case, and the strand in which it goes on (None: one will be made)."""

    strand_id: UUID
    into_strand_id: UUID | None = None


class JoinPlan(Answer):
    """What joining does: who is taken for the same person, and where each strand goes on."""

    referral_ids: tuple[UUID, ...]
    same_persons: tuple[SamePerson, ...]
    strands: tuple[JoinedStrand, ...]


class ListMerges(Request):
    """Ask which people of a case are taken for one person with another record, here or elsewhere."""

    case_id: UUID


class MergeView(Message):
    """Two records that are taken for one person; by whom is an account, never a name."""

    merge_id: UUID
    case_id: UUID
    person_id: UUID
    other_case_id: UUID
    other_person_id: UUID
    merged_by: str
    merged_at: datetime


class Merges(Answer):
    """The merges that stand, oldest first."""

    merges: tuple[MergeView, ...]


PLAN_JOIN = RpcMethod(
    "intake",
    "plan_join",
    PlanJoin,
    JoinPlan,
    "query",
    "What joining two cases would do.",
)
JOIN_CASES = RpcMethod(
    "intake",
    "join_cases",
    JoinCases,
    JoinPlan,
    "command",
    "Join two cases that are one harm, with a reason.",
    changes=CASE_RECORD,
)
MERGES = RpcMethod(
    "intake",
    "merges",
    ListMerges,
    Merges,
    "query",
    "Who of a case is taken for one person with another record.",
)

METHODS = (PLAN_JOIN, JOIN_CASES, MERGES)
