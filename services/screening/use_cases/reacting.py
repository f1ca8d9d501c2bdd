"""What screening does when another service announces something. Each may come twice."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from services.screening.store import cases, eligibility, risk, risk_reviews
from services.screening.use_cases.deciding import decide_new
from services.screening.use_cases.telling import ask_for_review
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.codes import CaseFlag, ConsentPurpose, CrimeType, ReviewResult
from shared.contracts.comms.events import ConferenceHeldV1, UndertakingReviewedV1
from shared.contracts.intake.events import (
    CaseClosedV1,
    CaseErasedV1,
    CaseOpenedV1,
    CaseResumedV1,
    ConsentWithdrawnV1,
    CustodyChangedV1,
    ReferralJoinedCaseV1,
    ReferralReceivedV1,
    StrandOpened,
)
from shared.contracts.intake.facts import ReferralFacts
from shared.contracts.intake.flags import answer_about
from shared.kernel.clock import local_day
from shared.store.rotation import rotate_kek

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.contracts.envelope import Envelope
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

_DIRECT_HARM = frozenset(
    {
        CrimeType.MURDER,
        CrimeType.MANSLAUGHTER,
        CrimeType.DEATH_BY_DRIVING,
        CrimeType.GBH,
        CrimeType.ASSAULT,
        CrimeType.ROBBERY,
        CrimeType.BURGLARY,
        CrimeType.SEXUAL,
        CrimeType.HARASSMENT_STALKING,
        CrimeType.HATE,
    }
)


_BESIDE_THE_PROCESS = frozenset(
    {ConsentPurpose.UPDATES, ConsentPurpose.CASE_STUDY, ConsentPurpose.NEWSLETTER}
)


def on_case_opened(uow: UnitOfWork, event: CaseOpenedV1, envelope: Envelope) -> None:
    """Note the case and its strands; make the key under which its words are kept."""
    _know(uow, event.case_id, event.opened_at, event.strands)


def on_referral_joined(uow: UnitOfWork, event: ReferralJoinedCaseV1, envelope: Envelope) -> None:
    """Note the strands that a joined referral added."""
    _know(uow, event.case_id, event.joined_at, event.new_strands)


def on_referral_received(uow: UnitOfWork, event: ReferralReceivedV1, envelope: Envelope) -> None:
    """Decide eligibility by the policy in force on the day of receipt."""
    _know(uow, event.case_id, event.received_at, event.strands)
    referral = cases.Referral(
        event.referral_id,
        event.case_id,
        local_day(event.received_at),
        event.pathway,
        facts_of(event),
    )
    if cases.add_referral(uow.connection, referral):
        decide_new(uow, referral)


def on_case_erased(
    runtime: Runtime, context: Context, event: CaseErasedV1, envelope: Envelope
) -> None:
    """Destroy the case's key, then rotate the KEK, so that older copies lose its words too.

    Heard again (the process was killed in between), it does whatever is left to do.
    """
    with runtime.transaction(context) as uow:
        case = cases.lock_case(uow.connection, event.case_id)
        if case.opened_at is not None and case.erased_at is None:
            uow.keys.erase(event.case_id)
            uow.audit("case_erased", subject=f"case/{event.case_id}")
        cases.save_case(uow.connection, event.case_id, erased_at=event.erased_at)
    rotate_kek(runtime.store, runtime.keys.keyring)


def on_facilitators_assigned(
    uow: UnitOfWork, event: FacilitatorsAssignedV1, envelope: Envelope
) -> None:
    """Let the pair see the case."""
    cases.lock_case(uow.connection, event.case_id)
    cases.add_facilitators(uow.connection, event)


def on_facilitator_released(
    uow: UnitOfWork, event: FacilitatorReleasedV1, envelope: Envelope
) -> None:
    """End the facilitator's sight of the case; a change of pair asks for a review."""
    cases.lock_case(uow.connection, event.case_id)
    cases.release_facilitator(
        uow.connection, event.case_id, event.facilitator_id, event.released_at
    )
    ask_for_review(uow, event.case_id, _every_strand(uow, event.case_id), "facilitator_released")


def on_custody_changed(uow: UnitOfWork, event: CustodyChangedV1, envelope: Envelope) -> None:
    """A move, release or recall asks for a review of that person's strands (5.4)."""
    cases.lock_case(uow.connection, event.case_id)
    concerned = [
        strand.strand_id
        for strand in cases.strands_of(uow.connection, event.case_id)
        if strand.responsible_id == event.person_id
    ]
    ask_for_review(uow, event.case_id, concerned, "custody_changed")


