"""What comms does when another service announces something. Each may come twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain.gate import barred_modes
from services.comms.domain.items import StepKind, mode_of
from services.comms.domain.process import GONE, stops_contact
from services.comms.store import projections
from services.comms.use_cases.arranging import undo_visits
from services.comms.use_cases.noticing import tell_facilitators
from services.comms.use_cases.recalling import recall_all, stop_contact
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.codes import ConsentPurpose, Side
from shared.contracts.intake.events import (
    CaseClosedV1,
    CaseErasedV1,
    CaseHeldV1,
    CaseOpenedV1,
    CaseResumedV1,
    CasesJoinedV1,
    ConsentRecordedV1,
    ConsentWithdrawnV1,
    ContactPreferencesSetV1,
    CustodyChangedV1,
    ParticipantEngagementChangedV1,
    ReferralJoinedCaseV1,
    ReferralReceivedV1,
    StrandHeldV1,
)
from shared.contracts.screening.events import (
    ContactBarLiftedV1,
    ContactBarredV1,
    EligibilityDecidedV1,
    RiskAssessmentSignedOffV1,
    RiskReviewDueV1,
    SafeguardingConcernRaisedV1,
)
from shared.kernel.errors import NotFound
from shared.store.rotation import rotate_kek

if TYPE_CHECKING:
    from datetime import datetime

    from shared.contracts.envelope import Envelope
    from shared.contracts.intake.events import StrandOpened
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork


def on_case_opened(uow: UnitOfWork, event: CaseOpenedV1, envelope: Envelope) -> None:
    """Note the case and its strands, and make the key under which its words are kept."""
    _know(uow, event.case_id, event.opened_at, event.strands)


def on_referral_received(uow: UnitOfWork, event: ReferralReceivedV1, envelope: Envelope) -> None:
    """Note strands that came with a further referral."""
    _know(uow, event.case_id, event.received_at, event.strands)


def on_referral_joined(uow: UnitOfWork, event: ReferralJoinedCaseV1, envelope: Envelope) -> None:
    """Note the strands that a joined referral added."""
    _know(uow, event.case_id, event.joined_at, event.new_strands)


def on_consent_recorded(uow: UnitOfWork, event: ConsentRecordedV1, envelope: Envelope) -> None:
    """A refusal stops what depends on it, as a withdrawal does; a consent is asked for later."""
    _hear_consent(uow, event)
    if event.given or not stops_contact((event.purpose,)):
        return
    projections.lock_case(uow.connection, event.case_id)
    stop_contact(
        uow,
        event.case_id,
        "consent_refused",
        lambda item: (
            event.item_id in (None, item.item_id) and event.strand_id in (None, item.strand_id)
        ),
    )


def on_consent_withdrawn(uow: UnitOfWork, event: ConsentWithdrawnV1, envelope: Envelope) -> None:
    """Recall everything undelivered of the strands concerned, at once (CON-02)."""
    _hear_withdrawal(uow, event)
    if not stops_contact(event.purposes):
        return
    projections.lock_case(uow.connection, event.case_id)
    concerned = frozenset(event.strand_ids)
    stop_contact(
        uow,
        event.case_id,
        "consent_withdrawn",
        lambda item: not concerned or item.strand_id in concerned,
    )


def on_engagement_changed(
    uow: UnitOfWork, event: ParticipantEngagementChangedV1, envelope: Envelope
) -> None:
    """Who declined, withdrew or can no longer be asked stops the strand, as a withdrawal does."""
    if event.engagement not in GONE:
        return
    projections.lock_case(uow.connection, event.case_id)
    stop_contact(
        uow, event.case_id, "participant_gone", lambda item: item.strand_id == event.strand_id
    )


def on_preferences_set(uow: UnitOfWork, event: ContactPreferencesSetV1, envelope: Envelope) -> None:
    """Tell the facilitators; the gate asks intake what is safe now, each time."""
    projections.lock_case(uow.connection, event.case_id)
    tell_facilitators(uow, event.case_id, "contact_preferences_set", recalled=0, just_delivered=0)


def on_strand_held(uow: UnitOfWork, event: StrandHeldV1, envelope: Envelope) -> None:
    """Recall what was offered in the strand; intake, which is asked, keeps the gate closed."""
    projections.lock_case(uow.connection, event.case_id)
    stop_contact(
        uow,
        event.case_id,
        "strand_held",
        lambda item: item.strand_id == event.strand_id and item.has(StepKind.ACCEPTED),
    )


def on_custody_changed(uow: UnitOfWork, event: CustodyChangedV1, envelope: Envelope) -> None:
    """Undo visits that were arranged where the person no longer is (PRC-12)."""
    case = projections.lock_case(uow.connection, event.case_id)
    if case.opened_at is not None and case.erased_at is None:
        undo_visits(uow, event.case_id, event.person_id)


def on_case_held(uow: UnitOfWork, event: CaseHeldV1, envelope: Envelope) -> None:
    """A hold closes the gate and recalls what was offered; drafts may wait for its end."""
    projections.lock_case(uow.connection, event.case_id)
    row = {
        "hold_id": event.hold_id,
        "case_id": event.case_id,
        "cause": event.cause.value,
        "held_at": event.held_at,
    }
    projections.save_hold(uow.connection, row)
    stop_contact(uow, event.case_id, "case_held", lambda item: item.has(StepKind.ACCEPTED))


def on_case_resumed(uow: UnitOfWork, event: CaseResumedV1, envelope: Envelope) -> None:
    """Note that a hold was lifted."""
    projections.lock_case(uow.connection, event.case_id)
    projections.end_hold(uow.connection, event.hold_id, event.resumed_at)


def on_case_closed(uow: UnitOfWork, event: CaseClosedV1, envelope: Envelope) -> None:
    """Nothing passes in a closed case; agreements stay in force (PRC-06)."""
    projections.lock_case(uow.connection, event.case_id)
    projections.save_case(uow.connection, event.case_id, closed_at=event.closed_at)
    stop_contact(uow, event.case_id, "case_closed")


def on_cases_joined(uow: UnitOfWork, event: CasesJoinedV1, envelope: Envelope) -> None:
    """Nothing passes in a case that goes on in another; what passes there is asked about there."""
    projections.lock_case(uow.connection, event.case_id)
    projections.save_case(uow.connection, event.case_id, closed_at=event.joined_at)
    stop_contact(uow, event.case_id, "cases_joined")


def on_case_erased(
    runtime: Runtime, context: Context, event: CaseErasedV1, envelope: Envelope
) -> None:
    """Destroy the case's key, then rotate the KEK, so that older copies lose the words too.

    Heard again (the process was killed in between), it does whatever is left to do.
    """
    with runtime.transaction(context) as uow:
        case = projections.lock_case(uow.connection, event.case_id)
        recall_all(uow, event.case_id, "case_erased")
        if case.opened_at is not None and case.erased_at is None:
            uow.keys.erase(event.case_id)
            uow.audit("case_erased", subject=f"case/{event.case_id}")
        projections.save_case(uow.connection, event.case_id, erased_at=event.erased_at)
    rotate_kek(runtime.store, runtime.keys.keyring)


def on_eligibility_decided(
    uow: UnitOfWork, event: EligibilityDecidedV1, envelope: Envelope
) -> None:
    """Keep the decision and its restrictions."""
    projections.lock_case(uow.connection, event.case_id)
    row = {
        "referral_id": event.referral_id,
        "case_id": event.case_id,
        "decision": event.decision.value,
        "restrictions": ",".join(code.value for code in event.restrictions),
        "decided_at": event.decided_at,
    }
    projections.save_eligibility(uow.connection, row)


def on_risk_signed_off(
    uow: UnitOfWork, event: RiskAssessmentSignedOffV1, envelope: Envelope
) -> None:
    """Keep the latest assessment of the strand."""
    projections.lock_case(uow.connection, event.case_id)
    row = {
        "strand_id": event.strand_id,
        "case_id": event.case_id,
        "assessment_id": event.assessment_id,
        "decision": event.decision.value,
        "modes": ",".join(mode.value for mode in event.modes_permitted),
        "signatures": event.signatures,
        "valid_until": event.valid_until,
        "signed_off_at": event.signed_off_at,
    }
    projections.save_risk(uow.connection, row)


def on_risk_review_due(uow: UnitOfWork, event: RiskReviewDueV1, envelope: Envelope) -> None:
    """Let contact stop from the day on which the review is due, where it says so (RSK-03)."""
    if event.blocks_contact:
        projections.lock_case(uow.connection, event.case_id)
        projections.block_for_review(uow.connection, event.case_id, event.strand_id, event.due_on)


def on_contact_barred(uow: UnitOfWork, event: ContactBarredV1, envelope: Envelope) -> None:
    """An order forbids contact: recall what is undelivered in the modes it forbids (ELG-12).

    One that is over, recorded for the sake of completeness, recalls nothing.
    """
    projections.lock_case(uow.connection, event.case_id)
    row = {
        "bar_id": event.bar_id,
        "case_id": event.case_id,
        "strand_id": event.strand_id,
        "kind": event.kind.value,
        "from_on": event.from_on,
        "until_on": event.until_on,
    }
    projections.save_bar(uow.connection, row, event.modes)
    if event.until_on is not None and event.until_on < uow.today():
        return
    forbidden = barred_modes(event.modes)
    stop_contact(
        uow,
        event.case_id,
        "contact_barred",
        lambda item: event.strand_id in (None, item.strand_id) and mode_of(item.kind) in forbidden,
    )


def on_bar_lifted(uow: UnitOfWork, event: ContactBarLiftedV1, envelope: Envelope) -> None:
    """Note that a bar no longer applies; what it recalled stays recalled."""
    projections.lock_case(uow.connection, event.case_id)
    projections.lift_bar(uow.connection, event.bar_id, event.lifted_at)


def on_concern_raised(
    uow: UnitOfWork, event: SafeguardingConcernRaisedV1, envelope: Envelope
) -> None:
    """Recall everything at once. The bar that screening sets with it keeps the gate closed."""
    projections.lock_case(uow.connection, event.case_id)
    stop_contact(uow, event.case_id, "safeguarding_concern")


def on_facilitators_assigned(
    uow: UnitOfWork, event: FacilitatorsAssignedV1, envelope: Envelope
) -> None:
    """Note who has the case."""
    projections.lock_case(uow.connection, event.case_id)
    for user_id in event.user_ids:
        row = {
            "assignment_id": event.assignment_id,
            "user_id": user_id,
            "case_id": event.case_id,
            "assigned_at": event.assigned_at,
        }
        projections.assign(uow.connection, row)


def on_facilitator_released(
    uow: UnitOfWork, event: FacilitatorReleasedV1, envelope: Envelope
) -> None:
    """Note who left: what they vetted no longer counts, and they see the case no more."""
    projections.lock_case(uow.connection, event.case_id)
    projections.release(uow.connection, event.assignment_id, event.user_id, event.released_at)


def _know(uow: UnitOfWork, case_id: UUID, at: datetime, strands: tuple[StrandOpened, ...]) -> None:
    case = projections.lock_case(uow.connection, case_id)
    if case.opened_at is None:
        projections.save_case(uow.connection, case_id, opened_at=at)
        _make_key(uow, case_id)
    projections.add_strands(uow.connection, case_id, (strand.strand_id for strand in strands))
    projections.add_participants(uow.connection, _people(case_id, strands))


def _people(case_id: UUID, strands: tuple[StrandOpened, ...]) -> Iterator[dict[str, Any]]:
    for strand in strands:
        about = {"case_id": case_id, "strand_id": strand.strand_id}
        for person_id in strand.harmed_ids:
            yield {**about, "person_id": person_id, "side": Side.HARMED.value}
        if strand.responsible_id is not None:
            yield {**about, "person_id": strand.responsible_id, "side": Side.RESPONSIBLE.value}


def _hear_consent(uow: UnitOfWork, event: ConsentRecordedV1) -> None:
    """Keep a word on passing an item (what waits on whom), or on being quoted (OUT-10)."""
    if event.purpose not in {ConsentPurpose.PASS_ITEM, ConsentPurpose.CASE_STUDY}:
        return
    row = {
        **event.model_dump(include={"consent_id", "case_id", "person_id", "item_id", "given"}),
        "purpose": event.purpose.value,
        "at": event.recorded_at,
    }
    projections.hear_consent(uow.connection, row)


def _hear_withdrawal(uow: UnitOfWork, event: ConsentWithdrawnV1) -> None:
    """A withdrawal that names being quoted, or names nothing and so means all, ends that too."""
    quoted = ConsentPurpose.CASE_STUDY
    if event.purposes and quoted not in event.purposes:
        return
    row = {
        "case_id": event.case_id,
        "person_id": event.person_id,
        "purpose": quoted.value,
        "at": event.withdrawn_at,
    }
    projections.hear_withdrawal(uow.connection, row)


def _make_key(uow: UnitOfWork, case_id: UUID) -> None:
    try:
        uow.keys.is_erased(case_id)
    except NotFound:
        uow.keys.create(case_id)
