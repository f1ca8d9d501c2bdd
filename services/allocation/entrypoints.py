"""Which use case takes which event and answers which RPC method."""

from __future__ import annotations

from services.allocation.use_cases import (
    assigning,
    conflicting,
    guarding,
    needing,
    reacting,
    registering,
    renewing,
)
from shared.contracts import looking
from shared.contracts.allocation import conflicts, guard, needs, rpc
from shared.contracts.intake import events as intake
from shared.contracts.screening import events as screening
from shared.leases.register import confirm
from shared.messaging import operating
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves

reactions = Reactions()
reactions.on(intake.CaseOpenedV1)(reacting.on_case_opened)
reactions.on(intake.ReferralReceivedV1)(reacting.on_referral_received)
reactions.on(intake.ReferralAmendedV1)(reacting.on_referral_amended)
reactions.on(intake.CaseClosedV1)(reacting.on_case_closed)
reactions.on(intake.CasesJoinedV1)(reacting.on_cases_joined)
reactions.on(screening.EligibilityDecidedV1)(reacting.on_eligibility_decided)
reactions.on(screening.RiskAssessmentSignedOffV1)(reacting.on_risk_signed_off)

serves = Serves()
operating.serve(serves, "allocation")
serves.method(rpc.REGISTER_VOLUNTEER)(registering.register_volunteer)
serves.method(rpc.CHANGE_VOLUNTEER_STATUS)(registering.change_volunteer_status)
serves.method(rpc.RECORD_ACCREDITATION)(registering.record_accreditation)
serves.method(rpc.RECORD_VETTING)(registering.record_vetting)
serves.method(conflicts.DECLARE_CONFLICT)(conflicting.declare_conflict)
serves.method(conflicts.END_CONFLICT)(conflicting.end_conflict)
serves.method(conflicts.CONFLICTS)(conflicting.list_conflicts)
serves.method(rpc.VOLUNTEERS)(registering.list_volunteers)
serves.method(rpc.OWN_STANDING)(registering.own_standing)
serves.method(needs.CASES_IN_NEED)(needing.cases_in_need)
serves.method(needs.RENEWALS)(renewing.renewals)
serves.method(rpc.CANDIDATES)(assigning.candidates)
serves.method(rpc.ASSIGN_FACILITATORS)(assigning.assign_facilitators)
serves.method(rpc.RELEASE_FACILITATOR)(assigning.release_facilitator)
serves.method(looking.ALLOCATION)(assigning.looks)
serves.method(rpc.ASSIGNMENT)(assigning.show_assignment)
serves.method(guard.CONTACT_STANDING)(guarding.contact_standing)
serves.method(guard.CONFIRM_LEASE)(confirm)
