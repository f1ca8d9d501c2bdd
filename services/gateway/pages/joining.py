"""Joining two cases, taking two records for one person, and one case that continues another.

Before each the page says what it will do, as intake would do it; nothing happens by looking.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import words
from services.gateway.pages.beside import pair, why_not_joined, why_not_reopened
from services.gateway.pages.forms import Field, Read, new_key, read, told_refused, told_wrong
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import Outcome, ParticipantRole
from shared.contracts.intake import entry
from shared.contracts.intake import joining as joins
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import InvalidInput, Refused

WHY = Field("reason", "Why", "area", "At least ten characters. It is kept with what you did.")


def join_page(visit: Visit) -> Response:
    """Say what joining the one case into the other would do."""
    return _join(visit, Read(), new_key(), 200)


def _join(visit: Visit, done: Read, key: str, status: int) -> Response:
    source, target = pair(visit)
    plan, refused = _plan(visit, source, target, done)
    same = {one.person_id: one.into_person_id for one in plan.same_persons} if plan else {}
    known = {name: str(same.get(UUID(name.removeprefix("same-")), "")) for name in _asked(source)}
    return visit.show(
        "cases/join.html",
        status,
        source=source,
        target=target,
        plan=plan,
        refused=refused,
        names=(words.people(source), words.people(target)),
        fields=(*_who(source, target), WHY),
        read=Read(done.values, {**known, **done.typed}, done.errors),
        key=key,
        shown=_digest(plan),
    )


def _plan(
    visit: Visit, source: CaseView, target: CaseView, done: Read
) -> tuple[joins.JoinPlan | None, str]:
    """Return what it would do, or why it cannot be."""
    if (why := why_not_joined(source, target)) or not visit.may(joins.PLAN_JOIN):
        return None, why or "Your role does not join cases."
    ends = {"case_id": source.case_id, "into_case_id": target.case_id}
    try:
        asked = joins.PlanJoin(**ends, same_persons=_named(source, done))
        return visit.ask(joins.PLAN_JOIN, asked), ""
    except Refused as refused:
        return None, words.refusal(refused.code, 409)


def _asked(source: CaseView) -> list[str]:
    return [f"same-{person.person_id}" for person in source.participants]


def _who(source: CaseView, target: CaseView) -> tuple[Field, ...]:
    """Return for each person of the one case who of the other they may be: of the same side."""
    names, others = words.people(source), words.people(target)
    dead = ParticipantRole.DECEASED
    return tuple(
        Field(
            f"same-{person.person_id}",
            f"{names[str(person.person_id)]} of {source.reference} is",
            "select",
            choices=tuple(
                (str(other.person_id), f"{others[str(other.person_id)]} of {target.reference}")
                for other in target.participants
                if other.side is person.side and (other.role is dead) is (person.role is dead)
            ),
            needed=False,
        )
        for person in source.participants
    )


def _named(source: CaseView, done: Read) -> tuple[joins.SamePerson, ...]:
    chosen = {name: done.values[name] for name in _asked(source) if name in done.values}
    return tuple(
        joins.SamePerson(person_id=name.removeprefix("same-"), into_person_id=other)
        for name, other in chosen.items()
    )


def _digest(plan: joins.JoinPlan | None) -> str:
    """Return what tells the plan that was on the screen from any other."""
    told = plan.model_dump_json() if plan else ""
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def join(visit: Visit) -> Response:
    """Join them, if what is going to happen is what was on the screen; else say it anew."""
    source, target = pair(visit)
    key, done = visit.form.one("key"), read((*_who(source, target), WHY), visit.form)
    if visit.form.one("step") == "look":
        return _join(visit, Read(done.values, done.typed), key, 200)
    if len(done.values.get("reason", "")) < 10:
        done.errors["reason"] = "Say why in at least ten characters"
    if not done.errors and not source.closed_at:
        plan, refused = _plan(visit, source, target, done)
        if refused or _digest(plan) != visit.form.one("shown"):
            done.errors[""] = refused or "This changes what will happen. Read it, then join them."
    if done.errors:
        return _join(visit, done, key, 422)
    asked = joins.JoinCases(
        case_id=source.case_id,
        into_case_id=target.case_id,
        same_persons=_named(source, done),
        reason=done.values["reason"],
    )
    visit.ask(joins.JOIN_CASES, asked, key)
    return visit.go(f"/cases/{target.case_id}?done=joined")


def merge_page(visit: Visit) -> Response:
    """Ask who of the two cases is one person."""
    return _merge(visit, Read(), new_key(), 200)


def _merge_fields(one: CaseView, other: CaseView) -> tuple[Field, ...]:
    return (
        *(
            Field(name, f"Who of {case.reference}?", "choice", choices=tuple(words.people(case).items()))
            for name, case in (("person_id", one), ("other_person_id", other))
        ),
        WHY,
    )  # fmt: skip


def _merge(visit: Visit, done: Read, key: str, status: int) -> Response:
    one, other = pair(visit)
    return visit.show_form(
        status,
        title="Two records are one person",
        caption=f"{one.reference} and {other.reference}",
        intro="Each record stays where it is, in its own case. From then on a no under one is a no "
        "under both, and their numbers are shown together. It can be taken back, with a reason.",
        back=f"/cases/{one.case_id}/beside/{other.case_id}",
        fields=_merge_fields(one, other),
        read=done,
        key=key,
        send="They are one person",
    )


def merge(visit: Visit) -> Response:
    """Take the two records for one person."""
    one, other = pair(visit)
    key, done = visit.form.one("key"), read(_merge_fields(one, other), visit.form)
    if done.errors:
        return _merge(visit, done, key, 422)
    try:
        asked = entry.MergePersons(case_id=one.case_id, other_case_id=other.case_id, **done.values)
        visit.ask(entry.MERGE_PERSONS, asked, key)
    except (ValidationError, InvalidInput) as wrong:
        return _merge(visit, told_wrong(done, wrong, _merge_fields(one, other)), key, 422)
    except Refused as refused:
        return _merge(visit, told_refused(done, refused), key, 409)
    return visit.go(f"/cases/{one.case_id}/beside/{other.case_id}?done=merged")


def reopen_page(visit: Visit) -> Response:
    """Say what it means that one case is closed because the other continues it."""
    one, other = pair(visit)
    if why_not_reopened(one, other):
        raise Refused("case-closed" if one.closed_at else "primary-outcome-exists")
    return visit.show_form(
        title=f"{other.reference} continues {one.reference}",
        caption=one.reference,
        intro=f"{one.reference} is closed with the outcome “re-opened as new”, and cannot be opened "
        f"again. Each page leads to the other. Reports count how it ended where {other.reference} "
        "ends. What was agreed stays in force.",
        back=f"/cases/{one.case_id}/beside/{other.case_id}",
        fields=(),
        read=Read(),
        key=new_key(),
        send=f"Close {one.reference}",
    )


def reopen(visit: Visit) -> Response:
    """Close the one case with the other as its successor: its outcome first, if it has none yet."""
    one, other = pair(visit)
    key, reopened = visit.form.one("key"), Outcome.REOPENED_AS_NEW
    if not one.closed_at and one.primary_outcome is None:
        kept = intake.RecordOutcome(case_id=one.case_id, outcome=reopened, primary=True)
        visit.ask(intake.RECORD_OUTCOME, kept, f"{key}-outcome")
    asked = intake.CloseCase(case_id=one.case_id, successor_case_id=other.case_id)
    visit.ask(intake.CLOSE_CASE, asked, key)
    return visit.go(f"/cases/{one.case_id}?done=reopened")


ROW, BOTH = "page.join", "/cases/{case_id}/beside/{other_case_id}"
PAGES = (
    Page("GET", f"{BOTH}/join", ROW, join_page),
    Page("POST", f"{BOTH}/join", ROW, join),
    Page("GET", f"{BOTH}/merge", ROW, merge_page),
    Page("POST", f"{BOTH}/merge", ROW, merge),
    Page("GET", f"{BOTH}/reopen", ROW, reopen_page),
    Page("POST", f"{BOTH}/reopen", ROW, reopen),
)
