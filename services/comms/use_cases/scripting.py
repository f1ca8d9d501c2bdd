"""The script of a conference, and what is noted on the day (PRC-04)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from services.comms.domain import conference as rules
from services.comms.domain.conference import DayMark
from services.comms.domain.meetings import Meeting, require_open
from services.comms.store import process_tables as t
from services.comms.store import rows
from services.comms.use_cases.arranging import require_meeting
from shared.contracts.base import Nothing
from shared.contracts.codes import Side
from shared.contracts.comms import meetings as contract
from shared.contracts.comms.codes import ConferenceMark, ConferenceQuestion, MeetingPurpose
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from uuid import UUID

    from shared.messaging.unit_of_work import UnitOfWork

_WORDS = "conference_scripts.words"


def write_script(uow: UnitOfWork, request: contract.WriteScript) -> Nothing:
    """Write the script, or its next version; the earlier ones stay on record.

    Raises ``Conflict`` where somebody else wrote one since the version that the writer names.
    """
    meeting = _conference(uow, request.case_id, request.meeting_id)
    require_open(meeting)
    rules.require_script(
        meeting.people,
        {seat.place: seat.who for seat in request.seats},
        tuple(seat.who for seat in request.seats),
        breaks_after=request.breaks_after,
        minutes=meeting.minutes,
    )
    said = request.model_dump(mode="json", exclude={"case_id", "meeting_id"})
    row = {
        "meeting_id": request.meeting_id,
        "case_id": request.case_id,
        "words": uow.keys.seal(request.case_id, json.dumps(said), _WORDS),
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.scripts, row)
    uow.audit("script_written", subject=f"case/{request.case_id}", meeting=request.meeting_id)
    return Nothing()


def show_script(uow: UnitOfWork, request: contract.MeetingById) -> contract.Script:
    """Show the latest script with what was noted on the day; the read is audited."""
    _conference(uow, request.case_id, request.meeting_id)
    versions = rows.listed(uow.connection, t.scripts, "id", meeting_id=request.meeting_id)
    if not versions:
        raise NotFound("script-unknown", meeting=request.meeting_id)
    said = json.loads(uow.keys.open(request.case_id, bytes(versions[-1].words), _WORDS))
    marks = marks_of(uow, request.meeting_id)
    uow.audit("script_read", subject=f"case/{request.case_id}", purpose="casework")
    return contract.Script(
        speaks_first=Side(said["speaks_first"]),
        questions=rules.QUESTIONS,
        seats=tuple(contract.Seat(**seat) for seat in said["seats"]),
        breaks_after=tuple(said["breaks_after"]),
        stop_signal=said["stop_signal"],
        prompts=tuple(said["prompts"]),
        version=len(versions),
        marks=tuple(one.mark for one in marks),
        asked=tuple(one.question for one in marks if one.question),
        stopped=rules.is_stopped(marks),
        day=_day(uow, request.meeting_id),
    )


def _day(uow: UnitOfWork, meeting_id: UUID) -> tuple[contract.DayNote, ...]:
    return tuple(
        contract.DayNote(
            mark=ConferenceMark(row.mark),
            at=row.at,
            question=ConferenceQuestion(row.question) if row.question else None,
            by_whom=row.by_whom,
        )
        for row in rows.listed(uow.connection, t.marks, "id", meeting_id=meeting_id)
    )


def mark_conference(uow: UnitOfWork, request: contract.MarkConference) -> Nothing:
    """Note something on the day; only a conference that was let through the gate has one."""
    _conference(uow, request.case_id, request.meeting_id)
    passed = rows.listed(
        uow.connection, t.meeting_steps, "id", meeting_id=request.meeting_id, kind="held"
    )
    if not passed:
        raise Refused("conference-not-held", meeting=request.meeting_id)
    rules.require_mark(marks_of(uow, request.meeting_id), DayMark(request.mark, request.question))
    row = {
        "meeting_id": request.meeting_id,
        "mark": request.mark.value,
        "question": request.question.value if request.question else None,
        "by_whom": request.by_whom,
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.marks, row)
    uow.audit(
        "conference_marked",
        subject=f"case/{request.case_id}",
        meeting=request.meeting_id,
        mark=request.mark,
    )
    return Nothing()


def require_scripted(uow: UnitOfWork, meeting: Meeting) -> None:
    """Refuse an arranged conference without a script (``script-missing``)."""
    if not rows.listed(uow.connection, t.scripts, "id", meeting_id=meeting.meeting_id):
        raise Refused("script-missing", meeting=meeting.meeting_id)


def marks_of(uow: UnitOfWork, meeting_id: UUID) -> tuple[DayMark, ...]:
    """Return what was noted on the day, in its order."""
    found: list[Any] = rows.listed(uow.connection, t.marks, "id", meeting_id=meeting_id)
    return tuple(
        DayMark(
            ConferenceMark(row.mark), ConferenceQuestion(row.question) if row.question else None
        )
        for row in found
    )


def _conference(uow: UnitOfWork, case_id: UUID, meeting_id: UUID) -> Meeting:
    _, meeting = require_meeting(uow, case_id, meeting_id)
    if meeting.purpose is not MeetingPurpose.CONFERENCE:
        raise Refused("not-a-conference", meeting=meeting_id)
    return meeting
