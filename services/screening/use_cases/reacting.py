"""What screening does when another service announces something. Each may come twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from services.screening.store import cases, risk
from services.screening.store.policies import review_policies
from services.screening.use_cases.deciding import decide
from services.screening.use_cases.telling import tell
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.codes import CaseFlag, CrimeType
from shared.contracts.intake.events import (
    CaseErasedV1,
    CaseOpenedV1,
    ConsentWithdrawnV1,
    CustodyChangedV1,
    ReferralJoinedCaseV1,
    ReferralReceivedV1,
    StrandOpened,
)
from shared.contracts.screening.events import RiskReviewDueV1
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
        decide(uow, referral)


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
    _ask_for_review(uow, event.case_id, _every_strand(uow, event.case_id), "facilitator_released")


def on_custody_changed(uow: UnitOfWork, event: CustodyChangedV1, envelope: Envelope) -> None:
    """A move, release or recall asks for a review of that person's strands (5.4)."""
    cases.lock_case(uow.connection, event.case_id)
    concerned = [
        strand.strand_id
        for strand in cases.strands_of(uow.connection, event.case_id)
        if strand.responsible_id == event.person_id
    ]
    _ask_for_review(uow, event.case_id, concerned, "custody_changed")


def on_consent_withdrawn(uow: UnitOfWork, event: ConsentWithdrawnV1, envelope: Envelope) -> None:
    """A withdrawal asks for a review of the strands concerned; none named means all."""
    cases.lock_case(uow.connection, event.case_id)
    concerned = event.strand_ids or _every_strand(uow, event.case_id)
    _ask_for_review(uow, event.case_id, concerned, "consent_withdrawn")


def facts_of(event: ReferralReceivedV1) -> dict[str, str]:
    """Return the facts of a referral that eligibility rules may ask for."""
    crimes, flags = set(event.crime_types), set(event.flags)
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
        "domestic_abuse": _yes(CaseFlag.DOMESTIC_ABUSE in flags),
        "stalking": _yes(CaseFlag.STALKING in flags or CrimeType.HARASSMENT_STALKING in crimes),
        "sexual": _yes(CrimeType.SEXUAL in crimes),
        "child_abuse": _yes(CaseFlag.CHILD_ABUSE in flags),
        "non_recent": _yes(CaseFlag.NON_RECENT in flags),
        # Other crimes may have harmed somebody directly: a person says so, not the crime type.
        "direct_personal_harm": "yes" if crimes & _DIRECT_HARM else "unknown",
    }


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


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


def _ask_for_review(
    uow: UnitOfWork, case_id: UUID, strand_ids: Iterable[UUID], trigger: str
) -> None:
    policy = review_policies()[trigger]
    due_on = uow.today() + timedelta(days=policy.due_in_days)
    assessed = [one for one in strand_ids if risk.in_force(uow.connection, one) is not None]
    for strand_id in assessed:
        row = {
            "review_id": uow.ids.new(),
            "case_id": case_id,
            "strand_id": strand_id,
            "trigger": trigger,
            "due_on": due_on,
        }
        risk.add_review(uow.connection, row)
        tell(
            uow,
            RiskReviewDueV1(
                case_id=case_id,
                strand_id=strand_id,
                trigger=trigger,
                blocks_contact=policy.blocks_contact,
                due_on=due_on,
            ),
        )
