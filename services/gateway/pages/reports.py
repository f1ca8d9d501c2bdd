"""The annual report as reporting counts it: read, taken away, opened to its cases, and issued.

Nothing is counted here. A number stands as reporting answers it, beside the rule by which it counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.forms import Field, Posted, Read, new_key, read
from services.gateway.pages.site import Page, Visit
from services.gateway.pages.today import references
from services.gateway.sheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from shared.contracts.reporting import endings
from shared.contracts.reporting import rpc as reporting
from shared.kernel.clock import SystemClock
from shared.kernel.errors import InvalidInput, NotFound

FIRST_YEAR: Final = 2019
"""The year of the first report begins in its April (INT-26)."""
DAYS: Final = (
    Field("from_on", "Or from", "date", needed=False),
    Field("to_on", "Up to and including", "date", needed=False),
)
NAMES: Final[dict[str, str]] = {
    "harmed": "Side harmed",
    "responsible": "Side responsible",
    "epr": "Enhanced priority",
    "non_epr": "No enhanced priority",
    "reopened_as_new": "Re-opened as new",
    "cohort": "Came by",
    "status": "Stands",
    "flag": "Flagged",
    "asked": "Asked in vain",
    "none": "Not known",
    "referrals": "Referrals in all",
}
WRONG: Final[dict[str, str]] = {
    "before-from": "The last day must not be before the first",
    "too-long": "A report is of one year at most",
}
"""Why reporting counts no such days."""
MONTH: Final = re.compile(r"(\d{4})-(\d\d)")
HEADS: Final = ("Table", "Title", "What", "Number", "Of", "How it is counted", "Note")
FILES: Final = {"csv": (as_csv, CSV_TYPE), "xlsx": (as_xlsx, XLSX_TYPE)}
SAID: Final[dict[str, str]] = {
    "awareness": "The sessions are recorded.",
    "drive": "The drive is recorded.",
}


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a report, both included."""

    from_on: date
    to_on: date

    @property
    def query(self) -> str:
        """Return the period as an address carries it."""
        return urlencode(
            {
                f"{name}-{part}": getattr(day, part)
                for name, day in (("from_on", self.from_on), ("to_on", self.to_on))
                for part in ("day", "month", "year")
            }
        )

    def __str__(self) -> str:
        """Return the period in words."""
        return f"{words.day(self.from_on)} to {words.day(self.to_on)}"


def year_from(year: int) -> Period:
    """Return the financial year that begins in April of a year (INT-26)."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def years() -> tuple[int, ...]:
    """Return the years of which there can be a report, the newest first."""
    today = SystemClock().today()
    newest = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return tuple(range(newest, FIRST_YEAR - 1, -1))


def _fields() -> tuple[Field, ...]:
    known = tuple((str(year), str(year_from(year))) for year in years())
    return (Field("year", "Year", "select", choices=known, needed=False), *DAYS)


def reports(visit: Visit) -> Response:
    """Ask for a year or for days; lead to whatever else there is to read or to record."""
    return _choose(visit, Read(), 200)


def _choose(visit: Visit, done: Read, status: int) -> Response:
    return visit.show(
        "reports/all.html",
        status,
        fields=_fields(),
        read=done,
        years=[year_from(year) for year in years()],
        said=SAID.get(visit.request.query_params.get("done", ""), ""),
    )


def _asked(visit: Visit) -> tuple[Read, Period | None]:
    """Return what the address asks for; no period, with the fault noted, if it is none."""
    done = read(_fields(), Posted(visit.request.query_params.multi_items()))
    told = done.values
    days = [told[field.name] for field in DAYS if field.name in told]
    if not done.errors and "year" in told and not days:
        return done, year_from(int(told["year"]))
    if not done.errors and len(days) == len(DAYS) and "year" not in told:
        return done, Period(*map(date.fromisoformat, days))
    if not done.errors:
        place = "from_on" if days else "year"
        done.errors[place] = "Choose a year, or enter the first and the last day"
    return done, None


def annual(visit: Visit) -> Response:
    """Show the report of a period as it counts now."""
    done, period = _asked(visit)
    if period is None:
        return _choose(visit, done, 422)
    try:
        report = _report(visit, period)
    except InvalidInput as wrong:
        done.errors.update(
            (one.field, WRONG.get(one.code) or words.fault(one)) for one in wrong.faults
        )
        return _choose(visit, done, 422)
    return visit.show(
        "reports/annual.html", period=period, report=report, name=named, number=number
    )


def _report(visit: Visit, period: Period) -> reporting.AnnualReport:
    asked = reporting.AnnualReportOf(from_on=period.from_on, to_on=period.to_on)
    told: reporting.AnnualReport = visit.ask(reporting.ANNUAL_REPORT, asked)
    return told


def _period(visit: Visit) -> Period:
    """Return the period of an address that a page of ours gave."""
    _, period = _asked(visit)
    if period is None:
        raise NotFound("no-such-page")
    return period


def named(label: str) -> str:
    """Return what a figure is of, in words: ``harmed:epr`` is "Side harmed: Enhanced priority"."""
    return ": ".join(_part(part) for part in label.split(":"))


def _part(part: str) -> str:
    if month := MONTH.fullmatch(part):
        return f"{date(int(month[1]), int(month[2]), 1):%B %Y}"
    return NAMES.get(part) or words.label(part)


def number(cell: reporting.Cell) -> str:
    """Return a figure as it is printed: a percentage is always "x of n" (AWR-04)."""
    return f"{cell.value}" if cell.of is None else f"{cell.value} of {cell.of}"


def cases(visit: Visit) -> Response:
    """Show the cases behind one figure."""
    period, query = _period(visit), visit.request.query_params
    found = [
        (table, cell)
        for table in _report(visit, period).tables
        for cell in table.cells
        if (table.code, cell.label) == (query.get("table"), query.get("figure"))
    ]
    if not found:
        raise NotFound("no-such-page")
    ((table, cell),) = found
    return visit.show(
        "reports/cases.html",
        period=period,
        table=table,
        figure=f"{named(cell.label)}: {number(cell)}",
        case_ids=tuple(dict.fromkeys(cell.case_ids)),
        references=references(visit, cell.case_ids),
    )


def as_file(visit: Visit) -> Response:
    """Give the report's figures as a file; that it was read is kept by reporting."""
    return sheet(visit.request.path_params["kind"], lambda: _report(visit, _period(visit)))


