"""Cases, their strands and assignments, their timeline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from services.intake.store.tables import assignments, cases, referrals, strands, timeline
from shared.kernel.errors import NotFound
from shared.store.later import touches, write_later
from shared.store.looking_up import rows_with
from shared.store.once import once

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_ADD_CASE, _ADD_ENTRY, _ADD_STRAND = cases.insert(), timeline.insert(), strands.insert()
_ADVANCE = (
    update(cases)
    .where(cases.c.case_id == bindparam("of_case"))
    .values(
        entries=cases.c.entries + bindparam("more"),
        stage_rank=case(
            (cases.c.stage_rank < bindparam("rank"), bindparam("rank")), else_=cases.c.stage_rank
        ),
    )
    .returning(cases.c.entries)
)


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case's own row."""

    case_id: UUID
    reference: str
    opened_at: datetime
    closed_at: datetime | None
    erased_at: datetime | None
    primary_outcome: str | None
    stage_rank: int
    joined_into: UUID | None


@dataclass(frozen=True, slots=True)
class Sight:
    """Which cases somebody who does not see all may see, and on what ground."""

    user_id: str
    facilitates: bool
    refers: bool
    agency: str | None


@dataclass(frozen=True, slots=True)
class StrandRecord:
    """A strand: one harmed side and one responsible person."""

    strand_id: UUID
    harmed_ids: tuple[UUID, ...]
    responsible_id: UUID | None

    def people(self) -> frozenset[UUID]:
        """Return everybody who stands in it."""
        return frozenset((*self.harmed_ids, *filter(None, [self.responsible_id])))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a timeline, before it has its number."""

    at: datetime
    event: str
    producer: str
    codes: dict[str, str]


COLUMNS = (
    cases.c.case_id,
    cases.c.reference,
    cases.c.opened_at,
    cases.c.closed_at,
    cases.c.erased_at,
    cases.c.primary_outcome,
    cases.c.stage_rank,
    cases.c.joined_into,
)
_ONE = select(*COLUMNS).where(cases.c.case_id == bindparam("of_case"))
_BESIDE = select(cases.c.predecessor_case_id, cases.c.successor_case_id).where(
    cases.c.case_id == bindparam("of_case")
)
_ENTRIES = select(cases.c.entries).where(cases.c.case_id == bindparam("of_case"))
_TIMELINE = (
    select(timeline)
    .where(timeline.c.case_id == bindparam("of_case"), timeline.c.number > bindparam("after"))
    .order_by(timeline.c.number)
)
_OF_A_KIND = (
    select(timeline.c.case_id, timeline.c.codes)
    .where(
        timeline.c.case_id.in_(bindparam("of_cases", expanding=True)),
        timeline.c.event == bindparam("event"),
    )
    .order_by(timeline.c.case_id, timeline.c.number)
)
_REFERRAL_IDS = (
    select(referrals.c.referral_id)
    .where(referrals.c.case_id == bindparam("of_case"))
    .order_by(referrals.c.referral_id)
)
_LISTED = select(*COLUMNS).limit(bindparam("most"))
_OLDEST, _NEWEST = (
    _LISTED.order_by(cases.c.case_id.asc()),
    _LISTED.order_by(cases.c.case_id.desc()),
)
_OF_STAGE = cases.c.stage_rank == bindparam("rank")
_OLDEST_OF_STAGE, _NEWEST_OF_STAGE = _OLDEST.where(_OF_STAGE), _NEWEST.where(_OF_STAGE)
_NAMES = select(cases.c.case_id, cases.c.reference).where(
    cases.c.case_id.in_(bindparam("wanted", expanding=True))
)


@once
def case_by_id(connection: Connection, case_id: UUID) -> CaseRecord | None:
    """Return a case, or None."""
    row = connection.execute(_ONE, {"of_case": case_id}).one_or_none()
    return None if row is None else CaseRecord(*row)


def beside(connection: Connection, case_id: UUID) -> tuple[UUID | None, UUID | None]:
    """Return the case that this one continues, and the one that continues it."""
    before, after = connection.execute(_BESIDE, {"of_case": case_id}).one()
    return before, after


def references_of(connection: Connection, case_id: UUID) -> list[str]:
    """Return the reference of a case, and of every case that was joined into it."""
    mine = or_(cases.c.case_id == case_id, cases.c.joined_into == case_id)
    return list(connection.execute(select(cases.c.reference).where(mine)).scalars())


def lock_case(connection: Connection, case_id: UUID) -> None:
    """Hold off other changes of this case until the commit (endings depend on each other)."""
    connection.execute(select(cases.c.case_id).where(cases.c.case_id == case_id).with_for_update())


def version_of(connection: Connection, key: str, *, hold: bool) -> int:
    """Return how many entries a case's timeline has: whatever changes a case leaves one there."""
    query = _ENTRIES.with_for_update() if hold else _ENTRIES
    found = connection.execute(query, {"of_case": UUID(key)})
    return int(found.scalar_one_or_none() or 0)


