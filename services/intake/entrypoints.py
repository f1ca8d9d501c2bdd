"""Intake's door: which use case answers each RPC method and reacts to each message."""

from __future__ import annotations

from services.intake.use_cases import (
    amending,
    consenting,
    contacting,
    dimensions,
    disclosing,
    ending,
    enquiring,
    following,
    guarding,
    holding,
    matching,
    officer,
    promising,
    reaching,
    reading,
    referring,
    waiting,
)
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.base import Event
from shared.contracts.comms import events as comms
from shared.contracts.feeds.events import DisclosureMadeV1
from shared.contracts.intake import agencies, closing, contact, entry, guard, rpc
from shared.contracts.intake import amending as amend
from shared.contracts.intake import waiting as waits
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.screening import events as screening
from shared.leases.register import confirm
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves

reactions = Reactions()
serves = Serves()

FOLLOWED: tuple[type[Event], ...] = (*screening.EVENTS, *comms.EVENTS, DisclosureMadeV1)

reactions.command(ReceiveReferralV1)(referring.receive_referral)
reactions.on(FacilitatorsAssignedV1)(following.on_facilitators_assigned)
reactions.on(FacilitatorReleasedV1)(following.on_facilitator_released)
for _event in FOLLOWED:
    reactions.on(_event)(following.follow)

serves.method(rpc.SUBMIT_REFERRAL)(referring.submit_referral)
serves.method(rpc.CASE)(reading.case)
serves.method(rpc.FIND_CASE)(reading.find_case)
serves.method(rpc.CASES)(reading.list_cases)
serves.method(rpc.CASE_TIMELINE)(reading.case_timeline)
serves.method(rpc.REVEAL_PERSON)(reading.reveal_person)
serves.method(rpc.RECORD_CONSENT)(consenting.record_consent)
serves.method(rpc.WITHDRAW_CONSENT)(consenting.withdraw_consent)
serves.method(rpc.CHANGE_ENGAGEMENT)(contacting.change_engagement)
serves.method(rpc.OPEN_AGENCY_REQUEST)(contacting.open_agency_request)
serves.method(rpc.ANSWER_AGENCY_REQUEST)(contacting.answer_agency_request)
serves.method(rpc.LAPSE_AGENCY_REQUEST)(contacting.lapse_agency_request)
serves.method(rpc.RECORD_CUSTODY_CHANGE)(contacting.record_custody_change)
serves.method(rpc.HOLD_CASE)(contacting.hold_case)
serves.method(rpc.RESUME_CASE)(contacting.resume_case)
serves.method(rpc.RECORD_OUTCOME)(ending.record_outcome)
serves.method(rpc.CLOSE_CASE)(ending.close_case)
serves.method(entry.FIND_MATCHES)(matching.find_matches)
serves.method(entry.POSSIBLE_MATCHES)(matching.possible_matches)
serves.method(entry.DECIDE_MATCH)(matching.decide_match)
serves.method(entry.MERGE_PERSONS)(matching.merge_persons)
serves.method(entry.UNMERGE_PERSONS)(matching.unmerge_persons)
serves.method(entry.PERSON_IDENTIFIERS)(matching.person_identifiers)
serves.method(entry.OVERRIDE_PRIORITY)(dimensions.override_priority)
serves.method(entry.REFERRAL)(dimensions.referral)
serves.method(entry.RECORD_ENQUIRY)(enquiring.record_enquiry)
serves.method(entry.ENQUIRIES)(enquiring.list_enquiries)
serves.method(entry.SUBMIT_OFFICER_FORM)(officer.submit_officer_form)
serves.method(entry.REFERRAL_FEEDBACK)(officer.referral_feedback)
serves.method(contact.SET_PREFERENCES)(reaching.set_contact_preferences)
serves.method(contact.CONTACT_ADVICE)(reaching.contact_advice)
serves.method(contact.RECORD_CONTACT)(reaching.record_contact)
serves.method(contact.CONTACTS)(reaching.contacts)
serves.method(contact.PROMISE_UPDATES)(promising.promise_updates)
serves.method(contact.RECORD_UPDATE)(promising.record_update)
serves.method(contact.CONSENTS_TO_REVIEW)(consenting.consents_to_review)
serves.method(contact.DUE_UPDATES)(promising.due_updates)
serves.method(waits.CHASE)(waiting.chase_agency_request)
serves.method(waits.WAITING)(waiting.waiting_requests)
serves.method(waits.TURNAROUND)(waiting.agency_turnaround)
serves.method(waits.TASKS)(waiting.tasks)
serves.method(waits.FINISH_TASK)(waiting.finish_task)
serves.method(waits.CUSTODY)(waiting.custody_history)
serves.method(waits.HOLD_STRAND)(holding.hold_strand)
serves.method(waits.HOLD_MANY)(holding.hold_cases)
serves.method(waits.RESUME_MANY)(holding.resume_cases)
serves.method(waits.RECORD_AFTERCARE)(reaching.record_aftercare)
serves.method(amend.AMEND_REFERRAL)(amending.amend_referral)
serves.method(amend.AMEND_PERSON)(amending.amend_person)
serves.method(amend.AMENDMENTS)(amending.amendments)
serves.method(closing.OUTCOMES)(ending.outcomes)
serves.method(guard.CONTACT_STANDING)(guarding.contact_standing)
serves.method(guard.CONFIRM_LEASE)(confirm)
serves.method(guard.IDENTIFYING_TERMS)(guarding.identifying_terms)
serves.method(agencies.DISCLOSURE_FACTS)(disclosing.disclosure_facts)
serves.method(rpc.ERASE_CASE, own_transaction=True)(ending.erase_case)
