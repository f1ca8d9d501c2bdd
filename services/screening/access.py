"""Who may use each RPC method of screening. For which case is asked in the use case."""

from __future__ import annotations

from shared.security.permissions import (
    CASE_STAFF,
    CASE_WORKERS,
    MANAGERS,
    READERS,
    SYSTEM_ONLY,
    AccessTable,
)

ACCESS: AccessTable = {
    "eligibility": READERS,
    "record_facts": CASE_STAFF,
    "authorise_exception": MANAGERS,
    "risk": READERS,
    "draft_risk_assessment": CASE_WORKERS,
    "sign_risk_assessment": CASE_WORKERS,
    "record_bar": CASE_WORKERS,
    "lift_bar": CASE_STAFF,
    "raise_concern": CASE_WORKERS,
    "contact_standing": SYSTEM_ONLY,
    "confirm_lease": SYSTEM_ONLY,
}
