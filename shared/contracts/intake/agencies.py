"""What only a feed asks of intake: the facts that an agreement's clause may let it tell an agency.

Bodies travel sealed. The feed takes from them what its clause names for that strand, and no more.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Request, RpcMethod
from shared.contracts.codes import CaseStage, Outcome
from shared.contracts.intake.people import PersonView


class DisclosureFacts(Request):
    """Asked by a feed before it tells an agency something about a person, for a stated purpose."""

    case_id: UUID
    agency: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    purpose: Annotated[str, Field(min_length=3, max_length=200)]
    person_id: UUID | None = None
    request_id: UUID | None = None


class FactsForAgency(Answer):
    """What is known. ``consent_id``: the person's standing consent to tell this very agency."""

    reference: str
    case_open: bool
    person_id: UUID | None = None
    person: PersonView | None = None
    strand_ids: tuple[UUID, ...] = ()
    consent_id: UUID | None = None
    crime_number: str | None = None
    stage: CaseStage
    on_hold: bool
    primary_outcome: Outcome | None = None
    request_open: bool = False


DISCLOSURE_FACTS = RpcMethod(
    "intake",
    "disclosure_facts",
    DisclosureFacts,
    FactsForAgency,
    "query",
    "For a feed: what a clause may let it tell an agency about a person.",
)

METHODS = (DISCLOSURE_FACTS,)
