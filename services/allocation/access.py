"""Who may use each RPC method of allocation. For which case is asked in the use case."""

from __future__ import annotations

from shared.security.actors import Role
from shared.security.permissions import (
    CASE_STAFF,
    CASE_WORKERS,
    MANAGERS,
    OFFICE,
    OPERATING,
    READERS,
    SYSTEM_ONLY,
    AccessTable,
)

ACCESS: AccessTable = {
    "looks": MANAGERS | {Role.AUDITOR},
    **OPERATING,
    "volunteers": OFFICE,
    "own_standing": CASE_WORKERS,
    "register_volunteer": OFFICE,
    "change_volunteer_status": OFFICE,
    "record_accreditation": OFFICE,
    "record_vetting": OFFICE,
    "declare_conflict": CASE_WORKERS,
    "end_conflict": MANAGERS,
    "conflicts": CASE_STAFF,
    "cases_in_need": CASE_STAFF,
    "renewals": OFFICE | {Role.FACILITATOR},
    "assignment": READERS,
    "candidates": CASE_STAFF,
    "assign_facilitators": CASE_STAFF,
    "release_facilitator": CASE_STAFF,
    "contact_standing": SYSTEM_ONLY,
    "confirm_lease": SYSTEM_ONLY,
}
