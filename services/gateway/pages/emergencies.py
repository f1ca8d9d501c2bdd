"""Cases opened in an emergency: asked for with a reason, seen while they stand, reviewed by another.

Whether a case exists is told to nobody before they gave a reason that is kept with their name: the
form is the same for any address.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from uuid import uuid4

from fastapi.responses import Response

from services.gateway.emergencies import Emergency
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.site import Page, Visit
from services.gateway.pages.today import references
from shared.kernel.errors import InvalidInput, NotFound, Refused

SHORTEST, LONGEST = 10, 1000
REFERENCE = Field("reference", "Reference of the case", hint="For example, RJ-2604-37ACDEF")
WHY = Field(
    "reason",
    "Why must you read it now?",
    "area",
    "Kept with your name. A manager or the auditor reads it and says whether it was justified.",
)
REVIEW = (
    Field("justified", "Was it justified?", "choice",
          "If not, the case is closed to them again at once.",
          (("yes", "Yes, it was justified"), ("no", "No, it was not"))),
    Field("note", "Why", "area", "Kept with your name."),
)  # fmt: skip
INTRO = (
    "For when somebody comes to harm or a meeting fails unless you read the case of a colleague now. "
    "You may read it for four hours, and change nothing in it. Everything that you read is kept."
)
SAID = {"reviewed": "Your review is kept."}


def ask_page(visit: Visit) -> Response:
    """Ask which case, and why."""
    typed = {"reference": visit.request.query_params.get("reference", "")[:40]}
    return _ask(visit, Read(typed=typed), str(uuid4()), 200)


def _fields(visit: Visit) -> tuple[Field, ...]:
    """Return what is asked: no reference where the address says which case."""
    return (WHY,) if visit.asked_id("case_id") else (REFERENCE, WHY)


def _ask(visit: Visit, done: Read, key: str, status: int) -> Response:
    return visit.show_form(
        status,
        title="Read a case in an emergency",
        intro=INTRO,
        back="/emergencies",
        fields=_fields(visit),
        read=done,
        key=key,
        send="Open it for four hours",
    )


def ask(visit: Visit) -> Response:
    """Open it, once however often the form is sent."""
    done, key = read(_fields(visit), visit.form), visit.form_id("key")
    _check_length(done, "reason")
    if done.errors:
        return _ask(visit, done, str(key), 422)
    case_id, me, reason = visit.asked_id("case_id"), visit.who.actor, done.values["reason"]
    kept, services = visit.site.emergencies, visit.site.backoffice
    try:
        if case_id is not None:
            opened = kept.open(services, me, case_id, reason, emergency_id=key)
        else:
            reference = done.values["reference"][:20]
            opened = kept.open_by_reference(services, me, reference, reason, emergency_id=key)
    except (NotFound, InvalidInput):
        if case_id is not None:
            raise
        done.errors["reference"] = "We cannot find that reference"
        return _ask(visit, done, str(key), 404)
    return visit.go(f"/cases/{opened.case_id}")


def kept_out(visit: Visit) -> AbstractContextManager[None]:
    """Keep in the trail who tried to open a case so and may not."""
    asked_for = visit.request.query_params.get("case_id", "")
    return visit.site.emergencies.failures(visit.who.actor, asked_for)


def _check_length(done: Read, name: str) -> None:
    if name in done.values and not SHORTEST <= len(done.values[name]) <= LONGEST:
        done.errors[name] = f"Say why in {SHORTEST} to {LONGEST} characters"


def emergencies(visit: Visit) -> Response:
    """Show one's own that stand now; to those who review, what waits for them."""
    reviews = visit.may_open("page.review_emergency")
    all_of_them = visit.request.query_params.get("show") == "all"
    found = visit.site.emergencies.everything(unreviewed=not all_of_them) if reviews else ()
    visit.site.emergencies.told(visit.who.actor, found)
    return visit.show(
        "emergencies/all.html",
        mine=visit.site.emergencies.standing_of(visit.who.actor),
        reviews=reviews,
        found=found,
        all_of_them=all_of_them,
        people=people_of(visit, found),
        cases=references(visit, (one.case_id for one in found)),
        said=SAID.get(visit.request.query_params.get("done", ""), ""),
    )


def people_of(visit: Visit, found: Sequence[Emergency]) -> dict[str, str]:
    """Return the user names of who opened and who reviewed."""
    ids = {one for each in found for one in (each.account_id, each.reviewed_by) if one}
    return visit.site.identities.administering.names(ids)


def review_page(visit: Visit) -> Response:
    """Show who read which case and why, and ask what another person says of it."""
    return _review(visit, Read(), 200)


def _review(visit: Visit, done: Read, status: int) -> Response:
    one = visit.site.emergencies.one(visit.id("emergency_id"))
    visit.site.emergencies.told(visit.who.actor, (one,))
    return visit.show(
        "emergencies/one.html",
        status,
        one=one,
        people=people_of(visit, (one,)),
        cases=references(visit, (one.case_id,)),
        fields=REVIEW,
        read=done,
        mine=one.account_id == visit.who.actor.id,
    )


def review(visit: Visit) -> Response:
    """Keep what is said of it. Sent twice by the same person, the first stands."""
    done = read(REVIEW, visit.form)
    _check_length(done, "note")
    if done.errors:
        return _review(visit, done, 422)
    emergency_id, me = visit.id("emergency_id"), visit.who.actor
    justified, note = done.values["justified"] == "yes", done.values["note"]
    try:
        visit.site.emergencies.review(me, emergency_id, justified=justified, note=note)
    except Refused:
        kept = visit.site.emergencies.one(emergency_id)
        if (kept.reviewed_by, kept.justified, kept.note) != (me.id, justified, note):
            raise
    return visit.go("/emergencies?done=reviewed")


PAGES = (
    Page("GET", "/emergencies", "page.emergencies", emergencies),
    Page("GET", "/emergencies/new", "page.emergency", ask_page),
    Page("POST", "/emergencies/new", "page.emergency", ask, kept_out),
    Page("GET", "/emergencies/{emergency_id}", "page.review_emergency", review_page),
    Page("POST", "/emergencies/{emergency_id}", "page.review_emergency", review),
)
