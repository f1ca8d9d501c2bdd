"""What comms knows of cases from other services' events. Every write may be repeated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.comms.domain.gate import Bar, Eligibility, Risk, barred_modes
from services.comms.store.process_tables import participants
from services.comms.store.relay_tables import heard_consents, heard_withdrawals
from services.comms.store.tables import (
    assignments,
    bar_modes,
    bars,
    cases,
    eligibility,
    holds,
    items,
    risks,
    strands,
)
from shared.contracts.codes import EligibilityDecision, Mode, Restriction, RiskDecision
from shared.store.looking_up import rows_with
from shared.store.once import once

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

_WITH_ITEMS = (
    select(cases.c.case_id)
    .where(
        cases.c.case_id.in_(select(items.c.case_id)),
        cases.c.opened_at.is_not(None),
        cases.c.closed_at.is_(None),
        cases.c.erased_at.is_(None),
    )
    .order_by(cases.c.case_id)
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as comms knows it."""

    case_id: UUID
    opened_at: datetime | None
    closed_at: datetime | None
    erased_at: datetime | None


@dataclass(frozen=True, slots=True)
class StrandRow:
    """A strand and its planned mode."""

    strand_id: UUID
    case_id: UUID
    mode: Mode | None
    concluded_at: datetime | None


def lock_case(connection: Connection, case_id: UUID) -> CaseRow:
    """Lock the case until the commit: what changes a case and what passes in it take turns."""
    _insert_new(connection, cases, {"case_id": case_id})
    query = select(cases).where(cases.c.case_id == case_id).with_for_update()
    return CaseRow(*connection.execute(query).one())


@once
def find_case(connection: Connection, case_id: UUID) -> CaseRow | None:
    """Return the case without locking it."""
    row = next(iter(rows_with(connection, cases.c.case_id, case_id)), None)
    return None if row is None else CaseRow(*row)


def open_cases_with_items(connection: Connection) -> list[UUID]:
    """Return the cases, neither closed nor erased, in which something was written down."""
    return list(connection.execute(_WITH_ITEMS).scalars())


def save_case(connection: Connection, case_id: UUID, **changes: Any) -> None:
    """Change a case's row."""
    connection.execute(update(cases).where(cases.c.case_id == case_id).values(**changes))


def add_strands(connection: Connection, case_id: UUID, strand_ids: Iterable[UUID]) -> None:
    """Note the strands of a case."""
    for strand_id in strand_ids:
        _insert_new(connection, strands, {"strand_id": strand_id, "case_id": case_id})


def add_participants(connection: Connection, people: Iterable[dict[str, Any]]) -> None:
    """Note who is in a strand, and on which side."""
    for row in people:
        _insert_new(connection, participants, row)


def hear_consent(connection: Connection, row: dict[str, Any]) -> None:
    """Note a word on passing an item, or on being quoted."""
    _insert_new(connection, heard_consents, row)


def hear_withdrawal(connection: Connection, row: dict[str, Any]) -> None:
    """Keep the latest withdrawal of a purpose by a person."""
    _upsert(connection, heard_withdrawals, row, ("case_id", "person_id", "purpose"))


@once
def strands_of(connection: Connection, case_id: UUID) -> list[StrandRow]:
    """Return the strands of a case."""
    return [
        StrandRow(
            row.strand_id, row.case_id, Mode(row.mode) if row.mode else None, row.concluded_at
        )
        for row in rows_with(connection, strands.c.case_id, case_id, strands.c.strand_id)
    ]


def save_strand(connection: Connection, strand_id: UUID, **changes: Any) -> None:
    """Change a strand's row."""
    connection.execute(update(strands).where(strands.c.strand_id == strand_id).values(**changes))


def save_eligibility(connection: Connection, row: dict[str, Any]) -> None:
    """Keep the latest decision on a referral."""
    _upsert(connection, eligibility, row, ("referral_id",))


def eligibility_of(connection: Connection, case_id: UUID) -> tuple[Eligibility, ...]:
    """Return the latest decision of each referral."""
    rows = connection.execute(select(eligibility).where(eligibility.c.case_id == case_id))
    return tuple(
        Eligibility(
            EligibilityDecision(row.decision),
            frozenset(Restriction(code) for code in row.restrictions.split(",") if code),
        )
        for row in rows
    )


