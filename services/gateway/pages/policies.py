"""The criteria of eligibility: every version, one whole with its flaws, drafted and approved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml
from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import words
from services.gateway.pages.forms import Field, Read, new_key, read
from services.gateway.pages.site import Page, Visit
from services.gateway.problems import faults_of
from shared.contracts.screening import eligibility
from shared.contracts.screening.policy_content import WrittenPolicy
from shared.kernel.errors import Conflict, InvalidInput

DRAFT = (
    Field(
        "written",
        "The whole version",
        "code",
        "As it is kept: change its name, its first day, and the rules that are to differ.",
    ),
)


def policies(visit: Visit) -> Response:
    """Show every version, oldest first, drafts too."""
    parts = visit.gather(
        {
            "all": (eligibility.POLICIES, eligibility.AskPolicies()),
            "changes": (eligibility.CHANGES, eligibility.AskChanges()),
        }
    )
    known = parts["all"].answer.policies if parts["all"].here else ()
    return visit.show(
        "policies/all.html",
        part=parts["all"],
        changes=parts.get("changes"),
        stands=lambda one: stands(one, replaced_by(one, known)),
    )


def stands(one: eligibility.PolicySummary, after: str = "") -> str:
    """Return whether a version decides anything: now, later, no longer for what is new, or not yet."""
    if one.in_force:
        return f"Replaced by {after} for what came in since" if after else "In force"
    if one.approved_at or one.shipped:
        return f"Approved: in force from {words.day(one.from_on)}"
    return "Draft: another manager approves it"


def replaced_by(one: eligibility.PolicySummary, known: Iterable[eligibility.PolicySummary]) -> str:
    """Return the newest version in force for the same pathway, if that is a later one."""
    same = [each for each in known if each.in_force and each.pathway == one.pathway]
    newest = max(same, key=lambda each: each.from_on, default=one)
    return newest.version if newest.from_on > one.from_on else ""


def policy(visit: Visit) -> Response:
    """Show one version whole, with the flaws that were found in it."""
    told = visit.ask(eligibility.POLICY, _named(visit))
    every = visit.gather({"all": (eligibility.POLICIES, eligibility.AskPolicies())})["all"]
    after = replaced_by(told.about, every.answer.policies if every.here else ())
    said = visit.request.query_params.get("done", "")
    return visit.show(
        "policies/one.html", told=told, stands=stands(told.about, after), said=SAID.get(said, "")
    )


SAID = {
    "drafted": "The draft is kept. It decides nothing until another manager has approved it.",
    "approved": "The version is approved: in force from its first day.",
}


def _named(visit: Visit) -> eligibility.PolicyByName:
    try:
        return eligibility.PolicyByName(version=visit.request.path_params["version"])
    except ValidationError:
        raise InvalidInput("no-such-policy") from None


def draft_page(visit: Visit) -> Response:
    """Show the form of a draft, filled with the version that it begins from."""
    begun = visit.ask(eligibility.POLICY, _named(visit))
    text = yaml.safe_dump(_plain(begun.policy), sort_keys=False, allow_unicode=True, width=96)
    return _form(visit, Read(typed={"written": text}), new_key(), 200)


def _form(visit: Visit, done: Read, key: str, status: int) -> Response:
    version = visit.request.path_params["version"]
    return visit.show_form(
        status,
        title="Draft a new version",
        caption=f"Beginning from {version}",
        intro="A draft decides nothing. It is gone through for flaws, and another manager approves "
        "it. A version never begins in the past, so nothing that was decided changes.",
        back=f"/policies/{version}",
        fields=DRAFT,
        read=done,
        key=key,
        send="Keep the draft",
    )


def _plain(policy: WrittenPolicy) -> dict[str, Any]:
    return policy.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def draft(visit: Visit) -> Response:
    """Keep a draft, or say what is wrong with it and where."""
    done, key = read(DRAFT, visit.form), visit.form.one("key")
    if done.errors:
        return _form(visit, done, key, 422)
    try:
        written = WrittenPolicy.model_validate(yaml.safe_load(done.values["written"]))
        told = visit.ask(eligibility.DRAFT_POLICY, eligibility.DraftPolicy(policy=written), key)
    except yaml.YAMLError as wrong:
        return _wrong(visit, done, key, f"It cannot be read: {where(wrong)}")
    except ValidationError as wrong:
        return _wrong(visit, done, key, faults_told(faults_of(wrong.errors())))
    except InvalidInput as wrong:
        return _wrong(visit, done, key, faults_told(wrong.faults))
    except Conflict:
        return _wrong(visit, done, key, "There is a version of that name: give it another")
    return visit.go(f"/policies/{told.about.version}?done=drafted")


def where(wrong: yaml.YAMLError) -> str:
    """Return where a text cannot be read."""
    mark = getattr(wrong, "problem_mark", None)
    return f"look at line {mark.line + 1}" if mark else "it is not in the right form"


def faults_told(faults: Any) -> str:
    """Return the first faults of what was written, in words."""
    return "; ".join(words.fault(fault) for fault in faults[:6]) or "It is not in the right form"


def _wrong(visit: Visit, done: Read, key: str, error: str) -> Response:
    return _form(visit, Read(done.values, done.typed, {"written": error}), key, 422)


def approve(visit: Visit) -> Response:
    """Approve another manager's draft."""
    named = _named(visit)
    visit.ask(eligibility.APPROVE_POLICY, named, visit.form.one("key"))
    return visit.go(f"/policies/{named.version}?done=approved")


PAGES = (
    Page("GET", "/policies", "page.policies", policies),
    Page("GET", "/policies/{version}", "page.policies", policy),
    Page("GET", "/policies/{version}/draft", "page.draft_policy", draft_page),
    Page("POST", "/policies/{version}/draft", "page.draft_policy", draft),
    Page("POST", "/policies/{version}/approval", "page.draft_policy", approve),
)
