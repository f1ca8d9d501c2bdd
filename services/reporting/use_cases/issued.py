"""Issued reports, read back exactly as they were frozen (REP-20); that they are read is kept."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from services.reporting.store import issued
from shared.contracts.comms.papers import PaperFile
from shared.contracts.reporting import issued as contract
from shared.contracts.reporting.rpc import AnnualReport
from shared.kernel.errors import NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from shared.messaging.unit_of_work import UnitOfWork


def list_issued(uow: UnitOfWork, request: contract.AskIssuedReports) -> contract.IssuedReports:
    """Return which reports were issued, the newest first."""
    found = issued.listed(uow.connection, before=request.before, limit=request.limit)
    return contract.IssuedReports(
        reports=tuple(_view(row) for row in found.rows), next_page=found.next_page
    )


def issued_report(uow: UnitOfWork, request: contract.IssuedReportById) -> contract.IssuedReport:
    """Return a report as it was issued, and whether its content still gives its hash."""
    row = _read(uow, request.report_id)
    content = bytes(row.content)
    return contract.IssuedReport(
        issued=_view(row),
        fits=hashlib.sha256(content).hexdigest() == row.content_hash,
        report=AnnualReport.model_validate_json(content),
    )


def issued_report_file(uow: UnitOfWork, request: contract.IssuedReportById) -> PaperFile:
    """Return the very bytes of which the hash is made."""
    content = base64.b64encode(bytes(_read(uow, request.report_id).content)).decode()
    return PaperFile(content=content, media_type="application/json")


def _read(uow: UnitOfWork, report_id: UUID) -> Any:
    row = issued.one(uow.connection, report_id)
    if row is None:
        raise NotFound("report-unknown", report=report_id)
    uow.audit("issued_report_read", subject=f"report/{report_id}")
    return row


def _view(row: Any) -> contract.IssuedView:
    return contract.IssuedView(
        report_id=row.report_id,
        kind=row.kind,
        from_on=row.from_on,
        to_on=row.to_on,
        content_hash=row.content_hash,
        issued_at=row.issued_at,
    )
