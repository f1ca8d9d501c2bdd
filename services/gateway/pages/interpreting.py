"""An interpreter is checked before one is put on a meeting: free, or in conflict and with what (D3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages.asking import Part
from services.gateway.pages.forms import Field, Read, choices, new_key, read, told_wrong
from services.gateway.pages.process_words import CONFLICTS, SIDES
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import Side
from shared.contracts.comms import meetings
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import InvalidInput, NotFound, Refused

LANGUAGES = (
    ("sq", "Albanian"), ("am", "Amharic"), ("ar", "Arabic"), ("bn", "Bengali"),
    ("bfi", "British Sign Language"), ("yue", "Cantonese"), ("fr", "French"), ("gu", "Gujarati"),
    ("hi", "Hindi"), ("it", "Italian"), ("ku", "Kurdish"), ("lt", "Lithuanian"), ("zh", "Mandarin"),
    ("fa", "Persian"), ("pl", "Polish"), ("pt", "Portuguese"), ("pa", "Punjabi"), ("ro", "Romanian"),
    ("ru", "Russian"), ("so", "Somali"), ("es", "Spanish"), ("ta", "Tamil"), ("ti", "Tigrinya"),
    ("tr", "Turkish"), ("uk", "Ukrainian"), ("ur", "Urdu"), ("vi", "Vietnamese"), ("yo", "Yoruba"),
)  # fmt: skip
FIELDS = (
    Field("side", "For which side do they interpret?", "choice", choices=choices(Side)),
    Field("name", "First and last name of the interpreter"),
    Field("language", "Which language?", "select", choices=LANGUAGES, needed=False),
    Field("other_language", "Another language, by its short code", "text",
          "Two or three letters, such as sw for Swahili", needed=False),
    Field("declares_no_link", "Do they declare that they know nobody in the case?", "yesno"),
)  # fmt: skip


def interpreter_page(visit: Visit) -> Response:
    """Ask who is to interpret, for which side, and what they declare."""
    return _form(visit, _case(visit), Read(), new_key(), 200)


def _case(visit: Visit) -> CaseView:
    """Return the case of the strand, which is open."""
    case: CaseView = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    if visit.id("strand_id") not in {one.strand_id for one in case.strands}:
        raise NotFound("strand-unknown")
    if case.closed_at:
        raise Refused("case-closed")
    return case


def _form(visit: Visit, case: CaseView, done: Read, key: str, status: int) -> Response:
    return visit.show_form(
        status,
        title="Check an interpreter",
        caption=case.reference,
        intro="Their name is compared with the name of everybody in the case. Whoever is linked to "
        "somebody in it cannot interpret in it.",
        back=f"/cases/{case.case_id}#process",
        fields=FIELDS,
        read=done,
        key=key,
        send="Check them",
    )


def check(visit: Visit) -> Response:
    """Say whether they are free or in conflict, and with what."""
    case, key = _case(visit), visit.form.one("key")
    done = read(FIELDS, visit.form)
    language = done.values.get("other_language") or done.values.get("language")
    if not language:
        done.errors.setdefault("language", "Answer “Which language?”")
    if done.errors:
        return _form(visit, case, done, key, 422)
    told = {name: done.values[name] for name in ("side", "name", "declares_no_link")}
    about = {"case_id": case.case_id, "strand_id": visit.id("strand_id"), "language": language}
    try:
        asked = meetings.CheckInterpreter.model_validate({**about, **told})
        found = visit.ask(meetings.CHECK_INTERPRETER, asked, key)
    except (ValidationError, InvalidInput) as wrong:
        return _form(visit, case, told_wrong(done, wrong, FIELDS), key, 422)
    return visit.show(
        "cases/interpreter.html",
        case=case,
        strand_id=asked.strand_id,
        interpreter_id=found.interpreter_id,
        side=asked.side,
        side_called=SIDES[asked.side],
        conflicts=[CONFLICTS.get(one, one) for one in found.conflicts],
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """An interpreter as the case's page shows them. ``arrange``: where a free one is put on a meeting."""

    name: str
    side: str
    language: str
    by: str
    at: datetime
    conflicts: tuple[str, ...]
    arrange: str


def checked(visit: Visit, case: CaseView, part: Part | None) -> list[Checked]:
    """Return who was checked to interpret in a case, as far as that can be seen just now."""
    told = part.answer.interpreters if part is not None and part.here else ()
    users = visit.site.identities.administering.names({one.checked_by for one in told})
    return [
        Checked(
            name=one.name or "A name that was erased",
            side=SIDES[one.side],
            language=dict(LANGUAGES).get(one.language, one.language),
            by=users.get(one.checked_by, "-"),
            at=one.checked_at,
            conflicts=tuple(CONFLICTS.get(code, code) for code in one.conflicts),
            arrange="" if case.closed_at or one.conflicts else _arranging(case, one),
        )
        for one in told
    ]


def _arranging(case: CaseView, one: meetings.InterpreterView) -> str:
    about = f"strand_id={one.strand_id}&interpreter_id={one.interpreter_id}&side={one.side.value}"
    return f"/cases/{case.case_id}/do/arrange?{about}"


PATH = "/cases/{case_id}/strands/{strand_id}/interpreter"
PAGES = (
    Page("GET", PATH, "page.interpreter", interpreter_page),
    Page("POST", PATH, "page.interpreter", check),
)
