"""Who looked at a case, when and for what: from every service that keeps something of it."""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.asking import answer_of
from services.gateway.pages.site import Page, Visit
from shared.contracts import looking
from shared.contracts.intake import rpc as intake
from shared.contracts.looking import Look

MOST = 100


def looks_page(visit: Visit) -> Response:
    """Show who looked, the newest first; what a service that is away knows is missing, and said."""
    case_id = visit.id("case_id")
    parts = visit.gather(
        {
            "case": (intake.CASE, intake.CaseById(case_id=case_id)),
            **{
                one.service: (one, looking.AskLooks(case_id=case_id, limit=MOST))
                for one in looking.METHODS
            },
        }
    )
    case = answer_of(parts.pop("case", None))
    who = {one.id: one.username for one in visit.site.identities.everyone()}
    names = words.people(case)
    looks = sorted(
        (one for part in parts.values() if part.here for one in part.answer.looks),
        key=lambda one: one.at,
        reverse=True,
    )
    return visit.show(
        "cases/looks.html",
        case=case,
        away=[part for part in parts.values() if part.away],
        rows=[_cells(one, who, names) for one in looks[:MOST]],
    )


def _cells(look: Look, who: dict[str, str], names: dict[str, str]) -> tuple[str, ...]:
    roles = ", ".join(words.label(role).lower() for role in look.roles)
    emergency = ", in an emergency" if look.in_emergency else ""
    person = names.get(str(look.person_id), "somebody") if look.person_id else "–"
    purpose = words.label(look.purpose) if look.purpose else "–"
    return (
        words.local_time(look.at),
        f"{who.get(look.by, look.by)} ({roles}{emergency})",
        words.label(look.what.replace(".", "_")),
        person,
        purpose,
    )


PAGES = (Page("GET", "/cases/{case_id}/looks", "page.looks", looks_page),)
