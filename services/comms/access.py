"""Who may use each RPC method of comms. Which case they may use it for is asked in the use case."""

from __future__ import annotations

from shared.security.permissions import CASE_WORKERS, READERS, AccessTable

ACCESS: AccessTable = {
    "process": READERS,
    "plan_process": CASE_WORKERS,
    "record_preparation_meeting": CASE_WORKERS,
    "compose_item": CASE_WORKERS,
    "approve_item": CASE_WORKERS,
    "check_item": CASE_WORKERS,
    "answer_finding": CASE_WORKERS,
    "vet_item": CASE_WORKERS,
    "record_offer": CASE_WORKERS,
    "gate": CASE_WORKERS,
    "deliver_item": CASE_WORKERS,
    "acknowledge_item": CASE_WORKERS,
    "recall_item": CASE_WORKERS,
    "read_item": CASE_WORKERS,
    "hold_conference": CASE_WORKERS,
    "hold_restorative_conversation": CASE_WORKERS,
    "record_agreement": CASE_WORKERS,
    "review_undertaking": CASE_WORKERS,
    "conclude_process": CASE_WORKERS,
    "notices": CASE_WORKERS,
    "see_notice": CASE_WORKERS,
}
