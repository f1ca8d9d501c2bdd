"""Arranged meetings with who comes and what was recorded of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from services.comms.domain.meetings import Coming, Meeting, MeetingStep
from services.comms.store import process_tables as t
from services.comms.store import rows
from shared.contracts.codes import PlaceKind, Side
from shared.contracts.comms.codes import MeetingPart, MeetingPurpose


def find(connection: Connection, case_id: UUID, meeting_id: UUID) -> tuple[Any, Meeting] | None:
    """Return the row of a meeting of the case, and the meeting with its steps."""
    row = rows.find(connection, t.arranged_meetings, meeting_id=meeting_id, case_id=case_id)
    return None if row is None else (row, _meeting(connection, row))


def of_case(connection: Connection, case_id: UUID) -> list[tuple[Any, Meeting]]:
    """Return the meetings of a case, the earliest first."""
    found = rows.listed(connection, t.arranged_meetings, "starts_at", case_id=case_id)
    return [(row, _meeting(connection, row)) for row in found]


def came(connection: Connection, meeting_id: UUID) -> tuple[str, ...]:
    """Return who came to a meeting."""
    found = rows.listed(connection, t.meeting_people, meeting_id=meeting_id, attended=True)
    return tuple(row.who for row in found)


def _meeting(connection: Connection, row: Any) -> Meeting:
    people = rows.listed(connection, t.meeting_people, meeting_id=row.meeting_id)
    steps = rows.listed(connection, t.meeting_steps, "id", meeting_id=row.meeting_id)
    return Meeting(
        meeting_id=row.meeting_id,
        purpose=MeetingPurpose(row.purpose),
        place=PlaceKind(row.place),
        starts_at=row.starts_at,
        minutes=row.minutes,
        people=tuple(
            Coming(
                who=one.who,
                part=MeetingPart(one.part),
                side=Side(one.side) if one.side else None,
                arrives_at=one.arrives_at,
            )
            for one in people
        ),
        steps=tuple(MeetingStep(one.kind) for one in steps),
    )
