"""The officer's two-minute form: an out-of-court disposal with the consent of both sides."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import cautions, flags
from services.gateway.pages.forms import Field, Read, choices, new_key, read, told_wrong
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import CaseFlag, CrimeType, Side, YesNoUnknown
from shared.contracts.intake import entry
from shared.contracts.intake.codes import Disposal
from shared.kernel.errors import InvalidInput


def _party(side: str, heading: str) -> tuple[Field, ...]:
    return (
        Field(f"{side}_given_name", "First name", heading=heading),
        Field(f"{side}_family_name", "Last name"),
        Field(f"{side}_phone", "Phone number", "tel", needed=False),
        Field(f"{side}_agreed", "Have they agreed that we contact them?", "yesno"),
    )


NOT_AGREED = (
    "Ask them first, and choose yes once they have agreed: without both nothing is sent, and nobody is "
    "contacted"
)
OTHER_FORCE = "other"
FORCES = (
    ("mps", "Metropolitan Police"),
    ("city", "City of London Police"),
    ("btp", "British Transport Police"),
    (OTHER_FORCE, "Another force"),
)
"""By the names under which referrals about one crime meet: the police's own feed says mps too."""
ASKED = (CaseFlag.DOMESTIC_ABUSE, CaseFlag.STALKING, CaseFlag.CHILD_ABUSE, CaseFlag.HATE)
FIELDS = (
    Field("force", "Police force", "choice", choices=FORCES),
    Field("other_force", "Which other force?", hint="Its short name, such as herts",
          needed=False, only_if=("force", OTHER_FORCE)),
    Field("crime_number", "Crime number"),
    Field("crime_type", "Kind of offence", "choice", choices=choices(CrimeType)),
    Field("disposal", "Disposal", "choice", choices=choices(Disposal)),
    Field("asked_by", "Who asked for restorative justice?", "choice", choices=choices(Side)),
    Field("admitted", "Was the offence admitted?", "choice", choices=choices(YesNoUnknown)),
    Field("rj_is_condition", "Is restorative justice a condition of the disposal?", "yesno"),
    *flags.questions(ASKED, needed=True),
    *_party("harmed", "Person harmed"),
    *_party("responsible", "Person responsible"),
    Field("officer_contact", "How to reach you", hint="A work phone number or e-mail address"),
)  # fmt: skip
_PLAIN = ("force", "crime_number", "crime_type", "disposal", "asked_by", "admitted")


def form_page(visit: Visit) -> Response:
    """Show the form."""
    return _show(visit, Read(), new_key())


def _show(visit: Visit, done: Read, key: str, status: int = 200) -> Response:
    return visit.show_form(
        status,
        title="Officer’s two-minute form",
        intro="For an out-of-court disposal. You need the names of both people, the agreement of "
        "each to be contacted, and your crime number. You get a reference, and text to paste into "
        "your record.",
        fields=FIELDS,
        read=done,
        key=key,
        send="Send the referral",
    )


def form(visit: Visit) -> Response:
    """Submit the form, and show its reference."""
    key, done = visit.form.one("key"), read(FIELDS, visit.form)
    done.errors.update(
        {
            f"{side}_agreed": NOT_AGREED
            for side in ("harmed", "responsible")
            if done.values.get(f"{side}_agreed") is False
        }
    )
    if done.values.get("force") == OTHER_FORCE and "other_force" not in done.values:
        done.errors["other_force"] = "Enter which force it is"
    if done.errors:
        return _show(visit, done, key, 422)
    try:
        taken = visit.ask(entry.SUBMIT_OFFICER_FORM, _request(done.values), key)
    except (ValidationError, InvalidInput) as wrong:
        return _show(visit, told_wrong(done, wrong, FIELDS), key, 422)
    odd = cautions.told(taken.warnings)
    return visit.show("referrals/sent.html", reference=taken.reference, own=False, odd=odd)


def _request(values: dict[str, Any]) -> entry.SubmitOfficerForm:
    parties = {
        side: {
            name.removeprefix(f"{side}_"): value
            for name, value in values.items()
            if name.startswith(f"{side}_")
        }
        for side in ("harmed", "responsible")
    }
    told = {name: values[name] for name in (*_PLAIN, "rj_is_condition", "officer_contact")}
    if told["force"] == OTHER_FORCE:
        told["force"] = values["other_force"].lower()
    return entry.SubmitOfficerForm.model_validate({**told, **flags.told(values), **parties})


PAGES = (
    Page("GET", "/referrals/officer", "page.officer_form", form_page),
    Page("POST", "/referrals/officer", "page.officer_form", form),
)
