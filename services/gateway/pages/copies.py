"""Files that leave a case's page: agreements and letters on paper, and when somebody is to come."""

from __future__ import annotations

import base64

from fastapi.responses import Response

from services.gateway.pages.site import Page, Visit
from shared.contracts.comms import papers


def agreement(visit: Visit) -> Response:
    """Give an agreement as a page for whoever holds a copy."""
    asked = papers.PrintAgreement(
        case_id=visit.id("case_id"), agreement_id=visit.id("agreement_id")
    )
    return _handed_over(visit.ask(papers.PRINT_AGREEMENT, asked), "agreement.pdf")


def appointment(visit: Visit) -> Response:
    """Give one who is to come a calendar file of their own."""
    asked = papers.AskAppointment(
        case_id=visit.id("case_id"),
        meeting_id=visit.id("meeting_id"),
        who=visit.request.path_params["who"][:100],
    )
    return _handed_over(visit.ask(papers.APPOINTMENT_FILE, asked), "appointment.ics")


def letter(visit: Visit) -> Response:
    """Give a letter that two people vetted as a page, to be handed over by a facilitator."""
    asked = papers.PrintLetter(case_id=visit.id("case_id"), item_id=visit.id("item_id"))
    return _handed_over(visit.ask(papers.PRINT_LETTER, asked), "letter.pdf")


def _handed_over(paper: papers.PaperFile, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = base64.b64decode(paper.content)
    return Response(content, media_type=paper.media_type, headers=headers)


PAGES = (
    Page("GET", "/cases/{case_id}/items/{item_id}/letter.pdf", "page.letter", letter),
    Page(
        "GET",
        "/cases/{case_id}/agreements/{agreement_id}/agreement.pdf",
        "page.copy",
        agreement,
    ),
    Page(
        "GET",
        "/cases/{case_id}/meetings/{meeting_id}/people/{who}/appointment.ics",
        "page.copy",
        appointment,
    ),
)
