"""Finding cases: by number or name, by filters kept in the address, as views, and as files.

A name or a number is asked for by a form that is posted, so that it stands in no address.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from fastapi.responses import Response

from services.gateway.pages import agency_list, words
from services.gateway.pages.asking import Part
from services.gateway.pages.forms import Field, Posted, Read, choices, errors_of, read
from services.gateway.pages.site import Page, Visit
from services.gateway.sheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from shared.contracts.codes import CaseStage, CrimeType, Outcome, Source
from shared.contracts.intake import rpc as intake
from shared.contracts.intake import searching as search
from shared.kernel.errors import InvalidInput, NotFound, NotPermitted

FILTERS = (
    Field("stage", "Stage", "select", choices=choices(CaseStage), needed=False),
    Field("closed", "Open or closed", "select",
          choices=(("no", "Open"), ("yes", "Closed")), needed=False),
    Field("on_hold", "On hold", "select", choices=(("yes", "Yes"), ("no", "No")), needed=False),
    Field("outcome", "Main outcome", "select", choices=choices(Outcome), needed=False),
    Field("crime_type", "Kind of offence", "select", choices=choices(CrimeType), needed=False),
    Field("source", "Who sent it", "select", choices=choices(Source), needed=False),
    Field("waits_on", "Waiting on", "select", source=agency_list.SOURCE, needed=False),
    Field("opened_from", "Arrived on or after", "date", needed=False),
    Field("opened_until", "Arrived on or before", "date", needed=False),
)  # fmt: skip
KNOWN = (
    Field("number", "Number", hint="A reference of ours, a crime number or URN, or a PNC, CRO or "
          "prison number", needed=False),
    Field("name", "First and last name", hint="Found by how they sound, in either order",
          needed=False),
)  # fmt: skip
NAME = (Field("view_name", "Name of the view"),)
HEADS = ("Reference", "Stage", "On hold", "Arrived", "Closed", "Main outcome")
PAGE, IN_A_FILE = 50, 10_000
LONGEST = {"number": 40, "name": 200}
FLAGS = ("closed", "on_hold")


def find(visit: Visit) -> Response:
    """Show the cases that the address narrows to, or go to the one whose reference it carries."""
    reference = visit.request.query_params.get("reference", "").strip()
    if reference:
        return _by_reference(visit, reference[:20])
    return _show(visit, Read(), 200)


def _by_reference(visit: Visit, reference: str) -> Response:
    try:
        found = visit.ask(intake.FIND_CASE, intake.CaseByReference(reference=reference))
    except (NotFound, NotPermitted):
        says = {"number": "We cannot find that reference."}
        return _show(visit, Read(typed={"number": reference}, errors=says), 404)
    return visit.go(f"/cases/{found.case_id}")


def look(visit: Visit) -> Response:
    """Look for what was typed; one case alone is shown at once."""
    done = read(KNOWN, visit.form)
    if not done.values:
        return _show(visit, Read(errors={"number": "Enter a number or a name"}), 422)
    asked = {name: text[: LONGEST[name]] for name, text in done.values.items()}
    try:
        found = visit.ask(search.SEARCH_CASES, search.SearchCases(**asked, limit=PAGE))
    except InvalidInput as wrong:
        errors = errors_of(wrong.faults, {field.name: field for field in KNOWN})
        return _show(visit, Read(done.values, done.typed, errors), 422)
    if len(found.cases) == 1:
        return visit.go(f"/cases/{found.cases[0].case_id}")
    if not found.cases:
        says = {next(iter(done.values)): "We cannot find any case with that"}
        return _show(visit, Read(done.values, done.typed, says), 404)
    return _show(visit, Read(done.values, done.typed), 200, Part("intake", found))


def _show(
    visit: Visit,
    known: Read,
    status: int,
    looked: Part | None = None,
    named: Read | None = None,
) -> Response:
    filters = _filters(visit)
    cases = looked
    if cases is None and not filters.errors:
        cases = visit.gather({"cases": (search.SEARCH_CASES, _asked(visit, filters))})["cases"]
    return visit.show(
        "cases/find.html",
        status,
        known=known,
        known_fields=KNOWN if visit.may(intake.REVEAL_PERSON) else KNOWN[:1],
        filters=filters,
        fields=_filter_fields(visit),
        narrowed=_query(filters),
        looked=looked is not None,
        cases=cases,
        rows=tuple(_cells(case) for case in cases.answer.cases) if cases and cases.here else (),
        views=visit.site.desk.views.mine(visit.who.actor.id),
        view_id=uuid4(),
        name_fields=NAME,
        named=named or Read(),
    )


def _filters(visit: Visit) -> Read:
    """Return the filters of the address, or of the form that keeps them as a view."""
    return read(_filter_fields(visit), _asked_for(visit))


def _asked_for(visit: Visit) -> Posted:
    if visit.request.method == "POST":
        return visit.form
    return Posted(visit.request.query_params.multi_items())


def _filter_fields(visit: Visit) -> tuple[Field, ...]:
    return agency_list.narrowing(visit, FILTERS, _asked_for(visit).one("waits_on"))


def _asked(visit: Visit, filters: Read, **more: Any) -> search.SearchCases:
    """Return what the filters of the address ask."""
    values = dict(filters.values)
    stage = values.pop("stage", None)
    asked = {name: value == "yes" if name in FLAGS else value for name, value in values.items()}
    before = visit.asked_id("before")
    return search.SearchCases(
        **asked, stages=(stage,) if stage else (), **({"before": before, "limit": PAGE} | more)
    )


def _query(filters: Read) -> str:
    """Return the filters as an address carries them."""
    told: dict[str, str] = {}
    for name, value in filters.values.items():
        if name.startswith("opened_"):
            day = date.fromisoformat(value)
            told |= {f"{name}-day": str(day.day), f"{name}-month": str(day.month),
                     f"{name}-year": str(day.year)}  # fmt: skip
        else:
            told[name] = value
    return urlencode(told)


def _cells(case: intake.CaseSummary) -> tuple[str, ...]:
    return (
        case.reference,
        words.label(case.stage),
        "Yes" if case.on_hold else "",
        words.day(case.opened_at),
        words.day(case.closed_at) if case.closed_at else "",
        words.label(case.primary_outcome) if case.primary_outcome else "",
    )


def keep_view(visit: Visit) -> Response:
    """Keep what the list is narrowed to under a name."""
    named, query = read(NAME, visit.form), _query(_filters(visit))
    if named.errors:
        return _show(visit, Read(), 422, named=named)
    view_id, name = visit.form_id("view_id"), named.values["view_name"][:80]
    visit.site.desk.views.save(visit.who.actor.id, view_id, name, query)
    return visit.go(f"/cases?{query}")


def drop_view(visit: Visit) -> Response:
    """Throw a view away."""
    visit.site.desk.views.drop(visit.who.actor.id, visit.id("view_id"))
    return visit.go("/cases")


def export(visit: Visit) -> Response:
    """Give the cases that the address narrows to as a file; that they left is kept by intake."""
    kind = visit.request.path_params["kind"]
    if kind not in FILES:
        raise NotFound("no-such-page")
    make, media = FILES[kind]
    content = make(HEADS, _all(visit, _filters(visit)))
    headers = {"Content-Disposition": f'attachment; filename="cases.{kind}"'}
    return Response(content, media_type=media, headers=headers)


def _all(visit: Visit, filters: Read) -> Iterator[tuple[str, ...]]:
    """Return every case, page by page, up to what a file holds."""
    before, left = None, IN_A_FILE
    while left > 0:
        asked = _asked(visit, filters, limit=min(500, left), before=before, for_export=True)
        found = visit.ask(search.SEARCH_CASES, asked)
        yield from (_cells(case) for case in found.cases)
        left -= len(found.cases)
        before = found.next_page
        if before is None:
            return


FILES = {"csv": (as_csv, CSV_TYPE), "xlsx": (as_xlsx, XLSX_TYPE)}
PAGES = (
    Page("GET", "/cases", "page.find_case", find),
    Page("POST", "/cases/search", "page.find_case", look),
    Page("POST", "/cases/views", "page.find_case", keep_view),
    Page("POST", "/cases/views/{view_id}/drop", "page.find_case", drop_view),
    Page("GET", "/cases/export/{kind}", "page.export", export),
)
