"""Statements of what waits: requests to agencies over all cases, chasers, tasks, holds in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select, update

from services.intake.store.cases import Sight, in_sight
from services.intake.store.contact_tables import agency_chasers, tasks
from services.intake.store.seldom import OF_CASE
from services.intake.store.tables import agency_requests, cases, holds
from shared.store.paging import Order, Page, page

RUNNING = and_(
    agency_requests.c.answered_at.is_(None),
    agency_requests.c.lapsed_at.is_(None),
    agency_requests.c.called_off_at.is_(None),
)
"""Of requests to agencies: those whose clock runs."""
_HOLDS = select(holds).where(
    holds.c.case_id.in_(bindparam("wanted", expanding=True)), holds.c.strand_id.is_(None)
)
_TO_DO = (
    select(tasks)
    .where(tasks.c.done_at.is_(None))
    .order_by(tasks.c.due_on, tasks.c.task_id)
    .limit(bindparam("most"))
)
_TO_DO_OF_CASE = _TO_DO.where(tasks.c.case_id == bindparam("of_case"))
_CHASED = (
    select(
        agency_chasers.c.request_id,
        func.count().label("chased"),
        func.max(agency_chasers.c.chased_at).label("last_chased_at"),
    )
    .group_by(agency_chasers.c.request_id)
    .subquery()
)
_OWED = (
    select(agency_requests, cases.c.reference, _CHASED.c.chased, _CHASED.c.last_chased_at)
    .join(cases, cases.c.case_id == agency_requests.c.case_id)
    .outerjoin(_CHASED, _CHASED.c.request_id == agency_requests.c.request_id)
    .where(RUNNING)
)


def has_ended(row: Any) -> bool:
    """Whether a request was answered, given up or called off."""
    return bool(row.answered_at or row.lapsed_at or row.called_off_at)


def running_of_cases(connection: Connection, case_ids: Collection[UUID]) -> Sequence[Any]:
    """Return what agencies were asked for these cases and still owe, held against changes."""
    return _running(connection, agency_requests.c.case_id.in_(case_ids))


def running_about(connection: Connection, person_ids: Collection[UUID]) -> Sequence[Any]:
    """Return what agencies were asked about these records of people and still owe, held."""
    return _running(connection, agency_requests.c.person_id.in_(person_ids))


def _running(connection: Connection, which: ColumnElement[bool]) -> Sequence[Any]:
    query = select(agency_requests).where(which, RUNNING).with_for_update()
    return connection.execute(query.order_by(agency_requests.c.request_id)).all()


def waiting_requests(
    connection: Connection,
    *,
    agency: str | None,
    sight: Sight | None,
    after: UUID | None,
    limit: int,
) -> Page:
    """Return a page of open requests with their case's reference and chasers, the oldest first."""
    query = _OWED
    if agency is not None:
        query = query.where(agency_requests.c.agency == agency)
    if sight is not None:
        query = query.where(agency_requests.c.case_id.in_(in_sight(sight)))
    order = Order((agency_requests.c.opened_at, agency_requests.c.request_id))
    return page(connection, query, order, behind=after, limit=limit)


def requests_between(
    connection: Connection, start: datetime | None, end: datetime | None
) -> Sequence[Any]:
    """Return the requests that were opened in a period."""
    query = select(agency_requests)
    if start is not None:
        query = query.where(agency_requests.c.opened_at >= start)
    if end is not None:
        query = query.where(agency_requests.c.opened_at < end)
    return connection.execute(query).all()


def add_chaser(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a chaser."""
    connection.execute(agency_chasers.insert(), row)


def add_tasks(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert tasks, all at once."""
    if rows:
        connection.execute(tasks.insert(), rows)


def open_tasks(
    connection: Connection,
    *,
    case_id: UUID | None = None,
    sight: Sight | None = None,
    limit: int = 500,
) -> Sequence[Any]:
    """Return tasks that are not done, the soonest due first."""
    if case_id is not None and OF_CASE.none(connection, tasks.c.case_id, case_id):
        return []
    query = _TO_DO if case_id is None else _TO_DO_OF_CASE
    if sight is not None:
        query = query.where(tasks.c.case_id.in_(in_sight(sight)))
    return connection.execute(query, {"most": limit, "of_case": case_id}).all()


def finish_task(
    connection: Connection, case_id: UUID, task_id: UUID, changes: dict[str, Any]
) -> bool:
    """Mark a task of a case as done; whether there was one that was not."""
    mine = and_(tasks.c.case_id == case_id, tasks.c.task_id == task_id, tasks.c.done_at.is_(None))
    return bool(connection.execute(update(tasks).where(mine).values(changes)).rowcount)


def task_about(connection: Connection, referral_id: UUID) -> Any:
    """Return the task that asks for what a referral waits for, or None."""
    mine = and_(tasks.c.referral_id == referral_id, tasks.c.done_at.is_(None))
    return connection.execute(select(tasks).where(mine)).one_or_none()


def change_task(connection: Connection, task_id: UUID, changes: dict[str, Any]) -> None:
    """Set what a task asks for now, or that it is done."""
    connection.execute(update(tasks).where(tasks.c.task_id == task_id).values(changes))


def finish_tasks(
    connection: Connection, case_id: UUID, changes: dict[str, Any], *, kind: str | None = None
) -> None:
    """Mark whatever is to be done for a case, or an enquiry, as done; or what is of one kind."""
    mine = and_(tasks.c.case_id == case_id, tasks.c.done_at.is_(None))
    if kind is not None:
        mine = and_(mine, tasks.c.kind == kind)
    connection.execute(update(tasks).where(mine).values(changes))


def open_case_ids(connection: Connection) -> list[UUID]:
    """Return every case that is neither closed nor erased."""
    open_ = and_(cases.c.closed_at.is_(None), cases.c.erased_at.is_(None))
    return list(connection.execute(select(cases.c.case_id).where(open_)).scalars())


def holds_in_common(connection: Connection, bulk_id: UUID) -> Sequence[Any]:
    """Return the standing holds that many cases have in common."""
    mine = and_(holds.c.bulk_id == bulk_id, holds.c.resumed_at.is_(None))
    return connection.execute(select(holds).where(mine).order_by(holds.c.hold_id)).all()


def bulk_holds(connection: Connection) -> Sequence[Any]:
    """Return each hold in common that stands, with how many cases it holds; the newest first."""
    query = (
        select(
            holds.c.bulk_id,
            holds.c.cause,
            func.min(holds.c.held_at).label("held_at"),
            func.count().label("cases"),
        )
        .where(holds.c.bulk_id.is_not(None), holds.c.resumed_at.is_(None))
        .group_by(holds.c.bulk_id, holds.c.cause)
        .order_by(func.min(holds.c.held_at).desc(), holds.c.bulk_id)
    )
    return connection.execute(query).all()


def holds_of(connection: Connection, *case_ids: UUID) -> Sequence[Any]:
    """Return every hold of these whole cases, lifted or not."""
    alone = len(case_ids) == 1
    if not case_ids or (alone and OF_CASE.none(connection, holds.c.case_id, case_ids[0])):
        return []
    return connection.execute(_HOLDS, {"wanted": list(case_ids)}).all()
