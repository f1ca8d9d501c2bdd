"""Documents of a case: put in, opened for a purpose, taken out of the wrong case."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

from fastapi.responses import Response

from services.gateway.handing_over import handed_over
from services.gateway.pages import words
from services.gateway.pages.forms import Field, Read, SentFile, choices, errors_of, new_key, read
from services.gateway.pages.site import Page, Visit
from shared.contracts.intake import documents as contract
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import DocumentKind, ScanFate
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import Fault, InvalidInput

FILE = "content"
CHOOSE_AGAIN = " Then choose the file again: a browser does not keep it."
FILE_FAULTS = {
    "file-too-large": "The file is larger than 5 MB. Make the picture smaller, or send its pages one by one",
    "file-empty": "The file is empty",
    "file-of-a-word-processor": "Files of a word processor are not taken. Save it as a PDF, and choose that",
    "file-type-not-taken": "The file is no PDF, JPEG, PNG or plain text, whatever its name says",
    "file-unreadable": "The file cannot be read: it may be damaged. Open it, save it anew as a PDF",
    "file-has-a-password": "The file has a password, so nobody could look for harm in it. Save it without",
    "file-too-many-pixels": "The picture is too large to unpack. Scan it with 300 dots an inch",
    "file-has-too-many-pages": "The file has more than 500 pages. Send it in parts",
}
READING = "nobody"


def _fields(case: CaseView) -> tuple[Field, ...]:
    return (
        Field("kind", "What is it?", "choice", choices=choices(DocumentKind)),
        Field(
            "concerns",
            "Whom does it tell something of?",
            "checks",
            "Choose everybody. A copy of it can go to nobody else.",
            choices=tuple(words.people(case).items()),
        ),
        Field("received_on", "When did it come?", "date", "For example, 27 3 2019"),
        Field("from_whom", "From whom?"),
        Field("note", "Note", "area", needed=False),
        Field(
            "restricted",
            "Who may open it?",
            "checks",
            choices=(("yes", "The office alone, and not the facilitators"),),
            needed=False,
        ),
        Field(
            FILE,
            "The file",
            "file",
            "A PDF, a JPEG or PNG picture, or plain text, of 5 MB at most. What it tells of how, where and "
            "by whom it was made is left out.",
        ),
    )


def _case(visit: Visit) -> CaseView:
    found: CaseView = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    return found


def add_page(visit: Visit) -> Response:
    """Ask what came in, from whom, and whom it concerns."""
    return _add_form(visit, _case(visit), Read(), new_key(), 200)


def _add_form(visit: Visit, case: CaseView, done: Read, key: str, status: int) -> Response:
    return visit.show_form(
        status,
        title="Put in a document",
        caption=case.reference,
        intro="What was filled in below is still there." + CHOOSE_AGAIN if done.errors else "",
        back=f"/cases/{case.case_id}#documents",
        fields=_fields(case),
        read=done,
        key=key,
        send="Put it in",
    )


def add(visit: Visit) -> Response:
    """Keep the file, once however often the form is sent; what is wrong costs no answer."""
    case, key = _case(visit), visit.form.one("key")
    fields = _fields(case)
    done = read(fields, visit.form)
    sent: SentFile | None = done.values.get(FILE)
    if sent is not None and len(sent.content) > contract.LARGEST:
        done.errors[FILE] = FILE_FAULTS["file-too-large"]
    if done.errors or sent is None:
        return _add_form(visit, case, done, key, 422)
    try:
        request = _request(case, done.values, sent)
        kept: contract.DocumentKept = visit.ask(contract.KEEP_DOCUMENT, request, key)
    except InvalidInput as wrong:
        errors = _errors(wrong.faults, fields)
        # A key stands for one intended act: what is sent next is another.
        return _add_form(visit, case, replace(done, errors=errors), new_key(), 422)
    return visit.go(f"/cases/{case.case_id}?done={_said(kept)}#documents")


def _request(case: CaseView, values: dict[str, Any], sent: SentFile) -> contract.KeepDocument:
    told = {
        **values,
        "case_id": case.case_id,
        "name": sent.name[:300],
        "restricted": bool(values.get("restricted")),
        FILE: base64.b64encode(sent.content).decode() or "====",
    }
    return contract.KeepDocument.model_validate(told)


def _errors(faults: tuple[Fault, ...], fields: tuple[Field, ...]) -> dict[str, str]:
    found = errors_of(faults, {field.name: field for field in fields})
    told = {one.field: FILE_FAULTS[one.code] for one in faults if one.code in FILE_FAULTS}
    return {**found, **told}


def _said(kept: contract.DocumentKept) -> str:
    if kept.fate is ScanFate.REFUSED:
        return "document_refused"
    return "document_kept_before" if kept.kept_before else "document_kept"


def _opening(case: CaseView) -> tuple[Field, ...]:
    people = words.people(case).items()
    return (
        Field(
            "purpose",
            "Why do you need this document?",
            hint="It is kept with your name, and whoever may see this case's log can read it.",
        ),
        Field(
            "for_person",
            "Is this a copy for somebody who takes part?",
            "select",
            "It is refused where the document tells of anybody else.",
            choices=((READING, "No, it is for my work"), *people),
        ),
    )


def open_page(visit: Visit) -> Response:
    """Ask for the purpose, before a document is handed over."""
    return _open_form(visit, _case(visit), Read(typed={"for_person": READING}), 200)


def _open_form(visit: Visit, case: CaseView, done: Read, status: int) -> Response:
    return visit.show_form(
        status,
        title="Open a document",
        caption=case.reference,
        intro="Your browser saves it. It belongs on no shared computer.",
        back=f"/cases/{case.case_id}#documents",
        fields=_opening(case),
        read=done,
        send="Open it",
    )


def open_document(visit: Visit) -> Response:
    """Hand a document over for the purpose that was stated."""
    case = _case(visit)
    done = read(_opening(case), visit.form)
    purpose = done.values.get("purpose", "")
    if not done.errors and len(purpose) < 3:
        done.errors["purpose"] = "Say in a few words why you need it"
    if done.errors:
        return _open_form(visit, case, done, 422)
    whom = done.values["for_person"]
    asked = contract.OpenDocument(
        case_id=case.case_id,
        document_id=visit.id("document_id"),
        purpose=purpose[:200],
        for_person=None if whom == READING else whom,
    )
    file: contract.DocumentFile = visit.ask(contract.OPEN_DOCUMENT, asked)
    return handed_over(file, file.name)


REMOVING = (Field("reason", "Why does it not belong here?", "area"),)


def remove_page(visit: Visit) -> Response:
    """Ask why, before a document's contents go for good."""
    return _remove_form(visit, Read(), new_key(), 200)


