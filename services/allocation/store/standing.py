"""Finds the facilitators whose standing is worth judging, with all that it is judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from services.allocation.domain.suitability import Criteria, Facilitator, Valid
from services.allocation.store.register import ACCREDITATION, VETTING
from services.allocation.store.tables import assignments, cases, standings, volunteers
from shared.contracts.codes import VolunteerStatus

_ON_CASES = (
    select(assignments.c.facilitator_id, assignments.c.case_id)
    .join(cases, cases.c.case_id == assignments.c.case_id)
    .where(assignments.c.released_at.is_(None), cases.c.closed_at.is_(None))
)


def to_look_at(
    connection: Connection, until: date, criteria: Criteria, *, only: str | None = None
) -> Iterator[tuple[Facilitator, tuple[UUID, ...]]]:
    """Return who is on an open case, or active with what ends by a day; each with their open cases.

    ``only``: of whoever has this sign-in. Conflicts and skills are not read: they say nothing of a
    person's standing.
    """
    on_cases = _ON_CASES
    of_whom: ColumnElement[bool] = true()
    if only is not None:
        of_whom = volunteers.c.user_id == only
        on_cases = _ON_CASES.join(
            volunteers, volunteers.c.facilitator_id == assignments.c.facilitator_id
        ).where(of_whom)
    wanted = and_(
        of_whom,
        or_(
            volunteers.c.facilitator_id.in_(
                on_cases.with_only_columns(assignments.c.facilitator_id)
            ),
            and_(
                volunteers.c.status == VolunteerStatus.ACTIVE.value,
                volunteers.c.facilitator_id.in_(_ending_by(until, criteria)),
            ),
        ),
    )
    open_cases: dict[UUID, list[UUID]] = defaultdict(list)
    for row in connection.execute(on_cases.order_by(assignments.c.case_id)):
        open_cases[row.facilitator_id].append(row.case_id)
    held = _held_by(connection, select(volunteers.c.facilitator_id).where(wanted))
    for row in connection.execute(select(volunteers).where(wanted)).all():
        one = Facilitator(
            facilitator_id=row.facilitator_id,
            user_id=row.user_id,
            status=VolunteerStatus(row.status),
            accreditations=tuple(held[row.facilitator_id, ACCREDITATION]),
            vettings=tuple(held[row.facilitator_id, VETTING]),
        )
        yield one, tuple(open_cases[row.facilitator_id])


def _ending_by(until: date, criteria: Criteria) -> Select[tuple[UUID]]:
    """Return whose last accreditation, or last check, of those asked for ends by a day."""
    asked = ((ACCREDITATION, criteria.accreditation), (VETTING, criteria.vetting))
    asked_for = or_(
        *(
            and_(standings.c.subject == subject, standings.c.kind.in_(sorted(kinds)))
            for subject, kinds in asked
        )
    )
    return (
        select(standings.c.facilitator_id)
        .where(asked_for)
        .group_by(standings.c.facilitator_id, standings.c.subject)
        .having(func.max(standings.c.until_on) <= until)
    )


def _held_by(
    connection: Connection, people: Select[tuple[UUID]]
) -> dict[tuple[UUID, str], list[Valid]]:
    """Return what people hold, by person and whether it is accreditation or check."""
    held: dict[tuple[UUID, str], list[Valid]] = defaultdict(list)
    for row in connection.execute(select(standings).where(standings.c.facilitator_id.in_(people))):
        valid = Valid(row.kind, row.from_on, row.until_on)
        held[row.facilitator_id, row.subject].append(valid)
    return held
