"""How far a case has come: derived from the set of things announced, never typed in (1.17).

The stage is the furthest milestone among them, so that neither the order in which they were
heard nor a duplicate can change it.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.contracts.codes import CaseStage

_ORDER = tuple(CaseStage)

MILESTONES: dict[str, CaseStage] = {
    "intake.case_opened.v1": CaseStage.REFERRED,
    "intake.participant_engagement_changed.v1": CaseStage.CONTACTING,
    "intake.agency_request_opened.v1": CaseStage.CONTACTING,
    "screening.eligibility_decided.v1": CaseStage.ELIGIBILITY_DECIDED,
    "screening.risk_assessment_signed_off.v1": CaseStage.RISK_ASSESSED,
    "allocation.facilitators_assigned.v1": CaseStage.ALLOCATED,
    "comms.preparation_meeting_held.v1": CaseStage.PREPARING,
    "comms.item_released.v1": CaseStage.COMMUNICATING,
    "comms.item_delivered.v1": CaseStage.COMMUNICATING,
    "comms.conference_held.v1": CaseStage.COMMUNICATING,
    "comms.agreement_reached.v1": CaseStage.AGREEMENT,
    "comms.process_concluded.v1": CaseStage.FOLLOW_UP,
    "comms.undertaking_reviewed.v1": CaseStage.FOLLOW_UP,
    "intake.case_closed.v1": CaseStage.CLOSED,
}


def rank_of(stage: CaseStage) -> int:
    """Return a stage's place in the order of a case (0 is just referred)."""
    return _ORDER.index(stage)


def stage_at(rank: int) -> CaseStage:
    """Return the stage of a place in the order."""
    return _ORDER[rank]


def rank_after(event_type: str) -> int:
    """Return how far an announcement shows a case to be (0 when it says nothing about it)."""
    return rank_of(MILESTONES.get(event_type, CaseStage.REFERRED))


def stage_of(event_types: Iterable[str]) -> CaseStage:
    """Return the stage of a case about which these were announced."""
    return stage_at(max(map(rank_after, event_types), default=0))
