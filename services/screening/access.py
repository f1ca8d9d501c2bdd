"""Who may use each RPC method of screening. For which case is asked in the use case."""

from __future__ import annotations

from shared.security.actors import Role
from shared.security.permissions import (
    ANY_STAFF,
    CASE_STAFF,
    CASE_WORKERS,
    MANAGERS,
    OPERATING,
    READERS,
    SYSTEM_ONLY,
    AccessTable,
)

ACCESS: AccessTable = {
    "looks": MANAGERS | {Role.AUDITOR},
    **OPERATING,
    "eligibility": READERS,
    "record_facts": CASE_STAFF,
    "authorise_exception": MANAGERS,
    "why_decided": READERS,
    "record_telling": CASE_WORKERS,
    "eligibility_changes": CASE_STAFF,
    "see_eligibility_change": CASE_STAFF,
    "bring_up_to_date": MANAGERS,
    "policies": READERS,
    "policy": READERS,
    "replay_policy": MANAGERS | {Role.AUDITOR},
    "draft_policy": MANAGERS,
    "approve_policy": MANAGERS,
    "risk": READERS,
    "draft_risk_assessment": CASE_WORKERS,
    "sign_risk_assessment": CASE_WORKERS,
    "record_bar": CASE_WORKERS,
    "lift_bar": CASE_STAFF,
    "raise_concern": ANY_STAFF,
    "risk_difference": READERS,
    "raise_risk_review": CASE_WORKERS,
    "risk_reviews": CASE_WORKERS,
    "finish_risk_review": CASE_WORKERS,
    "risk_template": READERS,
    "draft_risk_template": MANAGERS,
    "approve_risk_template": MANAGERS,
    "adopt_risk_template": MANAGERS,
    "concerns": MANAGERS,
    "take_concern": MANAGERS,
    "contact_standing": SYSTEM_ONLY,
    "confirm_lease": SYSTEM_ONLY,
}
