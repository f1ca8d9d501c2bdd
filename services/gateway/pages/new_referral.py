"""A new referral, in short steps that are saved, with a look over the answers before it is sent."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.drafts import REFERENCE, SENT
from services.gateway.pages import words
from services.gateway.pages.asking import Part
from services.gateway.pages.cases import case_page
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.questions import WHO, Answers, Step, gaps, steps_of, submission
from services.gateway.pages.site import Page, Visit
from services.gateway.problems import faults_of
from shared.contracts.intake import entry
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import MatchGrade
from shared.contracts.intake.people import Considered, ReferralSubmission
from shared.kernel.errors import InvalidInput, NotFound, Refused, Unavailable

ENQUIRY = "enquiry_id"
"""Where a draft keeps of which enquiry the referral is made (INT-12)."""
AWAY = Part("intake", away=True)
REASON = Field(
    "considered",
    "Why is this another referral?",
    "area",
    "We have a case that is like this one. Say in at least ten characters why this is not the same.",
)


def start_page(visit: Visit) -> Response:
    """Show one's own drafts, and begin a new one."""
    mine = visit.site.desk.drafts.mine(visit.who.actor.id)
    return visit.show("referrals/start.html", mine=mine, draft_id=uuid4())


def start(visit: Visit) -> Response:
    """Begin a draft. Its id came with the form, so that a double click begins one."""
    draft_id = visit.form_id("draft")
    visit.site.desk.drafts.begin(visit.who.actor.id, draft_id, {})
    return visit.go(_path(draft_id, WHO.slug))


def drop(visit: Visit) -> Response:
    """Throw a draft away."""
    visit.site.desk.drafts.drop(visit.who.actor.id, visit.id("draft_id"))
    return visit.go("/referrals/new")


def step_page(visit: Visit) -> Response:
    """Show one step with what was answered before."""
    draft_id = visit.id("draft_id")
    answers = _answers(visit, draft_id)
    if SENT in answers:
        return visit.go(_became(answers, draft_id))
    step = _step(visit, answers)
    return _show(visit, step, answers, Read(typed=typed_from(step, answers)))


def step(visit: Visit) -> Response:
    """Save a step and go on; what is not right is shown where it stands."""
    draft_id = visit.id("draft_id")
    before = _answers(visit, draft_id)
    asked = _step(visit, before)
    done = read(asked.fields, visit.form)
    blank = dict.fromkeys(field.name for field in asked.fields)
    done.errors.update(gaps(asked, before | blank | done.values))
    if done.errors:
        return _show(visit, asked, before, done, 422)
    answers = visit.site.desk.drafts.save(visit.who.actor.id, draft_id, blank | done.values)
    slugs = [one.slug for one in steps_of(answers)]
    waits = [
        one.slug for one in steps_of(answers) if not any(f.name in answers for f in one.fields)
    ]
    later = [slug for slug in waits if slugs.index(slug) > slugs.index(asked.slug)]
    return visit.go(_path(draft_id, next(iter(later or waits), "check")))


def _show(visit: Visit, asked: Step, answers: Answers, done: Read, status: int = 200) -> Response:
    slugs = [one.slug for one in steps_of(answers)]
    place = slugs.index(asked.slug)
    before = slugs[place - 1] if place else None
    return visit.show_form(
        status,
        title=asked.title,
        caption=f"New referral, step {place + 1} of {len(slugs)}",
        back=_path(visit.id("draft_id"), before) if before else "/referrals/new",
        fields=asked.fields,
        read=done,
        send="Save and continue",
    )


def check_page(visit: Visit) -> Response:
    """Show every answer, and cases that the referral is like, before it is sent."""
    draft_id = visit.id("draft_id")
    answers = _answers(visit, draft_id)
    if SENT in answers:
        return visit.go(_became(answers, draft_id))
    return _check(visit, answers, Read(), 200)


def _check(visit: Visit, answers: Answers, done: Read, status: int) -> Response:
    matches = _matches(visit, answers)
    return visit.show(
        "referrals/check.html",
        status,
        draft_id=visit.id("draft_id"),
        rows=[(one, tuple(told(one, answers))) for one in steps_of(answers)],
        matches=matches,
        ask_why=_same(matches),
        fields=(REASON,),
        read=done,
    )


def told(step: Step, answers: Answers) -> list[tuple[str, str]]:
    """Return the questions of a step that were answered, with the answers in words."""
    return [
        (field.label, _in_words(field, answers[field.name]))
        for field in step.fields
        if answers.get(field.name) not in (None, "", [])
    ]


