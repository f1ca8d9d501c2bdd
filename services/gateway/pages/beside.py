"""Two cases side by side: what each is, who is in them for a purpose, and what may become of both.

Nobody is named until a purpose is given; each person that is then shown is in the log of their own
case, with the purpose.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.asking import Part
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.revealing import PURPOSE, purpose_of
from services.gateway.pages.site import Page, Visit
from shared.contracts.intake import entry
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import NotFound, NotPermitted

REFERENCE = (
    Field("reference", "Reference of the other case", hint="Such as RJ-2019-ABCDEFG"),
)  # fmt: skip
MOST_PEOPLE = 40
"""Shown at once; each is asked for, and logged, one by one."""


def pair(visit: Visit) -> tuple[CaseView, CaseView]:
    """Return the two cases of the address; what the visitor may not see is not there."""
    one, other = visit.id("case_id"), visit.id("other_case_id")
    if one == other:
        raise NotFound("no-such-page")
    cases = [visit.ask(intake.CASE, intake.CaseById(case_id=case_id)) for case_id in (one, other)]
    return cases[0], cases[1]


def look_up_page(visit: Visit) -> Response:
    """Ask which other case to put beside this one."""
    return _look_up(visit, Read(), 200)


def _look_up(visit: Visit, done: Read, status: int) -> Response:
    case = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    return visit.show_form(
        status,
        title="Put another case beside this one",
        caption=case.reference,
        intro="Where the two are one harm, share a person, or one continues the other.",
        back=f"/cases/{case.case_id}",
        fields=REFERENCE,
        read=done,
        send="Show them side by side",
    )


def look_up(visit: Visit) -> Response:
    """Go to the two cases side by side."""
    case_id, done = visit.id("case_id"), read(REFERENCE, visit.form)
    if done.errors:
        return _look_up(visit, done, 422)
    try:
        asked = intake.CaseByReference(reference=done.values["reference"][:20])
        found = visit.ask(intake.FIND_CASE, asked)
    except (NotFound, NotPermitted):
        found = None
    if found is None or found.case_id == case_id:
        says = "We cannot find another case with that reference"
        return _look_up(visit, Read(typed=done.typed, errors={"reference": says}), 404)
    return visit.go(f"/cases/{case_id}/beside/{found.case_id}")


def beside_page(visit: Visit) -> Response:
    """Show the two cases without anybody's name."""
    return _beside(visit, Read(), {}, 200)


def _beside(visit: Visit, done: Read, people: dict[UUID, Part], status: int) -> Response:
    cases = pair(visit)
    referrals = visit.gather(
        {
            str(case.case_id): (entry.REFERRALS, entry.AskReferrals(case_id=case.case_id))
            for case in cases
        }
    )
    return visit.show(
        "cases/beside.html",
        status,
        cases=cases,
        names=[words.people(case) for case in cases],
        referrals=referrals,
        people=people,
        fields=PURPOSE,
        read=done,
        said=visit.request.query_params.get("done") == "merged",
        why_not_joined=[why_not_joined(*ends) for ends in (cases, cases[::-1])],
        why_not_reopened=[why_not_reopened(*ends) for ends in (cases, cases[::-1])],
    )


def show_people(visit: Visit) -> Response:
    """Show who is in both cases, once, for the purpose that was stated."""
    done = read(PURPOSE, visit.form)
    purpose = purpose_of(done)
    if done.errors:
        return _beside(visit, done, {}, 422)
    asked: dict[str, Any] = {
        str(person.person_id): (
            intake.REVEAL_PERSON,
            intake.RevealPerson(
                case_id=case.case_id,
                person_id=person.person_id,
                purpose=purpose,
            ),
        )
        for case in pair(visit)
        for person in case.participants[:MOST_PEOPLE]
    }
    found = visit.gather(asked)
    return _beside(visit, done, {UUID(name): part for name, part in found.items()}, 200)


def why_not_joined(one: CaseView, other: CaseView) -> str:
    """Return why one cannot be joined into the other, as far as the page can tell."""
    closed = next((case for case in (one, other) if case.closed_at), None)
    return f"{closed.reference} is closed." if closed else ""


def why_not_reopened(one: CaseView, other: CaseView) -> str:
    """Return why one cannot be closed as opened anew in the other."""
    if one.closed_at:
        return f"{one.reference} is closed."
    if one.primary_outcome and one.primary_outcome != "reopened_as_new":
        return f"{one.reference} has another main outcome already."
    if other.opened_at < one.opened_at:
        return f"{other.reference} is the older one."
    return ""


ROW = "page.beside"
PAGES = (
    Page("GET", "/cases/{case_id}/beside", ROW, look_up_page),
    Page("POST", "/cases/{case_id}/beside", ROW, look_up),
    Page("GET", "/cases/{case_id}/beside/{other_case_id}", ROW, beside_page),
    Page("POST", "/cases/{case_id}/beside/{other_case_id}", ROW, show_people),
)
