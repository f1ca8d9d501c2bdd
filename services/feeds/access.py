"""Who may use each RPC method of a feed. The same for every agency.

The disclosure log says who was told what about whom: for managers, and for the auditor, who is the
data-protection officer. What is held in quarantine is for those who may bring a referral in.
"""

from __future__ import annotations

from shared.security.actors import Role
from shared.security.permissions import ANY_STAFF, CASE_STAFF, MANAGERS, OPERATING, AccessTable

ACCESS: AccessTable = {
    **OPERATING,
    "agreements": ANY_STAFF,
    "disclosures": MANAGERS | {Role.AUDITOR},
    "quarantine": CASE_STAFF,
    "read_quarantined": CASE_STAFF,
    "release_quarantined": CASE_STAFF,
    "reject_quarantined": CASE_STAFF,
}
