"""The register of volunteers: particulars under each person's own key, standing as dates."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from services.allocation.domain.suitability import Facilitator, Valid
from services.allocation.store import cases
from services.allocation.store.tables import conflicts, notices, standings, volunteers
from shared.contracts.codes import VolunteerStatus

if TYPE_CHECKING:
    from shared.store.case_keys import CaseKeys

_FIELD = "volunteers.particulars"
ACCREDITATION = "accreditation"
VETTING = "vetting"


def seal(keys: CaseKeys, facilitator_id: UUID, particulars: dict[str, Any]) -> bytes:
    """Encrypt a volunteer's particulars under their own key."""
    return keys.seal(facilitator_id, json.dumps(particulars), _FIELD)


def particulars_of(keys: CaseKeys, row: Any) -> dict[str, Any]:
    """Return a volunteer's particulars; without a name once their key is destroyed."""
    if row.particulars is None or keys.is_erased(row.facilitator_id):
        return {"name": "-", "organisation": "-", "skills": []}
    found: dict[str, Any] = json.loads(
        keys.open(row.facilitator_id, bytes(row.particulars), _FIELD)
    )
    return found


def add_volunteer(connection: Connection, row: dict[str, Any]) -> None:
    """Store a volunteer."""
    connection.execute(volunteers.insert(), row)


def find_volunteer(connection: Connection, facilitator_id: UUID, *, lock: bool = False) -> Any:
    """Return a volunteer's row or None."""
    query = select(volunteers).where(volunteers.c.facilitator_id == facilitator_id)
    return connection.execute(query.with_for_update() if lock else query).one_or_none()


def volunteer_with(connection: Connection, user_id: str) -> Any:
    """Return the row of whoever has this sign-in, or None."""
    query = select(volunteers).where(volunteers.c.user_id == user_id)
    return connection.execute(query).one_or_none()


def volunteers_at(connection: Connection, status: VolunteerStatus | None) -> list[Any]:
    """Return the register, or those at one standing, in the order of entry."""
    query = select(volunteers).order_by(volunteers.c.registered_at, volunteers.c.facilitator_id)
    if status is not None:
        query = query.where(volunteers.c.status == status.value)
    return list(connection.execute(query))


def save_status(connection: Connection, facilitator_id: UUID, **changes: Any) -> None:
    """Change a volunteer's standing."""
    connection.execute(
        update(volunteers).where(volunteers.c.facilitator_id == facilitator_id).values(**changes)
    )


def add_standing(connection: Connection, row: dict[str, Any]) -> None:
    """Store an accreditation or a check."""
    connection.execute(standings.insert(), row)


def standings_of(connection: Connection, facilitator_id: UUID, subject: str) -> tuple[Valid, ...]:
    """Return a volunteer's accreditations, or checks."""
    query = select(standings).where(
        standings.c.facilitator_id == facilitator_id, standings.c.subject == subject
    )
    rows = connection.execute(query.order_by(standings.c.until_on))
    return tuple(Valid(row.kind, row.from_on, row.until_on) for row in rows)


def notice_is_new(connection: Connection, facilitator_id: UUID, kind: str, due_on: date) -> bool:
    """Note a renewal notice; False when it was given before."""
    row = {"facilitator_id": facilitator_id, "kind": kind, "due_on": due_on}
    known = connection.execute(select(notices).filter_by(**row)).one_or_none()
    if known is None:
        connection.execute(notices.insert(), row)
    return known is None


def facilitator_of(connection: Connection, keys: CaseKeys, row: Any) -> Facilitator:
    """Return what a facilitator is judged by."""
    return replace(
        standing_of(connection, row),
        skills=frozenset(particulars_of(keys, row).get("skills", ())),
        open_cases=len(cases.cases_of(connection, row.facilitator_id)),
    )


def standing_of(connection: Connection, row: Any) -> Facilitator:
    """Return a facilitator's standing by its dates; nothing that is kept under their key."""
    of_person = conflicts.c.facilitator_id == row.facilitator_id
    conflicting = connection.execute(select(conflicts.c.case_id).where(of_person)).scalars()
    return Facilitator(
        facilitator_id=row.facilitator_id,
        user_id=row.user_id,
        status=VolunteerStatus(row.status),
        accreditations=standings_of(connection, row.facilitator_id, ACCREDITATION),
        vettings=standings_of(connection, row.facilitator_id, VETTING),
        conflicts=frozenset(conflicting),
    )
