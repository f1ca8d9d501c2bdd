"""Who facilitates a case: everybody who may, and for everybody else the reasons why not."""

from __future__ import annotations

from uuid import UUID

from fastapi.responses import Response

from services.gateway.pages.asking import Part
from services.gateway.pages.forms import Field, Read, new_key, read
from services.gateway.pages.site import Page, Visit
from shared.contracts.allocation import conflicts
from shared.contracts.allocation import rpc as allocation
from shared.contracts.base import Request, RpcMethod
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Refused

PAIR = 2


def _form(candidates: Part) -> tuple[Field, ...]:
    able = tuple(
        (str(one.facilitator_id), f"{one.name}, open cases: {one.open_cases}")
        for one in (candidates.answer.candidates if candidates.here else ())
        if one.may_take
    )
    return (Field("pair", "Who takes it? Choose two.", "checks", choices=able),)


def _page(visit: Visit, done: Read, key: str, status: int) -> Response:
    case = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    if case.closed_at:
        raise Refused("case-closed")
    parts = visit.gather(_asks(visit))
    part, held = parts["who"], parts["conflicts"]
    told = part.answer.candidates if part.here else ()
    ended = visit.request.query_params.get("done") == "end-conflict"
    return visit.show(
        "cases/facilitators.html",
        status,
        case=case,
        part=part,
        fields=_form(part),
        able=[one for one in told if one.may_take],
        unable=[one for one in told if not one.may_take],
        read=done,
        key=key,
        conflicts=held,
        declarers=_accounts(visit, held),
        may_end=visit.may(conflicts.END_CONFLICT),
        said="It is ended, and stays on record." if ended else "",
    )


def _asks(visit: Visit) -> dict[str, tuple[RpcMethod, Request]]:
    """Return what the page asks of allocation, in one message."""
    case_id = visit.id("case_id")
    return {
        "who": (allocation.CANDIDATES, allocation.CaseById(case_id=case_id)),
        "conflicts": (conflicts.CONFLICTS, conflicts.AskConflicts(case_id=case_id)),
    }


def _accounts(visit: Visit, held: Part) -> dict[str, str]:
    """Return the user names of who declared and who ended."""
    if not held.here:
        return {}
    told: conflicts.Conflicts = held.answer
    ids = {one.declared_by for one in (*told.standing, *told.ended) if one.declared_by}
    ids |= {one.ended_by for one in told.ended}
    return visit.site.identities.administering.names(ids)


def assign_page(visit: Visit) -> Response:
    """Show who may take the case."""
    return _page(visit, Read(), new_key(), 200)


def assign(visit: Visit) -> Response:
    """Assign the two who were chosen."""
    who = visit.gather({"who": _asks(visit)["who"]})["who"]
    done, key = read(_form(who), visit.form), visit.form.one("key")
    chosen = done.values.get("pair", [])
    if len(chosen) != PAIR:
        done.errors["pair"] = "Choose two people"
        return _page(visit, done, key, 422)
    one, other = (UUID(text) for text in chosen)
    asked = allocation.AssignFacilitators(case_id=visit.id("case_id"), facilitator_ids=(one, other))
    visit.ask(allocation.ASSIGN_FACILITATORS, asked, key)
    return visit.go(f"/cases/{asked.case_id}?done=assigned#facilitators")


PAGES = (
    Page("GET", "/cases/{case_id}/facilitators", "page.assign", assign_page),
    Page("POST", "/cases/{case_id}/facilitators", "page.assign", assign),
)
