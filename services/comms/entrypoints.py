"""Which use case takes which event and answers which RPC method."""

from __future__ import annotations

from services.comms.use_cases import meeting, noticing, passing, process, reacting, writing
from shared.contracts.allocation import events as allocation
from shared.contracts.comms import notices, rpc
from shared.contracts.intake import events as intake
from shared.contracts.screening import events as screening
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves

reactions = Reactions()
reactions.on(intake.CaseOpenedV1)(reacting.on_case_opened)
reactions.on(intake.ReferralReceivedV1)(reacting.on_referral_received)
reactions.on(intake.ReferralJoinedCaseV1)(reacting.on_referral_joined)
reactions.on(intake.ConsentRecordedV1)(reacting.on_consent_recorded)
reactions.on(intake.ConsentWithdrawnV1)(reacting.on_consent_withdrawn)
reactions.on(intake.ParticipantEngagementChangedV1)(reacting.on_engagement_changed)
reactions.on(intake.CaseHeldV1)(reacting.on_case_held)
reactions.on(intake.StrandHeldV1)(reacting.on_strand_held)
reactions.on(intake.CaseResumedV1)(reacting.on_case_resumed)
reactions.on(intake.CaseClosedV1)(reacting.on_case_closed)
reactions.on(intake.CaseErasedV1, own_transaction=True)(reacting.on_case_erased)
reactions.on(screening.EligibilityDecidedV1)(reacting.on_eligibility_decided)
reactions.on(screening.RiskAssessmentSignedOffV1)(reacting.on_risk_signed_off)
reactions.on(screening.RiskReviewDueV1)(reacting.on_risk_review_due)
reactions.on(screening.ContactBarredV1)(reacting.on_contact_barred)
reactions.on(screening.ContactBarLiftedV1)(reacting.on_bar_lifted)
reactions.on(screening.SafeguardingConcernRaisedV1)(reacting.on_concern_raised)
reactions.on(allocation.FacilitatorsAssignedV1)(reacting.on_facilitators_assigned)
reactions.on(allocation.FacilitatorReleasedV1)(reacting.on_facilitator_released)

serves = Serves()
serves.method(rpc.PLAN_PROCESS)(process.plan_process)
serves.method(rpc.RECORD_PREPARATION_MEETING)(process.record_preparation_meeting)
serves.method(rpc.COMPOSE_ITEM)(writing.compose_item)
serves.method(rpc.APPROVE_ITEM)(writing.approve_item)
serves.method(rpc.CHECK_ITEM, own_transaction=True)(writing.check_item)
serves.method(rpc.ANSWER_FINDING)(writing.answer_finding)
serves.method(rpc.VET_ITEM)(writing.vet_item)
serves.method(rpc.RECORD_OFFER)(writing.record_offer)
serves.method(rpc.GATE, own_transaction=True)(passing.gate)
serves.method(rpc.DELIVER_ITEM, own_transaction=True)(passing.deliver_item)
serves.method(rpc.ACKNOWLEDGE_ITEM)(writing.acknowledge_item)
serves.method(rpc.RECALL_ITEM)(writing.recall_item)
serves.method(rpc.READ_ITEM)(writing.read_item)
serves.method(rpc.HOLD_CONFERENCE, own_transaction=True)(meeting.hold_conference)
serves.method(rpc.HOLD_RESTORATIVE_CONVERSATION)(process.hold_restorative_conversation)
serves.method(rpc.RECORD_AGREEMENT)(process.record_agreement)
serves.method(rpc.REVIEW_UNDERTAKING)(process.review_undertaking)
serves.method(rpc.CONCLUDE_PROCESS)(process.conclude_process)
serves.method(rpc.PROCESS)(process.show_process)
serves.method(notices.NOTICES)(noticing.list_notices)
serves.method(notices.SEE_NOTICE)(noticing.see_notice)
