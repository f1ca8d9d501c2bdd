"""Who may use which method of intake. Whether for *this* case is asked by the use case."""

from __future__ import annotations

from shared.security.actors import Role
from shared.security.permissions import (
    CASE_STAFF,
    CASE_WORKERS,
    MANAGERS,
    READERS,
    SYSTEM_ONLY,
    AccessTable,
)

ACCESS: AccessTable = {
    "submit_referral": CASE_STAFF | {Role.PARTNER_REFERRER},
    "cases": READERS,
    "find_case": READERS,
    "case": READERS,
    "case_timeline": READERS,
    "reveal_person": CASE_WORKERS,
    "record_consent": CASE_WORKERS,
    "withdraw_consent": CASE_WORKERS,
    "change_engagement": CASE_WORKERS,
    "record_custody_change": CASE_WORKERS,
    "open_agency_request": CASE_WORKERS,
    "answer_agency_request": CASE_WORKERS,
    "lapse_agency_request": CASE_STAFF,
    "hold_case": CASE_STAFF,
    "resume_case": CASE_STAFF,
    "record_outcome": CASE_STAFF,
    "close_case": CASE_STAFF,
    "erase_case": MANAGERS,
    "find_matches": CASE_STAFF,
    "possible_matches": CASE_STAFF,
    "decide_match": CASE_STAFF,
    "merge_persons": CASE_STAFF,
    "unmerge_persons": CASE_STAFF,
    "person_identifiers": CASE_STAFF,
    "override_priority": CASE_STAFF,
    "referral": READERS,
    "record_enquiry": CASE_STAFF,
    "enquiries": CASE_STAFF,
    "submit_officer_form": CASE_STAFF | {Role.PARTNER_REFERRER},
    "referral_feedback": CASE_STAFF | {Role.PARTNER_REFERRER},
    "contact_standing": SYSTEM_ONLY,
    "confirm_lease": SYSTEM_ONLY,
    "identifying_terms": SYSTEM_ONLY,
    "disclosure_facts": SYSTEM_ONLY,
}
