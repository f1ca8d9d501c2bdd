"""Which use case takes which event and answers which RPC method."""

from __future__ import annotations

from services.screening.use_cases import assessing, barring, deciding, guarding, reacting
from shared.contracts.allocation import events as allocation
from shared.contracts.intake import events as intake
from shared.contracts.screening import guard, rpc
from shared.leases.register import confirm
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves

reactions = Reactions()
reactions.on(intake.CaseOpenedV1)(reacting.on_case_opened)
reactions.on(intake.ReferralReceivedV1)(reacting.on_referral_received)
reactions.on(intake.ReferralJoinedCaseV1)(reacting.on_referral_joined)
reactions.on(intake.ConsentWithdrawnV1)(reacting.on_consent_withdrawn)
reactions.on(intake.CustodyChangedV1)(reacting.on_custody_changed)
reactions.on(intake.CaseErasedV1, own_transaction=True)(reacting.on_case_erased)
reactions.on(allocation.FacilitatorsAssignedV1)(reacting.on_facilitators_assigned)
reactions.on(allocation.FacilitatorReleasedV1)(reacting.on_facilitator_released)

serves = Serves()
serves.method(rpc.ELIGIBILITY)(deciding.show_eligibility)
serves.method(rpc.RECORD_FACTS)(deciding.record_facts)
serves.method(rpc.AUTHORISE_EXCEPTION)(deciding.authorise_exception)
serves.method(rpc.DRAFT_RISK_ASSESSMENT)(assessing.draft_risk_assessment)
serves.method(rpc.SIGN_RISK_ASSESSMENT)(assessing.sign_risk_assessment)
serves.method(rpc.RECORD_BAR)(barring.record_bar)
serves.method(rpc.LIFT_BAR)(barring.lift_bar)
serves.method(rpc.RAISE_CONCERN)(barring.raise_concern)
serves.method(rpc.RISK)(assessing.show_risk)
serves.method(guard.CONTACT_STANDING)(guarding.contact_standing)
serves.method(guard.CONFIRM_LEASE)(confirm)
