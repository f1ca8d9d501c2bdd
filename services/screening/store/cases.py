"""What screening knows of cases: strands, referrals with their facts, who facilitates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.screening.store.tables import cases, facilitators, referrals, strands
from shared.store.later import touches, write_later
from shared.store.looking_up import rows_with
from shared.store.once import once
from shared.store.transactions import gathered

if TYPE_CHECKING:
    from shared.contracts.allocation.events import FacilitatorsAssignedV1
    from shared.contracts.intake.events import StrandOpened

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_CHANGE_CASE = update(cases).where(cases.c.case_id == bindparam("of_case"))


@dataclass(frozen=True, slots=True)
class Case:
    """A case as screening knows it. Not opened yet: only another service has named it."""

    case_id: UUID
    opened_at: datetime | None
    erased_at: datetime | None


@dataclass(frozen=True, slots=True)
class Strand:
    """A strand and its responsible person, if one is known."""

    strand_id: UUID
    case_id: UUID
    responsible_id: UUID | None


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral: what decides which policy version it is judged by, and its facts."""

    referral_id: UUID
    case_id: UUID
    received_on: date
    pathway: str | None
    facts: Mapping[str, str]


def lock_case(connection: Connection, case_id: UUID) -> Case:
    """Lock the case until the commit, making its row if need be; asked again, it is known."""
    locked: dict[UUID, Case] = gathered(connection, "screening.cases", dict)
    if case_id not in locked:
        sought = touches(cases, by=[case_id])
        taken = connection.execute(
            _take_case(connection.dialect.name), {"case_id": case_id}, execution_options=sought
        )
        locked[case_id] = Case(*taken.one())
    return locked[case_id]


@once
def find_case(connection: Connection, case_id: UUID) -> Case | None:
    """Return the case, without locking it."""
    row = next(iter(rows_with(connection, cases.c.case_id, case_id)), None)
    return None if row is None else Case(*row)


def save_case(connection: Connection, case_id: UUID, **changes: Any) -> None:
    """Change a case's row."""
    write_later(connection, _CHANGE_CASE, {"of_case": case_id, **changes})
    locked: dict[UUID, Case] = gathered(connection, "screening.cases", dict)
    if case_id in locked:
        locked[case_id] = replace(locked[case_id], **changes)


def add_strands(connection: Connection, case_id: UUID, found: Iterable[StrandOpened]) -> None:
    """Note strands; those known already stay as they are."""
    rows = [
        {
            "strand_id": strand.strand_id,
            "case_id": case_id,
            "responsible_id": strand.responsible_id,
        }
        for strand in found
    ]
    write_later(connection, _new(strands, connection.dialect.name), *rows)


def strands_of(connection: Connection, case_id: UUID) -> list[Strand]:
    """Return the strands of a case."""
    found = rows_with(connection, strands.c.case_id, case_id, strands.c.strand_id)
    return [Strand(*row) for row in found]


def add_referral(connection: Connection, referral: Referral) -> bool:
    """Note a referral; False when it was known already."""
    row = {
        "referral_id": referral.referral_id,
        "case_id": referral.case_id,
        "received_on": referral.received_on,
        "pathway": referral.pathway,
        "facts": json.dumps(dict(referral.facts), sort_keys=True),
    }
    return _insert_new(connection, referrals, row)


def find_referral(connection: Connection, case_id: UUID, referral_id: UUID) -> Referral | None:
    """Return a referral of this case."""
    query = select(referrals).where(
        referrals.c.referral_id == referral_id, referrals.c.case_id == case_id
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Referral(
        row.referral_id, row.case_id, row.received_on, row.pathway, json.loads(row.facts)
    )


def move_referral(connection: Connection, referral_id: UUID, case_id: UUID) -> None:
    """Let a referral stand in another case."""
    mine = referrals.c.referral_id == referral_id
    connection.execute(update(referrals).where(mine).values(case_id=case_id))


def save_facts(connection: Connection, referral_id: UUID, facts: Mapping[str, str]) -> None:
    """Replace a referral's facts."""
    connection.execute(
        update(referrals)
        .where(referrals.c.referral_id == referral_id)
        .values(facts=json.dumps(dict(facts), sort_keys=True))
    )


def add_facilitators(connection: Connection, event: FacilitatorsAssignedV1) -> None:
    """Note the pair; whoever was released before stays in the history."""
    for facilitator_id, user_id in zip(event.facilitator_ids, event.user_ids, strict=True):
        row = {
            "assignment_id": event.assignment_id,
            "facilitator_id": facilitator_id,
            "case_id": event.case_id,
            "user_id": user_id,
            "assigned_at": event.assigned_at,
        }
        _insert_new(connection, facilitators, row)


def release_facilitator(
    connection: Connection, case_id: UUID, facilitator_id: UUID, at: datetime
) -> None:
    """Note that a facilitator left the case."""
    connection.execute(
        update(facilitators)
        .where(
            facilitators.c.case_id == case_id,
            facilitators.c.facilitator_id == facilitator_id,
            facilitators.c.released_at.is_(None),
        )
        .values(released_at=at)
    )


def facilitators_of(connection: Connection, case_id: UUID) -> frozenset[str]:
    """Return the sign-in ids of the case's present facilitators."""
    query = select(facilitators.c.user_id).where(
        facilitators.c.case_id == case_id, facilitators.c.released_at.is_(None)
    )
    return frozenset(connection.execute(query).scalars())


def _insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    key = next(iter(table.primary_key)).name
    sought = touches(table, by=[row[key]])
    new = _new(table, connection.dialect.name)
    return bool(connection.execute(new, row, execution_options=sought).rowcount)


@cache
def _new(table: Table, dialect: str) -> Any:
    """Insert a row unless it is there. One statement per table: SQLAlchemy compiles it once."""
    return _INSERT[dialect](table).on_conflict_do_nothing()


@cache
def _take_case(dialect: str) -> Any:
    """Make the row of a case if need be, lock it, and return it."""
    insert = _INSERT[dialect](cases)
    same = {"case_id": insert.excluded.case_id}
    return insert.on_conflict_do_update(index_elements=["case_id"], set_=same).returning(*cases.c)
