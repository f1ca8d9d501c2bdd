"""Pages that show what was kept in words: an agency's answer, notes, the programme, contact advice."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response

from services.gateway.pages import done_words, words
from services.gateway.pages.actions import BY_SLUG, Acts
from services.gateway.pages.asking import Part, answer_of
from services.gateway.pages.forms import Field, Read, choices, read
from services.gateway.pages.site import Page, Visit
from shared.contracts.comms import meetings, planning
from shared.contracts.intake import answering, contact
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import ContactChannel
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import NotFound

ASKED = (
    Field("channel", "How do you want to reach them?", "choice", choices=choices(ContactChannel)),
    Field("purpose", "What for?", hint="It is kept with your name"),
)


def _with_case(visit: Visit, method: Any, **asked: Any) -> tuple[CaseView, Part | None]:
    """Return the case, and what else is asked about it; without the case there is no page."""
    case_id = visit.id("case_id")
    request = method.request(case_id=case_id, **asked)
    parts = visit.gather(
        {"case": (intake.CASE, intake.CaseById(case_id=case_id)), "told": (method, request)}
    )
    return answer_of(parts.get("case")), parts.get("told")


def _said(visit: Visit) -> str:
    done = BY_SLUG.get(visit.request.query_params.get("done", ""))
    return done_words.ACTS[done.slug] if done else ""


def answer_page(visit: Visit) -> Response:
    """Show what an agency answered to a request. The reading is audited."""
    case, part = _with_case(visit, answering.AGENCY_ANSWER, request_id=visit.id("request_id"))
    return visit.show("cases/answer.html", case=case, told=answer_of(part))


def notes_page(visit: Visit) -> Response:
    """Show the notes of a case that the visitor may read."""
    case, part = _with_case(visit, meetings.NOTES)
    who = {one.id: one.username for one in visit.site.identities.everyone()}
    acts = Acts(visit, case)
    return visit.show(
        "cases/notes.html", case=case, part=part, who=who, acts=acts, said=_said(visit)
    )


def programme_page(visit: Visit) -> Response:
    """Show a strand's programme, session by session, or that none is laid out."""
    strand_id = visit.id("strand_id")
    case, part = _with_case(visit, planning.PROGRAMME, strand_id=strand_id)
    if strand_id not in {one.strand_id for one in case.strands}:
        raise NotFound("strand-unknown")
    return visit.show(
        "cases/programme.html",
        case=case,
        part=part,
        strand_id=strand_id,
        names=words.people(case),
        acts=Acts(visit, case),
        said=_said(visit),
    )


def advice_page(visit: Visit) -> Response:
    """Ask how and what for, before somebody is contacted."""
    return _advice(visit, Read(), None, 200)


def _advice(visit: Visit, done: Read, told: contact.ContactAdvice | None, status: int) -> Response:
    case = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    names = words.people(case)
    person = str(visit.id("person_id"))
    if person not in names:
        raise NotFound("person-unknown")
    return visit.show(
        "cases/advice.html",
        status,
        case=case,
        role=names[person],
        fields=ASKED,
        read=done,
        told=told,
    )


def advice(visit: Visit) -> Response:
    """Say whether it is safe to reach somebody so, now, and what to mind."""
    done = read(ASKED, visit.form)
    if not done.errors and len(done.values["purpose"]) < 3:
        done.errors["purpose"] = "Say in a few words what for"
    if done.errors:
        return _advice(visit, done, None, 422)
    asked = contact.AskContact(
        case_id=visit.id("case_id"),
        person_id=visit.id("person_id"),
        channel=done.values["channel"],
        purpose=done.values["purpose"][:200],
    )
    return _advice(visit, done, visit.ask(contact.CONTACT_ADVICE, asked), 200)


ADVICE = "/cases/{case_id}/people/{person_id}/advice"
PAGES = (
    Page("GET", "/cases/{case_id}/requests/{request_id}/answer", "page.answer", answer_page),
    Page("GET", "/cases/{case_id}/notes", "page.notes", notes_page),
    Page("GET", "/cases/{case_id}/strands/{strand_id}/programme", "page.programme", programme_page),
    Page("GET", ADVICE, "page.advice", advice_page),
    Page("POST", ADVICE, "page.advice", advice),
)
