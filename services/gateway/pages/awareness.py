"""What the office tells reporting itself: awareness sessions and recruitment drives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages.forms import Field, Read, new_key, read, told_wrong
from services.gateway.pages.site import Page, Visit
from services.gateway.problems import faults_in
from shared.contracts.base import RpcMethod
from shared.contracts.reporting import rpc as reporting
from shared.kernel.errors import Fault, InvalidInput

Values = dict[str, Any]
QUESTIONS: Final = {
    "relevant": "It was relevant",
    "more_confident": "They are more confident",
    "clear_pathway": "The pathway is clear",
    "wants_follow_up": "They want a follow-up",
    "has_concerns": "They still have concerns",
}
"""What an evaluation asks; each has its own number of answers (AWR-02, AWR-04)."""
ANSWERS: Final = tuple(
    field
    for code, text in QUESTIONS.items()
    for field in (
        Field(f"{code}_yes", f"{text}: how many said yes?", "number", needed=False),
        Field(f"{code}_answered", f"{text}: of how many who answered?", "number", needed=False),
    )
)
SESSIONS: Final = (
    Field("host", "Organisation that they were held for",
          hint="In letters and spaces, always written alike: its sessions are counted together"),
    Field("held_on", "Day, or the last of several", "date"),
    Field("sessions", "How many sessions?", "number"),
    Field("attended", "How many people came?", "number"),
    Field("evaluations", "How many gave an evaluation?", "number", needed=False),
    *ANSWERS,
)  # fmt: skip
DRIVE: Final = (
    Field("code", "Short name of the drive", hint="In letters, figures and spaces: volunteers who "
          "came by it are entered in the register under the same"),
    Field("started_on", "Day on which it began", "date"),
    Field("applied", "How many applied?", "number"),
    Field("successful", "Of these, how many were successful?", "number"),
    Field("accepted", "Of these, how many accepted?", "number"),
    Field("completed", "Of these, how many completed the training?", "number"),
)  # fmt: skip


def _short(text: str) -> str:
    return "_".join(text.casefold().split())


def as_sessions(values: Values) -> Values:
    """Return sessions as reporting takes them: each question that was answered with its own count."""
    kept = {name: told for name, told in values.items() if name not in {f.name for f in ANSWERS}}
    return {**kept, "host": _short(values["host"]), "results": tuple(_results(values))}


def _results(values: Values) -> list[Values]:
    return [
        {"question": code, "yes": values[f"{code}_yes"], "answered": values[f"{code}_answered"]}
        for code in _answered(values)
    ]


def _answered(values: Values) -> list[str]:
    return [code for code in QUESTIONS if f"{code}_yes" in values or f"{code}_answered" in values]


def as_drive(values: Values) -> Values:
    """Return a drive as reporting takes it, under its short name."""
    return {**values, "code": _short(values["code"])}


@dataclass(frozen=True, slots=True)
class Told:
    """One form: what it asks, and the method that keeps it."""

    title: str
    intro: str
    method: RpcMethod
    fields: tuple[Field, ...]
    shape: Callable[[Values], Values]


FORMS: Final = {
    "awareness": Told(
        "Record awareness sessions",
        "Sessions for one organisation, with what those who evaluated them said. What was recorded "
        "is not changed later: each time adds to that organisation’s figures.",
        reporting.RECORD_AWARENESS_SESSION, SESSIONS, as_sessions,
    ),
    "drive": Told(
        "Record a recruitment drive",
        "Each step is a part of the one before it. To record a drive again, by the same short name, "
        "brings its figures up to date.",
        reporting.RECORD_RECRUITMENT_DRIVE, DRIVE, as_drive,
    ),
}  # fmt: skip


def _page(slug: str) -> Callable[[Visit], Response]:
    return lambda visit: _form(visit, slug, Read(), new_key(), 200)


def _form(visit: Visit, slug: str, done: Read, key: str, status: int) -> Response:
    told = FORMS[slug]
    return visit.show_form(
        status,
        title=told.title,
        intro=told.intro,
        back="/reports",
        fields=told.fields,
        read=done,
        key=key,
        send="Record it",
    )


def _keep(slug: str) -> Callable[[Visit], Response]:
    """Return what keeps a form once, however often it is sent."""

    def keep(visit: Visit) -> Response:
        told, key = FORMS[slug], visit.form.one("key")
        done = read(told.fields, visit.form)
        _pairs_whole(done)
        if done.errors:
            return _form(visit, slug, done, key, 422)
        try:
            request = told.method.request.model_validate(told.shape(done.values))
            visit.ask(told.method, request, key)
        except (ValidationError, InvalidInput) as wrong:
            again = told_wrong(done, _at_questions(wrong, done.values), told.fields)
            return _form(visit, slug, again, key, 422)
        return visit.go(f"/reports?done={slug}")

    return keep


def _pairs_whole(done: Read) -> None:
    """Ask for the other half where only one number of a question was given."""
    for code in _answered(done.values):
        for name, asked in (("yes", "how many said yes"), ("answered", "of how many who answered")):
            if f"{code}_{name}" not in done.values:
                says = f"{QUESTIONS[code]}: enter {asked}"
                done.errors.setdefault(f"{code}_{name}", says)


def _at_questions(wrong: ValidationError | InvalidInput, values: Values) -> InvalidInput:
    """Return what is wrong at the fields of the questions that the results came from."""
    found = faults_in(wrong)
    codes = _answered(values)
    return InvalidInput("invalid-request", tuple(_at_question(one, codes) for one in found))


def _at_question(fault: Fault, codes: list[str]) -> Fault:
    first, *rest = fault.field.split(".")
    if first != "results" or len(rest) != 2:
        return fault
    return Fault(f"{codes[int(rest[0])]}_{rest[1]}", fault.code)


ROW = "page.tell_reporting"
PAGES = (
    Page("GET", "/reports/awareness/new", ROW, _page("awareness")),
    Page("POST", "/reports/awareness/new", ROW, _keep("awareness")),
    Page("GET", "/reports/drive/new", ROW, _page("drive")),
    Page("POST", "/reports/drive/new", ROW, _keep("drive")),
)
