"""Statements of joining: every row of a case moved under another, sealed anew, none forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, and_, bindparam, delete, select, update

from services.intake.store.arrival_tables import enquiries, person_merges, possible_matches
from services.intake.store.contact_tables import update_promises
from services.intake.store.joining_tables import case_joins
from services.intake.store.seldom import OF_CASE
from services.intake.store.shapes import metadata
from services.intake.store.tables import cases, holds
from shared.store.case_keys import CaseKeys
from shared.store.columns import Holds, holds_of
from shared.store.looking_up import rows_with

STAYS = frozenset(
    {
        "cases",  # the case itself, which keeps its reference and its own end
        "timeline",  # what was announced of it
        "strands",  # ids only; ``case_joins`` says where each goes on
        "assignments",  # who saw it, and when
        "possible_matches",  # what its referrals were like when they came
        "outcomes",  # a case with outcomes is not joined
    }
)
_JOINED = (
    select(cases.c.case_id)
    .where(cases.c.joined_into == bindparam("of_case"))
    .order_by(cases.c.case_id)
)
_SEALED = frozenset({Holds.PERSONAL_ENCRYPTED, Holds.SPECIAL_ENCRYPTED})


def moving() -> Iterator[Table]:
    """Return the tables whose rows follow their case into another."""
    return (t for t in metadata.sorted_tables if "case_id" in t.c and t.name not in STAYS)


def move_rows(
    connection: Connection,
    keys: CaseKeys,
    *,
    source: UUID,
    target: UUID,
    strands: Mapping[UUID, UUID],
) -> None:
    """Move everything of a case under another: its key, and the strands that go on."""
    for table in moving():
        secret = [found.name for found in table.columns if holds_of(found) in _SEALED]
        key = list(table.primary_key.columns)
        for row in connection.execute(select(table).where(table.c.case_id == source)).mappings():
            changes: dict[str, Any] = {"case_id": target}
            for name in secret:
                if row[name] is not None:
                    field = f"{table.name}.{name}"
                    changes[name] = keys.seal(target, keys.open(source, row[name], field), field)
            if row.get("strand_id") is not None:
                changes["strand_id"] = strands.get(row["strand_id"], row["strand_id"])
            same = and_(*(found == row[found.name] for found in key))
            connection.execute(update(table).where(same).values(changes))


def point_elsewhere(connection: Connection, *, source: UUID, target: UUID) -> None:
    """Let what pointed to a case point to the one in which it goes on."""
    for column in (cases.c.joined_into, enquiries.c.about_case_id, person_merges.c.other_case_id):
        chosen = update(column.table).where(column == source)
        connection.execute(chosen.values({column.name: target}))


def settle_promises(connection: Connection, same: Mapping[UUID, UUID]) -> None:
    """Leave one promise of updates to somebody who had one in each case: the newest."""
    for left, right in same.items():
        both = select(update_promises).where(update_promises.c.person_id.in_((left, right)))
        found = connection.execute(both.order_by(update_promises.c.set_at)).all()
        for older in found[:-1]:
            mine = update_promises.c.person_id == older.person_id
            connection.execute(delete(update_promises).where(mine))
        if found and found[-1].person_id == left:
            mine = update_promises.c.person_id == left
            connection.execute(update(update_promises).where(mine).values(person_id=right))


def undecided_between(connection: Connection, one: UUID, other: UUID) -> Sequence[Any]:
    """Return the possible matches between two cases that nobody has decided."""
    pairs = [
        and_(possible_matches.c.case_id == a, possible_matches.c.other_case_id == b)
        for a, b in ((one, other), (other, one))
    ]
    query = select(possible_matches).where(possible_matches.c.decision.is_(None))
    return connection.execute(query.where(pairs[0] | pairs[1])).all()


def holds_standing(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return the holds of a case and of its strands that were not lifted."""
    query = select(holds).where(holds.c.case_id == case_id, holds.c.resumed_at.is_(None))
    return connection.execute(query.order_by(holds.c.hold_id)).all()


def add_join(connection: Connection, row: dict[str, Any]) -> None:
    """Insert what was joined, by whom and why."""
    connection.execute(case_joins.insert(), row)


def joins_into(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return what was joined into a case, in the order of joining."""
    return rows_with(connection, case_joins.c.case_id, case_id, case_joins.c.join_id)


def join_of(connection: Connection, joined_case_id: UUID) -> Any:
    """Return how a case was joined into another, or None."""
    mine = case_joins.c.joined_case_id == joined_case_id
    return connection.execute(select(case_joins).where(mine)).one_or_none()


def joined_into(connection: Connection, case_id: UUID) -> list[UUID]:
    """Return the cases that go on in this one."""
    if OF_CASE.none(connection, cases.c.joined_into, case_id):
        return []
    return list(connection.execute(_JOINED, {"of_case": case_id}).scalars())
