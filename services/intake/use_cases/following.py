"""Hearing what the other services announce: the timeline, the stage, and who may see a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.intake.store import cases
from services.intake.use_cases.telling import note
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1

if TYPE_CHECKING:
    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork


def follow(uow: UnitOfWork, event: Any, envelope: Envelope) -> None:
    """Write an announcement on its case's timeline; the stage follows from it."""
    note(uow, event.case_id, [event], at=envelope.time)


def on_facilitators_assigned(
    uow: UnitOfWork, event: FacilitatorsAssignedV1, envelope: Envelope
) -> None:
    """Let the two facilitators see the case."""
    follow(uow, event, envelope)
    cases.assign(uow.connection, event.case_id, event.user_ids, event.assigned_at)


def on_facilitator_released(
    uow: UnitOfWork, event: FacilitatorReleasedV1, envelope: Envelope
) -> None:
    """Stop letting a facilitator see the case, at once."""
    follow(uow, event, envelope)
    cases.release(uow.connection, event.case_id, event.user_id, event.released_at)
