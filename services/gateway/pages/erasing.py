"""Erasing a case's personal data before its time: what goes, what stays, and why it cannot be now.

It cannot be taken back, so the case's own reference is typed, and the reason is one that the trail
keeps: words would go with the key that they were sealed under.
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.responses import Response

from services.gateway.pages.asking import Part, answer_of
from services.gateway.pages.forms import Field, Read, new_key, read, told_refused
from services.gateway.pages.site import Page, Visit
from shared.contracts.intake import legal_holds as legal
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.events import CaseErasedV1
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import Refused

FIELDS = (
    Field(
        "reason",
        "Why is it erased?",
        "choice",
        "It is kept with your name.",
        choices=(
            ("asked-for-it", "Somebody whom it is about asked for it"),
            ("ordered", "A court or the regulator ordered it"),
            ("recorded-in-error", "It should never have been recorded"),
            ("time-is-up", "We need it no longer"),
        ),
    ),
    Field("reference", "Type the reference of the case", hint="So that no other case is erased"),
)


def erase_page(visit: Visit) -> Response:
    """Say what goes and what stays, and why the case cannot be erased, if so."""
    return _show(visit, Read(), new_key(), 200)


def _show(visit: Visit, done: Read, key: str, status: int) -> Response:
    case_id = visit.id("case_id")
    parts = visit.gather(
        {
            "case": (intake.CASE, intake.CaseById(case_id=case_id)),
            "legal": (legal.LEGAL_HOLDS, legal.ListLegalHolds(case_id=case_id)),
            "timeline": (intake.CASE_TIMELINE, intake.CaseTimeline(case_id=case_id)),
        }
    )
    case: CaseView = answer_of(parts.get("case"))
    return visit.show(
        "cases/erase.html",
        status,
        case=case,
        erased_at=erased_at(parts),
        why_not=why_not(case, parts),
        holds=parts["legal"].answer.holds if parts["legal"].here else (),
        fields=FIELDS,
        read=done,
        key=key,
    )


def erased_at(parts: Mapping[str, Part]) -> object:
    """Return when a case was erased, as its timeline tells; None where it was not."""
    entries = parts["timeline"].answer.entries if parts["timeline"].here else ()
    return next((one.at for one in entries if one.event == CaseErasedV1.type()), None)


def why_not(case: CaseView, parts: Mapping[str, Part]) -> str:
    """Return why a case cannot be erased now; intake refuses for the same reasons."""
    if case.joined_into_case_id:
        return "It goes on in another case, and is erased with that one."
    if not case.closed_at:
        return "It is open. Close it first."
    if case.under_legal_hold:
        return "A legal hold stands. While it does, nothing of the case is taken away."
    if parts["legal"].away:
        return "Nobody can say just now whether a legal hold stands. Look again in a moment."
    return ""


def erase(visit: Visit) -> Response:
    """Erase it, once, where the reference that was typed is its own."""
    case_id, key = visit.id("case_id"), visit.form.one("key")
    done = read(FIELDS, visit.form)
    case: CaseView = visit.ask(intake.CASE, intake.CaseById(case_id=case_id))
    typed = done.values.get("reference", "")
    if typed and typed.upper() != case.reference.upper():
        done.errors["reference"] = "This is not the reference of this case"
    if done.errors:
        return _show(visit, done, key, 422)
    asked = intake.ErasePerson(case_id=case_id, reason=done.values["reason"])
    try:
        visit.ask(intake.ERASE_CASE, asked, key)
    except Refused as refused:
        return _show(visit, told_refused(done, refused), key, 409)
    return visit.go(f"/cases/{case_id}/erase")


ERASE = "/cases/{case_id}/erase"
PAGES = (
    Page("GET", ERASE, "page.erase", erase_page),
    Page("POST", ERASE, "page.erase", erase),
)
