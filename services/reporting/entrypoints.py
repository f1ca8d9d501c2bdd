"""Which use case takes which event and answers which RPC method."""

from __future__ import annotations

from services.reporting.use_cases import endings, issued, reacting, recording, reports
from shared.contracts.allocation import events as allocation
from shared.contracts.comms import events as comms
from shared.contracts.feeds import events as feeds
from shared.contracts.intake import events as intake
from shared.contracts.intake.answering import AgencyRequestCalledOffV1
from shared.contracts.reporting import endings as ending
from shared.contracts.reporting import issued as frozen
from shared.contracts.reporting import rpc
from shared.contracts.screening import events as screening
from shared.messaging import operating
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves

reactions = Reactions()
reactions.on(intake.ReferralReceivedV1)(reacting.on_referral_received)
reactions.on(intake.PriorityOverriddenV1)(reacting.on_priority_overridden)
reactions.on(intake.ReferralAmendedV1)(reacting.on_referral_amended)
reactions.on(intake.CaseOpenedV1)(reacting.on_case_opened)
reactions.on(intake.CaseClosedV1)(reacting.on_case_closed)
reactions.on(intake.CasesJoinedV1)(reacting.on_cases_joined)
reactions.on(intake.OutcomeRecordedV1)(reacting.on_outcome_recorded)
reactions.on(intake.AgencyRequestOpenedV1)(reacting.on_request_opened)
reactions.on(intake.AgencyRequestAnsweredV1)(reacting.on_request_answered)
reactions.on(intake.AgencyRequestLapsedV1)(reacting.on_request_lapsed)
reactions.on(AgencyRequestCalledOffV1)(reacting.on_request_called_off)
reactions.on(allocation.VolunteerStatusChangedV1)(reacting.on_volunteer_status)
for _milestone in (
    intake.ReferralRefusedV1,
    intake.ReferralJoinedCaseV1,
    intake.ConsentRecordedV1,
    intake.ConsentWithdrawnV1,
    intake.ParticipantEngagementChangedV1,
    intake.CaseHeldV1,
    intake.StrandHeldV1,
    intake.CaseResumedV1,
    screening.EligibilityDecidedV1,
    screening.RiskAssessmentSignedOffV1,
    allocation.FacilitatorsAssignedV1,
    allocation.VettingDueV1,
    comms.PreparationMeetingHeldV1,
    comms.ItemDeliveredV1,
    comms.ConferenceHeldV1,
    comms.AgreementReachedV1,
    comms.ProcessConcludedV1,
    feeds.DisclosureMadeV1,
    feeds.AgencyMessageRefusedV1,
):
    reactions.on(_milestone)(reacting.on_milestone)
reactions.on(feeds.AgreementEndingV1)(endings.on_agreement_ending)

serves = Serves()
operating.serve(serves, "reporting")
serves.method(ending.AGREEMENTS_ENDING)(endings.agreements_ending)
serves.method(rpc.ANNUAL_REPORT)(reports.annual_report)
serves.method(rpc.ISSUE_REPORT)(reports.issue_report)
serves.method(frozen.ISSUED_REPORTS)(issued.list_issued)
serves.method(frozen.ISSUED_REPORT)(issued.issued_report)
serves.method(frozen.ISSUED_REPORT_FILE)(issued.issued_report_file)
serves.method(rpc.RECORD_AWARENESS_SESSION)(recording.record_awareness_session)
serves.method(rpc.RECORD_RECRUITMENT_DRIVE)(recording.record_recruitment_drive)
