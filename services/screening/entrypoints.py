"""Which use case takes which event and answers which RPC method."""

from __future__ import annotations

from services.screening.store.eligibility import version_of
from services.screening.use_cases import (
    answering,
    assessing,
    barring,
    comparing,
    deciding,
    guarding,
    hearing,
    joining,
    overtaking,
    reacting,
    replaying,
    reviewing,
    safeguarding,
    seeing,
    templating,
    versioning,
)
from shared.contracts import looking
from shared.contracts.allocation import events as allocation
from shared.contracts.comms import events as comms
from shared.contracts.intake import events as intake
from shared.contracts.screening import eligibility, guard, risk_rpc, rpc
from shared.contracts.screening import replaying as replays
from shared.leases.register import confirm
from shared.messaging import operating
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves

reactions = Reactions()
reactions.on(intake.CaseOpenedV1)(reacting.on_case_opened)
reactions.on(intake.ReferralReceivedV1)(reacting.on_referral_received)
reactions.on(intake.ReferralAmendedV1)(hearing.on_referral_amended)
reactions.on(intake.ReferralJoinedCaseV1)(reacting.on_referral_joined)
reactions.on(intake.ConsentWithdrawnV1)(reacting.on_consent_withdrawn)
reactions.on(intake.CustodyChangedV1)(reacting.on_custody_changed)
reactions.on(intake.CaseResumedV1)(reacting.on_case_resumed)
reactions.on(intake.CaseClosedV1)(reacting.on_case_closed)
reactions.on(intake.CasesJoinedV1)(joining.on_cases_joined)
reactions.on(intake.CaseErasedV1, own_transaction=True)(reacting.on_case_erased)
reactions.on(allocation.FacilitatorsAssignedV1)(reacting.on_facilitators_assigned)
reactions.on(allocation.FacilitatorReleasedV1)(reacting.on_facilitator_released)
reactions.on(comms.ConferenceHeldV1)(reacting.on_conference_held)
reactions.on(comms.UndertakingReviewedV1)(reacting.on_undertaking_reviewed)

serves = Serves()
serves.method(looking.SCREENING)(seeing.looks)
operating.serve(serves, "screening")
serves.number(rpc.ELIGIBILITY_RECORD, version_of)
serves.method(rpc.ELIGIBILITY)(deciding.show_eligibility)
serves.method(rpc.RECORD_FACTS)(reviewing.watch_for_disclosures(deciding.record_facts))
serves.method(rpc.AUTHORISE_EXCEPTION)(deciding.authorise_exception)
serves.method(eligibility.WHY)(answering.why_decided)
serves.method(eligibility.RECORD_TELLING)(answering.record_telling)
serves.method(eligibility.CHANGES)(answering.show_changes)
serves.method(eligibility.SEE_CHANGE)(answering.see_change)
serves.method(eligibility.BRING_UP_TO_DATE)(overtaking.bring_up_to_date)
serves.method(eligibility.POLICIES)(versioning.show_policies)
serves.method(eligibility.POLICY)(versioning.show_policy)
serves.method(replays.REPLAY_POLICY, own_transaction=True)(replaying.replay_policy)
serves.method(eligibility.DRAFT_POLICY)(versioning.draft_policy)
serves.method(eligibility.APPROVE_POLICY)(versioning.approve_policy)
serves.method(rpc.DRAFT_RISK_ASSESSMENT)(assessing.draft_risk_assessment)
serves.method(rpc.SIGN_RISK_ASSESSMENT)(assessing.sign_risk_assessment)
serves.method(rpc.RECORD_BAR)(barring.record_bar)
serves.method(rpc.LIFT_BAR)(barring.lift_bar)
serves.method(rpc.RAISE_CONCERN)(safeguarding.raise_concern)
serves.method(rpc.RISK)(comparing.show_risk)
serves.method(guard.CONTACT_STANDING)(guarding.contact_standing)
serves.method(guard.CONFIRM_LEASE)(confirm)
serves.method(risk_rpc.RISK_DIFFERENCE)(comparing.show_difference)
serves.method(risk_rpc.RAISE_RISK_REVIEW)(reviewing.raise_review)
serves.method(risk_rpc.RISK_REVIEWS)(reviewing.list_reviews)
serves.method(risk_rpc.FINISH_RISK_REVIEW)(reviewing.finish_review)
serves.method(risk_rpc.RISK_TEMPLATE)(templating.show_template)
serves.method(risk_rpc.DRAFT_RISK_TEMPLATE)(templating.draft_template)
serves.method(risk_rpc.APPROVE_RISK_TEMPLATE)(templating.approve_template)
serves.method(risk_rpc.ADOPT_RISK_TEMPLATE)(templating.adopt_template)
serves.method(risk_rpc.CONCERNS)(safeguarding.list_concerns)
serves.method(risk_rpc.TAKE_CONCERN)(safeguarding.take_concern)
