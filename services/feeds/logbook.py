"""The disclosure log as staff read it: newest first, page by page, of a case or of some days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from services.feeds.joined import joined_with
from services.feeds.merged import records_of
from services.feeds.tables import disclosure_log
from services.feeds.told import cases_of
from shared.contracts.feeds.office import AskDisclosures, Disclosure, Disclosures
from shared.kernel.clock import day_began
from shared.kernel.errors import NotFound

_PLAIN = tuple(name for name in Disclosure.model_fields if name not in {"fields", "withheld_as"})


def read_log(connection: Connection, asked: AskDisclosures) -> Disclosures:
    """Return a page of the log. Raises ``NotFound`` for a page that follows no entry."""
    log = disclosure_log.c
    query = _within(connection, asked, select(disclosure_log))
    query = query.order_by(log.disclosed_at.desc(), log.disclosure_id.desc())
    rows = connection.execute(query.limit(asked.limit + 1)).all()
    shown, more = rows[: asked.limit], len(rows) > asked.limit
    return Disclosures(
        entries=tuple(_entry(row) for row in shown),
        more=more,
        next_page=shown[-1].disclosure_id if more else None,
    )


def _within(connection: Connection, asked: AskDisclosures, query: Select[Any]) -> Select[Any]:
    log = disclosure_log.c
    cases = {asked.case_id} if asked.case_id else set()
    if asked.reference:
        cases |= cases_of(connection, asked.reference)
        same = log.reference == asked.reference
        query = query.where(or_(same, log.case_id.in_(joined_with(connection, cases))))
    elif cases:
        query = query.where(log.case_id.in_(joined_with(connection, cases)))
    if asked.person_id:
        query = query.where(log.person_id.in_(records_of(connection, [asked.person_id])))
    if asked.since:
        query = query.where(log.disclosed_at >= day_began(asked.since))
    if asked.until:
        query = query.where(log.disclosed_at < day_began(asked.until + timedelta(days=1)))
    if asked.withheld_only:
        query = query.where(log.withheld_at.is_not(None))
    if asked.before:
        query = query.where(_older(connection, asked))
    return query


def _older(connection: Connection, asked: AskDisclosures) -> Any:
    log = disclosure_log.c
    at = select(log.disclosed_at).where(log.disclosure_id == asked.before)
    last = connection.execute(at).scalar_one_or_none()
    if last is None:
        raise NotFound("disclosure-unknown")
    earlier = and_(log.disclosed_at == last, log.disclosure_id < asked.before)
    return or_(log.disclosed_at < last, earlier)


def _entry(row: Any) -> Disclosure:
    return Disclosure(
        **{name: getattr(row, name) for name in _PLAIN},
        fields=tuple(name for name in row.fields.split(",") if name),
        withheld_as=row.withheld_why,
    )
