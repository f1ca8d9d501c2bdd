"""Who may use each RPC method of reporting. Reports hold no person: ids, codes and counts."""

from __future__ import annotations

from shared.security.actors import Role
from shared.security.permissions import MANAGERS, OFFICE, OPERATING, AccessTable

ACCESS: AccessTable = {
    **OPERATING,
    "annual_report": OFFICE | {Role.AUDITOR},
    "agreements_ending": OFFICE | {Role.AUDITOR},
    "issue_report": MANAGERS,
    "issued_reports": OFFICE | {Role.AUDITOR},
    "issued_report": OFFICE | {Role.AUDITOR},
    "issued_report_file": OFFICE | {Role.AUDITOR},
    "record_awareness_session": OFFICE,
    "record_recruitment_drive": OFFICE,
}
