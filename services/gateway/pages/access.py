"""Who may open each page: one row per page, or the page is public on purpose.

A page lets in whoever may do at least one thing on it; what it asks and does is checked again by
the row of each method, and by the owning service on the object itself.
"""

from __future__ import annotations

from typing import Final

from shared.security.actors import Role
from shared.security.permissions import (
    ANY_STAFF,
    CASE_STAFF,
    CASE_WORKERS,
    MANAGERS,
    OFFICE,
    READERS,
    AccessTable,
)

PUBLIC: Final = "public"
ANYBODY = ANY_STAFF | {Role.PARTNER_REFERRER}

PAGE_ROWS: AccessTable = {
    "page.account": ANYBODY,
    "page.today": CASE_WORKERS,
    "page.referrals": READERS,
    "page.find_case": READERS,
    # Volunteers take no lists away.
    "page.export": CASE_STAFF | {Role.AUDITOR},
    "page.matches": CASE_STAFF,
    "page.enquiries": CASE_STAFF,
    "page.new_referral": CASE_STAFF,
    "page.officer_form": CASE_STAFF | {Role.PARTNER_REFERRER},
    "page.case": READERS,
    "page.timeline": READERS,
    "page.looks": MANAGERS | {Role.AUDITOR},
    "page.referral": READERS,
    "page.amendments": CASE_WORKERS,
    "page.beside": CASE_STAFF,
    "page.join": CASE_STAFF,
    "page.holds": MANAGERS,
    "page.erase": MANAGERS,
    "page.agreement": CASE_WORKERS,
    "page.answer": CASE_WORKERS,
    "page.notes": CASE_WORKERS,
    "page.programme": CASE_WORKERS,
    "page.conference": CASE_WORKERS,
    "page.interpreter": CASE_WORKERS,
    "page.party_file": CASE_STAFF,
    "page.advice": CASE_WORKERS,
    "page.reveal": CASE_WORKERS,
    "page.contact_history": READERS,
    "page.contact_details": CASE_STAFF,
    "page.act": CASE_WORKERS,
    "page.copy": CASE_WORKERS,
    "page.letter": frozenset({Role.FACILITATOR}),
    "page.documents": CASE_WORKERS,
    "page.remove_document": CASE_STAFF,
    "page.assign": CASE_STAFF,
    "page.assess": CASE_WORKERS,
    "page.difference": READERS,
    "page.relay": CASE_WORKERS,
    "page.write": CASE_WORKERS,
    "page.item": CASE_WORKERS,
    # Everybody else who reads cases sees them all.
    "page.emergency": frozenset({Role.FACILITATOR}),
    "page.emergencies": MANAGERS | {Role.FACILITATOR, Role.AUDITOR},
    "page.review_emergency": MANAGERS | {Role.AUDITOR},
    "page.facilitators": OFFICE,
    "page.own_standing": CASE_WORKERS,
    "page.reports": OFFICE | {Role.AUDITOR},
    # The development officer reads figures, and no case.
    "page.report_cases": CASE_STAFF | {Role.AUDITOR},
    "page.issue_report": MANAGERS,
    "page.tell_reporting": OFFICE,
    "page.quotations": CASE_WORKERS,
    "page.accounts": MANAGERS,
    "page.system": MANAGERS,
    "page.policies": READERS,
    "page.replay": MANAGERS | {Role.AUDITOR},
    "page.draft_policy": MANAGERS,
    "page.checklists": READERS,
    "page.draft_checklist": MANAGERS,
    "page.agencies": ANY_STAFF,
    "page.disclosures": MANAGERS | {Role.AUDITOR},
    "page.quarantine": CASE_STAFF,
}
