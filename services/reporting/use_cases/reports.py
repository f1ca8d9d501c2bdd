"""The annual report: counted when asked, frozen with its hash when issued (REP-20)."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from services.reporting.domain.counting import all_tables, reconciliations
from services.reporting.domain.page import page
from services.reporting.store import tables
from services.reporting.store.reading import read_year
from services.reporting.store.writing import keep
from shared.contracts.base import json_ready
from shared.contracts.reporting.events import ReportIssuedV1
from shared.contracts.reporting.rpc import AnnualReport, Cell, ReportIssued, Table
from shared.kernel.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from services.reporting.domain.facts import CountedTable, Figure
    from shared.contracts.reporting.rpc import AnnualReportOf, IssueReport
    from shared.messaging.unit_of_work import UnitOfWork

LONGEST_DAYS = 366


def annual_report(uow: UnitOfWork, request: AnnualReportOf) -> AnnualReport:
    """Return the report of a period as it counts now, as data and as a page.

    Raises:
        InvalidInput: the period is turned round, or longer than a year.

    """
    _check_period(request.from_on, request.to_on)
    found = _counted(uow, request.from_on, request.to_on)
    uow.audit("report_read", subject=f"report/{request.from_on}..{request.to_on}")
    return found


def issue_report(uow: UnitOfWork, request: IssueReport) -> ReportIssued:
    """Freeze the report of a period, with the hash by which a copy can be told to be it."""
    _check_period(request.from_on, request.to_on)
    report = _counted(uow, request.from_on, request.to_on)
    content = json.dumps(json_ready(report), sort_keys=True).encode()
    digest = hashlib.sha256(content).hexdigest()
    report_id, now = uow.ids.new(), uow.now()
    keep(
        uow.connection,
        tables.reports,
        report_id=report_id,
        kind="annual",
        from_on=request.from_on,
        to_on=request.to_on,
        content_hash=digest,
        content=content,
        issued_at=now,
    )
    uow.audit("report_issued", subject=f"report/{report_id}", content_hash=digest)
    uow.announce(
        ReportIssuedV1(
            report_id=report_id,
            kind="annual",
            from_on=request.from_on,
            to_on=request.to_on,
            content_hash=digest,
            issued_at=now,
        )
    )
    return ReportIssued(report_id=report_id, content_hash=digest)


def _counted(uow: UnitOfWork, from_on: date, to_on: date) -> AnnualReport:
    as_of: datetime = uow.now()
    year = read_year(uow.connection, from_on, to_on, as_of)
    found = all_tables(year)
    checks = reconciliations(found)
    return AnnualReport(
        from_on=from_on,
        to_on=to_on,
        as_of=as_of,
        tables=tuple(_table(table) for table in found),
        reconciliations=tuple(_cell(check) for check in checks),
        html=page(from_on=from_on, to_on=to_on, as_of=as_of, tables=found, checks=checks),
    )


def _table(table: CountedTable) -> Table:
    return Table(
        code=table.code,
        title=table.title,
        rule=table.rule,
        cells=tuple(_cell(figure) for figure in table.figures),
        note=table.note,
    )


def _cell(figure: Figure) -> Cell:
    return Cell(label=figure.label, value=figure.value, of=figure.of, case_ids=figure.case_ids)


def _check_period(from_on: date, to_on: date) -> None:
    if to_on < from_on:
        raise InvalidInput("period-turned-round", (Fault("to_on", "before-from"),))
    if (to_on - from_on).days > LONGEST_DAYS:
        raise InvalidInput("period-too-long", (Fault("to_on", "too-long"),))
