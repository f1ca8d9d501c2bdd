"""Versions of the checklist: shipped or added by managers, in force now or before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from services.screening.domain.risk import RiskCriteria
from services.screening.domain.risk_templates import Template, derive
from services.screening.store.risk_policies import (
    criteria_with,
    factor_of,
    risk_criteria,
    shipped_templates,
)
from services.screening.store.risk_tables import template_versions, templates
from shared.contracts.screening.template_content import WrittenTemplate


def version_in_force(connection: Connection) -> str:
    """Return the version of the checklist in force."""
    query = select(templates.c.version).where(templates.c.in_force)
    return str(connection.execute(query).scalar_one())


def hold_version(connection: Connection, *, to_change_it: bool = False) -> str:
    """Return the version in force, and keep it so until the commit (PostgreSQL; SQLite takes turns).

    Who signs holds it together with others; who adopts another waits for them all. It is taken
    before any case, so that the two never wait for each other.
    """
    query = select(templates.c.version).where(templates.c.in_force)
    locked = query.with_for_update(read=not to_change_it)
    return str(connection.execute(locked).scalar_one())


def criteria_in_force(connection: Connection) -> RiskCriteria:
    """Return the thresholds of practice with the checklist in force."""
    return criteria_of(connection, version_in_force(connection))


def criteria_of(connection: Connection, version: str) -> RiskCriteria:
    """Return the thresholds of practice with a checklist that was approved."""
    if version in shipped_templates():
        return risk_criteria(version)
    found = template_of(connection, version)
    if found is None:
        raise LookupError(f"no checklist {version}")
    return criteria_with(found)


def template_of(connection: Connection, version: str) -> Template | None:
    """Return a checklist that may be in force: shipped, or approved by a second manager."""
    if (shipped := shipped_templates().get(version)) is not None:
        return shipped
    row = find_version(connection, version)
    if row is None or row.approved_at is None:
        return None
    return whole(connection, written(row))


def whole(connection: Connection, draft: WrittenTemplate) -> Template:
    """Return a draft with everything that it takes over from what it is based on."""
    base = template_of(connection, draft.based_on)
    if base is None:
        raise LookupError(f"no checklist {draft.based_on}")
    changed = [factor_of(one.model_dump(mode="json"), base.domains) for one in draft.factors]
    found = derive(
        base,
        version=draft.version,
        reason=draft.reason,
        source=draft.source,
        changed=changed,
        removed=draft.removed,
    )
    limits = draft.thresholds.model_dump() if draft.thresholds else base.thresholds
    named = {one.path: frozenset(one.given_by) for one in draft.consult}
    return replace(found, thresholds=limits, consult={**base.consult, **named})


def written(row: Any) -> WrittenTemplate:
    """Return what a row says."""
    return WrittenTemplate.model_validate_json(row.content)


def find_version(connection: Connection, version: str) -> Any | None:
    """Return a version that a manager has written, approved or not."""
    query = select(template_versions).where(template_versions.c.version == version)
    return connection.execute(query).one_or_none()


def versions_written(connection: Connection) -> list[str]:
    """Return the names of the versions that managers have written."""
    query = select(template_versions.c.version).order_by(template_versions.c.version)
    return list(connection.execute(query).scalars())


def add_draft(connection: Connection, draft: WrittenTemplate, *, by: str, at: datetime) -> None:
    """Keep a draft. Its name must be free."""
    row = {
        "version": draft.version,
        "content": draft.model_dump_json(exclude_defaults=True),
        "drafted_by": by,
        "drafted_at": at,
    }
    connection.execute(template_versions.insert(), row)


def approve(connection: Connection, version: str, *, by: str, at: datetime) -> bool:
    """Approve a draft; False when somebody else just has."""
    done = connection.execute(
        update(template_versions)
        .where(template_versions.c.version == version, template_versions.c.approved_at.is_(None))
        .values(approved_by=by, approved_at=at)
    )
    return bool(done.rowcount)


def adopt(connection: Connection, version: str, *, by: str, reason: str, at: datetime) -> None:
    """Put a version in force; the earlier ones stay on record."""
    connection.execute(update(templates).where(templates.c.in_force).values(in_force=False))
    number = connection.execute(select(func.max(templates.c.number))).scalar_one() + 1
    row = {
        "number": number,
        "version": version,
        "adopted_by": by,
        "reason": reason,
        "adopted_at": at,
        "in_force": True,
    }
    connection.execute(templates.insert(), row)
