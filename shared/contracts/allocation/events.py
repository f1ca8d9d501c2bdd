"""Events of allocation: assignments and the standing of volunteers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shared.contracts.base import Event
from shared.contracts.codes import VolunteerStatus


class AllocationEvent(Event):
    """Anything that allocation announces."""

    producer = "allocation"


class FacilitatorsAssignedV1(AllocationEvent):
    """Two facilitators took a case (ALL-01). ``user_ids`` are their sign-in identities."""

    name = "facilitators_assigned"

    assignment_id: UUID
    case_id: UUID
    facilitator_ids: tuple[UUID, UUID]
    user_ids: tuple[str, str]
    assigned_at: datetime


class FacilitatorReleasedV1(AllocationEvent):
    """A facilitator left a case, or may no longer work on it."""

    name = "facilitator_released"

    assignment_id: UUID
    case_id: UUID
    facilitator_id: UUID
    user_id: str
    reason: str
    released_at: datetime


class VolunteerStatusChangedV1(AllocationEvent):
    """A volunteer moved to another standing (ALL-09, G11)."""

    name = "volunteer_status_changed"
    subject_kind = "volunteer"
    subject_field = "facilitator_id"

    facilitator_id: UUID
    status: VolunteerStatus
    cohort: str | None = None
    changed_at: datetime


class VettingDueV1(AllocationEvent):
    """A facilitator's vetting or accreditation must be renewed (ALL-03)."""

    name = "vetting_due"
    subject_kind = "volunteer"
    subject_field = "facilitator_id"

    facilitator_id: UUID
    kind: str
    due_on: date


EVENTS: tuple[type[Event], ...] = (
    FacilitatorsAssignedV1,
    FacilitatorReleasedV1,
    VolunteerStatusChangedV1,
    VettingDueV1,
)
