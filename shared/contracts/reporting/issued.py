"""RPC methods of issued reports: which there are, and each exactly as it was frozen (REP-20)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.comms.papers import PaperFile
from shared.contracts.reporting.rpc import AnnualReport


class AskIssuedReports(Request):
    """Ask which reports were issued, the newest first; ``before`` is the ``next_page`` of the last."""

    limit: int = Field(default=50, ge=1, le=500)
    before: UUID | None = None


class IssuedView(Message):
    """A report that was issued: its days, and the SHA-256 of its frozen content."""

    report_id: UUID
    kind: str
    from_on: date
    to_on: date
    content_hash: str
    issued_at: datetime


class IssuedReports(Answer):
    """Issued reports, the newest first."""

    reports: tuple[IssuedView, ...]
    next_page: UUID | None = None


class IssuedReportById(Request):
    """Ask about one issued report."""

    report_id: UUID


class IssuedReport(Answer):
    """A report as it was issued, whatever has been recorded since.

    ``fits`` says whether its content still gives the hash with which it was issued.
    """

    issued: IssuedView
    fits: bool
    report: AnnualReport


ISSUED_REPORTS = RpcMethod(
    "reporting",
    "issued_reports",
    AskIssuedReports,
    IssuedReports,
    "query",
    "Which reports were issued.",
)
ISSUED_REPORT = RpcMethod(
    "reporting",
    "issued_report",
    IssuedReportById,
    IssuedReport,
    "query",
    "A report exactly as it was issued.",
)
ISSUED_REPORT_FILE = RpcMethod(
    "reporting",
    "issued_report_file",
    IssuedReportById,
    PaperFile,
    "query",
    "The very bytes of an issued report, of which its hash is made.",
)

METHODS = (ISSUED_REPORTS, ISSUED_REPORT, ISSUED_REPORT_FILE)
