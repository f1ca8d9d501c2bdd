"""Events about who is who: two records that are one person, and that taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.contracts.base import Event
from shared.contracts.intake.events import IntakeEvent


class PersonsMergedV1(IntakeEvent):
    """Two records are one person: what was said by, or told of, the one is of both.

    ``may_be_sought``: whether the person, over both records, may still be looked for or reached.
    """

    name = "persons_merged"

    case_id: UUID
    merge_id: UUID
    person_id: UUID
    other_case_id: UUID
    other_person_id: UUID
    may_be_sought: bool
    merged_at: datetime


class PersonsUnmergedV1(IntakeEvent):
    """A merge was taken back: both records are again what they were."""

    name = "persons_unmerged"

    case_id: UUID
    merge_id: UUID
    person_id: UUID
    other_case_id: UUID
    other_person_id: UUID
    unmerged_at: datetime


EVENTS: tuple[type[Event], ...] = (PersonsMergedV1, PersonsUnmergedV1)
