"""Statements of looking for cases: every condition narrows what the searcher may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from services.intake.store.arrival_tables import identifiers, match_keys
from services.intake.store.cases import COLUMNS, CaseRecord, Sight, in_sight
from services.intake.store.tables import agency_requests, cases, holds, referrals
from services.intake.store.waiting import RUNNING


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; None and empty narrow nothing."""

    reference: str | None = None
    match_keys: Sequence[bytes] = ()
    identifier_keys: Sequence[bytes] = ()
    named: Sequence[bytes] | None = None
    ranks: Sequence[int] = ()
    on_hold: bool | None = None
    closed: bool | None = None
    outcome: str | None = None
    source: str | None = None
    agency: str | None = None
    waits_on: str | None = None
    crime_type: str | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    by_number: bool = False
    """Whether one of the three kinds of number must fit."""


def listed(crime_types: Sequence[str]) -> str:
    """Return kinds of offence as the column holds them, so that each is found between commas."""
    return f",{','.join(crime_types)}," if crime_types else ""


def search(
    connection: Connection,
    sought: Sought,
    *,
    before: UUID | None,
    limit: int,
    sight: Sight | None,
) -> list[CaseRecord]:
    """Return cases, newest first. A case that goes on in another is found as that other one."""
    query = select(*COLUMNS).where(cases.c.joined_into.is_(None), *_conditions(sought))
    if before is not None:
        query = query.where(cases.c.case_id < before)
    if sight is not None:
        query = query.where(cases.c.case_id.in_(in_sight(sight)))
    query = query.order_by(cases.c.case_id.desc()).limit(limit)
    return [CaseRecord(*row) for row in connection.execute(query)]


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.outcome is not None:
        found.append(cases.c.primary_outcome == sought.outcome)
    if sought.ranks:
        found.append(cases.c.stage_rank.in_(sought.ranks))
    if sought.closed is not None:
        ended = cases.c.closed_at.is_not(None)
        found.append(ended if sought.closed else ~ended)
    if sought.opened_from is not None:
        found.append(cases.c.opened_at >= sought.opened_from)
    if sought.opened_before is not None:
        found.append(cases.c.opened_at < sought.opened_before)
    if sought.by_number:
        found.append(_numbered(sought))
    if sought.named is not None:
        found.append(_kept_under(sought.named))
    return [*found, *_elsewhere(sought)]


def _numbered(sought: Sought) -> ColumnElement[bool]:
    with_identifier = select(identifiers.c.case_id).where(
        identifiers.c.same_as.in_(sought.identifier_keys)
    )
    gone_on = select(cases.c.joined_into).where(cases.c.reference == sought.reference)
    return or_(
        cases.c.reference == sought.reference,
        cases.c.case_id.in_(gone_on),
        _kept_under(sought.match_keys),
        cases.c.case_id.in_(with_identifier),
    )


def _kept_under(keys: Sequence[bytes]) -> ColumnElement[bool]:
    return cases.c.case_id.in_(select(match_keys.c.case_id).where(match_keys.c.key.in_(keys)))


def _elsewhere(sought: Sought) -> list[ColumnElement[bool]]:
    """Return the conditions that rows of other tables must meet."""
    found: list[ColumnElement[bool]] = []
    if sought.on_hold is not None:
        held = exists().where(holds.c.case_id == cases.c.case_id, holds.c.resumed_at.is_(None))
        found.append(held if sought.on_hold else ~held)
    if sought.waits_on is not None:
        open_there = and_(
            agency_requests.c.agency == sought.waits_on,
            RUNNING,
        )
        found.append(cases.c.case_id.in_(select(agency_requests.c.case_id).where(open_there)))
    of_referral = [
        (sought.source, referrals.c.source == sought.source),
        (sought.agency, referrals.c.agency == sought.agency),
        (sought.crime_type, referrals.c.crime_types.contains(f",{sought.crime_type},")),
    ]
    for value, fits in of_referral:
        if value is not None:
            found.append(cases.c.case_id.in_(select(referrals.c.case_id).where(fits)))
    return found
