"""Which use case takes which event and answers which RPC method."""

from __future__ import annotations

from services.comms.use_cases import (
    aftercare,
    agreeing,
    arranging,
    concluding,
    confirming,
    copying,
    finding,
    interpreting,
    keeping,
    meeting,
    noticing,
    noting,
    parties,
    passing,
    planning,
    printing,
    process,
    programme,
    reacting,
    relaying,
    scripting,
    seeing,
    sending,
    telling_both,
    writing,
)
from shared.contracts import looking
from shared.contracts.allocation import events as allocation
from shared.contracts.comms import aftercare as care
from shared.contracts.comms import agreements, meetings, notices, papers, relay, rpc
from shared.contracts.comms import planning as plans
from shared.contracts.comms import sending as sent
from shared.contracts.intake import events as intake
from shared.contracts.screening import events as screening
from shared.messaging import operating
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves

reactions = Reactions()
reactions.on(intake.CaseOpenedV1)(reacting.on_case_opened)
reactions.on(intake.ReferralReceivedV1)(reacting.on_referral_received)
reactions.on(intake.ReferralJoinedCaseV1)(reacting.on_referral_joined)
reactions.on(intake.ConsentRecordedV1)(reacting.on_consent_recorded)
reactions.on(intake.ConsentWithdrawnV1)(reacting.on_consent_withdrawn)
reactions.on(intake.ParticipantEngagementChangedV1)(reacting.on_engagement_changed)
reactions.on(intake.ContactPreferencesSetV1)(reacting.on_preferences_set)
reactions.on(intake.CustodyChangedV1)(reacting.on_custody_changed)
reactions.on(intake.CaseHeldV1)(reacting.on_case_held)
reactions.on(intake.StrandHeldV1)(reacting.on_strand_held)
reactions.on(intake.CaseResumedV1)(reacting.on_case_resumed)
reactions.on(intake.CaseClosedV1)(reacting.on_case_closed)
reactions.on(intake.CasesJoinedV1)(reacting.on_cases_joined)
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
serves.method(looking.COMMS)(seeing.looks)
operating.serve(serves, "comms")
serves.method(rpc.PLAN_PROCESS)(process.plan_process)
serves.method(rpc.RECORD_PREPARATION_MEETING)(process.record_preparation_meeting)
serves.method(rpc.COMPOSE_ITEM)(writing.compose_item)
serves.method(papers.COMPOSE_DOCUMENT, own_transaction=True)(printing.compose_document)
serves.method(papers.PRINT_LETTER, own_transaction=True)(printing.print_letter)
serves.method(papers.PRINT_AGREEMENT, own_transaction=True)(copying.print_agreement)
serves.method(papers.APPOINTMENT_FILE)(copying.appointment_file)
serves.method(rpc.APPROVE_ITEM)(writing.approve_item)
serves.method(rpc.CHECK_ITEM, own_transaction=True)(writing.check_item)
serves.method(rpc.FINDINGS)(finding.list_findings)
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
serves.method(rpc.RECORD_AGREEMENT)(agreeing.record_agreement)
serves.method(rpc.REVIEW_UNDERTAKING)(keeping.review_undertaking)
serves.method(rpc.CONCLUDE_PROCESS)(process.conclude_process)
serves.method(rpc.PROCESS)(process.show_process)
serves.method(notices.NOTICES)(noticing.list_notices)
serves.method(notices.SEE_NOTICE)(noticing.see_notice)
serves.method(plans.RECORD_READINESS)(planning.record_readiness)
serves.method(plans.STEPS)(planning.steps)
serves.method(plans.STEPS_OF_CASE)(planning.steps_of_case)
serves.method(plans.START_PROGRAMME)(programme.start_programme)
serves.method(plans.MOVE_SESSION)(programme.move_session)
serves.method(plans.RECORD_SESSION)(programme.record_session)
serves.method(plans.PROGRAMME)(programme.programme)
serves.method(meetings.ARRANGE_MEETING)(arranging.arrange_meeting)
serves.method(meetings.REQUEST_VISIT)(arranging.request_visit)
serves.method(meetings.ANSWER_VISIT)(arranging.answer_visit)
serves.method(meetings.CONFIRM_MEETING, own_transaction=True)(confirming.confirm_meeting)
serves.method(meetings.MOVE_MEETING)(arranging.move_meeting)
serves.method(meetings.CHECK_INTERPRETER, own_transaction=True)(interpreting.check_interpreter)
serves.method(meetings.INTERPRETERS)(interpreting.list_interpreters)
serves.method(meetings.RECORD_MEETING)(concluding.record_meeting)
serves.method(meetings.MEETINGS)(arranging.list_meetings)
serves.method(meetings.WRITE_NOTE)(noting.write_note)
serves.method(meetings.NOTES)(noting.list_notes)
serves.method(meetings.WRITE_SCRIPT)(scripting.write_script)
serves.method(meetings.SCRIPT)(scripting.show_script)
serves.method(meetings.MARK_CONFERENCE)(scripting.mark_conference)
serves.method(relay.REVISE_ITEM)(relaying.revise_item)
serves.method(relay.VERSIONS)(relaying.list_versions)
serves.method(relay.RECORD_DELIVERY_RESULT)(relaying.record_delivery_result)
serves.method(relay.RELAY)(relaying.what_waits)
serves.method(relay.ITEM_STEPS)(relaying.item_steps)
serves.method(relay.PARTY_FILE, own_transaction=True)(parties.party_file)
serves.method(agreements.AGREEMENT)(keeping.show_agreement)
serves.method(agreements.CHECK_AGREEMENT, own_transaction=True)(telling_both.check_agreement)
serves.method(agreements.SIGN_AGREEMENT)(agreeing.sign_agreement)
serves.method(agreements.CONFIRM_REVIEW)(keeping.confirm_review)
serves.method(agreements.END_AGREEMENT)(keeping.end_agreement)
serves.method(agreements.REPORT_BREACH)(keeping.report_breach)
serves.method(agreements.RECORD_POLICE_NOTE)(keeping.record_police_note)
serves.method(agreements.DUE_UNDERTAKINGS)(keeping.due_undertakings)
serves.method(care.PLAN_AFTERCARE)(aftercare.plan_aftercare)
serves.method(care.RECORD_FOLLOW_UP)(aftercare.record_follow_up)
serves.method(care.DUE_FOLLOW_UPS)(aftercare.due_follow_ups)
serves.method(care.OFFER_SUPPORT)(aftercare.offer_support)
serves.method(care.RECORD_SUPPORT_UPDATE)(aftercare.record_support_update)
serves.method(care.RECORD_STATEMENT)(aftercare.record_statement)
serves.method(care.KEEP_QUOTATION)(aftercare.keep_quotation)
serves.method(care.QUOTATIONS)(aftercare.list_quotations)
serves.method(care.RECORD_FEEDBACK)(aftercare.record_feedback)
serves.method(care.AFTERCARE)(aftercare.show_aftercare)
serves.method(sent.SEND_NOTICE, own_transaction=True)(sending.send_notice)
serves.method(sent.SENT_NOTICES)(sending.list_sent)
