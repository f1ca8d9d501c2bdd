"""Somebody's details, shown once for a purpose that is kept; the numbers of agencies masked.

Whoever needs such a number in full says so in the same form (2.4), and the log says it too.
"""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.site import Page, Visit
from shared.contracts.intake import entry
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import NotFound

PURPOSE = (
    Field(
        "purpose",
        "Why do you need this person's details?",
        hint="It is kept with your name, and whoever may see this case's log can read it.",
    ),
)
IN_FULL = Field(
    "unmasked",
    "Numbers by which agencies know them",
    "checks",
    "Without this only their last two characters are shown.",
    choices=(("yes", "I need them in full"),),
    needed=False,
)


def purpose_of(done: Read) -> str:
    """Return the purpose that a form states; where it says too little, the form says so."""
    purpose = str(done.values.get("purpose", ""))
    if not done.errors and len(purpose) < 3:
        done.errors["purpose"] = "Say in a few words why you need the details"
    return purpose[:200]


def person_in(visit: Visit) -> tuple[CaseView, str]:
    """Return the case, and what the person of the address is called in it without a name."""
    case = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    role = words.people(case).get(str(visit.id("person_id")))
    if role is None:
        raise NotFound("person-unknown")
    return case, role


def _fields(visit: Visit) -> tuple[Field, ...]:
    return (*PURPOSE, IN_FULL) if visit.may(entry.PERSON_IDENTIFIERS) else PURPOSE


def reveal_page(visit: Visit) -> Response:
    """Ask for the purpose, before anybody's details are shown."""
    return _form(visit, Read(), 200)


def _form(visit: Visit, done: Read, status: int) -> Response:
    case, role = person_in(visit)
    return visit.show_form(
        status,
        title=f"Show details: {role.lower()}",
        caption=case.reference,
        back=f"/cases/{case.case_id}#people",
        fields=_fields(visit),
        read=done,
        send="Show the details",
    )


def reveal(visit: Visit) -> Response:
    """Show a person's details, once, for the purpose that was stated."""
    done = read(_fields(visit), visit.form)
    purpose = purpose_of(done)
    if done.errors:
        return _form(visit, done, 422)
    case, role = person_in(visit)
    asked: dict[str, Any] = {
        "case_id": case.case_id,
        "person_id": visit.id("person_id"),
        "purpose": purpose,
    }
    told = visit.ask(intake.REVEAL_PERSON, intake.RevealPerson(**asked))
    unmasked = bool(done.values.get("unmasked"))
    numbers = entry.AskIdentifiers(**asked, unmasked=unmasked)
    part = visit.gather({"numbers": (entry.PERSON_IDENTIFIERS, numbers)}).get("numbers")
    return visit.show(
        "cases/person.html",
        case=case,
        person=told.person,
        role=role,
        numbers=part,
        unmasked=unmasked,
    )


REVEAL = "/cases/{case_id}/people/{person_id}/reveal"
PAGES = (
    Page("GET", REVEAL, "page.reveal", reveal_page),
    Page("POST", REVEAL, "page.reveal", reveal),
)
