"""What was tried to reach somebody and where they stood; how they are reached, for a purpose.

The account names nobody. Details are masked until somebody says that they need them in full, and
either look is in the case's log with its purpose.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi.responses import Response

from services.gateway.pages import contact_words
from services.gateway.pages.asking import Part
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.revealing import PURPOSE, person_in, purpose_of
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import ParticipantRole
from shared.contracts.intake import contact, waiting
from shared.contracts.intake.rpc import CaseView

FIELDS = (
    *PURPOSE,
    Field(
        "unmasked",
        "How much of them?",
        "checks",
        "Without this only their last characters are shown.",
        choices=(("yes", "I need them in full"),),
        needed=False,
    ),
)


def history_page(visit: Visit) -> Response:
    """Show what was tried and where somebody stood, and ask what their details are needed for."""
    return _show(visit, Read(), None, 200)


def details(visit: Visit) -> Response:
    """Show how somebody is reached, and what later referrals told, for the purpose stated."""
    done = read(FIELDS, visit.form)
    purpose = purpose_of(done)
    if done.errors:
        return _show(visit, done, None, 422)
    asked = contact.AskContactHistory(
        case_id=visit.id("case_id"),
        person_id=visit.id("person_id"),
        purpose=purpose,
        unmasked=bool(done.values.get("unmasked")),
    )
    return _show(visit, done, visit.ask(contact.CONTACT_HISTORY, asked), 200)


def _show(visit: Visit, done: Read, told: contact.ContactHistory | None, status: int) -> Response:
    case, role = person_in(visit)
    parts = visit.gather(_asked(visit, case))
    return visit.show(
        "cases/contact_history.html",
        status,
        case=case,
        person_id=visit.id("person_id"),
        role=role,
        contacts=parts.get("contacts"),
        steps=_steps(visit, case, parts.get("contacts")),
        custody=parts.get("custody"),
        held=contact_words.held,
        told=told,
        tellers=_tellers(visit, told),
        labels=contact_words.DETAILS,
        wishes=contact_words.asked_for,
        fields=FIELDS,
        read=done,
    )


def _asked(visit: Visit, case: CaseView) -> dict[str, Any]:
    of = {"case_id": case.case_id, "person_id": visit.id("person_id")}
    asked: dict[str, Any] = {"contacts": (contact.CONTACTS, contact.AskContacts(**of))}
    role = next(one.role for one in case.participants if one.person_id == of["person_id"])
    if role is ParticipantRole.RESPONSIBLE:
        asked["custody"] = (waiting.CUSTODY, waiting.AskCustody(**of))
    return asked


def _steps(visit: Visit, case: CaseView, part: Part | None) -> list[contact_words.Step]:
    if part is None or not part.here:
        return []
    several = len(case.strands) > 1
    strands = {one.strand_id: f", in strand {number}" for number, one in enumerate(case.strands, 1)}
    who = _names(visit, (one.by for one in part.answer.contacts))
    return contact_words.steps(part.answer, who, strands if several else {})


def _tellers(visit: Visit, told: contact.ContactHistory | None) -> dict[str, str]:
    ids = {one.told_by for one in told.details if one.told_by} if told else set()
    who = _names(visit, ids)
    return {one: contact_words.teller(one, who) for one in ids}


def _names(visit: Visit, ids: Iterable[str]) -> dict[str, str]:
    return visit.site.identities.administering.names(ids)


HISTORY = "/cases/{case_id}/people/{person_id}/contact"
PAGES = (
    Page("GET", HISTORY, "page.contact_history", history_page),
    Page("POST", HISTORY, "page.contact_details", details),
)
