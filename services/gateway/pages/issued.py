"""Reports that were issued: which there are, and each as it was frozen, whatever was recorded since."""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.handing_over import handed_over
from services.gateway.pages.reports import named, number, sheet
from services.gateway.pages.site import Page, Visit
from shared.contracts.reporting import issued as contract


def all_issued(visit: Visit) -> Response:
    """List issued reports, the newest first."""
    asked = contract.AskIssuedReports(before=visit.asked_id("before"))
    return visit.show("reports/issued_all.html", told=visit.ask(contract.ISSUED_REPORTS, asked))


def one(visit: Visit) -> Response:
    """Show a report exactly as it was issued, and whether it still fits its mark."""
    told = _told(visit)
    return visit.show(
        "reports/frozen.html", told=told, report=told.report, name=named, number=number
    )


def _told(visit: Visit) -> contract.IssuedReport:
    told: contract.IssuedReport = visit.ask(contract.ISSUED_REPORT, _about(visit))
    return told


def _about(visit: Visit) -> contract.IssuedReportById:
    return contract.IssuedReportById(report_id=visit.id("report_id"))


def as_file(visit: Visit) -> Response:
    """Give the very bytes that were frozen, or their figures as a sheet."""
    kind = visit.request.path_params["kind"]
    if kind == "json":
        return handed_over(visit.ask(contract.ISSUED_REPORT_FILE, _about(visit)), "report.json")
    return sheet(kind, lambda: _told(visit).report)


ROW = "page.reports"
PAGES = (
    Page("GET", "/reports/issued", ROW, all_issued),
    Page("GET", "/reports/issued/{report_id}", ROW, one),
    Page("GET", "/reports/issued/{report_id}/file/{kind}", ROW, as_file),
)
