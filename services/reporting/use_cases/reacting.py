"""Events into the read model: one row each, in any order, any number of times."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from services.reporting.store import tables
from services.reporting.store.writing import keep, revise
from shared.kernel.clock import local_day

if TYPE_CHECKING:
    from shared.contracts.allocation.events import VolunteerStatusChangedV1
    from shared.contracts.base import Event
    from shared.contracts.envelope import Envelope
    from shared.contracts.intake import events as intake
    from shared.contracts.intake.answering import AgencyRequestCalledOffV1
    from shared.messaging.unit_of_work import UnitOfWork


def on_referral_received(
    uow: UnitOfWork, event: intake.ReferralReceivedV1, envelope: Envelope
) -> None:
    """Count a referral on the London day on which it was received or transferred in."""
    keep(
        uow.connection,
        tables.referrals,
        referral_id=event.referral_id,
        case_id=event.case_id,
        counted_on=local_day(event.received_at),
        received_at=event.received_at,
        transferred_in=event.transferred_in,
        original_received_on=event.original_received_on,
        initiated_by=event.initiated_by.value,
        source=event.source.value,
        channel=event.channel.value,
        agency=event.agency,
        heard_via=event.heard_via.value if event.heard_via else None,
        pathway=event.pathway,
        enhanced_priority=event.enhanced_priority,
        crime_types=",".join(event.crime_types),
        flags=",".join(event.flags),
        bereaved_family_initiated=event.bereaved_family_initiated,
        predecessor_referral_id=event.predecessor_referral_id,
    )


def on_priority_overridden(
    uow: UnitOfWork, event: intake.PriorityOverriddenV1, envelope: Envelope
) -> None:
    """Count a referral under the priority that a person gave it (INT-06)."""
    revise(
        uow.connection,
        tables.referrals,
        {"referral_id": event.referral_id},
        enhanced_priority=event.enhanced_priority,
    )


def on_referral_amended(
    uow: UnitOfWork, event: intake.ReferralAmendedV1, envelope: Envelope
) -> None:
    """Count a referral by its codes as they now stand."""
    revise(
        uow.connection,
        tables.referrals,
        {"referral_id": event.referral_id},
        heard_via=event.heard_via.value if event.heard_via else None,
        pathway=event.pathway,
        crime_types=",".join(event.crime_types),
        flags=",".join(event.flags),
        enhanced_priority=event.enhanced_priority,
    )


def on_case_opened(uow: UnitOfWork, event: intake.CaseOpenedV1, envelope: Envelope) -> None:
    """Note the case; its closure may already be known."""
    keep(
        uow.connection,
        tables.cases,
        case_id=event.case_id,
        reference=event.reference,
        opened_at=event.opened_at,
    )


def on_case_closed(uow: UnitOfWork, event: intake.CaseClosedV1, envelope: Envelope) -> None:
    """Note how the case ended (OUT-03)."""
    keep(
        uow.connection,
        tables.cases,
        case_id=event.case_id,
        closed_at=event.closed_at,
        primary_outcome=event.primary_outcome.value,
        positive=event.positive,
        completed=event.completed,
        successor_case_id=event.successor_case_id,
    )


def on_cases_joined(uow: UnitOfWork, event: intake.CasesJoinedV1, envelope: Envelope) -> None:
    """Count the joined case's referrals and requests where they go on; it ends with no outcome.

    They are in the read model: events of a case come in order.
    """
    for table in (tables.referrals, tables.agency_requests):
        revise(uow.connection, table, {"case_id": event.case_id}, case_id=event.into_case_id)


def on_outcome_recorded(
    uow: UnitOfWork, event: intake.OutcomeRecordedV1, envelope: Envelope
) -> None:
    """Keep every outcome; reports use the primary one."""
    keep(
        uow.connection,
        tables.outcomes,
        outcome_id=event.outcome_id,
        case_id=event.case_id,
        strand_id=event.strand_id,
        outcome=event.outcome.value,
        positive=event.positive,
        is_primary=event.primary,
        unmanageable_risk=event.unmanageable_risk.value if event.unmanageable_risk else None,
        contact_path=event.contact_path.value if event.contact_path else None,
        off_probation=event.responsible_in_community_off_probation,
        recorded_at=event.recorded_at,
    )


def on_request_opened(
    uow: UnitOfWork, event: intake.AgencyRequestOpenedV1, envelope: Envelope
) -> None:
    """Start the clock of an agency request (PTR-28)."""
    keep(
        uow.connection,
        tables.agency_requests,
        request_id=event.request_id,
        case_id=event.case_id,
        agency=event.agency,
        kind=event.kind.value,
        clause=event.clause,
        interim=event.interim_arrangement,
        opened_at=event.opened_at,
    )


def on_request_answered(
    uow: UnitOfWork, event: intake.AgencyRequestAnsweredV1, envelope: Envelope
) -> None:
    """Stop the clock with the answer."""
    keep(
        uow.connection,
        tables.agency_requests,
        request_id=event.request_id,
        case_id=event.case_id,
        agency=event.agency,
        answered_at=event.answered_at,
        found=event.found,
    )


def on_request_lapsed(
    uow: UnitOfWork, event: intake.AgencyRequestLapsedV1, envelope: Envelope
) -> None:
    """Stop the clock without an answer."""
    keep(
        uow.connection,
        tables.agency_requests,
        request_id=event.request_id,
        case_id=event.case_id,
        agency=event.agency,
        lapsed_at=event.lapsed_at,
    )


def on_request_called_off(
    uow: UnitOfWork, event: AgencyRequestCalledOffV1, envelope: Envelope
) -> None:
    """Stop the clock of a request whose reason went."""
    keep(
        uow.connection,
        tables.agency_requests,
        request_id=event.request_id,
        case_id=event.case_id,
        agency=event.agency,
        called_off_at=event.called_off_at,
        called_off_why=event.why.value,
    )


def on_volunteer_status(
    uow: UnitOfWork, event: VolunteerStatusChangedV1, envelope: Envelope
) -> None:
    """Keep every standing with its day, so that the register of any day can be counted."""
    keep(
        uow.connection,
        tables.volunteer_standings,
        event_id=envelope.id,
        volunteer_id=event.facilitator_id,
        status=event.status.value,
        cohort=event.cohort,
        changed_at=event.changed_at,
    )


DETAILS = {
    "agency_message_refused": "agency",
    "referral_refused": "agency",
    "disclosure_made": "clause",
    "consent_recorded": "purpose",
    "participant_engagement_changed": "engagement",
    "case_held": "cause",
    "eligibility_decided": "decision",
    "risk_assessment_signed_off": "decision",
    "vetting_due": "kind",
    "process_concluded": "mode",
}


def on_milestone(uow: UnitOfWork, event: Event, envelope: Envelope) -> None:
    """Keep that it happened, when, to what, and its one code, for the counts of later tables."""
    detail = getattr(event, DETAILS.get(event.name, ""), None)
    moment: datetime = envelope.time
    keep(
        uow.connection,
        tables.milestones,
        event_id=envelope.id,
        type=event.type(),
        subject=event.subject(),
        detail=str(detail)[:80] if detail is not None else None,
        at=moment,
    )