def save_risk(connection: Connection, row: dict[str, Any]) -> None:
    """Keep the latest assessment of a strand; a review that was due is done with it."""
    _upsert(connection, risks, {**row, "review_blocks_from": None}, ("strand_id",))


def block_for_review(
    connection: Connection, case_id: UUID, strand_id: UUID | None, due_on: date
) -> None:
    """Let a strand's (or every strand's) assessment stop contact from ``due_on``."""
    which = risks.c.case_id == case_id
    if strand_id is not None:
        which = and_(which, risks.c.strand_id == strand_id)
    sooner = or_(risks.c.review_blocks_from.is_(None), risks.c.review_blocks_from > due_on)
    connection.execute(update(risks).where(which, sooner).values(review_blocks_from=due_on))


def risk_of(connection: Connection, strand_id: UUID) -> Risk | None:
    """Return the latest assessment of a strand."""
    query = select(risks).where(risks.c.strand_id == strand_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Risk(
        decision=RiskDecision(row.decision),
        modes=frozenset(Mode(code) for code in row.modes.split(",") if code),
        signatures=row.signatures,
        valid_until=row.valid_until,
        review_blocks_from=row.review_blocks_from,
    )


def save_bar(connection: Connection, row: dict[str, Any], modes: Iterable[Mode]) -> None:
    """Keep a bar, and the modes that it forbids where it forbids some only."""
    _upsert(connection, bars, row, ("bar_id",))
    for mode in modes:
        named = {"bar_id": row["bar_id"], "case_id": row["case_id"], "mode": mode.value}
        _insert_new(connection, bar_modes, named)


def lift_bar(connection: Connection, bar_id: UUID, at: datetime) -> None:
    """Note that a bar no longer applies."""
    connection.execute(update(bars).where(bars.c.bar_id == bar_id).values(lifted_at=at))


def bars_of(connection: Connection, case_id: UUID) -> tuple[Bar, ...]:
    """Return every bar of a case."""
    rows = connection.execute(select(bars).where(bars.c.case_id == case_id))
    of_case = select(bar_modes.c.bar_id, bar_modes.c.mode).where(bar_modes.c.case_id == case_id)
    named = [(row.bar_id, row.mode) for row in connection.execute(of_case)]
    return tuple(
        Bar(
            row.strand_id,
            row.from_on,
            row.until_on,
            lifted=row.lifted_at is not None,
            modes=barred_modes(Mode(code) for bar_id, code in named if bar_id == row.bar_id),
        )
        for row in rows
    )


def save_hold(connection: Connection, row: dict[str, Any]) -> None:
    """Keep a hold."""
    _insert_new(connection, holds, row)


def end_hold(connection: Connection, hold_id: UUID, at: datetime) -> None:
    """Note that a hold was lifted."""
    connection.execute(update(holds).where(holds.c.hold_id == hold_id).values(resumed_at=at))


def is_held(connection: Connection, case_id: UUID) -> bool:
    """Whether any hold of the case stands."""
    query = select(holds.c.hold_id).where(holds.c.case_id == case_id, holds.c.resumed_at.is_(None))
    return connection.execute(query.limit(1)).first() is not None


def assign(connection: Connection, row: dict[str, Any]) -> None:
    """Note that a facilitator has the case."""
    _insert_new(connection, assignments, row)


def release(connection: Connection, assignment_id: UUID, user_id: str, at: datetime) -> None:
    """Note that a facilitator no longer has the case."""
    which = and_(assignments.c.assignment_id == assignment_id, assignments.c.user_id == user_id)
    connection.execute(update(assignments).where(which).values(released_at=at))


@once
def facilitators_of(connection: Connection, case_id: UUID) -> frozenset[str]:
    """Return the user ids of the facilitators who have the case now."""
    query = select(assignments.c.user_id).where(
        assignments.c.case_id == case_id, assignments.c.released_at.is_(None)
    )
    return frozenset(connection.execute(query).scalars())


def _insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    insert = _INSERT[connection.dialect.name](table)
    connection.execute(insert.on_conflict_do_nothing(), row)


def _upsert(
    connection: Connection, table: Table, row: dict[str, Any], keys: tuple[str, ...]
) -> None:
    insert = _INSERT[connection.dialect.name](table).values(**row)
    changes = {name: insert.excluded[name] for name in row if name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=list(keys), set_=changes))
