"""Events of reporting."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shared.contracts.base import Event


class ReportIssuedV1(Event):
    """A report over a period was frozen and issued (REP-20)."""

    producer = "reporting"
    name = "report_issued"
    subject_kind = "report"
    subject_field = "report_id"

    report_id: UUID
    kind: str
    from_on: date
    to_on: date
    content_hash: str
    issued_at: datetime


EVENTS: tuple[type[Event], ...] = (ReportIssuedV1,)