def _remove_form(visit: Visit, done: Read, key: str, status: int) -> Response:
    case = _case(visit)
    return visit.show_form(
        status,
        title="Take out a document",
        caption=case.reference,
        intro="Its contents go for good. That it was here, and why it was taken out, is kept.",
        back=f"/cases/{case.case_id}#documents",
        fields=REMOVING,
        read=done,
        key=key,
        send="Take it out",
    )


def remove(visit: Visit) -> Response:
    """Take a document out of the case."""
    done, key = read(REMOVING, visit.form), visit.form.one("key")
    if not done.errors and len(done.values["reason"]) < 10:
        done.errors["reason"] = "Say in a sentence why it does not belong here"
    if done.errors:
        return _remove_form(visit, done, key, 422)
    asked = contract.RemoveDocument(
        case_id=visit.id("case_id"),
        document_id=visit.id("document_id"),
        reason=done.values["reason"][:1000],
    )
    visit.ask(contract.REMOVE_DOCUMENT, asked, key)
    return visit.go(f"/cases/{asked.case_id}?done=document_removed#documents")


_ONE = "/cases/{case_id}/documents/{document_id}"
PAGES = (
    Page("GET", "/cases/{case_id}/documents/add", "page.documents", add_page),
    Page("POST", "/cases/{case_id}/documents/add", "page.documents", add),
    Page("GET", f"{_ONE}/open", "page.documents", open_page),
    Page("POST", f"{_ONE}/open", "page.documents", open_document),
    Page("GET", f"{_ONE}/remove", "page.remove_document", remove_page),
    Page("POST", f"{_ONE}/remove", "page.remove_document", remove),
)
