"""Enquiries: what was asked before, or instead of, a referral; kept apart and counted as none.

An enquiry can be made a referral of (INT-12). Somebody in custody or on licence who asks for
themselves is one too, with a task: their offender manager refers them (INT-11). What was said is
shown for a purpose, which is in the trail.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import agency_list
from services.gateway.pages.agency_list import filled
from services.gateway.pages.forms import (
    Field,
    Read,
    choices,
    new_key,
    read,
    told_refused,
    told_wrong,
)
from services.gateway.pages.new_referral import ENQUIRY
from services.gateway.pages.questions import NOT_FEED
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import Channel
from shared.contracts.intake import entry, routing, waiting
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import CallPurpose, EnquiryKind
from shared.kernel.errors import InvalidInput, NotFound, NotPermitted, Refused

MOST = 500
WHY = (
    Field(
        "purpose",
        "Why do you need to read it?",
        "choice",
        "It is kept with your name.",
        choices=(
            ("find-offender-manager", "To find their offender manager"),
            ("make-a-referral", "To make a referral of it"),
            ("answer-them", "To answer them"),
        ),
    ),
)
RECORD = (
    Field("kind", "What is it?", "choice", choices=choices(EnquiryKind)),
    Field("channel", "How did it arrive?", "choice", choices=choices(Channel, *NOT_FEED)),
    Field("purpose", "What was it about?", "choice", choices=choices(CallPurpose)),
    Field("agency", "Agency", "select", needed=False, source=agency_list.SOURCE),
    Field("caller", "Who asked", needed=False),
    Field("contact", "How to reach them", needed=False),
    Field("note", "What was said", "area", needed=False),
    Field("reference", "Reference of the case that it is about", needed=False,
          hint="Only where you made sure who they are"),
    Field("verified_by", "How you made sure who they are", needed=False),
)  # fmt: skip


def enquiries(visit: Visit) -> Response:
    """Show enquiries without anybody's words: those that became no referral, or all."""
    everything = visit.request.query_params.get("show") == "all"
    asked = entry.ListEnquiries(converted=None if everything else False)
    return visit.show(
        "referrals/enquiries.html",
        part=visit.gather({"all": (entry.ENQUIRIES, asked)})["all"],
        everything=everything,
        said=SAID.get(visit.request.query_params.get("done", ""), ""),
    )


SAID = {
    "kept": "The enquiry is kept.",
    "routed": "What they asked is kept, with a task to find their offender manager.",
    "found": "The task is done.",
}


def record_page(visit: Visit) -> Response:
    """Ask what was said."""
    return _record(visit, Read(), new_key(), 200)


def _record(visit: Visit, done: Read, key: str, status: int) -> Response:
    return visit.show_form(
        status,
        title="Record an enquiry",
        intro="It counts as no referral, and is gone after a year. You can make a referral of it.",
        back="/enquiries",
        fields=filled(visit, RECORD),
        read=done,
        key=key,
        send="Keep it",
    )


def record(visit: Visit) -> Response:
    """Keep an enquiry; a case is named only where it was made sure who asks (HLP-03)."""
    key, done = visit.form.one("key"), read(filled(visit, RECORD), visit.form)
    about = _about(visit, done)
    if done.errors:
        return _record(visit, done, key, 422)
    told = {name: value for name, value in done.values.items() if name != "reference"}
    try:
        visit.ask(entry.RECORD_ENQUIRY, entry.RecordEnquiry(**told, case_id=about), key)
    except (ValidationError, InvalidInput) as wrong:
        return _record(visit, told_wrong(done, wrong, RECORD), key, 422)
    return visit.go("/enquiries?done=kept")


def _about(visit: Visit, done: Read) -> UUID | None:
    """Return the case that an enquiry names, and say at its field what stands against that."""
    reference = done.values.get("reference")
    if not reference:
        return None
    if "verified_by" not in done.values:
        done.errors["verified_by"] = "Say how you made sure who they are, where you name a case"
    try:
        asked = intake.CaseByReference(reference=reference[:20])
        found: intake.CaseFound = visit.ask(intake.FIND_CASE, asked)
    except (NotFound, NotPermitted):
        done.errors["reference"] = "We cannot find a case with that reference"
        return None
    return found.case_id


def enquiry_page(visit: Visit) -> Response:
    """Show one enquiry without its words, and what may become of it."""
    return _enquiry(visit, Read(), None, 200)


def reveal(visit: Visit) -> Response:
    """Show what was said, for the purpose that was stated."""
    done = read(WHY, visit.form)
    if done.errors:
        return _enquiry(visit, done, None, 422)
    asked = routing.AskEnquiry(enquiry_id=visit.id("enquiry_id"), **done.values)
    return _enquiry(visit, done, visit.ask(routing.ENQUIRY, asked), 200)


def _enquiry(
    visit: Visit, done: Read, told: routing.EnquiryRevealed | None, status: int
) -> Response:
    parts = visit.gather(
        {
            "all": (entry.ENQUIRIES, entry.ListEnquiries(limit=MOST)),
            "tasks": (waiting.TASKS, waiting.ListTasks(limit=MOST)),
        }
    )
    listed = _find(visit, parts["all"])
    about = listed or (told.enquiry if told else None)
    tasks = parts["tasks"].answer.tasks if parts["tasks"].here else ()
    return visit.show(
        "referrals/enquiry.html",
        status,
        enquiry_id=visit.id("enquiry_id"),
        about=about,
        told=told,
        tasks=[one for one in tasks if one.case_id == visit.id("enquiry_id")],
        draft_id=uuid4(),
        fields=WHY,
        read=done,
        key=new_key(),
        said=SAID.get(visit.request.query_params.get("done", ""), ""),
    )


