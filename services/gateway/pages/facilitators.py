"""The register of facilitators: who is in it, what runs out soon, and what is recorded of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import words
from services.gateway.pages.forms import Field, Read, choices, new_key, read, told_wrong
from services.gateway.pages.site import Page, Visit
from services.gateway.pages.standing_words import (
    ACCREDITATIONS,
    CHECKS,
    KINDS,
    WHY_NOT,
    open_cases,
)
from shared.contracts.allocation import rpc as allocation
from shared.contracts.base import RpcMethod
from shared.contracts.codes import VolunteerStatus
from shared.kernel.errors import Conflict, InvalidInput, NotFound
from shared.security.actors import Role

STANDINGS = choices(VolunteerStatus)
SAID: Final[dict[str, str]] = {
    "registered": "They are in the register.",
    "status": "Where they stand is changed.",
    "accreditation": "The accreditation is recorded.",
    "vetting": "The check is recorded.",
}
NEW = (
    Field("name", "Name"),
    Field("organisation", "Organisation", hint="That they facilitate for"),
    Field("user_id", "Account that they sign in with", "select", needed=False,
          hint="Of somebody who may do the work of a facilitator: a manager makes it first. Whoever "
          "is entered without one can be given no case"),
    Field("status", "Where they stand", "choice", choices=STANDINGS),
    Field("cohort", "Course or recruitment drive that they came by", needed=False,
          hint="Its short name, in letters, figures and spaces, as in the annual report"),
    Field("workplaces", "Where else they work, one place a line", "area",
          "Such as a prison or an agency: what may be a conflict of interest", needed=False),
    Field("skills", "What they bring, one thing a line", "area",
          "Such as a language. Specialist training is recorded as an accreditation", needed=False),
)  # fmt: skip


def of_open_cases(one: allocation.VolunteerView) -> str:
    """Say what a change of standing does to the cases that somebody is on."""
    if not one.open_cases:
        return "They are on no open case. Two years after they left, their name is destroyed."
    return (
        f"They are on {open_cases(one.open_cases)}. Who leaves, or is dormant, is taken off every open case at once, and "
        "each needs somebody else. At any other standing but active they stay on their cases, and "
        "nothing passes between the two sides there until they are active again. Two years after "
        "they left, their name is destroyed."
    )


def _always(text: str) -> Callable[[allocation.VolunteerView], str]:
    return lambda _one: text


@dataclass(frozen=True, slots=True)
class Step:
    """One form about somebody in the register: what it asks, and the method that keeps it."""

    title: str
    button: str
    method: RpcMethod
    fields: tuple[Field, ...]
    intro: Callable[[allocation.VolunteerView], str]


STEPS: Final[dict[str, Step]] = {
    "status": Step(
        "Change where they stand", "Change it", allocation.CHANGE_VOLUNTEER_STATUS,
        (Field("status", "Where they stand from now on", "choice", choices=STANDINGS),),
        of_open_cases,
    ),
    "accreditation": Step(
        "Record an accreditation", "Record it", allocation.RECORD_ACCREDITATION,
        (
            Field("kind", "Which?", "choice", choices=ACCREDITATIONS),
            Field("valid_from", "First day", "date"),
            Field("valid_until", "Last day", "date"),
        ),
        _always("What is recorded already stays; a later one of the same kind renews it."),
    ),
    "vetting": Step(
        "Record a check", "Record it", allocation.RECORD_VETTING,
        (
            Field("kind", "Which?", "choice", choices=CHECKS),
            Field("issued_on", "Day on which it was issued", "date"),
            Field("next_check_on", "Last day before the next is due", "date"),
        ),
        _always("Only that it was made and when: what a check disclosed is kept nowhere here."),
    ),
}  # fmt: skip


def facilitators(visit: Visit) -> Response:
    """Show the register, or those at one standing."""
    asked = visit.request.query_params.get("status", "")
    status = next((one for one in VolunteerStatus if one == asked), None)
    question = (allocation.VOLUNTEERS, allocation.ListVolunteers(status=status))
    return visit.show(
        "facilitators/all.html",
        part=visit.gather({"register": question})["register"],
        standings=STANDINGS,
        chosen=status.value if status else "",
        kinds=KINDS,
    )


def facilitator(visit: Visit) -> Response:
    """Show one volunteer: what they hold, whether they can be given cases, and what can be recorded."""
    return visit.show(
        "facilitators/one.html",
        one=_one(visit),
        kinds=KINDS,
        why_not=WHY_NOT,
        steps=STEPS,
        said=SAID.get(visit.request.query_params.get("done", ""), ""),
    )


def _one(visit: Visit) -> allocation.VolunteerView:
    asked = allocation.ListVolunteers(facilitator_id=visit.id("facilitator_id"))
    told: allocation.Volunteers = visit.ask(allocation.VOLUNTEERS, asked)
    return told.volunteers[0]


def new_page(visit: Visit) -> Response:
    """Ask who enters the register."""
    return _new(visit, Read(), new_key(), 200)


def _new(visit: Visit, done: Read, key: str, status: int) -> Response:
    return visit.show_form(
        status,
        title="Enter somebody in the register",
        intro="A volunteer, or a member of staff who facilitates, at whatever standing. Their "
        "name is kept under a key of their own.",
        back="/facilitators",
        fields=_new_fields(visit),
        read=done,
        key=key,
        send="Enter them",
    )


def _new_fields(visit: Visit) -> tuple[Field, ...]:
    """Return the form's fields, with whose accounts are those of facilitators.

    Whoever keeps the register reads the names of all of them anyway.
    """
    accounts = tuple(
        (one.id, one.username)
        for one in visit.site.identities.everyone()
        if Role.FACILITATOR in one.roles
    )
    return tuple(_with(field, accounts) if field.name == "user_id" else field for field in NEW)


def _with(field: Field, accounts: tuple[tuple[str, str], ...]) -> Field:
    return Field(field.name, field.label, field.kind, field.hint, accounts, needed=False)


def register(visit: Visit) -> Response:
    """Enter them, and show their page."""
    fields, key = _new_fields(visit), visit.form.one("key")
    done = read(fields, visit.form)
    if done.errors:
        return _new(visit, done, key, 422)
    try:
        asked = allocation.RegisterVolunteer.model_validate(_entered(done.values))
        told = visit.ask(allocation.REGISTER_VOLUNTEER, asked, key)
    except (ValidationError, InvalidInput) as wrong:
        return _new(visit, told_wrong(done, wrong, fields), key, 422)
    except Conflict as taken:
        errors = {"user_id": words.refusal(taken.code, 409)}
        return _new(visit, Read(done.values, done.typed, errors), key, 409)
    return visit.go(f"/facilitators/{told.facilitator_id}?done=registered")


def _entered(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as the register keeps it: lists by their lines, a cohort's short name."""
    lists = {name: _lines(values.get(name, "")) for name in ("workplaces", "skills")}
    cohort = "_".join(values.get("cohort", "").casefold().split())
    return {**values, **lists, "cohort": cohort or None}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def step_page(visit: Visit) -> Response:
    """Show one form about somebody in the register."""
    return _step_form(visit, Read(), new_key(), 200)


