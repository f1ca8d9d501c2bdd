"""Assessments with their signatures, bars, concerns and reviews that are due."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, or_, select, update

from services.screening.domain.risk import Signature
from services.screening.store.tables import assessments, bars, concerns, reviews, signatures

CONTENT = "risk_assessments.content"


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
    query = select(assessments).where(assessments.c.case_id == case_id)
    return list(connection.execute(query.order_by(assessments.c.drafted_at.desc())))


def in_force(connection: Connection, strand_id: UUID) -> Any | None:
    """Return the strand's assessment in force: signed off and not replaced."""
    query = select(assessments).where(
        assessments.c.strand_id == strand_id,
        assessments.c.signed_off_at.is_not(None),
        assessments.c.replaced_at.is_(None),
    )
    return connection.execute(query).one_or_none()


def put_in_force(
    connection: Connection, assessment_id: UUID, strand_id: UUID, at: datetime
) -> None:
    """Let an assessment replace the strand's earlier one; reviews that were due are done."""
    mine = assessments.c.strand_id == strand_id
    standing = assessments.c.signed_off_at.is_not(None) & assessments.c.replaced_at.is_(None)
    connection.execute(update(assessments).where(mine, standing).values(replaced_at=at))
    connection.execute(
        update(assessments)
        .where(assessments.c.assessment_id == assessment_id)
        .values(signed_off_at=at)
    )
    due = reviews.c.done_at.is_(None)
    connection.execute(
        update(reviews).where(reviews.c.strand_id == strand_id, due).values(done_at=at)
    )


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
    query = select(bars).where(bars.c.case_id == case_id)
    return list(connection.execute(query.order_by(bars.c.recorded_at.desc())))


def is_barred(connection: Connection, case_id: UUID, strand_id: UUID, on: date) -> bool:
    """Whether a bar of the case or of this strand applies on a day."""
    query = select(bars.c.bar_id).where(
        bars.c.case_id == case_id,
        or_(bars.c.strand_id.is_(None), bars.c.strand_id == strand_id),
        bars.c.lifted_at.is_(None),
        bars.c.from_on <= on,
        or_(bars.c.until_on.is_(None), bars.c.until_on >= on),
    )
    return connection.execute(query.limit(1)).one_or_none() is not None


def add_concern(connection: Connection, row: dict[str, Any]) -> None:
    """Store a safeguarding concern."""
    connection.execute(concerns.insert(), row)


def add_review(connection: Connection, row: dict[str, Any]) -> None:
    """Store a review that is due."""
    connection.execute(reviews.insert(), row)


def reviews_due(connection: Connection, strand_id: UUID) -> list[Any]:
    """Return the reviews of a strand that were asked for and not done."""
    open_ = reviews.c.done_at.is_(None)
    query = select(reviews).where(reviews.c.strand_id == strand_id, open_)
    return list(connection.execute(query))
