"""What most cases have nothing of: a page that asks after all of it learns so with one look."""

from __future__ import annotations

from services.comms.store.process_tables import arranged_meetings, readiness
from services.comms.store.relay_tables import (
    feedback,
    follow_ups,
    sent_notices,
    statements,
    support_offers,
)
from services.comms.store.tables import agreements, items, meetings, mode_history
from shared.store.looking_up import Seldom

OF_CASE = Seldom(
    agreements.c.case_id,
    arranged_meetings.c.case_id,
    feedback.c.case_id,
    follow_ups.c.case_id,
    items.c.case_id,
    sent_notices.c.case_id,
    statements.c.case_id,
    support_offers.c.case_id,
)
OF_STRAND = Seldom(meetings.c.strand_id, mode_history.c.strand_id, readiness.c.strand_id)
