"""Versions of assessments with their signatures, bars and concerns."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, or_, select, update

from services.screening.domain.risk_signing import Signature
from services.screening.store.risk_tables import assessments, bars, concerns, signatures
from services.screening.store.seldom import OF_CASE
from services.screening.store.tables import cases, referrals
from shared.contracts.codes import Mode

CONTENT = "risk_assessments.content"
_NEWEST = (
    select(assessments.c.strand_id, func.max(assessments.c.version))
    .where(assessments.c.case_id == bindparam("of_case"))
    .group_by(assessments.c.strand_id)
)
_CONCERNS = (
    select(concerns, bars.c.lifted_at)
    .join(bars, bars.c.bar_id == concerns.c.bar_id)
    .join(cases, cases.c.case_id == concerns.c.case_id)
    .where(cases.c.erased_at.is_(None))
    .order_by(concerns.c.taken_at.is_not(None), concerns.c.raised_at.desc())
)
_OPEN_CONCERNS = _CONCERNS.where(bars.c.lifted_at.is_(None))
_OF_CASE = concerns.c.case_id == bindparam("of_case")
_CONCERNS_OF_CASE, _OPEN_CONCERNS_OF_CASE = (
    _CONCERNS.where(_OF_CASE),
    _OPEN_CONCERNS.where(_OF_CASE),
)


def add_assessment(connection: Connection, row: dict[str, Any]) -> None:
    """Store a draft."""
    connection.execute(assessments.insert(), row)


def find_assessment(connection: Connection, case_id: UUID, assessment_id: UUID) -> Any | None:
    """Return an assessment of this case."""
    query = select(assessments).where(
        assessments.c.assessment_id == assessment_id, assessments.c.case_id == case_id
    )
    return connection.execute(query).one_or_none()


def assessments_of(connection: Connection, case_id: UUID) -> list[Any]:
    """Return a case's assessments, newest first."""
    return OF_CASE.rows(
        connection, assessments.c.case_id, case_id, assessments.c.drafted_at, newest_first=True
    )


def in_force(connection: Connection, strand_id: UUID) -> Any | None:
    """Return the strand's assessment in force: signed off and not replaced."""
    query = select(assessments).where(
        assessments.c.strand_id == strand_id,
        assessments.c.signed_off_at.is_not(None),
        assessments.c.replaced_at.is_(None),
    )
    return connection.execute(query).one_or_none()


def newest(connection: Connection, strand_id: UUID) -> Any | None:
    """Return the newest version of a strand's assessment, signed or not."""
    query = select(assessments).where(assessments.c.strand_id == strand_id)
    return connection.execute(query.order_by(assessments.c.version.desc()).limit(1)).one_or_none()


def newest_versions(connection: Connection, case_id: UUID) -> dict[UUID, int]:
    """Return the number of the newest version of each strand of a case."""
    if OF_CASE.none(connection, assessments.c.case_id, case_id):
        return {}
    rows = connection.execute(_NEWEST, {"of_case": case_id})
    return {row[0]: row[1] for row in rows}


def live(connection: Connection, today: date) -> list[Any]:
    """Return every assessment in force of a case that lives, in the order of the cases' ids."""
    query = (
        select(assessments.c.case_id, assessments.c.strand_id, assessments.c.criteria_version)
        .join(cases, cases.c.case_id == assessments.c.case_id)
        .where(
            assessments.c.signed_off_at.is_not(None),
            assessments.c.replaced_at.is_(None),
            assessments.c.valid_until >= today,
            cases.c.erased_at.is_(None),
        )
    )
    return list(connection.execute(query.order_by(assessments.c.case_id)))


def put_in_force(
    connection: Connection, assessment_id: UUID, strand_id: UUID, at: datetime
) -> None:
    """Let an assessment replace the strand's earlier one."""
    _end(connection, assessments.c.strand_id == strand_id, at)
    connection.execute(
        update(assessments)
        .where(assessments.c.assessment_id == assessment_id)
        .values(signed_off_at=at)
    )


def end_with_case(connection: Connection, case_id: UUID, at: datetime) -> None:
    """Let a case's assessments end with it."""
    _end(connection, assessments.c.case_id == case_id, at)


