"""Everything that undoes a condition of the gate, at the service that owns it."""

from __future__ import annotations

from datetime import timedelta

from shared.contracts.allocation import conflicts
from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import Engagement, HoldCause, Outcome, RiskDecision, VolunteerStatus
from shared.contracts.intake import amending, waiting
from shared.contracts.intake import rpc as intake
from shared.contracts.screening import rpc as screening
from tests.store.gate.ecosystem import MANAGER


def withdraws_author(case, item):
    case.withdraw(case.author)


def withdraws_recipient(case, item):
    case.withdraw(case.recipient)


def refuses_to_take_part(case, item):
    case.consent(case.recipient, "take_part", given=False)


def takes_the_words_back(case, item):
    case.consent(case.author, "pass_item", given=False, item_id=item.item_id)


def declines(case, item):
    case.world.clock.advance(timedelta(minutes=1))
    case.ask(
        intake.CHANGE_ENGAGEMENT,
        intake.ChangeEngagement,
        strand_id=case.strand_id,
        person_id=case.recipient,
        engagement=Engagement.DECLINED,
    )


def is_held(case, item):
    case.ask(intake.HOLD_CASE, intake.HoldCase, cause=HoldCause.OTHER)


def is_held_in_its_strand(case, item):
    about = {"strand_id": case.strand_id, "cause": HoldCause.OTHER}
    case.ask(waiting.HOLD_STRAND, waiting.HoldStrand, **about)


def is_closed(case, item):
    outcome = Outcome.LETTER_DELIVERED
    case.ask(intake.RECORD_OUTCOME, intake.RecordOutcome, outcome=outcome, primary=True)
    case.ask(intake.CLOSE_CASE, intake.CloseCase)


def is_moved(case, item):
    case.ask(
        intake.RECORD_CUSTODY_CHANGE,
        intake.RecordCustodyChange,
        person_id=case.recipient,
        change="moved",
        source="An invented prison.",
    )


def is_barred(case, item):
    case.ask(
        screening.RECORD_BAR,
        screening.RecordBar,
        kind="no_contact_order",
        from_on=case.world.clock.today(),
        source="An invented court.",
    )


def raises_a_concern(case, item):
    case.ask(screening.RAISE_CONCERN, screening.RaiseConcern, note="An invented concern.")


def is_judged_too_risky(case, item):
    case.assess(RiskDecision.PAUSE, ())


def is_found_to_be_domestic_abuse(case, item):
    case.ask(
        amending.AMEND_REFERRAL,
        amending.AmendReferral,
        referral_id=case.referral_id,
        changes={"answers": ({"flag": "domestic_abuse", "answer": "yes"},)},
        reason="An invented disclosure.",
    )
    case.world.carry("screening")


def is_released(case, item):
    case.ask(
        allocation.RELEASE_FACILITATOR,
        allocation.ReleaseFacilitator,
        facilitator_id=case.facilitators[1],
        reason="asked",
    )


def is_suspended(case, item):
    case.world.ask(
        allocation.CHANGE_VOLUNTEER_STATUS,
        allocation.ChangeVolunteerStatus(
            facilitator_id=case.facilitators[1], status=VolunteerStatus.DORMANT
        ),
        MANAGER,
    )


def declares_a_conflict(case, item):
    case.ask(
        conflicts.DECLARE_CONFLICT,
        conflicts.DeclareConflict,
        facilitator_id=case.facilitators[1],
    )


ACTS = {
    "intake": (
        withdraws_author,
        withdraws_recipient,
        refuses_to_take_part,
        takes_the_words_back,
        declines,
        is_held,
        is_held_in_its_strand,
        is_closed,
        is_moved,
        is_found_to_be_domestic_abuse,
    ),
    "screening": (is_barred, raises_a_concern, is_judged_too_risky),
    "allocation": (is_released, is_suspended, declares_a_conflict),
}
EVERY_ACT = [(owner, act) for owner, acts in ACTS.items() for act in acts]
