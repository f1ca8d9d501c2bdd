"""Intake's door: which use case answers each RPC method and reacts to each message."""

from __future__ import annotations

from services.intake.store import cases
from services.intake.use_cases import (
    amending,
    answering,
    consenting,
    contacting,
    deferring,
    dimensions,
    disclosing,
    documenting,
    ending,
    enquiring,
    first_telling,
    following,
    guarding,
    holding,
    identifying,
    informing,
    joining,
    legal_holding,
    limits,
    matching,
    officer,
    promising,
    reaching,
    reading,
    referring,
    routing,
    searching,
    told_later,
    waiting,
)
from shared.contracts import looking
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.base import Event
from shared.contracts.comms import events as comms
from shared.contracts.feeds.events import DisclosureMadeV1, DisclosureWithheldV1
from shared.contracts.intake import agencies, closing, contact, documents, entry, guard, rpc
from shared.contracts.intake import amending as amend
from shared.contracts.intake import answering as answers
from shared.contracts.intake import informing as inform
from shared.contracts.intake import joining as joins
from shared.contracts.intake import legal_holds as legal
from shared.contracts.intake import limits as limits_due
from shared.contracts.intake import routing as routes
from shared.contracts.intake import searching as search
from shared.contracts.intake import waiting as waits
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.screening import events as screening
from shared.leases.register import confirm
from shared.messaging import operating
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves

reactions = Reactions()
serves = Serves()
operating.serve(serves, "intake")
serves.number(rpc.CASE_RECORD, cases.version_of)

FOLLOWED: tuple[type[Event], ...] = (
    *(event for event in screening.EVENTS if event is not screening.EligibilityDecidedV1),
    *comms.EVENTS,
    DisclosureMadeV1,
    DisclosureWithheldV1,
)

reactions.command(ReceiveReferralV1)(referring.receive_referral)
reactions.command(answers.ReceiveAgencyAnswerV1)(answering.receive_agency_answer)
reactions.on(FacilitatorsAssignedV1)(following.on_facilitators_assigned)
reactions.on(FacilitatorReleasedV1)(following.on_facilitator_released)
reactions.on(screening.EligibilityDecidedV1)(deferring.on_eligibility_decided)
for _event in FOLLOWED:
    reactions.on(_event)(following.follow)

serves.method(rpc.SUBMIT_REFERRAL)(referring.submit_referral)
serves.method(rpc.CASE)(reading.case)
serves.method(rpc.FIND_CASE)(reading.find_case)
serves.method(rpc.CASES)(reading.list_cases)
serves.method(search.SEARCH_CASES)(searching.search_cases)
serves.method(rpc.CASE_TIMELINE)(reading.case_timeline)
serves.method(rpc.REVEAL_PERSON)(reading.reveal_person)
serves.method(rpc.RECORD_CONSENT)(consenting.record_consent)
serves.method(rpc.WITHDRAW_CONSENT)(consenting.withdraw_consent)
serves.method(rpc.CHANGE_ENGAGEMENT)(contacting.change_engagement)
serves.method(rpc.OPEN_AGENCY_REQUEST)(contacting.open_agency_request)
serves.method(rpc.ANSWER_AGENCY_REQUEST)(contacting.answer_agency_request)
serves.method(waits.LAPSE_AGENCY_REQUEST)(contacting.lapse_agency_request)
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
serves.method(joins.PLAN_JOIN)(joining.plan_join)
serves.method(joins.JOIN_CASES)(joining.join_cases)
serves.method(joins.MERGES)(matching.merges)
serves.method(legal.PLACE_LEGAL_HOLD)(legal_holding.place_legal_hold)
serves.method(legal.REVIEW_LEGAL_HOLD)(legal_holding.review_legal_hold)
serves.method(legal.LIFT_LEGAL_HOLD)(legal_holding.lift_legal_hold)
serves.method(legal.LEGAL_HOLDS)(legal_holding.list_legal_holds)
serves.method(contact.CONTACT_HISTORY)(told_later.contact_history)
serves.method(entry.PERSON_IDENTIFIERS)(matching.person_identifiers)
serves.method(entry.OVERRIDE_PRIORITY)(dimensions.override_priority)
serves.method(entry.REFERRAL)(dimensions.referral)
serves.method(entry.REFERRALS)(dimensions.referrals_of_case)
serves.method(entry.RECORD_ENQUIRY)(enquiring.record_enquiry)
serves.method(entry.ENQUIRIES)(enquiring.list_enquiries)
serves.method(routes.ENQUIRY)(routing.enquiry)
serves.method(routes.ROUTE_SELF_REFERRAL)(routing.route_self_referral)
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
serves.method(answers.AGENCY_ANSWER)(answering.agency_answer)
serves.method(waits.CHASE)(waiting.chase_agency_request)
serves.method(waits.WAITING)(waiting.waiting_requests)
serves.method(waits.REFERENCES)(reading.references)
serves.method(waits.TURNAROUND)(waiting.agency_turnaround)
serves.method(waits.TASKS)(waiting.tasks)
serves.method(waits.FINISH_TASK)(waiting.finish_task)
serves.method(waits.CUSTODY)(waiting.custody_history)
serves.method(waits.CUSTODY_OF_CASE)(waiting.custody_of_case)
serves.method(waits.HOLD_STRAND)(holding.hold_strand)
serves.method(waits.HOLD_MANY)(holding.hold_cases)
serves.method(waits.RESUME_MANY)(holding.resume_cases)
serves.method(waits.BULK_HOLDS)(holding.bulk_holds)
serves.method(waits.RECORD_AFTERCARE)(reaching.record_aftercare)
serves.method(amend.AMEND_REFERRAL)(amending.amend_referral)
serves.method(amend.AMEND_PERSON)(amending.amend_person)
serves.method(amend.AMENDMENTS)(amending.amendments)
serves.method(limits_due.LIMITS)(limits.limits)
serves.method(closing.OUTCOMES)(ending.outcomes)
serves.method(inform.MATERIALS)(informing.list_materials)
serves.method(inform.RECORD_SHOWN)(informing.record_shown)
serves.method(inform.SHOWN)(informing.shown)
serves.method(inform.PATHWAYS)(informing.list_pathways)
serves.method(inform.HELPLINE)(informing.helpline)
serves.method(inform.ALLOW_FIRST_TELLING)(first_telling.allow_first_telling)
serves.method(inform.TELL_FIRST)(first_telling.tell_first)
serves.method(inform.FIRST_TELLINGS)(first_telling.first_tellings)
serves.method(documents.KEEP_DOCUMENT, own_transaction=True)(documenting.keep_document)
serves.method(documents.DOCUMENTS)(documenting.list_documents)
serves.method(documents.OPEN_DOCUMENT, own_transaction=True)(documenting.open_document)
serves.method(documents.REMOVE_DOCUMENT)(documenting.remove_document)
serves.method(guard.CONTACT_STANDING)(guarding.contact_standing)
serves.method(guard.CONFIRM_LEASE)(confirm)
serves.method(guard.IDENTIFYING_TERMS)(identifying.identifying_terms)
serves.method(agencies.DISCLOSURE_FACTS)(disclosing.disclosure_facts)
serves.method(looking.INTAKE)(reading.looks)
serves.method(rpc.ERASE_CASE, own_transaction=True)(ending.erase_case)
