"""Versions of the criteria that managers have added, beside those that are shipped."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, insert, select, update

from services.screening.domain.eligibility import Policy
from services.screening.store.eligibility_tables import policy_versions
from services.screening.store.policies import as_plain, policy_of, shipped_policies
from shared.contracts.screening.policy_content import WrittenPolicy
from shared.store.later import touches
from shared.store.transactions import gathered

_KNOWN = "screening.policies"
_APPROVED = (
    select(policy_versions.c.content)
    .where(policy_versions.c.approved_at.is_not(None))
    .order_by(policy_versions.c.version)
)


def policies(connection: Connection) -> tuple[Policy, ...]:
    """Return every version that may decide: shipped, or approved by a second manager.

    Asked again in the same transaction, it is known.
    """
    known: dict[str, tuple[Policy, ...]] = gathered(connection, _KNOWN, dict)
    if _KNOWN not in known:
        known[_KNOWN] = read_policies(connection)
    return known[_KNOWN]


def read_policies(connection: Connection) -> tuple[Policy, ...]:
    """Return the same of a store that is only read."""
    found = connection.execute(_APPROVED, execution_options=touches(policy_versions))
    return shipped_policies() + tuple(_worked_out(content) for content in found.scalars())


def rows(connection: Connection) -> list[Any]:
    """Return every version that managers have added, drafts too."""
    query = select(policy_versions).order_by(policy_versions.c.from_on, policy_versions.c.version)
    return list(connection.execute(query))


def find(connection: Connection, version: str) -> Any | None:
    """Return a version that managers have added."""
    query = select(policy_versions).where(policy_versions.c.version == version)
    return connection.execute(query).one_or_none()


def written(row: Any) -> WrittenPolicy:
    """Return what a row says."""
    return WrittenPolicy.model_validate_json(row.content)


def add_draft(connection: Connection, draft: WrittenPolicy, by: str, at: datetime) -> None:
    """Keep a draft. Its name must be free."""
    values = {
        "version": draft.version,
        "from_on": draft.from_on,
        "content": json.dumps(as_plain(draft), sort_keys=True),
        "drafted_by": by,
        "drafted_at": at,
    }
    connection.execute(insert(policy_versions).values(values))


def approve(connection: Connection, version: str, by: str, at: datetime) -> bool:
    """Approve a draft; False when somebody else just has."""
    done = connection.execute(
        update(policy_versions)
        .where(policy_versions.c.version == version, policy_versions.c.approved_at.is_(None))
        .values(approved_by=by, approved_at=at)
    )
    known: dict[str, tuple[Policy, ...]] = gathered(connection, _KNOWN, dict)
    known.clear()
    return bool(done.rowcount)


@lru_cache(maxsize=64)
def _worked_out(content: str) -> Policy:
    return policy_of(WrittenPolicy.model_validate_json(content))