def _end(connection: Connection, which: Any, at: datetime) -> None:
    standing = assessments.c.signed_off_at.is_not(None) & assessments.c.replaced_at.is_(None)
    connection.execute(update(assessments).where(which, standing).values(replaced_at=at))


def signatures_of(connection: Connection, assessment_id: UUID) -> tuple[Signature, ...]:
    """Return who has signed, and in which roles."""
    query = select(signatures).where(signatures.c.assessment_id == assessment_id)
    rows = connection.execute(query.order_by(signatures.c.signed_at))
    return tuple(Signature(row.user_id, frozenset(json.loads(row.roles))) for row in rows)


def add_signature(
    connection: Connection, assessment_id: UUID, signature: Signature, at: datetime
) -> None:
    """Store a signature."""
    row = {
        "assessment_id": assessment_id,
        "user_id": signature.user_id,
        "roles": json.dumps(sorted(signature.roles)),
        "signed_at": at,
    }
    connection.execute(signatures.insert(), row)


def add_bar(connection: Connection, row: dict[str, Any]) -> None:
    """Store a bar."""
    connection.execute(bars.insert(), row)


def find_bar(connection: Connection, case_id: UUID, bar_id: UUID) -> Any | None:
    """Return a bar of this case."""
    query = select(bars).where(bars.c.bar_id == bar_id, bars.c.case_id == case_id)
    return connection.execute(query).one_or_none()


def lift_bar(connection: Connection, bar_id: UUID, reason: bytes, at: datetime) -> None:
    """Note that a bar no longer applies."""
    changes = {"lifted_at": at, "lift_reason": reason}
    connection.execute(update(bars).where(bars.c.bar_id == bar_id).values(**changes))


def bars_of(connection: Connection, case_id: UUID) -> list[Any]:
    """Return a case's bars, newest first."""
    return OF_CASE.rows(connection, bars.c.case_id, case_id, bars.c.recorded_at, newest_first=True)


def barred_modes(
    connection: Connection, case_id: UUID, strand_id: UUID, on: date
) -> frozenset[Mode]:
    """Return the modes that a bar of the case or of this strand forbids on a day."""
    query = select(bars.c.modes).where(
        bars.c.case_id == case_id,
        or_(bars.c.strand_id.is_(None), bars.c.strand_id == strand_id),
        bars.c.lifted_at.is_(None),
        bars.c.from_on <= on,
        or_(bars.c.until_on.is_(None), bars.c.until_on >= on),
    )
    rows = connection.execute(query).scalars()
    return frozenset[Mode]().union(*(modes_in(codes) for codes in rows))


def facts_of_case(connection: Connection, case_id: UUID) -> tuple[dict[str, str], ...]:
    """Return the facts of every referral of a case."""
    query = select(referrals.c.facts).where(referrals.c.case_id == case_id)
    return tuple(json.loads(facts) for facts in connection.execute(query).scalars())


def modes_in(codes: str) -> frozenset[Mode]:
    """Return the modes that a stored list of codes names."""
    return frozenset(Mode(code) for code in codes.split(",") if code)


def add_concern(connection: Connection, row: dict[str, Any]) -> None:
    """Store a safeguarding concern."""
    connection.execute(concerns.insert(), row)


def find_concern(connection: Connection, case_id: UUID, concern_id: UUID) -> Any | None:
    """Return a concern of this case."""
    query = select(concerns).where(
        concerns.c.concern_id == concern_id, concerns.c.case_id == case_id
    )
    return connection.execute(query).one_or_none()


def take_concern(connection: Connection, concern_id: UUID, by: str, at: datetime) -> None:
    """Note who took a concern on."""
    changes = {"taken_by": by, "taken_at": at}
    connection.execute(
        update(concerns).where(concerns.c.concern_id == concern_id).values(**changes)
    )


def concerns_raised(
    connection: Connection, *, open_only: bool, case_id: UUID | None = None
) -> list[Any]:
    """Return concerns of cases that are not erased: untaken first, newest first."""
    if case_id is None:
        return list(connection.execute(_OPEN_CONCERNS if open_only else _CONCERNS))
    if OF_CASE.none(connection, concerns.c.case_id, case_id):
        return []
    query = _OPEN_CONCERNS_OF_CASE if open_only else _CONCERNS_OF_CASE
    return list(connection.execute(query, {"of_case": case_id}))
