"""Consents, engagement, agency requests, custody, holds, outcomes and readings of one case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.intake.domain.consents import Consent
from services.intake.store.cases import Sight, in_sight
from services.intake.store.seldom import OF_CASE
from services.intake.store.shapes import metadata
from services.intake.store.tables import (
    agency_requests,
    consents,
    custody_changes,
    engagements,
    holds,
    outcomes,
    readings,
)
from shared.contracts.codes import ConsentPurpose, ItemKind
from shared.store.case_keys import CaseKeys
from shared.store.later import write_later
from shared.store.looking_up import rows_with
from shared.store.once import once
from shared.store.retention import erase_owner

_ADD_CONSENT = consents.insert()
_HELD = select(holds.c.case_id, holds.c.hold_id).where(
    holds.c.case_id.in_(bindparam("wanted", expanding=True)),
    holds.c.resumed_at.is_(None),
    or_(holds.c.strand_id.is_(None), holds.c.strand_id == bindparam("of_strand")),
)
_TO_REVIEW = (
    select(consents)
    .where(
        consents.c.review_on <= bindparam("by"),
        consents.c.given.is_(True),
        consents.c.withdrawn_at.is_(None),
    )
    .order_by(consents.c.review_on, consents.c.consent_id)
    .limit(bindparam("most"))
)
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def add_consents(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert consents, all at once."""
    write_later(connection, _ADD_CONSENT, *rows)


def consents_of(connection: Connection, case_id: UUID) -> list[Consent]:
    """Return every consent of a case, oldest first."""
    return [
        Consent(
            consent_id=row.consent_id,
            person_id=row.person_id,
            purpose=ConsentPurpose(row.purpose),
            given=row.given,
            recorded_at=row.recorded_at,
            strand_id=row.strand_id,
            item_id=row.item_id,
            item_kind=ItemKind(row.item_kind) if row.item_kind else None,
            withdrawn_at=row.withdrawn_at,
        )
        for row in consent_rows(connection, case_id)
    ]


def consent_rows(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return the rows of a case's consents, oldest first."""
    return rows_with(connection, consents.c.case_id, case_id, consents.c.consent_id)


def consents_to_review(
    connection: Connection, by: date, sight: Sight | None, limit: int
) -> Sequence[Any]:
    """Return standing consents to be looked at again by a day, the longest due first."""
    query = _TO_REVIEW
    if sight is not None:
        query = query.where(consents.c.case_id.in_(in_sight(sight)))
    return connection.execute(query, {"by": by, "most": limit}).all()


def end_consents(connection: Connection, ids: Sequence[UUID], *, at: datetime, by: str) -> None:
    """Mark consents as withdrawn."""
    if ids:
        chosen = update(consents).where(consents.c.consent_id.in_(ids))
        connection.execute(chosen.values(withdrawn_at=at, withdrawn_by=by))


def set_engagements(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Note where participants now stand."""
    insert = _INSERT[connection.dialect.name](engagements)
    changed = {name: insert.excluded[name] for name in ("engagement", "path", "changed_at")}
    statement = insert.on_conflict_do_update(
        index_elements=["strand_id", "person_id"], set_=changed
    )
    if rows:
        connection.execute(statement, rows)


def engagements_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return where a case's participants stand."""
    return OF_CASE.rows(connection, engagements.c.case_id, case_id)


def add_agency_request(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a request to an agency."""
    connection.execute(agency_requests.insert(), row)


def agency_requests_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return a case's requests to agencies, oldest first."""
    mine = agency_requests.c.case_id
    return OF_CASE.rows(connection, mine, case_id, agency_requests.c.request_id)


def agency_request(connection: Connection, case_id: UUID, request_id: UUID) -> Any:
    """Return one request of a case under a lock, or None."""
    mine = and_(agency_requests.c.case_id == case_id, agency_requests.c.request_id == request_id)
    return connection.execute(select(agency_requests).where(mine).with_for_update()).one_or_none()


def change_agency_request(
    connection: Connection, request_id: UUID, changes: dict[str, Any]
) -> None:
    """Set what an answer, a lapse or a calling-off changes."""
    mine = agency_requests.c.request_id == request_id
    connection.execute(update(agency_requests).where(mine).values(changes))


def add_custody_change(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a custody change."""
    connection.execute(custody_changes.insert(), row)


def custody_changes_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return a case's custody changes, oldest first."""
    mine = custody_changes.c.case_id
    return OF_CASE.rows(connection, mine, case_id, custody_changes.c.change_id)


def add_hold(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a hold."""
    connection.execute(holds.insert(), row)


def open_holds(
    connection: Connection, case_ids: Sequence[UUID], *, strand_id: UUID | None = None
) -> set[tuple[UUID, UUID]]:
    """Return (case, hold) for every standing hold of these whole cases, and of one strand."""
    alone = len(case_ids) == 1
    if not case_ids or (alone and OF_CASE.none(connection, holds.c.case_id, case_ids[0])):
        return set()
    asked = {"wanted": list(case_ids), "of_strand": strand_id}
    return {(row.case_id, row.hold_id) for row in connection.execute(_HELD, asked)}


def is_standing_hold(connection: Connection, case_id: UUID, hold_id: UUID) -> bool:
    """Whether a hold of a case, or of one of its strands, was not lifted."""
    mine = and_(holds.c.case_id == case_id, holds.c.hold_id == hold_id)
    standing = select(holds.c.hold_id).where(mine, holds.c.resumed_at.is_(None))
    return connection.execute(standing).first() is not None


def lift_hold(connection: Connection, hold_id: UUID, at: datetime) -> None:
    """Mark a hold as lifted."""
    connection.execute(update(holds).where(holds.c.hold_id == hold_id).values(resumed_at=at))


def add_outcome(connection: Connection, row: dict[str, Any]) -> None:
    """Insert an outcome."""
    connection.execute(outcomes.insert(), row)


@once
def outcomes_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return a case's outcomes in the order of their recording."""
    return OF_CASE.rows(connection, outcomes.c.case_id, case_id, outcomes.c.outcome_id)


def add_reading(connection: Connection, row: dict[str, Any]) -> None:
    """Note that somebody read a person's details."""
    connection.execute(readings.insert(), row)


def readings_by_id(connection: Connection, reading_ids: Sequence[UUID]) -> Sequence[Any]:
    """Return what is kept of readings, by their ids."""
    wanted = readings.c.reading_id.in_(reading_ids)
    return connection.execute(select(readings).where(wanted)).all() if reading_ids else ()


def erase_people(connection: Connection, keys: CaseKeys, case_id: UUID) -> None:
    """Destroy a case's key and blank every personal column of it."""
    erase_owner(connection, metadata, keys, case_id)