def _step_form(visit: Visit, done: Read, key: str, status: int) -> Response:
    step, one = _step(visit), _one(visit)
    return visit.show_form(
        status,
        title=step.title,
        caption=one.name,
        intro=step.intro(one),
        back=f"/facilitators/{one.facilitator_id}",
        fields=step.fields,
        read=done,
        key=key,
        send=step.button,
    )


def _step(visit: Visit) -> Step:
    step = STEPS.get(visit.request.path_params["step"])
    if step is None:
        raise NotFound("no-such-page")
    return step


def take_step(visit: Visit) -> Response:
    """Keep what the form told, once however often it is sent."""
    step, key = _step(visit), visit.form.one("key")
    done, facilitator_id = read(step.fields, visit.form), visit.id("facilitator_id")
    if done.errors:
        return _step_form(visit, done, key, 422)
    try:
        told = {"facilitator_id": facilitator_id, **done.values}
        visit.ask(step.method, step.method.request.model_validate(told), key)
    except (ValidationError, InvalidInput) as wrong:
        return _step_form(visit, told_wrong(done, wrong, step.fields), key, 422)
    return visit.go(f"/facilitators/{facilitator_id}?done={visit.request.path_params['step']}")


ROW = "page.facilitators"
PAGES = (
    Page("GET", "/facilitators", ROW, facilitators),
    Page("GET", "/facilitators/new", ROW, new_page),
    Page("POST", "/facilitators/new", ROW, register),
    Page("GET", "/facilitators/{facilitator_id}", ROW, facilitator),
    Page("GET", "/facilitators/{facilitator_id}/do/{step}", ROW, step_page),
    Page("POST", "/facilitators/{facilitator_id}/do/{step}", ROW, take_step),
)
