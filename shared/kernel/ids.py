"""Typed identifiers and where new ones come from.

Every id is a UUIDv7: it sorts by the time of its making and names nobody. The types
below are distinct for the type checker, so that a case id is never passed as a strand id.
"""

from __future__ import annotations

from typing import NewType, Protocol
from uuid import UUID

import uuid6

EventId = NewType("EventId", UUID)
ReferralId = NewType("ReferralId", UUID)
CaseId = NewType("CaseId", UUID)
StrandId = NewType("StrandId", UUID)
PersonId = NewType("PersonId", UUID)
ConsentId = NewType("ConsentId", UUID)
FeedMessageId = NewType("FeedMessageId", UUID)
AgencyRequestId = NewType("AgencyRequestId", UUID)
HoldId = NewType("HoldId", UUID)
OutcomeId = NewType("OutcomeId", UUID)
DecisionId = NewType("DecisionId", UUID)
AssessmentId = NewType("AssessmentId", UUID)
BarId = NewType("BarId", UUID)
ConcernId = NewType("ConcernId", UUID)
FacilitatorId = NewType("FacilitatorId", UUID)
AssignmentId = NewType("AssignmentId", UUID)
MeetingId = NewType("MeetingId", UUID)
ItemId = NewType("ItemId", UUID)
AgreementId = NewType("AgreementId", UUID)
UndertakingId = NewType("UndertakingId", UUID)
ReportId = NewType("ReportId", UUID)
DisclosureId = NewType("DisclosureId", UUID)
SessionId = NewType("SessionId", UUID)


class Ids(Protocol):
    """A source of new identifiers (a port, so that tests can predict them)."""

    def new(self) -> UUID:
        """Return an identifier never given before."""


class SystemIds:
    """UUIDv7 identifiers (RFC 9562), ordered by the millisecond of their making."""

    def new(self) -> UUID:
        """Return a new UUIDv7 as a plain ``uuid.UUID``."""
        return UUID(int=uuid6.uuid7().int)
