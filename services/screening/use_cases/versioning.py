"""The criteria as managers keep them: drafted by one, approved by another, no release needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.screening.domain.eligibility import Policy
from services.screening.domain.policy_check import flaws
from services.screening.store import policy_versions
from services.screening.store.policies import (
    FOLDER,
    NotAPolicy,
    policy_of,
    shipped_policies,
    written_in,
)
from services.screening.use_cases.overtaking import bring_up_to_date
from shared.contracts.screening import eligibility as contract
from shared.kernel.errors import Conflict, InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from shared.contracts.screening.policy_content import WrittenPolicy
    from shared.messaging.unit_of_work import UnitOfWork

_AT_ONCE = 200


def show_policies(uow: UnitOfWork, request: contract.AskPolicies) -> contract.Policies:
    """Return every version, oldest first, drafts too."""
    added = [_of_row(row, uow.today()) for row in policy_versions.rows(uow.connection)]
    shipped = [_shipped(policy, uow.today()) for policy in shipped_policies()]
    ordered = sorted(shipped + added, key=lambda one: (one.from_on, one.version))
    return contract.Policies(policies=tuple(ordered))


def show_policy(uow: UnitOfWork, request: contract.PolicyByName) -> contract.PolicyView:
    """Return one version whole, with its flaws."""
    row = policy_versions.find(uow.connection, request.version)
    if row is not None:
        return _view(_of_row(row, uow.today()), policy_versions.written(row))
    for policy in shipped_policies():
        if policy.version == request.version:
            written = written_in(FOLDER / f"{policy.version}.yaml")
            return _view(_shipped(policy, uow.today()), written)
    raise NotFound("policy-unknown")


def version_named(connection: Connection, version: str) -> Policy:
    """Return a version by its name, a draft too, or raise ``NotFound``."""
    row = policy_versions.find(connection, version)
    if row is not None:
        return policy_of(policy_versions.written(row))
    for policy in shipped_policies():
        if policy.version == version:
            return policy
    raise NotFound("policy-unknown")


def draft_policy(uow: UnitOfWork, request: contract.DraftPolicy) -> contract.PolicyView:
    """Keep a draft, and say what is wrong with it.

    Raises:
        InvalidInput: ``policy-invalid`` with every fault: unknown facts, values, ids used twice.
        Conflict: ``policy-version-taken``.

    """
    draft = request.policy
    try:
        policy_of(draft)
    except NotAPolicy as wrong:
        raise InvalidInput("policy-invalid", wrong.faults) from None
    taken = {policy.version for policy in shipped_policies()}
    if draft.version in taken or policy_versions.find(uow.connection, draft.version):
        raise Conflict("policy-version-taken")
    policy_versions.add_draft(uow.connection, draft, uow.actor.id, uow.now())
    uow.audit("policy_drafted", subject=f"policy/{draft.version}", from_on=str(draft.from_on))
    return show_policy(uow, contract.PolicyByName(version=draft.version))


def approve_policy(uow: UnitOfWork, request: contract.PolicyByName) -> contract.PolicyView:
    """Approve another manager's draft; begun today, what it covers is decided again.

    Raises:
        Refused: ``own-draft``; ``policy-has-flaws``; ``already-approved``; ``start-day-past``, as a
            version would then have decided otherwise than was decided; ``start-day-taken``, where
            another begins that day for the same referrals and nothing says which is the newer.

    """
    row = policy_versions.find(uow.connection, request.version)
    if row is None:
        raise NotFound("policy-unknown")
    if row.drafted_by == uow.actor.id:
        raise Refused("own-draft")
    if row.from_on < uow.today():
        raise Refused("start-day-past")
    draft = policy_of(policy_versions.written(row))
    if flaws(draft):
        raise Refused("policy-has-flaws")
    if any(one.about.begins_with(draft.about) for one in policy_versions.policies(uow.connection)):
        raise Refused("start-day-taken")
    if not policy_versions.approve(uow.connection, row.version, uow.actor.id, uow.now()):
        raise Refused("already-approved")
    uow.audit("policy_approved", subject=f"policy/{row.version}", drafted_by=row.drafted_by)
    bring_up_to_date(uow, contract.BringUpToDate(at_most=_AT_ONCE))
    return show_policy(uow, request)


def summary(uow: UnitOfWork, version: str) -> contract.PolicySummary | None:
    """Return what is known of a version by name; None of one that is no longer shipped."""
    for one in show_policies(uow, contract.AskPolicies()).policies:
        if one.version == version:
            return one
    return None


def _view(about: contract.PolicySummary, written: WrittenPolicy) -> contract.PolicyView:
    findings = tuple(
        contract.PolicyFinding(
            flaw=one.flaw.value, topic=one.topic, rules=one.rules, example=dict(one.example)
        )
        for one in flaws(policy_of(written))
    )
    return contract.PolicyView(about=about, policy=written, findings=findings)


def _shipped(policy: Policy, today: date) -> contract.PolicySummary:
    about = policy.about
    return contract.PolicySummary(
        version=about.name,
        from_on=about.from_on,
        source=about.source,
        pathway=about.pathway,
        covers=about.covers,
        shipped=True,
        in_force=about.from_on <= today,
    )


def _of_row(row: Any, today: date) -> contract.PolicySummary:
    written = policy_versions.written(row)
    return contract.PolicySummary(
        version=row.version,
        from_on=row.from_on,
        source=written.source,
        pathway=written.pathway,
        covers=written.covers,
        shipped=False,
        in_force=row.approved_at is not None and row.from_on <= today,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
    )