def on_consent_withdrawn(uow: UnitOfWork, event: ConsentWithdrawnV1, envelope: Envelope) -> None:
    """A withdrawal asks for a review of the strands concerned; none named means all.

    Who no longer wants the newsletter has not said a word about the process.
    """
    if event.purposes and set(event.purposes) <= _BESIDE_THE_PROCESS:
        return
    cases.lock_case(uow.connection, event.case_id)
    concerned = event.strand_ids or _every_strand(uow, event.case_id)
    ask_for_review(uow, event.case_id, concerned, "consent_withdrawn")


def on_case_resumed(uow: UnitOfWork, event: CaseResumedV1, envelope: Envelope) -> None:
    """A lifted hold asks for a review: much may have happened meanwhile (5.4)."""
    cases.lock_case(uow.connection, event.case_id)
    ask_for_review(uow, event.case_id, _every_strand(uow, event.case_id), "hold_lifted")


def on_undertaking_reviewed(
    uow: UnitOfWork, event: UndertakingReviewedV1, envelope: Envelope
) -> None:
    """A breach of what was agreed asks for a review of the strand (5.4)."""
    if event.result is ReviewResult.BREACHED:
        cases.lock_case(uow.connection, event.case_id)
        ask_for_review(uow, event.case_id, (event.strand_id,), "agreement_breached")


def on_conference_held(uow: UnitOfWork, event: ConferenceHeldV1, envelope: Envelope) -> None:
    """Once the two have met, what follows is judged afresh: an assessment after the event (5.4)."""
    cases.lock_case(uow.connection, event.case_id)
    ask_for_review(uow, event.case_id, (event.strand_id,), "conference_held")


def on_case_closed(uow: UnitOfWork, event: CaseClosedV1, envelope: Envelope) -> None:
    """A case's assessments end with it; no review is asked for, nothing overtakes its decisions."""
    cases.lock_case(uow.connection, event.case_id)
    end_case(uow, event.case_id, event.closed_at)


def end_case(uow: UnitOfWork, case_id: UUID, at: datetime) -> None:
    """End what is judged, and what waits to be judged again, with its case."""
    eligibility.close_case(uow.connection, case_id, at)
    risk.end_with_case(uow.connection, case_id, at)
    risk_reviews.end_with_case(uow.connection, case_id, uow.actor.id, at)


def facts_of(event: ReferralReceivedV1 | ReferralFacts) -> dict[str, str]:
    """Return the facts of a referral that eligibility rules may ask for."""
    crimes = set(event.crime_types)
    return {
        "initiated_by": event.initiated_by.value,
        "proceedings": event.proceedings.value,
        "responsibility_accepted": event.responsibility_accepted.value,
        "responsible_identified": event.responsible_identified.value,
        "harmed_home": event.harmed_home.value,
        "harmed_work": event.harmed_work.value,
        "offence_place": event.offence_place.value,
        "harmed_under_18_at_offence": event.harmed_under_18_at_offence.value,
        "harmed_under_18_now": event.harmed_under_18_now.value,
        "domestic_abuse": _told(event, CaseFlag.DOMESTIC_ABUSE),
        "stalking": _told(event, CaseFlag.STALKING)
        if CrimeType.HARASSMENT_STALKING not in crimes
        else "yes",
        "sexual": _sexual(event),
        "child_abuse": _told(event, CaseFlag.CHILD_ABUSE),
        "non_recent": _told(event, CaseFlag.NON_RECENT),
        # Other crimes may have harmed somebody directly: a person says so, not the crime type.
        "direct_personal_harm": "yes" if crimes & _DIRECT_HARM else "unknown",
    }


def _sexual(event: ReferralReceivedV1 | ReferralFacts) -> str:
    """A kind of offence that nobody knows is no other kind: it may have been sexual."""
    if CrimeType.SEXUAL in event.crime_types:
        return "yes"
    return "unknown" if event.crime_type_known is False else "no"


def _told(event: ReferralReceivedV1 | ReferralFacts, flag: CaseFlag) -> str:
    return answer_about(flag, flags=event.flags, asked=event.asked).value


def _every_strand(uow: UnitOfWork, case_id: UUID) -> list[UUID]:
    return [strand.strand_id for strand in cases.strands_of(uow.connection, case_id)]


def _know(
    uow: UnitOfWork, case_id: UUID, opened_at: datetime, strands: Iterable[StrandOpened]
) -> None:
    case = cases.lock_case(uow.connection, case_id)
    if case.opened_at is None:
        cases.save_case(uow.connection, case_id, opened_at=opened_at)
        uow.keys.create(case_id)
        if case.erased_at is not None:
            uow.keys.erase(case_id)
    cases.add_strands(uow.connection, case_id, strands)
