"""The checklist of risk: drafted by one manager, approved by another, in force at once (RSK-13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from services.screening.domain.risk_reviews import RaisedBy
from services.screening.domain.risk_templates import Template, to_judge_anew
from services.screening.store import cases, risk, risk_templates
from services.screening.store.risk_policies import (
    criteria_with,
    review_policies,
    shipped_templates,
)
from services.screening.use_cases.telling import ask_for_review
from shared.contracts.screening import risk_rpc
from shared.contracts.screening.template_content import WrittenConsultation
from shared.kernel.errors import Conflict, Fault, InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from shared.contracts.screening.template_content import WrittenTemplate
    from shared.messaging.unit_of_work import UnitOfWork


def show_template(uow: UnitOfWork, request: risk_rpc.AskForTemplate) -> risk_rpc.RiskTemplate:
    """Return a checklist; it is the service's own, and says nothing of anybody."""
    version = request.version or risk_templates.version_in_force(uow.connection)
    row = risk_templates.find_version(uow.connection, version)
    if row is None:
        return _view(uow, _template(uow, version))
    found = risk_templates.whole(uow.connection, risk_templates.written(row))
    return _view(uow, found).model_copy(
        update={"drafted_by": row.drafted_by, "approved_by": row.approved_by}
    )


def draft_template(uow: UnitOfWork, request: risk_rpc.DraftTemplate) -> risk_rpc.RiskTemplate:
    """Keep a draft, and show what it changes.

    Raises:
        NotFound: ``template-unknown``, of what it is based on.
        InvalidInput: ``template-invalid`` with every fault.
        Conflict: ``template-version-taken``.

    """
    draft = request.template
    base = _template(uow, draft.based_on)
    if faults := tuple(_faults(draft, base)):
        raise InvalidInput("template-invalid", faults)
    known = risk_templates.find_version(uow.connection, draft.version)
    if known is not None or draft.version in shipped_templates():
        raise Conflict("template-version-taken")
    risk_templates.add_draft(uow.connection, draft, by=uow.actor.id, at=uow.now())
    uow.audit("risk_template_drafted", subject="risk-template", version=draft.version)
    return show_template(uow, risk_rpc.AskForTemplate(version=draft.version))


def approve_template(uow: UnitOfWork, request: risk_rpc.TemplateByName) -> risk_rpc.TemplateAdopted:
    """Approve another manager's draft: it is in force, and every live assessment is re-opened.

    Raises:
        Refused: ``own-draft``; ``already-approved``.

    """
    risk_templates.hold_version(uow.connection, to_change_it=True)
    row = risk_templates.find_version(uow.connection, request.version)
    if row is None:
        raise NotFound("template-unknown", template=request.version)
    if row.drafted_by == uow.actor.id:
        raise Refused("own-draft", template=request.version)
    if not risk_templates.approve(uow.connection, row.version, by=uow.actor.id, at=uow.now()):
        raise Refused("already-approved", template=request.version)
    uow.audit(
        "risk_template_approved",
        subject="risk-template",
        version=row.version,
        drafted_by=row.drafted_by,
    )
    return _put_in_force(uow, _template(uow, row.version), risk_templates.written(row).reason)


def adopt_template(uow: UnitOfWork, request: risk_rpc.AdoptTemplate) -> risk_rpc.TemplateAdopted:
    """Put a checklist in force that came with the software, or was approved before."""
    found = _template(uow, request.version)
    return _put_in_force(uow, found, request.reason)


def _put_in_force(uow: UnitOfWork, found: Template, reason: str) -> risk_rpc.TemplateAdopted:
    """Put a checklist in force and re-open every live assessment, in one transaction (RSK-13).

    Contact waits where the new version has a marked factor that nobody has judged in its words, or
    asks for another signature or another specialist.
    """
    before = risk_templates.hold_version(uow.connection, to_change_it=True)
    if before == found.version:
        raise Refused("template-in-force", template=before)
    risk_templates.adopt(
        uow.connection, found.version, by=uow.actor.id, reason=reason, at=uow.now()
    )
    uow.audit("risk_template_adopted", subject="risk-template", version=found.version)
    reopened = blocked = 0
    for row in risk.live(uow.connection, uow.today()):
        cases.lock_case(uow.connection, row.case_id)
        old = risk_templates.template_of(uow.connection, row.criteria_version)
        stale = to_judge_anew(old, found) if old else frozenset(found.factors)
        opened = ask_for_review(uow, row.case_id, (row.strand_id,), "template_changed", stale=stale)
        reopened += len(opened)
        blocked += len(opened) if stale & found.marked else 0
    return risk_rpc.TemplateAdopted(version=found.version, reopened=reopened, blocked=blocked)


def _template(uow: UnitOfWork, version: str) -> Template:
    found = risk_templates.template_of(uow.connection, version)
    if found is None:
        raise NotFound("template-unknown", template=version)
    return found


def _view(uow: UnitOfWork, found: Template) -> risk_rpc.RiskTemplate:
    current = risk_templates.version_in_force(uow.connection)
    base = _template(uow, found.based_on) if found.based_on else found
    written = risk_templates.versions_written(uow.connection)
    return risk_rpc.RiskTemplate(
        version=found.version,
        in_force=found.version == current,
        reason=found.reason,
        source=found.source,
        factors=tuple(
            risk_rpc.TemplateFactorView(
                code=one.code,
                title=one.title,
                domain=one.domain,
                marked=one.marked,
                each=one.each,
                consider=one.consider,
                evidence=one.evidence,
                mitigations=one.mitigations,
            )
            for one in found.factors.values()
        ),
        triggers=tuple(
            sorted(name for name, one in review_policies().items() if one.by is not RaisedBy.DATE)
        ),
        versions=tuple(sorted({*shipped_templates(), *written})),
        based_on=found.based_on,
        changed=tuple(sorted(_changed(base, found))),
        no_longer_marked=tuple(sorted(base.marked - found.marked)),
        **_practice(found),
    )


def _changed(base: Template, found: Template) -> set[str]:
    codes = base.factors.keys() | found.factors.keys()
    return {code for code in codes if base.factors.get(code) != found.factors.get(code)}


def _practice(found: Template) -> dict[str, Any]:
    """Return who must sign from where, how long that serves, and who may advise."""
    criteria = criteria_with(found)
    return {
        "manager_from": criteria.manager_from,
        "panel_from": criteria.panel_from,
        "director_from": criteria.director_from,
        "longest_validity_days": criteria.longest_validity.days,
        "advice_valid_days": criteria.advice_valid.days,
        "consult": tuple(
            WrittenConsultation(path=path, given_by=tuple(sorted(one.consult)))
            for path, one in sorted(criteria.paths.items())
        ),
    }


def _faults(draft: WrittenTemplate, base: Template) -> Iterator[Fault]:
    """Return what makes a draft unusable. No trigger may lose a factor that it makes stale (5.4)."""
    codes = [one.code for one in draft.factors]
    for at, code in enumerate(codes):
        if code[0] not in base.domains:
            yield Fault(f"factors.{at}.code", "domain-unknown")
        if code in codes[:at]:
            yield Fault(f"factors.{at}.code", "used-twice")
    named = frozenset[str]().union(*(one.stale or () for one in review_policies().values()))
    for at, code in enumerate(draft.removed):
        if code not in base.factors or code in codes:
            yield Fault(f"removed.{at}", "unknown-factor")
        elif code in named:
            yield Fault(f"removed.{at}", "named-by-a-trigger")
