"""Looking for cases: by what they are called, by whom they are about, by where they stand.

Bodies travel sealed, so what somebody looks for stands in no URL and in no log.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Request, RpcMethod
from shared.contracts.codes import CaseStage, CrimeType, Outcome, Source
from shared.contracts.intake.rpc import CaseSummary

Agency = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,58}$")]


class SearchCases(Request):
    """Look for cases that the caller may see. What is left out narrows nothing.

    ``number`` is any number that a paper may carry: our reference, a crime number or URN, or a
    person's identifier. ``name`` is a first and a last name in either order, found by how they
    sound; looking for a person is kept in the trail of every case that it finds.
    """

    number: str | None = Field(default=None, max_length=40)
    name: str | None = Field(default=None, max_length=200)
    stages: tuple[CaseStage, ...] = ()
    on_hold: bool | None = None
    closed: bool | None = None
    outcome: Outcome | None = None
    source: Source | None = None
    agency: Agency | None = None
    """Whose system referred it."""
    waits_on: Agency | None = None
    """Who owes an answer to a request."""
    crime_type: CrimeType | None = None
    opened_from: date | None = None
    opened_until: date | None = None
    for_export: bool = False
    """Whether the answer leaves Redress as a file, which the trail says."""
    limit: int = Field(default=50, ge=1, le=500)
    before: UUID | None = None


class CasesFound(Answer):
    """Cases, newest first. ``next_page`` is the next page's ``before``; the last page has none."""

    cases: tuple[CaseSummary, ...]
    next_page: UUID | None = None


SEARCH_CASES = RpcMethod(
    "intake", "search_cases", SearchCases, CasesFound, "query", "Look for cases by what is known."
)
METHODS = (SEARCH_CASES,)
