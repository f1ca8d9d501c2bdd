"""The risk checklist: every version, the next one drafted and approved, and which is in force.

Putting a version in force opens every live assessment again (RSK-13). Screening counts them as it
does so, and the page says its figures; before that nobody can say how many they will be.
"""

from __future__ import annotations

from typing import Any

import yaml
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError

from services.gateway.pages import checklist_practice as practice
from services.gateway.pages import words
from services.gateway.pages.asking import answer_of
from services.gateway.pages.forms import Field, Read, new_key, read
from services.gateway.pages.policies import faults_told, where
from services.gateway.pages.site import Page, Visit
from services.gateway.problems import faults_of
from shared.contracts.screening import risk_rpc
from shared.contracts.screening.risk_rpc import RiskTemplate, TemplateAdopted
from shared.contracts.screening.template_content import WrittenFactor, WrittenTemplate
from shared.kernel.errors import Conflict, Fault, InvalidInput, NotFound

DRAFT = (
    Field("version", "Name of the version", hint="Small letters, such as risk-2027"),
    Field("source", "Source", hint="Where it was decided"),
    Field("reason", "Why it differs", "area"),
    Field(
        "written",
        "The whole checklist",
        "code",
        "As it is kept: change the words, add a factor under a new code, or take one out.",
    ),
)
FORM = (*DRAFT, *practice.FIELDS)
WHY = (Field("reason", "Why is it put in force?", "area"),)
FACTORS = TypeAdapter(tuple[WrittenFactor, ...])
NAMED, WHOLE = ("version", "source", "reason"), "written"
KEPT = tuple(WrittenFactor.model_fields)


def checklists(visit: Visit) -> Response:
    """Show every version: the one in force first."""
    current = _asked(visit, None)
    part = visit.gather({"now": current})["now"]
    names = part.answer.versions if part.here else ()
    parts = visit.gather({name: _asked(visit, name) for name in names})
    found = [one.answer for one in parts.values() if one.here]
    found.sort(key=lambda one: (not one.in_force, not is_draft(one), one.version))
    away = next((one for one in (part, *parts.values()) if one.away), None)
    return visit.show(
        "policies/checklists.html", found=found, away=away, stands=stands, is_draft=is_draft
    )


def _asked(visit: Visit, version: str | None) -> tuple[Any, Any]:
    try:
        return risk_rpc.RISK_TEMPLATE, risk_rpc.AskForTemplate(version=version)
    except ValidationError:
        raise NotFound("no-such-page") from None


def is_draft(told: RiskTemplate) -> bool:
    """Whether a version waits for another manager."""
    return bool(told.drafted_by) and not told.approved_by


def stands(told: RiskTemplate) -> str:
    """Return how a version stands."""
    if told.in_force:
        return "In force"
    return "Draft: another manager approves it" if is_draft(told) else "Not in force"


def checklist(visit: Visit) -> Response:
    """Show one version whole, and what it changes of the one before."""
    told = _told(visit)
    said = "The draft is kept. It judges nothing until another manager has approved it."
    return _one(visit, told, said if visit.request.query_params.get("done") == "drafted" else "")


def _told(visit: Visit) -> RiskTemplate:
    asked = _asked(visit, visit.request.path_params["version"])
    found: RiskTemplate = answer_of(visit.gather({"one": asked}).get("one"))
    return found


def _one(visit: Visit, told: RiskTemplate, said: str) -> Response:
    return visit.show(
        "policies/checklist.html", told=told, said=said, stands=stands(told), draft=is_draft(told)
    )


def draft_page(visit: Visit) -> Response:
    """Show the form of a draft, filled with the version that it begins from."""
    base = _told(visit)
    text = yaml.safe_dump(factors_of(base), sort_keys=False, allow_unicode=True, width=96)
    typed = {"written": text, **practice.as_typed(base)}
    return _form(visit, Read(typed=typed), new_key(), 200)


def factors_of(told: RiskTemplate) -> list[dict[str, Any]]:
    """Return the factors of a version as a person writes them: what is empty is left out."""
    return [
        {name: value for name, value in _plain(one).items() if value not in (None, False, [])}
        for one in told.factors
    ]


def _plain(factor: Any) -> dict[str, Any]:
    plain: dict[str, Any] = factor.model_dump(mode="json", include=set(KEPT))
    return {name: plain[name] for name in KEPT}


def _form(visit: Visit, done: Read, key: str, status: int) -> Response:
    version = visit.request.path_params["version"]
    return visit.show_form(
        status,
        title="Draft a new checklist",
        caption=f"Beginning from {version}",
        intro="A draft judges nothing. Another manager approves it, and then every live assessment is "
        "opened again. Where it changes who signs or who advises, every factor of each is judged anew.",
        back=f"/checklists/{version}",
        fields=FORM,
        read=done,
        key=key,
        send="Keep the draft",
    )