def case_by_reference(connection: Connection, reference: str) -> CaseRecord | None:
    """Return the case with a canonical reference, or None."""
    found = connection.execute(select(*COLUMNS).where(cases.c.reference == reference))
    row = found.one_or_none()
    return None if row is None else CaseRecord(*row)


def in_sight(sight: Sight) -> Select[tuple[UUID]]:
    """Return the query of the cases that lie in somebody's sight: lists and records ask the same."""
    ways = []
    if sight.facilitates:
        mine = (assignments.c.user_id == sight.user_id, assignments.c.released_at.is_(None))
        ways.append(select(assignments.c.case_id).where(*mine))
    if sight.refers:
        own = referrals.c.submitted_by == sight.user_id
        if sight.agency is not None:
            own = own | (referrals.c.agency == sight.agency)
        ways.append(select(referrals.c.case_id).where(own))
    if len(ways) == 1:
        return ways[0]
    return (
        select(union(*ways).subquery().c.case_id)
        if ways
        else select(cases.c.case_id).where(false())
    )


@once
def is_in_sight(connection: Connection, case_id: UUID, sight: Sight) -> bool:
    """Whether a case lies in somebody's sight."""
    lies = select(cases.c.case_id).where(
        cases.c.case_id == case_id, cases.c.case_id.in_(in_sight(sight))
    )
    return connection.execute(lies).first() is not None


@dataclass(frozen=True, slots=True)
class Listing:
    """Which cases are listed, and in what order (ids are in the order of their making)."""

    limit: int
    rank: int | None = None
    oldest_first: bool = False
    before: UUID | None = None
    after: UUID | None = None


def list_cases(
    connection: Connection, listing: Listing, *, sight: Sight | None = None
) -> list[CaseRecord]:
    """Return the cases of a listing, or those in sight among them."""
    oldest = listing.oldest_first
    if listing.rank is None:
        query = _OLDEST if oldest else _NEWEST
    else:
        query = _OLDEST_OF_STAGE if oldest else _NEWEST_OF_STAGE
    if listing.before is not None:
        query = query.where(cases.c.case_id < listing.before)
    if listing.after is not None:
        query = query.where(cases.c.case_id > listing.after)
    if sight is not None:
        query = query.where(cases.c.case_id.in_(in_sight(sight)))
    asked = {"most": listing.limit, "rank": listing.rank}
    return [CaseRecord(*row) for row in connection.execute(query, asked)]


def references(
    connection: Connection, case_ids: Sequence[UUID], *, sight: Sight | None = None
) -> list[tuple[UUID, str]]:
    """Return the id and reference of each of these cases, or of those in sight among them."""
    query = _NAMES
    if sight is not None:
        query = query.where(cases.c.case_id.in_(in_sight(sight)))
    found = connection.execute(query, {"wanted": list(case_ids)})
    return [(row.case_id, row.reference) for row in found]


