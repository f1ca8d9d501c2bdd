"""The answer PRA, version 1: what a probation or liaison officer answers to a request. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from services.feeds.agencies.probation.codes import FINDINGS, FORMS, LIMITED_ACCESS, UNKNOWN
from services.feeds.agencies.probation.wire import PRISON, Form, Manager
from shared.contracts.intake.codes import AgencyFinding
from shared.kernel.errors import Fault

__all__ = ["FORM", "THEIRS", "Answer", "faults", "translate"]

FORM = "PRA"
ASKED = "the id of our request, as it stands in it under request"
SPOKEN_FOR = frozenset({AgencyFinding.AGREES, AgencyFinding.DECLINES})
THEIRS = {
    "request_id": "request",
    "finding": "outcome",
    "answered_on": "answered_on",
    "answered_by": "manager.name",
    "consent_method": "consent.form",
    "consent_on": "consent.taken_on",
    "phone": "subject.telephone",
    "safe_contact": "subject.reached_through",
    "establishment": "subject.prison",
    "note": "summary",
}


class Word(Form):
    """How and when the person said yes or no."""

    form: Literal[*FORMS] = "SPOKEN"  # type: ignore[valid-type]
    taken_on: date


class Whereabouts(Form):
    """Where the person is now, and through whom they are reached."""

    telephone: Annotated[str, Field(max_length=30)] | None = None
    prison: (
        Annotated[str, Field(pattern=r"^[A-Z]{3}$", description=PRISON, examples=["WWI"])] | None
    ) = None
    reached_through: Annotated[str, Field(max_length=500)] | None = None


class Answer(Form):
    """The whole answer."""

    form: Literal["PRA"]
    version: Literal["1"]
    request: Annotated[UUID, Field(description=ASKED)]
    limited_access: Literal[*LIMITED_ACCESS] = "UNK"  # type: ignore[valid-type]
    outcome: Literal[*FINDINGS]  # type: ignore[valid-type]
    answered_on: date
    manager: Manager
    consent: Word | None = None
    subject: Whereabouts | None = None
    summary: Annotated[str, Field(max_length=2000)] | None = None


def faults(form: Answer, today: date) -> Iterator[Fault]:
    """Yield what is wrong beyond the answer's own shape, by its own fields."""
    if LIMITED_ACCESS[form.limited_access]:
        yield Fault("limited_access", "restricted")
    if form.answered_on > today:
        yield Fault("answered_on", "in-the-future")
    if form.consent and form.consent.taken_on > today:
        yield Fault("consent.taken_on", "in-the-future")
    if FINDINGS[form.outcome] in SPOKEN_FOR and form.consent is None:
        yield Fault("consent", "word-missing")


def translate(form: Answer) -> dict[str, Any]:
    """Return the answer as plain values; the contract validates it once more."""
    subject = form.subject or Whereabouts()
    return {
        "request_id": form.request,
        "finding": FINDINGS[form.outcome],
        "answered_on": form.answered_on,
        "answered_by": f"{form.manager.name} ({form.manager.role})",
        "consent_method": FORMS[form.consent.form] if form.consent else None,
        "consent_on": form.consent.taken_on if form.consent else None,
        "phone": subject.telephone,
        "safe_contact": subject.reached_through,
        "establishment": None if subject.prison == UNKNOWN else subject.prison,
        "note": form.summary,
    }
