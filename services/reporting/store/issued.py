"""Statements of issued reports: listed without their content, read one at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from services.reporting.store.tables import reports
from shared.store.paging import Order, Page, page

_WITHOUT_CONTENT = [found for found in reports.c if found.name != "content"]
_NEWEST = Order((reports.c.issued_at, reports.c.report_id), newest_first=True)


def listed(connection: Connection, *, before: UUID | None, limit: int) -> Page:
    """Return issued reports without their content, the newest first."""
    return page(connection, select(*_WITHOUT_CONTENT), _NEWEST, behind=before, limit=limit)


def one(connection: Connection, report_id: UUID) -> Any:
    """Return an issued report with its content, or None."""
    query = select(reports).where(reports.c.report_id == report_id)
    return connection.execute(query).one_or_none()
