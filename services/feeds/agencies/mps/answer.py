"""The form RJ2, version 1: what the Metropolitan Police answer to a request of ours. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from services.feeds.agencies.mps.codes import FINDINGS, HOW
from services.feeds.agencies.mps.wire import Form, Officer
from shared.contracts.intake.codes import AgencyFinding
from shared.kernel.errors import Fault

__all__ = ["FORM", "THEIRS", "Answer", "faults", "translate"]

FORM = "RJ2"
ASKED = "the id of our request, as it stands in it under request"
SPOKEN_FOR = frozenset({AgencyFinding.AGREES, AgencyFinding.DECLINES})
THEIRS = {
    "request_id": "request",
    "finding": "result",
    "answered_on": "answered_on",
    "answered_by": "officer.name",
    "consent_method": "consent.how",
    "consent_on": "consent.taken_on",
    "phone": "contact.telephone",
    "email": "contact.email",
    "safe_contact": "contact.advice",
    "note": "remarks",
}


class Word(Form):
    """How and when the person said yes or no."""

    how: Literal[*HOW] = "IN_PERSON"  # type: ignore[valid-type]
    taken_on: date


class Contact(Form):
    """How the person wants to be reached."""

    telephone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=200)] | None = None
    advice: Annotated[str, Field(max_length=500)] | None = None


class Answer(Form):
    """The whole form."""

    form: Literal["RJ2"]
    version: Literal["1"]
    request: Annotated[UUID, Field(description=ASKED)]
    result: Literal[*FINDINGS]  # type: ignore[valid-type]
    answered_on: date
    officer: Officer
    consent: Word | None = None
    contact: Contact | None = None
    remarks: Annotated[str, Field(max_length=2000)] | None = None


def faults(form: Answer, today: date) -> Iterator[Fault]:
    """Yield what is wrong beyond the form's own shape, by the form's own fields."""
    if form.answered_on > today:
        yield Fault("answered_on", "in-the-future")
    if form.consent and form.consent.taken_on > today:
        yield Fault("consent.taken_on", "in-the-future")
    if FINDINGS[form.result] in SPOKEN_FOR and form.consent is None:
        yield Fault("consent", "word-missing")


def translate(form: Answer) -> dict[str, Any]:
    """Return the answer as plain values; the contract validates it once more."""
    contact = form.contact or Contact()
    officer = form.officer
    return {
        "request_id": form.request,
        "finding": FINDINGS[form.result],
        "answered_on": form.answered_on,
        "answered_by": (f"{officer.name}, {officer.unit}" if officer.unit else officer.name)[:120],
        "consent_method": HOW[form.consent.how] if form.consent else None,
        "consent_on": form.consent.taken_on if form.consent else None,
        "phone": contact.telephone,
        "email": contact.email,
        "safe_contact": contact.advice,
        "note": form.remarks,
    }
