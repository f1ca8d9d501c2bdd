"""A risk assessment: the checklist factor by factor, the judgement, and who it was talked over with.

The checklist is a version that screening keeps; the form is made of it. What is not known is said
to be not known, with how it will be found out: silence is never taken for safety.
"""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages.forms import Field, Read, choices, new_key, read, told_wrong
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import Mode, RiskDecision
from shared.contracts.intake import rpc as intake
from shared.contracts.screening import risk_rpc
from shared.contracts.screening import rpc as screening
from shared.contracts.screening.risk_codes import AdviceFrom, RiskStage, SpecialistPath
from shared.kernel.errors import InvalidInput, Refused

SCORE = (("1", "1 low"), ("2", "2"), ("3", "3"), ("4", "4 high"))
KNOWN = (("yes", "It applies"), ("no", "It does not"), ("unknown", "Not known yet"))
SCORES = (
    ("likelihood", "How likely, as things stand"),
    ("impact", "How grave, as things stand"),
    ("residual_likelihood", "How likely, with what is done"),
    ("residual_impact", "How grave, with what is done"),
)
JUDGEMENT = (
    Field("decision", "What do you decide?", "choice", choices=choices(RiskDecision),
          heading="The judgement"),
    Field("modes_permitted", "Which forms does it permit?", "checks", choices=choices(Mode),
          needed=False),
    Field("reasons", "Why", "area"),
    Field("valid_until", "Valid until", "date"),
    Field("stage", "At which stage?", "choice", choices=choices(RiskStage), needed=False),
    Field("conditions", "Conditions, one on each line", "area", needed=False),
    Field("risk_of_not_proceeding", "The risk of not going on", "area", needed=False),
    Field("safety_plan", "Safety plan", "area", needed=False),
    Field("alternatives_offered", "What else is offered, where nothing passes", "area",
          needed=False),
    Field("view_harmed", "How the side harmed sees it", "area", needed=False,
          heading="Whom it was talked over with"),
    Field("view_responsible", "How the side responsible sees it", "area", needed=False),
    Field("advice_from", "A specialist who advised", "choice", choices=choices(AdviceFrom),
          needed=False),
    Field("advice_path", "On which path", "choice", choices=choices(SpecialistPath), needed=False),
    Field("adviser", "Who they are", needed=False),
    Field("advice_on", "On which day", "date", needed=False),
    Field("advice", "What they advised", "area", needed=False),
    Field("stop_signal", "The signal to stop", needed=False, heading="If it goes wrong"),
    Field("way_out", "The way out", needed=False),
    Field("on_call", "Who is on call", needed=False),
)  # fmt: skip
_OWN = frozenset({"decision", "reasons", "valid_until", "stage", "risk_of_not_proceeding",
                  "safety_plan", "alternatives_offered"})  # fmt: skip


def _fields(template: risk_rpc.RiskTemplate) -> tuple[Field, ...]:
    return (*(one for factor in template.factors for one in _factor(factor)), *JUDGEMENT)


def _factor(factor: risk_rpc.TemplateFactorView) -> tuple[Field, ...]:
    """Return the questions about one factor; one that is marked must be looked at."""
    code, hint = factor.code, f"{factor.code}. Consider: {factor.consider}"
    applies = Field(f"{code}_applies", factor.title, "choice", hint, KNOWN, factor.marked)
    scores = tuple(
        Field(f"{code}_{name}", text, "select", choices=SCORE, needed=False)
        for name, text in SCORES
    )
    told = (
        Field(f"{code}_rationale", "Why you judge so", needed=False),
        Field(f"{code}_mitigation", "What is done about it", needed=False),
        Field(f"{code}_plan", "How it will be found out, if not known", needed=False),
    )
    return (applies, *scores, *told)


def assess_page(visit: Visit) -> Response:
    """Show the checklist and the judgement."""
    return _page(visit, Read(), new_key(), 200)


