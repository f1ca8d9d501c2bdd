"""Who was told what, and why: one agency's log page by page, or a case's over all agencies' logs.

As a file too, for the data-protection officer. A file is whole or not at all: a log that does not
answer just now leaves none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import agency_words, words
from services.gateway.pages.agency import named
from services.gateway.pages.asking import Part
from services.gateway.pages.forms import Field, Posted, Read, read
from services.gateway.pages.site import Page, Visit
from services.gateway.sheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from shared.contracts.feeds import office
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import InvalidInput, NotFound, Refused, Unavailable

PER_PAGE, AT_ONCE, IN_A_FILE = 50, 500, 20_000
FILTER = (
    Field("reference", "Case", hint="For example, RJ-2026-0001ABC. Cases joined with it count too.",
          needed=False),
    Field("since", "From", "date", needed=False),
    Field("until", "Up to and including", "date", needed=False),
    Field("withheld", "Show", "choice", needed=False,
          choices=(("all", "Everything"), ("only", "Only what was kept back"))),
)  # fmt: skip
HEADS = ("When", "Agency", "What", "To whom", "Agreement", "Clause", "Legal basis", "Purpose", "Fields",
         "Case", "Case id", "Person id", "Consent id", "Told by", "Kept back", "Why")  # fmt: skip
FILES = {"csv": (as_csv, CSV_TYPE), "xlsx": (as_xlsx, XLSX_TYPE)}
UNREADABLE = "Enter a case's reference, such as RJ-2026-0001ABC"


def of_agency(visit: Visit) -> Response:
    """Show what one agency was told: of a case, of some days, or all of it, newest first."""
    name, done = named(visit), _filter(visit)
    asked = _asked(visit, done, name)
    if asked is None:
        return _show(visit, done, [], 422, name)
    part = visit.gather({"log": (office.DISCLOSURES, asked)})["log"]
    if not part.here and not part.away:
        raise NotFound("disclosure-unknown")
    return _show(visit, done, [part], 200, name)


def of_case(visit: Visit) -> Response:
    """Show what every agency was told of a case or a person: their feeds are asked side by side."""
    done = _filter(visit)
    if not _narrowed(visit, done):
        return _show(visit, done, None, 200)
    case_id = visit.asked_id("case_id") or _case_of(visit, done.values.get("reference", ""))
    asked = {
        name: _asked(visit, done, name, case_id=case_id, limit=AT_ONCE)
        for name in visit.site.backoffice.agencies()
    }
    if None in asked.values():
        return _show(visit, done, [], 422)
    parts = visit.gather({n: (office.DISCLOSURES, one) for n, one in asked.items() if one})
    return _show(visit, done, list(parts.values()), 200)


def as_file(visit: Visit) -> Response:
    """Give what the address narrows to as a file; each feed keeps that it left."""
    kind = visit.request.path_params["kind"]
    if kind not in FILES:
        raise NotFound("no-such-page")
    make, media = FILES[kind]
    content = make(HEADS, [_cells(one) for one in _whole(visit, _filter(visit))])
    headers = {"Content-Disposition": f'attachment; filename="disclosures.{kind}"'}
    return Response(content, media_type=media, headers=headers)


def _whole(visit: Visit, done: Read) -> list[office.Disclosure]:
    known, only = visit.site.backoffice.agencies(), visit.request.query_params.get("agency")
    if only is not None and only not in known:
        raise NotFound("agency-unknown")
    case_id = visit.asked_id("case_id") or _case_of(visit, done.values.get("reference", ""))
    found = [
        entry
        for name in ((only,) if only else known)
        for entry in _pages(visit, done, name, case_id)
    ]
    return sorted(found, key=lambda one: one.disclosed_at, reverse=True)


def _pages(visit: Visit, done: Read, name: str, case_id: Any) -> Iterator[office.Disclosure]:
    before, left = None, IN_A_FILE
    while left > 0:
        more = {"case_id": case_id, "before": before, "limit": AT_ONCE, "for_export": True}
        asked = _asked(visit, done, name, **more)
        if asked is None:
            raise InvalidInput("invalid-request")
        told = visit.ask(office.DISCLOSURES, asked)
        yield from told.entries
        left -= len(told.entries)
        if not told.more:
            return
        before = told.entries[-1].disclosure_id
    raise Refused("log-too-long-for-a-file")


def _filter(visit: Visit) -> Read:
    done = read(FILTER, Posted(visit.request.query_params.multi_items()))
    done.typed["withheld"] = done.typed["withheld"] or "all"
    return done


def _narrowed(visit: Visit, done: Read) -> bool:
    ids = ("case_id", "person_id")
    return bool(done.errors or done.values or any(visit.asked_id(name) for name in ids))


def _case_of(visit: Visit, reference: str) -> Any:
    """Return the case of a reference, which leads on where it was joined; the log outlives cases."""
    if not reference or not visit.may(intake.FIND_CASE):
        return None
    try:
        return visit.ask(intake.FIND_CASE, intake.CaseByReference(reference=reference[:20])).case_id
    except (NotFound, InvalidInput, Unavailable):
        return None


def _asked(visit: Visit, done: Read, name: str, **more: Any) -> office.AskDisclosures | None:
    """Return what the filter asks of one feed; None, with the fault noted, if it cannot be read."""
    if done.errors:
        return None
    values = done.values
    given: dict[str, Any] = {
        "case_id": visit.asked_id("case_id"),
        "person_id": visit.asked_id("person_id"),
        "reference": values.get("reference", "").upper() or None,
        "since": values.get("since"),
        "until": values.get("until"),
        "withheld_only": values.get("withheld") == "only",
        "before": visit.asked_id("before"),
        "limit": PER_PAGE,
    }
    try:
        return office.AskDisclosures(agency=name, **(given | more))
    except ValidationError:
        done.errors["reference"] = UNREADABLE
        return None


def _show(
    visit: Visit, done: Read, parts: Sequence[Part] | None, status: int, name: str = ""
) -> Response:
    here = [part for part in parts or () if part.here]
    entries = [entry for part in here for entry in part.answer.entries]
    entries.sort(key=lambda one: one.disclosed_at, reverse=True)
    more = any(part.answer.more for part in here)
    return visit.show(
        "agencies/disclosures.html",
        status,
        agency=name,
        asked=parts is not None and not done.errors,
        away=[part for part in parts or () if part.away],
        entries=entries,
        more=more,
        fields=FILTER[1:] if visit.asked_id("case_id") else FILTER,
        read=done,
        about={name: str(visit.asked_id(name) or "") for name in ("case_id", "person_id")},
        older=f"?{_query(visit, before=entries[-1].disclosure_id)}" if name and more else "",
        narrowed=_query(visit, **({"agency": name} if name else {})),
        later=bool(visit.request.query_params.get("before")),
        say=agency_words,
    )  # fmt: skip


def _query(visit: Visit, **more: Any) -> str:
    """Return what the address narrows to, as another address carries it."""
    given = visit.request.query_params.items()
    kept = {key: value for key, value in given if key != "before" and value}
    return urlencode(kept | {key: str(value) for key, value in more.items()})


def _cells(one: office.Disclosure) -> tuple[str, ...]:
    ids = (one.case_id, one.person_id, one.consent_id)
    return (
        _moment(one.disclosed_at),
        words.label(one.agency),
        agency_words.telling(one.kind),
        one.recipient,
        one.agreement,
        one.clause,
        one.legal_basis,
        one.purpose,
        ", ".join(one.fields),
        one.reference or "",
        *(str(one) if one else "" for one in ids),
        one.told_by,
        _moment(one.withheld_at) if one.withheld_at else "",
        agency_words.WITHHELD.get(one.withheld_as or "", one.withheld_as or ""),
    )


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


PAGES = (
    Page("GET", "/disclosures", "page.disclosures", of_case),
    Page("GET", "/disclosures/file/{kind}", "page.disclosures", as_file),
    Page("GET", "/agencies/{agency}/disclosures", "page.disclosures", of_agency),
)
