"""What was put right in a referral, or about somebody: old and new value, why, by whom and when.

It is shown for a purpose out of a short list, so that the trail tells the very purpose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.revealing import person_in
from services.gateway.pages.site import Page, Visit
from shared.contracts.intake import amending
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.amending import AmendmentView
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import NotFound

WHY = (
    Field(
        "purpose",
        "Why do you need to see it?",
        "choice",
        "It is kept with your name. What was corrected may tell of people.",
        choices=(
            ("casework", "For my work on this case"),
            ("complaint", "Somebody complains, or asks what we hold"),
            ("accounting", "To answer for what was told"),
        ),
    ),
)
LABELS: Final[dict[str, str]] = {
    "heard_via": "How they heard of it",
    "rj_is_condition": "Whether it is a condition of the disposal",
    "offence_on": "Day of the offence",
    "sentenced_on": "Day of the sentence",
    "arrived_on": "Day on which it arrived",
    "original_received_on": "Day on which it was first received elsewhere",
    "prior_provider": "Service that had the case before",
    "update_cadence": "How often the referrer hears",
    "responsibility_accepted": "Whether responsibility is accepted",
    "crime_type_known": "Whether the kind of offence is known",
    "narrative": "What happened, in words",
    "place_area": "Where it happened",
    "email": "E-mail",
    "given_name": "First name",
    "family_name": "Last name",
    "further_identifiers": "Also known by",
}
AS_WRITTEN = frozenset(
    {
        "narrative", "force", "crime_number", "prior_provider", "pathway", "scheme", "contract",
        "given_name", "family_name", "known_as", "address", "postcode", "phone", "email",
        "offender_manager",
    }
)  # fmt: skip
"""Fields whose values are somebody's words: shown letter by letter."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_JSON = re.compile(r"\[.*\]|true|false", re.DOTALL)
"""What was no text is told as JSON; what only looks like it stays as it was written."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One correction as the page shows it."""

    at: datetime
    field: str
    old: str
    new: str
    reason: str
    by: str


def of_referral_page(visit: Visit) -> Response:
    """Ask for the purpose, before it is shown what was corrected in a referral."""
    return _form(visit, *_referral(visit), Read(), 200)


def of_referral(visit: Visit) -> Response:
    """Show what was corrected in a referral."""
    referral_id = visit.id("referral_id")
    return _answer(visit, *_referral(visit), lambda one: one.referral_id == referral_id)


def of_person_page(visit: Visit) -> Response:
    """Ask for the purpose, before it is shown what was corrected about somebody."""
    return _form(visit, *_person(visit), Read(), 200)


def of_person(visit: Visit) -> Response:
    """Show what was corrected about somebody."""
    person_id = visit.id("person_id")
    return _answer(visit, *_person(visit), lambda one: one.person_id == person_id)


def _referral(visit: Visit) -> tuple[CaseView, str, str]:
    case = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    referral_id: UUID = visit.id("referral_id")
    if referral_id not in case.referral_ids:
        raise NotFound("referral-unknown")
    return case, "What was corrected in this referral", f"referrals/{referral_id}"


def _person(visit: Visit) -> tuple[CaseView, str, str]:
    case, role = person_in(visit)
    back = f"people/{visit.id('person_id')}/contact"
    return case, f"What was corrected about them: {role.lower()}", back


def _form(visit: Visit, case: CaseView, title: str, back: str, done: Read, status: int) -> Response:
    return visit.show_form(
        status,
        title=title,
        caption=case.reference,
        back=f"/cases/{case.case_id}/{back}",
        fields=WHY,
        read=done,
        send="Show what was corrected",
    )


def _answer(
    visit: Visit, case: CaseView, title: str, back: str, wanted: Callable[[AmendmentView], bool]
) -> Response:
    done = read(WHY, visit.form)
    if done.errors:
        return _form(visit, case, title, back, done, 422)
    asked = amending.AskAmendments(case_id=case.case_id, purpose=done.values["purpose"])
    told = visit.ask(amending.AMENDMENTS, asked).amendments
    found = [one for one in told if wanted(one)]
    who = visit.site.identities.administering.names(one.amended_by for one in found)
    return visit.show(
        "cases/amended.html",
        case=case,
        title=title,
        back=f"/cases/{case.case_id}/{back}",
        shown=[_shown(one, who) for one in reversed(found)],
    )


def _shown(one: AmendmentView, who: dict[str, str]) -> Shown:
    return Shown(
        at=one.amended_at,
        field=field_of(one.field),
        old=in_words(one.field, one.old),
        new=in_words(one.field, one.new),
        reason=one.reason,
        by=who.get(one.amended_by, "Somebody"),
    )


def field_of(name: str) -> str:
    """Return what a field is called; a flag by its own name."""
    name = name.removeprefix("flags.")
    return LABELS.get(name, words.label(name))


def in_words(field: str, text: str | None) -> str:
    """Return a value as people read it: codes and days in words, words as they were written."""
    if text in (None, "", "[]"):
        return "Nothing"
    assert text is not None
    try:
        return _listed(field, json.loads(text)) if _JSON.fullmatch(text) else _one(field, text)
    except ValueError:
        return text


def _listed(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dict):
        kind = words.label(value.get("kind", "")).lower()
        return f"{value.get('value', '')} ({kind})"
    if isinstance(value, list):
        return ", ".join(_listed(field, one) for one in value)
    return _one(field, str(value))


def _one(field: str, text: str) -> str:
    if field in AS_WRITTEN:
        return text
    return words.day(date.fromisoformat(text)) if _DAY.fullmatch(text) else words.label(text)


ROW = "page.amendments"
REFERRAL = "/cases/{case_id}/referrals/{referral_id}/corrections"
PERSON = "/cases/{case_id}/people/{person_id}/corrections"
PAGES = (
    Page("GET", REFERRAL, ROW, of_referral_page),
    Page("POST", REFERRAL, ROW, of_referral),
    Page("GET", PERSON, ROW, of_person_page),
    Page("POST", PERSON, ROW, of_person),
)