def _page(visit: Visit, done: Read, key: str, status: int) -> Response:
    case = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    if case.closed_at:
        raise Refused("case-closed")
    template = _template(visit)
    factors = [(factor, _factor(factor)) for factor in template.factors]
    return visit.show(
        "cases/assess.html",
        status,
        case=case,
        checklist=template,
        factors=factors,
        judgement=JUDGEMENT,
        fields=_fields(template),
        read=done,
        key=key,
    )


def _template(visit: Visit) -> risk_rpc.RiskTemplate:
    found: risk_rpc.RiskTemplate = visit.ask(risk_rpc.RISK_TEMPLATE, risk_rpc.AskForTemplate())
    return found


def assess(visit: Visit) -> Response:
    """Keep the draft: it has no force until two people have signed it."""
    template, key = _template(visit), visit.form.one("key")
    fields = _fields(template)
    done = read(fields, visit.form)
    if done.errors:
        return _page(visit, done, key, 422)
    try:
        asked = screening.DraftRiskAssessment(
            case_id=visit.id("case_id"),
            strand_id=visit.id("strand_id"),
            template=template.version,
            **judgement(template, done.values),
        )
        visit.ask(screening.DRAFT_RISK_ASSESSMENT, asked, key)
    except (ValidationError, InvalidInput) as wrong:
        return _page(visit, told_wrong(done, wrong, fields), key, 422)
    return visit.go(f"/cases/{asked.case_id}?done=assessed#risk")


def judgement(template: risk_rpc.RiskTemplate, told: dict[str, Any]) -> dict[str, Any]:
    """Return the whole assessment that the form says."""
    lines = [line.strip() for line in told.get("conditions", "").splitlines() if line.strip()]
    return {
        **{name: told[name] for name in _OWN if name in told},
        "modes_permitted": told.get("modes_permitted", ()),
        "factors": [
            _judged(factor.code, told)
            for factor in template.factors
            if f"{factor.code}_applies" in told
        ],
        "conditions": lines,
        "views": [
            {"whom": whom, "text": told[f"view_{whom}"]}
            for whom in ("harmed", "responsible")
            if f"view_{whom}" in told
        ],
        **_advice(told),
        **_contingency(told),
    }


def _judged(code: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return one factor: scores where it applies, none where it is not known."""
    applies = told[f"{code}_applies"]
    given = {name: told.get(f"{code}_{name}") for name in ("rationale", "mitigation", "plan")}
    if applies == "yes":
        given |= {name: told.get(f"{code}_{name}") for name, _ in SCORES}
    kept = {name: value for name, value in given.items() if value is not None}
    return {"factor": code, "relevant": applies != "no", **kept}


def _advice(told: dict[str, Any]) -> dict[str, Any]:
    if "advice" not in told:
        return {}
    given = {"given_by": told.get("advice_from"), "adviser": told.get("adviser")}
    more = {"given_on": told.get("advice_on"), "text": told["advice"]}
    return {"advice": [{**given, **more, "path": told.get("advice_path")}]}


def _contingency(told: dict[str, Any]) -> dict[str, Any]:
    names = ("stop_signal", "way_out", "on_call")
    if not any(name in told for name in names):
        return {}
    return {"contingency": {name: told.get(name) for name in names}}


def difference(visit: Visit) -> Response:
    """Show what differs between two versions of an assessment, in sentences."""
    case = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    asked = risk_rpc.CompareAssessments(
        case_id=case.case_id, earlier=visit.id("earlier"), later=visit.id("later")
    )
    told = visit.ask(risk_rpc.RISK_DIFFERENCE, asked)
    return visit.show("cases/difference.html", case=case, told=told)


PAGES = (
    Page("GET", "/cases/{case_id}/strands/{strand_id}/risk", "page.assess", assess_page),
    Page("POST", "/cases/{case_id}/strands/{strand_id}/risk", "page.assess", assess),
    Page("GET", "/cases/{case_id}/risk/{earlier}/{later}", "page.difference", difference),
)