def _find(visit: Visit, part: Any) -> entry.EnquiryView | None:
    """Return an enquiry of the list; None where the list may not reach back to it."""
    if not part.here:
        return None
    for one in part.answer.enquiries:
        if one.enquiry_id == visit.id("enquiry_id"):
            return one  # type: ignore[no-any-return]
    if len(part.answer.enquiries) < MOST:
        raise NotFound("enquiry-unknown")
    return None


def make_referral(visit: Visit) -> Response:
    """Begin a referral that will be the enquiry's. Its id came with the form: twice is one."""
    draft_id, enquiry_id = visit.form_id("draft"), visit.id("enquiry_id")
    visit.site.desk.drafts.begin(visit.who.actor.id, draft_id, {ENQUIRY: str(enquiry_id)})
    return visit.go(f"/referrals/new/{draft_id}/who")


def finish(visit: Visit) -> Response:
    """Say that what an enquiry asked for is done."""
    enquiry_id = visit.id("enquiry_id")
    asked = waiting.FinishTask(case_id=enquiry_id, task_id=visit.id("task_id"))
    visit.ask(waiting.FINISH_TASK, asked, visit.form.one("key"))
    return visit.go(f"/enquiries/{enquiry_id}?done=found")


ROUTE = (
    Field("given_name", "First name"),
    Field("family_name", "Last name"),
    Field("date_of_birth", "Date of birth", "date", "For example, 27 3 1986", needed=False),
    Field("held", "Where are they?", "choice",
          choices=(("in_custody", "In prison"), ("on_licence", "On licence"))),
    Field("establishment", "Prison", hint="Its three letters, such as BXI", needed=False),
    Field("prison_number", "Prison number", hint="Such as A1234BC", needed=False),
    Field("offender_manager", "Offender manager, if they said", needed=False),
    Field("phone", "Phone number", "tel", needed=False),
    Field("email", "E-mail address", "email", needed=False),
    Field("channel", "How did they ask?", "choice",
          choices=choices(Channel, Channel.PHONE, Channel.PAPER, Channel.EMAIL)),
    Field("agree", "May we ask for them?", "checks",
          choices=(("yes", "They agreed that their offender manager is asked"),)),
)  # fmt: skip


def route_page(visit: Visit) -> Response:
    """Ask who it is and how their offender manager is found: nothing else is kept."""
    return _route(visit, Read(), new_key(), 200)


def _route(visit: Visit, done: Read, key: str, status: int) -> Response:
    return visit.show_form(
        status,
        title="Somebody in prison or on licence asks for themselves",
        intro="Their offender manager refers them. What they asked is kept for a year as an enquiry, "
        "with a task to find the offender manager. The person harmed hears nothing of it.",
        back="/referrals",
        fields=ROUTE,
        read=done,
        key=key,
        send="Keep it, and find their offender manager",
    )


def route(visit: Visit) -> Response:
    """Keep a self-referral that an offender manager has to make (INT-11)."""
    key, done = visit.form.one("key"), read(ROUTE, visit.form)
    if done.errors:
        return _route(visit, done, key, 422)
    try:
        asked = routing.RouteSelfReferral.model_validate({"submission": submission(done.values)})
        kept: entry.EnquiryKept = visit.ask(routing.ROUTE_SELF_REFERRAL, asked, key)
    except (ValidationError, InvalidInput) as wrong:
        return _route(visit, told_wrong(done, wrong, ROUTE), key, 422)
    except Refused as refused:
        return _route(visit, told_refused(done, refused), key, 409)
    return visit.go(f"/enquiries/{kept.enquiry_id}?done=routed")


def submission(values: dict[str, Any]) -> dict[str, Any]:
    """Return what they asked as a submission: of the other person and the offence nothing is told."""
    own = {
        name: value for name, value in values.items() if name not in ("held", "channel", "agree")
    }
    nobody = {"given_name": "Not known", "family_name": "Not known"}
    return {
        "initiated_by": "responsible",
        "source": "self",
        "channel": values["channel"],
        "harmed": [{"ref": "other", "role": "harmed", **nobody}],
        "responsible": [{"ref": "me", "role": "responsible", values["held"]: True, **own}],
        "offence": {"crime_types": ["other"], "crime_type_known": False},
        "consents": [{"participant": "me", "purpose": "be_referred", "obtained_by": "self"}],
    }


ROW = "page.enquiries"
ONE = "/enquiries/{enquiry_id}"
ROUTED = "/referrals/for-offender-manager"
PAGES = (
    Page("GET", "/enquiries", ROW, enquiries),
    Page("GET", "/enquiries/new", ROW, record_page),
    Page("POST", "/enquiries/new", ROW, record),
    Page("GET", ROUTED, ROW, route_page),
    Page("POST", ROUTED, ROW, route),
    Page("GET", ONE, ROW, enquiry_page),
    Page("POST", ONE, ROW, reveal),
    Page("POST", f"{ONE}/referral", ROW, make_referral),
    Page("POST", f"{ONE}/tasks/{{task_id}}/done", ROW, finish),
)
