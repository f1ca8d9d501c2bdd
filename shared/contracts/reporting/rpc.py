"""RPC methods of reporting. Bodies travel sealed, like all others."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod

Count = Annotated[int, Field(ge=0, le=1_000_000)]


class AnnualReportOf(Request):
    """The annual report of a financial year: referrals received from ``from_on`` to ``to_on``."""

    from_on: date
    to_on: date


class Cell(Message):
    """One figure, with the cases behind it where they can be shown."""

    label: str
    value: int
    of: int | None = None
    case_ids: tuple[UUID, ...] = ()


class Table(Message):
    """One table of the report and the rule by which it counts."""

    code: str
    title: str
    rule: str
    cells: tuple[Cell, ...]
    note: str | None = None


class AnnualReport(Answer):
    """The report's tables, with checks that its figures agree with each other."""

    from_on: date
    to_on: date
    as_of: datetime
    tables: tuple[Table, ...]
    reconciliations: tuple[Cell, ...] = ()
    html: str | None = None


class IssueReport(Request):
    """Freeze the report of a period."""

    from_on: date
    to_on: date


class ReportIssued(Answer):
    """The frozen report's id and hash."""

    report_id: UUID
    content_hash: str


class Evaluated(Message):
    """One evaluation question: how many said yes, of how many who answered it (AWR-04)."""

    question: Annotated[str, Field(pattern=r"^[a-z_]{3,40}$")]
    yes: Count
    answered: Count


class RecordAwarenessSession(Request):
    """Record awareness sessions with a host organisation (AWR-01)."""

    host: Annotated[str, Field(pattern=r"^[a-z_]{3,60}$")]
    held_on: date
    sessions: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    attended: Count
    evaluations: Count = 0
    results: tuple[Evaluated, ...] = ()


class RecordRecruitmentDrive(Request):
    """Record the funnel of one recruitment drive (ALL-09)."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9_]{3,40}$")]
    started_on: date
    applied: Count
    successful: Count
    accepted: Count
    completed: Count


ANNUAL_REPORT = RpcMethod(
    "reporting",
    "annual_report",
    AnnualReportOf,
    AnnualReport,
    "query",
    "The annual report's tables with their counting rules.",
)
ISSUE_REPORT = RpcMethod(
    "reporting", "issue_report", IssueReport, ReportIssued, "command", "Freeze a report."
)
RECORD_AWARENESS_SESSION = RpcMethod(
    "reporting",
    "record_awareness_session",
    RecordAwarenessSession,
    Nothing,
    "command",
    "Record awareness sessions.",
)
RECORD_RECRUITMENT_DRIVE = RpcMethod(
    "reporting",
    "record_recruitment_drive",
    RecordRecruitmentDrive,
    Nothing,
    "command",
    "Record a recruitment drive.",
)

METHODS = (ANNUAL_REPORT, ISSUE_REPORT, RECORD_AWARENESS_SESSION, RECORD_RECRUITMENT_DRIVE)