def sheet(kind: str, report: Callable[[], reporting.AnnualReport]) -> Response:
    """Return a report's figures as a file of a kind; it is asked for only if there is such a kind."""
    if kind not in FILES:
        raise NotFound("no-such-page")
    make, media = FILES[kind]
    headers = {"Content-Disposition": f'attachment; filename="annual-report.{kind}"'}
    return Response(make(HEADS, rows_of(report())), media_type=media, headers=headers)


def rows_of(report: reporting.AnnualReport) -> Iterator[tuple[str, ...]]:
    """Yield a report's figures as rows of a file, under ``HEADS``."""
    for table in report.tables:
        about = (table.rule, table.note or "")
        for cell in table.cells:
            figures = (str(cell.value), "" if cell.of is None else str(cell.of))
            yield (table.code, table.title, named(cell.label), *figures, *about)
        if not table.cells:
            yield (table.code, table.title, "", "", "", *about)


def issue_page(visit: Visit) -> Response:
    """Say what issuing means, before it is done."""
    period = _period(visit)
    return visit.show_form(
        title="Issue the report",
        caption=str(period),
        intro="It is counted once more, and those figures are frozen: they are kept for good as the "
        "report that was issued, whatever is recorded or corrected later, and nobody takes it back. "
        "To issue the same days again makes another report beside it. Read the figures and whether "
        "they agree first.",
        back=f"/reports/annual?{period.query}",
        fields=(),
        read=Read(),
        key=new_key(),
        send="Issue it",
    )


def issue(visit: Visit) -> Response:
    """Freeze the report of the period, and show by what a copy is told to be it."""
    period = _period(visit)
    asked = reporting.IssueReport(from_on=period.from_on, to_on=period.to_on)
    told = visit.ask(reporting.ISSUE_REPORT, asked, visit.form.one("key"))
    return visit.show("reports/issued.html", period=period, told=told)


def ending(visit: Visit) -> Response:
    """Show which agreements with agencies end soon, or ended lately, as their feeds warned."""
    asked = (endings.AGREEMENTS_ENDING, endings.ListEndings())
    return visit.show("reports/ending.html", part=visit.gather({"ending": asked})["ending"])


ROW, ISSUE = "page.reports", "page.issue_report"
PAGES = (
    Page("GET", "/reports", ROW, reports),
    Page("GET", "/reports/annual", ROW, annual),
    Page("GET", "/reports/annual/cases", "page.report_cases", cases),
    Page("GET", "/reports/file/{kind}", ROW, as_file),
    Page("GET", "/reports/annual/issue", ISSUE, issue_page),
    Page("POST", "/reports/annual/issue", ISSUE, issue),
    Page("GET", "/reports/ending", ROW, ending),
)
