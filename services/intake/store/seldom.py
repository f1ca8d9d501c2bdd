"""What most cases have nothing of: a page that asks after all of it learns so with one look."""

from __future__ import annotations

from services.intake.store.arrival_tables import person_merges
from services.intake.store.contact_tables import contacts, tasks
from services.intake.store.document_tables import documents
from services.intake.store.joining_tables import legal_holds
from services.intake.store.tables import (
    agency_requests,
    cases,
    custody_changes,
    engagements,
    holds,
    outcomes,
)
from services.intake.store.telling_tables import first_tellings, materials_shown
from shared.store.looking_up import Seldom

OF_CASE = Seldom(
    agency_requests.c.case_id,
    cases.c.joined_into,
    contacts.c.case_id,
    custody_changes.c.case_id,
    documents.c.case_id,
    engagements.c.case_id,
    first_tellings.c.case_id,
    holds.c.case_id,
    legal_holds.c.case_id,
    materials_shown.c.case_id,
    outcomes.c.case_id,
    person_merges.c.case_id,
    person_merges.c.other_case_id,
    tasks.c.case_id,
)
