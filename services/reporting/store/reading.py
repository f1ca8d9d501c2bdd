"""Reading a year's facts for the counting rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from services.reporting.domain.facts import (
    Awareness,
    Counted,
    Drive,
    Ending,
    Question,
    Standing,
    Year,
)
from services.reporting.store.tables import (
    agency_requests,
    agreement_endings,
    awareness_sessions,
    cases,
    outcomes,
    recruitment_drives,
    referrals,
    volunteer_standings,
)
from shared.contracts.codes import (
    AgencyRequestKind,
    ContactPath,
    CrimeType,
    Outcome,
    Side,
    Source,
    UnmanageableRisk,
    VolunteerStatus,
)
from shared.contracts.intake.codes import CalledOffWhy
from shared.kernel.clock import local_day

TRACING = (AgencyRequestKind.FIND, AgencyRequestKind.CONTACT, AgencyRequestKind.CONSENT)


def read_year(connection: Connection, from_on: date, to_on: date, as_of: datetime) -> Year:
    """Return what the report of a period counts, with endings as they stand at ``as_of``."""
    standings = _standings(connection)
    return Year(
        from_on=from_on,
        to_on=to_on,
        referrals=_referrals(connection, from_on, to_on, as_of),
        at_start=_register(standings, from_on),
        at_end=_register(standings, to_on),
        drives=_drives(connection, from_on, to_on),
        awareness=_awareness(connection, from_on, to_on),
    )


def endings_since(connection: Connection, day: date) -> Sequence[Any]:
    """Return the agreements whose last day is that day or later, the soonest first."""
    ends = agreement_endings.c
    query = select(agreement_endings).where(ends.last_day >= day)
    return connection.execute(query.order_by(ends.last_day, ends.agreement)).all()


def _referrals(
    connection: Connection, from_on: date, to_on: date, as_of: datetime
) -> tuple[Counted, ...]:
    query = (
        select(
            referrals,
            cases.c.closed_at,
            cases.c.primary_outcome,
            cases.c.positive,
            cases.c.completed,
        )
        .select_from(referrals.outerjoin(cases, cases.c.case_id == referrals.c.case_id))
        .where(referrals.c.counted_on.between(from_on, to_on))
        .order_by(referrals.c.received_at, referrals.c.referral_id)
    )
    primary = _primary_outcomes(connection, from_on, to_on)
    asked = _asked_in_vain(connection, from_on, to_on)
    return tuple(
        _counted(row, primary.get(row.case_id), asked.get(row.case_id, frozenset()), as_of)
        for row in connection.execute(query)
    )


def _counted(row: Any, primary: Any, asked: frozenset[str], as_of: datetime) -> Counted:
    closed = row.closed_at is not None and row.closed_at <= as_of
    return Counted(
        case_id=row.case_id,
        counted_on=row.counted_on,
        initiated_by=Side(row.initiated_by),
        source=Source(row.source),
        enhanced_priority=row.enhanced_priority,
        crime_types=tuple(CrimeType(code) for code in row.crime_types.split(",") if code),
        flags=tuple(code for code in row.flags.split(",") if code),
        transferred_in=row.transferred_in,
        bereaved_family_initiated=row.bereaved_family_initiated,
        ending=_ending(row, primary) if closed else None,
        asked_in_vain=asked,
    )


def _ending(row: Any, primary: Any) -> Ending:
    risk = path = None
    if primary is not None and primary.outcome == row.primary_outcome:
        risk = primary.unmanageable_risk and UnmanageableRisk(primary.unmanageable_risk)
        path = primary.contact_path and ContactPath(primary.contact_path)
    return Ending(Outcome(row.primary_outcome), row.positive, row.completed, risk, path)


def _primary_outcomes(connection: Connection, from_on: date, to_on: date) -> dict[UUID, Any]:
    """The last recorded primary outcome of each case of the cohort."""
    cohort = select(referrals.c.case_id).where(referrals.c.counted_on.between(from_on, to_on))
    query = (
        select(outcomes)
        .where(and_(outcomes.c.is_primary, outcomes.c.case_id.in_(cohort)))
        .order_by(outcomes.c.recorded_at, outcomes.c.outcome_id)
    )
    return {row.case_id: row for row in connection.execute(query)}


def _asked_in_vain(
    connection: Connection, from_on: date, to_on: date
) -> dict[UUID, frozenset[str]]:
    """The agencies asked to find or reach somebody of each case, and that nobody was found by.

    What was called off because the person said no was not in vain: it was no longer wanted.
    """
    cohort = select(referrals.c.case_id).where(referrals.c.counted_on.between(from_on, to_on))
    asked = agency_requests.c
    wanted = or_(asked.called_off_why.is_(None), asked.called_off_why != CalledOffWhy.REFUSED.value)
    query = select(asked.case_id, asked.agency, asked.found).where(
        asked.case_id.in_(cohort), asked.kind.in_([kind.value for kind in TRACING]), wanted
    )
    vain: dict[UUID, set[str]] = {}
    for row in connection.execute(query):
        if row.found is not True:
            vain.setdefault(row.case_id, set()).add(row.agency)
    return {case_id: frozenset(agencies) for case_id, agencies in vain.items()}


def _standings(connection: Connection) -> list[Standing]:
    query = select(volunteer_standings).order_by(
        volunteer_standings.c.changed_at, volunteer_standings.c.event_id
    )
    return [
        Standing(
            row.volunteer_id, VolunteerStatus(row.status), row.cohort, local_day(row.changed_at)
        )
        for row in connection.execute(query)
    ]


def _register(standings: list[Standing], on: date) -> tuple[Standing, ...]:
    """Each volunteer's last standing at the end of a day; a cohort once told stays."""
    last: dict[UUID, Standing] = {}
    for standing in standings:
        if standing.since > on:
            continue
        before = last.get(standing.volunteer_id)
        cohort = standing.cohort or (before.cohort if before else None)
        last[standing.volunteer_id] = Standing(
            standing.volunteer_id, standing.status, cohort, standing.since
        )
    return tuple(last.values())


def _drives(connection: Connection, from_on: date, to_on: date) -> tuple[Drive, ...]:
    query = (
        select(recruitment_drives)
        .where(recruitment_drives.c.started_on.between(from_on, to_on))
        .order_by(recruitment_drives.c.started_on, recruitment_drives.c.code)
    )
    return tuple(
        Drive(
            code=row.code,
            applied=row.applied,
            successful=row.successful,
            accepted=row.accepted,
            completed=row.completed,
        )
        for row in connection.execute(query)
    )


def _awareness(connection: Connection, from_on: date, to_on: date) -> tuple[Awareness, ...]:
    query = (
        select(awareness_sessions)
        .where(awareness_sessions.c.held_on.between(from_on, to_on))
        .order_by(awareness_sessions.c.held_on, awareness_sessions.c.session_id)
    )
    return tuple(
        Awareness(
            host=row.host,
            sessions=row.sessions,
            attended=row.attended,
            evaluations=row.evaluations,
            questions=tuple(Question(*result) for result in json.loads(row.results)),
        )
        for row in connection.execute(query)
    )