def draft(visit: Visit) -> Response:
    """Keep a draft of what differs, or say what is wrong with it and where."""
    done, key = read(FORM, visit.form), visit.form.one("key")
    if done.errors:
        return _form(visit, done, key, 422)
    try:
        made = _made(_told(visit), done.values)
        visit.ask(risk_rpc.DRAFT_RISK_TEMPLATE, risk_rpc.DraftTemplate(template=made), key)
    except (yaml.YAMLError, ValidationError, InvalidInput, Conflict) as wrong:
        return _form(visit, Read(done.values, done.typed, _errors(wrong)), key, 422)
    return visit.go(f"/checklists/{made.version}?done=drafted")


def _made(base: RiskTemplate, values: dict[str, Any]) -> WrittenTemplate:
    """Return a draft of what differs; ``InvalidInput`` without a fault where nothing does."""
    written = FACTORS.validate_python(yaml.safe_load(values[WHOLE]))
    named = {name: values[name] for name in NAMED}
    changed = {**differing(base, written), **practice.differing(base, values)}
    if not any(changed.values()):
        raise InvalidInput("nothing-differs")
    return WrittenTemplate(**named, based_on=base.version, **changed)


def differing(base: RiskTemplate, written: tuple[WrittenFactor, ...]) -> dict[str, Any]:
    """Return what a whole checklist changes of another: factors that differ, and those taken out."""
    before = {one.code: _plain(one) for one in base.factors}
    changed = [one for one in written if before.get(one.code) != _plain(one)]
    return {"factors": changed, "removed": sorted(before.keys() - {one.code for one in written})}


def _errors(wrong: Exception) -> dict[str, str]:
    """Return what is wrong: with a field of its own, or with the checklist."""
    if isinstance(wrong, Conflict):
        return {"version": "There is a version of that name: give it another"}
    if isinstance(wrong, yaml.YAMLError):
        return {WHOLE: f"It cannot be read: {where(wrong)}"}
    if isinstance(wrong, InvalidInput) and not wrong.faults:
        return {WHOLE: "Nothing differs from the version that it begins from"}
    faults = faults_of(wrong.errors()) if isinstance(wrong, ValidationError) else _faults(wrong)
    named = {one.field: words.fault(one) for one in faults if one.field in NAMED}
    named |= dict(told for one in faults if (told := practice.told_of(one)))
    others = [one for one in faults if one.field not in NAMED and not practice.told_of(one)]
    return {**named, WHOLE: faults_told(others)} if others else named


def _faults(wrong: Exception) -> tuple[Fault, ...]:
    return wrong.faults if isinstance(wrong, InvalidInput) else ()


def approve(visit: Visit) -> Response:
    """Approve another manager's draft: it is in force at once."""
    named = risk_rpc.TemplateByName(version=_told(visit).version)
    told = visit.ask(risk_rpc.APPROVE_RISK_TEMPLATE, named, visit.form.one("key"))
    return _one(visit, _told(visit), opened_again(told))


def opened_again(told: TemplateAdopted) -> str:
    """Return what putting a version in force did, as screening counted it."""
    live = "1 live assessment is" if told.reopened == 1 else f"{told.reopened} live assessments are"
    waits = f"in {told.blocked} of them" if told.blocked else "in none of them"
    return f"It is in force. {live} opened again; {waits} contact waits for a new assessment."


def adopt_page(visit: Visit) -> Response:
    """Say what putting a version in force does, and ask why."""
    return _adoption(visit, Read(), new_key(), 200)


def _adoption(visit: Visit, done: Read, key: str, status: int) -> Response:
    version = _told(visit).version
    return visit.show_form(
        status,
        title=f"Put {version} in force",
        intro="Every live assessment is opened again, and contact waits where a marked factor was "
        "never judged in its words. How many they are is said as soon as it is done.",
        back=f"/checklists/{version}",
        fields=WHY,
        read=done,
        key=key,
        send="Put it in force",
    )


def adopt(visit: Visit) -> Response:
    """Put a version in force that came with the system, or was approved before."""
    done, key = read(WHY, visit.form), visit.form.one("key")
    if not done.errors and len(done.values["reason"]) < 3:
        done.errors["reason"] = "Say in a few words why"
    if done.errors:
        return _adoption(visit, done, key, 422)
    version, reason = _told(visit).version, done.values["reason"][:4000]
    asked = risk_rpc.AdoptTemplate(version=version, reason=reason)
    told = visit.ask(risk_rpc.ADOPT_RISK_TEMPLATE, asked, key)
    return _one(visit, _told(visit), opened_again(told))


ONE = "/checklists/{version}"
PAGES = (
    Page("GET", "/checklists", "page.checklists", checklists),
    Page("GET", ONE, "page.checklists", checklist),
    Page("GET", f"{ONE}/draft", "page.draft_checklist", draft_page),
    Page("POST", f"{ONE}/draft", "page.draft_checklist", draft),
    Page("POST", f"{ONE}/approval", "page.draft_checklist", approve),
    Page("GET", f"{ONE}/adoption", "page.draft_checklist", adopt_page),
    Page("POST", f"{ONE}/adoption", "page.draft_checklist", adopt),
)
