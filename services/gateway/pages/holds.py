"""Holds that many cases have in common: placed by one cause, listed, and lifted together (HLD-04)."""

from __future__ import annotations

from uuid import UUID

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages.acting import NOTE
from services.gateway.pages.asking import Part
from services.gateway.pages.forms import (
    Field,
    Read,
    choices,
    new_key,
    read,
    told_refused,
    told_wrong,
)
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import HoldCause
from shared.contracts.intake import rpc as intake
from shared.contracts.intake import waiting
from shared.kernel.errors import InvalidInput, NotFound, NotPermitted, Refused

FIELDS = (
    Field("cause", "Why", "choice", choices=choices(HoldCause)),
    Field("which", "Which cases?", "choice",
          choices=(("in_custody", "Every open case with somebody in custody"),
                   ("named", "Those that I name"))),
    Field("references", "Their references, one a line", "area", needed=False),
    NOTE,
)  # fmt: skip
MOST = 500


def holds_page(visit: Visit) -> Response:
    """Show the holds that stand, and the form of a new one."""
    return _show(visit, Read(), new_key(), 200)


def _show(visit: Visit, done: Read, key: str, status: int) -> Response:
    asked = (waiting.BULK_HOLDS, waiting.ListBulkHolds())
    part: Part | None = visit.gather({"standing": asked}).get("standing")
    return visit.show(
        "cases/holds.html",
        status,
        part=part,
        fields=FIELDS,
        read=done,
        key=key,
        said=SAID.get(visit.request.query_params.get("done", ""), ""),
    )


SAID = {"held": "The cases are on hold.", "lifted": "The hold is lifted."}


def hold(visit: Visit) -> Response:
    """Put them on hold, all in one step or none."""
    key, done = visit.form.one("key"), read(FIELDS, visit.form)
    named = _named(visit, done)
    if done.errors:
        return _show(visit, done, key, 422)
    try:
        asked = waiting.HoldMany(
            cause=done.values["cause"],
            case_ids=tuple(named),
            in_custody=done.values["which"] == "in_custody",
            note=done.values.get("note"),
        )
        visit.ask(waiting.HOLD_MANY, asked, key)
    except (ValidationError, InvalidInput) as wrong:
        return _show(visit, told_wrong(done, wrong, FIELDS), key, 422)
    except Refused as refused:
        return _show(visit, told_refused(done, refused), key, 409)
    return visit.go("/holds?done=held")


def _named(visit: Visit, done: Read) -> list[UUID]:
    """Return the cases that are named; a reference that leads nowhere is said at its field."""
    if done.values.get("which") != "named":
        return []
    wanted = dict.fromkeys(done.values.get("references", "").split())
    if not wanted or len(wanted) > MOST:
        done.errors["references"] = f"Enter between one and {MOST} references, one a line"
        return []
    found = {reference: _find(visit, reference) for reference in wanted}
    lost = [reference for reference, case_id in found.items() if case_id is None]
    if lost:
        done.errors["references"] = f"We cannot find: {', '.join(lost[:10])}"
    return sorted({case_id for case_id in found.values() if case_id is not None})


def _find(visit: Visit, reference: str) -> UUID | None:
    try:
        asked = intake.CaseByReference(reference=reference[:20])
        found: intake.CaseFound = visit.ask(intake.FIND_CASE, asked)
    except (NotFound, NotPermitted):
        return None
    return found.case_id


def lift(visit: Visit) -> Response:
    """Lift a hold on all cases that have it in common."""
    asked = waiting.ResumeMany(bulk_id=visit.id("bulk_id"))
    visit.ask(waiting.RESUME_MANY, asked, visit.form.one("key"))
    return visit.go("/holds?done=lifted")


ROW = "page.holds"
PAGES = (
    Page("GET", "/holds", ROW, holds_page),
    Page("POST", "/holds", ROW, hold),
    Page("POST", "/holds/{bulk_id}/lift", ROW, lift),
)