def _in_words(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    known = dict(field.choices)
    if isinstance(value, list):
        return ", ".join(known.get(str(one), str(one)) for one in value)
    if field.kind == "date":
        year, month, day = (int(part) for part in str(value).split("-"))
        return words.day(date(year, month, day))
    return known.get(str(value), str(value))


def _matches(visit: Visit, answers: Answers) -> Part:
    try:
        asked = entry.FindMatches(submission=ReferralSubmission(**submission(answers)))
    except ValidationError:
        return Part("intake")
    return visit.gather({"matches": (entry.FIND_MATCHES, asked)})["matches"]


def _same(matches: Part) -> bool:
    return matches.here and any(
        match.grade is MatchGrade.SAME_REFERRAL for match in matches.answer.matches
    )


def send(visit: Visit) -> Response:
    """Submit the referral. The draft's id is the key: sent twice, it is one referral."""
    draft_id = visit.id("draft_id")
    answers = _answers(visit, draft_id)
    if SENT in answers:
        return visit.go(_became(answers, draft_id))
    try:
        asked = intake.SubmitReferral(
            submission=ReferralSubmission(**submission(answers)),
            considered=_considered(visit, answers),
            enquiry_id=answers.get(ENQUIRY),
        )
        taken = visit.ask(intake.SUBMIT_REFERRAL, asked, f"draft-{draft_id}-{_digest(visit)}")
    except ValidationError as wrong:
        return _wrong(visit, answers, InvalidInput("not-valid", faults_of(wrong.errors())))
    except InvalidInput as wrong:
        return _wrong(visit, answers, wrong)
    except Refused as refused:
        if refused.code != "possible-duplicate":
            raise
        says = {"considered": "Say why this is another referral"}
        return _check(visit, answers, Read(errors=says), 409)
    visit.site.desk.drafts.sent(visit.who.actor.id, draft_id, taken.case_id, taken.reference)
    return visit.go(f"/cases/{taken.case_id}/sent/{draft_id}?done=submit_referral")


def sent_page(visit: Visit) -> Response:
    """Show the case that a referral became; while intake does not answer, what it is called.

    The referral is in, and whoever sent it is on the phone with somebody who wants its reference.
    """
    try:
        return case_page(visit)
    except Unavailable:
        if reference := _reference_kept(visit):
            return visit.show(
                "referrals/sent.html", reference=reference, own=False, odd=(), part=AWAY
            )
        raise


def _became(answers: Answers, draft_id: UUID) -> str:
    return f"/cases/{answers[SENT]}/sent/{draft_id}"


def _reference_kept(visit: Visit) -> str:
    """Return what intake answered when the draft was sent; empty where it is not of this case."""
    try:
        answers = _answers(visit, visit.id("draft_id"))
    except NotFound:
        return ""
    mine = answers.get(SENT) == str(visit.id("case_id"))
    return str(answers.get(REFERENCE, "")) if mine else ""


def _digest(visit: Visit) -> str:
    """Return what tells a referral with a reason from the same without one."""
    return "considered" if visit.form.one("considered") else "plain"


def _considered(visit: Visit, answers: Answers) -> tuple[Considered, ...]:
    reason = visit.form.one("considered")
    found = _matches(visit, answers)
    if len(reason) < 10 or not found.here:
        return ()
    return tuple(
        Considered(case_id=match.case_id, reason=reason[:1000])
        for match in found.answer.matches[:30]
    )


def _wrong(visit: Visit, answers: Answers, wrong: InvalidInput) -> Response:
    says = "; ".join(dict.fromkeys(words.fault(fault) for fault in wrong.faults))
    return _check(visit, answers, Read(errors={"": says or "The answers are not complete"}), 422)


def typed_from(step: Step, answers: Answers) -> dict[str, Any]:
    """Return answers as the form shows them again."""
    return {field.name: _typed(field, answers.get(field.name)) for field in step.fields}


def _typed(field: Field, value: Any) -> Any:
    if field.kind == "date":
        parts = str(value).split("-") if value else ["", "", ""]
        return dict(
            zip(("year", "month", "day"), (part.lstrip("0") for part in parts), strict=True)
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if value is not None else ""


def _answers(visit: Visit, draft_id: UUID) -> Answers:
    return visit.site.desk.drafts.read(visit.who.actor.id, draft_id)


def _step(visit: Visit, answers: Answers) -> Step:
    for one in steps_of(answers):
        if one.slug == visit.request.path_params["step"]:
            return one
    raise NotFound("no-such-step")


def _path(draft_id: UUID, slug: str) -> str:
    return f"/referrals/new/{draft_id}/{slug}"


ROW = "page.new_referral"
PAGES = (
    Page("GET", "/referrals/new", ROW, start_page),
    Page("POST", "/referrals/new", ROW, start),
    Page("POST", "/referrals/new/{draft_id}/drop", ROW, drop),
    Page("GET", "/referrals/new/{draft_id}/check", ROW, check_page),
    Page("POST", "/referrals/new/{draft_id}/check", ROW, send),
    Page("GET", "/cases/{case_id}/sent/{draft_id}", ROW, sent_page),
    Page("GET", "/referrals/new/{draft_id}/{step}", ROW, step_page),
    Page("POST", "/referrals/new/{draft_id}/{step}", ROW, step),
)