def add_case(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a case."""
    write_later(connection, _ADD_CASE, row)


def end_case(connection: Connection, case_id: UUID, changes: dict[str, Any]) -> None:
    """Set what closing or erasing a case changes in its row."""
    connection.execute(update(cases).where(cases.c.case_id == case_id).values(changes))


def advance(connection: Connection, case_id: UUID, entries: Sequence[Entry], rank: int) -> None:
    """Append to a case's timeline and move its stage forward, never back.

    Raises:
        NotFound: there is no such case (yet).

    """
    found = connection.execute(
        _ADVANCE,
        {"of_case": case_id, "more": len(entries), "rank": rank},
        execution_options=touches(cases, by=[case_id]),
    ).one_or_none()
    if found is None:
        raise NotFound("case-unknown", case=case_id)
    append(connection, case_id, entries, first=found.entries - len(entries) + 1)


def append(connection: Connection, case_id: UUID, entries: Sequence[Entry], *, first: int) -> None:
    """Write timeline entries with numbers from ``first``."""
    rows = [
        {
            "case_id": case_id,
            "number": number,
            "at": entry.at,
            "event": entry.event,
            "producer": entry.producer,
            "codes": json.dumps(entry.codes),
        }
        for number, entry in enumerate(entries, start=first)
    ]
    write_later(connection, _ADD_ENTRY, *rows)


@once
def timeline_after(connection: Connection, case_id: UUID, after: int) -> list[tuple[int, Entry]]:
    """Return the numbered entries of a case's timeline after a number."""
    found = connection.execute(_TIMELINE, {"of_case": case_id, "after": after})
    return [
        (row.number, Entry(row.at, row.event, row.producer, json.loads(row.codes))) for row in found
    ]


def newest_codes(
    connection: Connection, case_ids: Sequence[UUID], event: str
) -> dict[UUID, dict[str, Any]]:
    """Return the codes of the newest event of a kind, of each case that has one."""
    if not case_ids:
        return {}
    found = connection.execute(_OF_A_KIND, {"of_cases": list(case_ids), "event": event})
    return {row.case_id: json.loads(row.codes) for row in found}


def add_strands(connection: Connection, case_id: UUID, new: Sequence[StrandRecord]) -> None:
    """Insert strands, all at once."""
    rows = [
        {
            "strand_id": strand.strand_id,
            "case_id": case_id,
            "harmed_ids": json.dumps([str(person) for person in strand.harmed_ids]),
            "responsible_id": strand.responsible_id,
        }
        for strand in new
    ]
    write_later(connection, _ADD_STRAND, *rows)


@once
def strands_of(connection: Connection, case_id: UUID) -> list[StrandRecord]:
    """Return a case's strands in the order of their making."""
    found = rows_with(connection, strands.c.case_id, case_id, strands.c.strand_id)
    return [
        StrandRecord(
            row.strand_id,
            tuple(UUID(person) for person in json.loads(row.harmed_ids)),
            row.responsible_id,
        )
        for row in found
    ]


def assign(connection: Connection, case_id: UUID, user_ids: Sequence[str], at: datetime) -> None:
    """Let people see a case (again)."""
    insert = _INSERT[connection.dialect.name](assignments)
    statement = insert.on_conflict_do_update(
        index_elements=["case_id", "user_id"],
        set_={"assigned_at": insert.excluded.assigned_at, "released_at": None},
    )
    rows = [{"case_id": case_id, "user_id": user, "assigned_at": at} for user in user_ids]
    connection.execute(statement, rows)


def release(connection: Connection, case_id: UUID, user_id: str, at: datetime) -> None:
    """Stop letting somebody see a case, at once."""
    mine = and_(assignments.c.case_id == case_id, assignments.c.user_id == user_id)
    connection.execute(update(assignments).where(mine).values(released_at=at))


@once
def referral_ids(connection: Connection, case_id: UUID) -> list[UUID]:
    """Return the ids of a case's referrals, oldest first."""
    return list(connection.execute(_REFERRAL_IDS, {"of_case": case_id}).scalars())


def count_cases(connection: Connection) -> int:
    """Return how many cases there are (for tests and figures)."""
    return connection.execute(select(func.count()).select_from(cases)).scalar_one()
