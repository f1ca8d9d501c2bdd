"""Referrals and people: one look-up before a referral is taken in, bulk inserts after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, case, literal, select, union_all

from services.intake.store.tables import cases, persons, referrals
from shared.store.later import touches, write_later
from shared.store.looking_up import rows_with
from shared.store.once import once
from shared.store.paging import Order, Page, page
from shared.store.types import GUID

_ADD_REFERRAL, _ADD_PERSON = referrals.insert(), persons.insert()
_SAME = select(
    literal("duplicate").label("kind"),
    referrals.c.referral_id.label("referral_id"),
    referrals.c.case_id.label("case_id"),
    literal("").label("reference"),
)
_LOOK_UP = union_all(
    _SAME.where(referrals.c.feed_message_id == bindparam("feed_message_id", type_=GUID)),
    _SAME.where(referrals.c.sender_index == bindparam("sender_index")),
    select(literal("crime"), referrals.c.referral_id, referrals.c.case_id, literal("")).where(
        referrals.c.crime_index == bindparam("crime_index")
    ),
    select(
        case((cases.c.closed_at.is_(None), literal("open")), else_=literal("closed")),
        cases.c.case_id.label("same"),
        cases.c.case_id,
        cases.c.reference,
    ).where(cases.c.reference.in_(bindparam("references", expanding=True))),
)
_OPEN_WITH = (
    select(persons.c.case_id)
    .join(cases, cases.c.case_id == persons.c.case_id)
    .where(
        persons.c.case_id.in_(bindparam("cases", expanding=True)),
        persons.c.match_index.in_(bindparam("matches", expanding=True)),
        cases.c.closed_at.is_(None),
    )
    .order_by(persons.c.case_id)
)


@dataclass(slots=True)
class Known:
    """What the store already knows that matters for a referral about to be taken in."""

    duplicate: UUID | None = None
    joins: UUID | None = None
    open_by_reference: dict[str, UUID] = field(default_factory=dict)
    closed_by_reference: dict[str, UUID] = field(default_factory=dict)

    def case_of(self, reference: str | None) -> UUID | None:
        """Return the case behind a reference, open or closed."""
        if reference is None:
            return None
        return self.open_by_reference.get(reference) or self.closed_by_reference.get(reference)


def look_up(
    connection: Connection,
    *,
    feed_message_id: UUID | None,
    sender_index: bytes | None,
    crime_index: bytes | None,
    matches: Sequence[bytes],
    references: Sequence[str],
) -> Known:
    """Ask in one statement: a duplicate, the same crime, which references are taken.

    Only where the crime is known already does another ask for a case of the same people to join.
    """
    values = {
        "feed_message_id": feed_message_id,
        "sender_index": sender_index,
        "crime_index": crime_index,
        "references": list(references),
    }
    known = Known()
    same_crime: set[UUID] = set()
    by = (feed_message_id, sender_index, crime_index, *references)
    sought = touches(referrals, cases, by=by)
    found = connection.execute(_LOOK_UP, values, execution_options=sought)
    for kind, referral_id, case_id, reference in found:
        match kind:
            case "duplicate":
                known.duplicate = referral_id
            case "crime":
                same_crime.add(case_id)
            case "open":
                known.open_by_reference[reference] = case_id
            case _:
                known.closed_by_reference[reference] = case_id
    if same_crime and matches:
        known.joins = _open_case_with(connection, sorted(same_crime), matches)
    return known


def _open_case_with(
    connection: Connection, case_ids: Sequence[UUID], matches: Sequence[bytes]
) -> UUID | None:
    """Return an open case, of these, in which one of these people is."""
    sought = touches(persons, cases, by=case_ids)
    values = {"cases": list(case_ids), "matches": list(matches)}
    found = connection.execute(_OPEN_WITH, values, execution_options=sought).scalars().all()
    return found[-1] if found else None


def add_referral(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a referral."""
    write_later(connection, _ADD_REFERRAL, row)


def add_persons(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert people, all at once."""
    write_later(connection, _ADD_PERSON, *rows)


def referral_by_id(connection: Connection, referral_id: UUID) -> Any:
    """Return a referral's row."""
    return connection.execute(select(referrals).where(referrals.c.referral_id == referral_id)).one()


def persons_by_id(connection: Connection, person_ids: Collection[UUID]) -> Sequence[Any]:
    """Return the rows of these people, of whichever case, in the order of their making."""
    query = select(persons).where(persons.c.person_id.in_(person_ids))
    return connection.execute(query.order_by(persons.c.person_id)).all()


def referrals_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return the rows of a case's referrals, oldest first."""
    return rows_with(connection, referrals.c.case_id, case_id, referrals.c.referral_id)


def page_of_referrals(
    connection: Connection, case_id: UUID, *, after: UUID | None, limit: int
) -> Page:
    """Return one page of a case's referrals, oldest first."""
    query = select(referrals).where(referrals.c.case_id == case_id)
    order = Order((referrals.c.referral_id,))
    return page(connection, query, order, behind=after, limit=limit)


@once
def persons_of(connection: Connection, case_id: UUID) -> Sequence[Any]:
    """Return the rows of a case's people in the order of their making."""
    return rows_with(connection, persons.c.case_id, case_id, persons.c.person_id)
