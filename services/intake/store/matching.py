"""Statements of matching: keys, possible matches, merged persons, identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select, text, update

from services.intake.store.arrival_tables import (
    identifiers,
    match_keys,
    person_merges,
    possible_matches,
)
from services.intake.store.seldom import OF_CASE
from services.intake.store.tables import cases, persons, referrals
from shared.store.later import touches, write_later

_ADD_KEY, _ADD_POSSIBLE = match_keys.insert(), possible_matches.insert()
_ADD_IDENTIFIER = identifiers.insert()
_TELLS = case((match_keys.c.key.in_(bindparam("telling", expanding=True)), 1), else_=0)
_CASES_WITH = (
    select(match_keys.c.case_id)
    .where(match_keys.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(match_keys.c.case_id)
    .having(or_(func.count() > 1, func.max(_TELLS) > 0))
    .order_by(func.count().desc(), match_keys.c.case_id.desc())
    .limit(bindparam("most"))
)
_LIKEST = (
    select(possible_matches)
    .order_by(possible_matches.c.points.desc(), possible_matches.c.match_id)
    .limit(bindparam("most"))
)
_UNDECIDED = _LIKEST.where(possible_matches.c.decision.is_(None))
_LIKE_CASE = _LIKEST.where(
    or_(
        possible_matches.c.case_id == bindparam("of_case"),
        possible_matches.c.other_case_id == bindparam("of_case"),
    )
)
_LOCK = text("SELECT pg_advisory_xact_lock(lock) FROM unnest(CAST(:locks AS bigint[])) AS lock")


def one_at_a_time(connection: Connection, keys: Iterable[bytes | None]) -> None:
    """Let no other replica decide on the same crime, reference or account until the commit.

    SQLite needs nothing: its one writer holds the store from the first statement.
    """
    if connection.dialect.name != "postgresql":
        return
    locks = sorted({int.from_bytes(key[:8], "big", signed=True) for key in keys if key is not None})
    if locks:
        connection.execute(_LOCK, {"locks": locks}, execution_options=touches())


def cases_with(
    connection: Connection, keys: Sequence[bytes], telling: Sequence[bytes], *, limit: int
) -> list[UUID]:
    """Return the cases that share most of these keys, most first: two, or one that is telling."""
    if not keys:
        return []
    sought = touches(match_keys, by=keys)
    values = {"keys": list(keys), "telling": list(telling), "most": limit}
    return list(connection.execute(_CASES_WITH, values, execution_options=sought).scalars())


def known_records(connection: Connection, case_ids: Sequence[UUID]) -> tuple[list[Any], list[Any]]:
    """Return the rows of the people and of the referrals of these cases."""
    people = select(persons).where(persons.c.case_id.in_(case_ids))
    of_cases = select(referrals.c.case_id, referrals.c.details).where(
        referrals.c.case_id.in_(case_ids)
    )
    sought = touches(persons, referrals, by=case_ids)
    found = [connection.execute(one, execution_options=sought) for one in (people, of_cases)]
    return list(found[0]), list(found[1])


def references_of(connection: Connection, case_ids: Sequence[UUID]) -> dict[UUID, tuple[str, bool]]:
    """Return the reference of each case, and whether it is closed."""
    query = select(cases.c.case_id, cases.c.reference, cases.c.closed_at)
    found = connection.execute(query.where(cases.c.case_id.in_(list(case_ids))))
    return {row.case_id: (row.reference, row.closed_at is not None) for row in found}


def slots_of(connection: Connection, subjects: Sequence[UUID]) -> dict[UUID, dict[bytes, int]]:
    """Return the keys that these subjects have already, with their slots."""
    query = select(match_keys).where(match_keys.c.subject_id.in_(list(subjects)))
    found: dict[UUID, dict[bytes, int]] = {subject: {} for subject in subjects}
    for row in connection.execute(query):
        found[row.subject_id][bytes(row.key or b"")] = row.slot
    return found


def add_keys(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert match keys, all at once."""
    write_later(connection, _ADD_KEY, *rows)


def add_possible(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert possible matches, all at once."""
    write_later(connection, _ADD_POSSIBLE, *rows)


def possible(connection: Connection, *, case_id: UUID | None, limit: int) -> Sequence[Any]:
    """Return possible matches, the likest first: those of a case, else all that are undecided."""
    query = _UNDECIDED if case_id is None else _LIKE_CASE
    return connection.execute(query, {"of_case": case_id, "most": limit}).all()


def match_of(connection: Connection, case_id: UUID, match_id: UUID) -> Any:
    """Return a possible match of a case under a lock, or None."""
    mine = and_(possible_matches.c.case_id == case_id, possible_matches.c.match_id == match_id)
    return connection.execute(select(possible_matches).where(mine).with_for_update()).one_or_none()


def decide(connection: Connection, match_id: UUID, changes: dict[str, Any]) -> None:
    """Set what somebody decided about a possible match."""
    mine = possible_matches.c.match_id == match_id
    connection.execute(update(possible_matches).where(mine).values(changes))


def add_merge(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a merge of two persons."""
    connection.execute(person_merges.insert(), row)


def merges_of(connection: Connection, person_ids: Iterable[UUID]) -> Sequence[Any]:
    """Return the standing merges in which any of these persons takes part."""
    wanted = list(person_ids)
    either = or_(person_merges.c.person_id.in_(wanted), person_merges.c.other_person_id.in_(wanted))
    standing = and_(either, person_merges.c.unmerged_at.is_(None))
    return connection.execute(select(person_merges).where(standing)).all()


def merges_about(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return the standing merges of people of a case, with records here or in other cases."""
    either = (person_merges.c.case_id, person_merges.c.other_case_id)
    if all(OF_CASE.none(connection, column, case_id) for column in either):
        return []
    mine = or_(*(column == case_id for column in either))
    query = select(person_merges).where(mine, person_merges.c.unmerged_at.is_(None))
    return connection.execute(query.order_by(person_merges.c.merged_at)).all()


def merge_of(connection: Connection, case_id: UUID, merge_id: UUID) -> Any:
    """Return a merge of a case under a lock, or None."""
    mine = and_(person_merges.c.case_id == case_id, person_merges.c.merge_id == merge_id)
    return connection.execute(select(person_merges).where(mine).with_for_update()).one_or_none()


def end_merge(connection: Connection, merge_id: UUID, changes: dict[str, Any]) -> None:
    """Take a merge back."""
    mine = person_merges.c.merge_id == merge_id
    connection.execute(update(person_merges).where(mine).values(changes))


def add_identifiers(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert identifiers, all at once."""
    write_later(connection, _ADD_IDENTIFIER, *rows)


def identifiers_of(connection: Connection, person_ids: Iterable[UUID]) -> Sequence[Any]:
    """Return the identifiers of these persons in the order in which they became known."""
    query = select(identifiers).where(identifiers.c.person_id.in_(list(person_ids)))
    return connection.execute(query.order_by(identifiers.c.identifier_id)).all()
