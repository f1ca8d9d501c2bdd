"""What one person of a case has been given: all that may reach them, and nothing else (CON-09)."""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.process_words import FILE_PURPOSES
from services.gateway.pages.site import Page, Visit
from shared.contracts.comms import relay
from shared.contracts.comms.codes import FilePurpose
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView

PURPOSES = tuple((one.value, FILE_PURPOSES[one]) for one in FilePurpose)


def asking_page(visit: Visit) -> Response:
    """Ask whose file, and what for, before anything is shown."""
    return _form(visit, _case(visit), Read(), 200)


def _case(visit: Visit) -> CaseView:
    found: CaseView = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    return found


def _fields(case: CaseView) -> tuple[Field, ...]:
    """Return the questions: a file is of somebody who takes part in a strand."""
    taking_part = {one for strand in case.strands for one in strand.harmed_ids}
    taking_part |= {strand.responsible_id for strand in case.strands if strand.responsible_id}
    names = words.people(case)
    people = tuple(
        (str(one.person_id), names[str(one.person_id)])
        for one in case.participants
        if one.person_id in taking_part
    )
    return (
        Field("person_id", "Whose file?", "choice", choices=people),
        Field("purpose", "What do you need it for?", "choice",
              "It is kept with your name, and whoever may see this case's log can read it.",
              PURPOSES),
    )  # fmt: skip


def _form(visit: Visit, case: CaseView, done: Read, status: int) -> Response:
    return visit.show_form(
        status,
        title="What one of them has been given",
        caption=case.reference,
        intro="Their own words, what reached them, their meetings and agreements, and notes of their "
        "side: nothing of the other side's, and nothing of the office's.",
        back=f"/cases/{case.case_id}#people",
        fields=_fields(case),
        read=done,
        send="Show it",
    )


def show_file(visit: Visit) -> Response:
    """Show one person's file, once, for the purpose that was stated."""
    case = _case(visit)
    done = read(_fields(case), visit.form)
    if done.errors:
        return _form(visit, case, done, 422)
    whose = next(one for one in case.participants if str(one.person_id) == done.values["person_id"])
    asked = relay.AskPartyFile(
        case_id=case.case_id,
        side=whose.side,
        person_id=whose.person_id,
        purpose=done.values["purpose"],
    )
    return visit.show(
        "cases/party_file.html",
        case=case,
        whose=words.people(case)[str(whose.person_id)],
        purpose=FILE_PURPOSES[asked.purpose],
        file=visit.ask(relay.PARTY_FILE, asked),
    )


PATH = "/cases/{case_id}/party-file"
PAGES = (
    Page("GET", PATH, "page.party_file", asking_page),
    Page("POST", PATH, "page.party_file", show_file),
)
