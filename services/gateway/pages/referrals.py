"""The queue of referrals, and possible matches side by side with the decision and its reason."""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import CaseStage
from shared.contracts.intake import entry
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import NotFound

A_PAGE = 50
DECISION = (
    Field(
        "decision",
        "Are they the same?",
        "choice",
        choices=(("same", "Yes, the same"), ("different", "No, they differ")),
    ),
    Field("reason", "Why", "area", "At least ten characters. It is kept with your decision."),
)


def queue(visit: Visit) -> Response:
    """Show the referrals of one stage, those that wait longest first, a page at a time."""
    asked = visit.request.query_params.get("stage", CaseStage.REFERRED)
    stage = next((one for one in CaseStage if one == asked), CaseStage.REFERRED)
    after = visit.asked_id("after")
    listed = intake.ListCases(stage=stage, oldest_first=True, after=after, limit=A_PAGE + 1)
    parts = visit.gather(
        {
            "cases": (intake.CASES, listed),
            "matches": (entry.POSSIBLE_MATCHES, entry.ListMatches()),
        }
    )
    cases = parts["cases"].answer.cases if parts["cases"].here else ()
    return visit.show(
        "referrals/queue.html",
        stage=stage.value,
        stages=[(one.value, words.label(one)) for one in CaseStage],
        parts=parts,
        cases=cases[:A_PAGE],
        after=after,
        goes_on=len(cases) > A_PAGE,
    )


def match_page(visit: Visit) -> Response:
    """Show the two cases of a possible match side by side."""
    return _match(visit, Read(), 200)


def _match(visit: Visit, done: Read, status: int) -> Response:
    match = _find(visit)
    sides = visit.gather(
        {
            name: (intake.CASE, intake.CaseById(case_id=case_id))
            for name, case_id in (("one", match.case_id), ("other", match.other_case_id))
        }
    )
    referrals = visit.gather(
        {
            name: (entry.REFERRAL, entry.AskReferral(case_id=case.case_id, referral_id=referral))
            for name, part in sides.items()
            if part.here
            for case in (part.answer,)
            for referral in case.referral_ids[-1:]
        }
    )
    return visit.show(
        "referrals/match.html",
        status,
        match=match,
        sides=sides,
        referrals=referrals,
        fields=DECISION,
        read=done,
    )


def _find(visit: Visit) -> entry.PossibleMatch:
    told = visit.ask(entry.POSSIBLE_MATCHES, entry.ListMatches(limit=500))
    for match in told.matches:
        if match.match_id == visit.id("match_id"):
            return match  # type: ignore[no-any-return]
    raise NotFound("match-unknown")


def decide(visit: Visit) -> Response:
    """Keep the decision and go on with the next."""
    done = read(DECISION, visit.form)
    if len(done.values.get("reason", "")) < 10 and "reason" not in done.errors:
        done.errors["reason"] = "Say why in at least ten characters"
    if done.errors:
        return _match(visit, done, 422)
    asked = entry.DecideMatch(
        case_id=_find(visit).case_id, match_id=visit.id("match_id"), **done.values
    )
    visit.ask(entry.DECIDE_MATCH, asked, visit.form.one("key"))
    return visit.go("/referrals")


PAGES = (
    Page("GET", "/referrals", "page.referrals", queue),
    Page("GET", "/referrals/matches/{match_id}", "page.matches", match_page),
    Page("POST", "/referrals/matches/{match_id}", "page.matches", decide),
)
