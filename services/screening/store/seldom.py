"""What most cases have nothing of: a page that asks after all of it learns so with one look."""

from __future__ import annotations

from services.screening.store.risk_tables import assessments, bars, concerns, reviews
from shared.store.looking_up import Seldom

OF_CASE = Seldom(assessments.c.case_id, bars.c.case_id, concerns.c.case_id, reviews.c.case_id)
