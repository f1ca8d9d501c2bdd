"""Recording how an arranged meeting went: result, attendance, notes in their compartments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain.meetings import Meeting, MeetingStep, require_confirmed, require_open
from services.comms.store import process, rows
from services.comms.store import process_tables as t
from services.comms.use_cases.arranging import add_step, require_meeting
from services.comms.use_cases.noting import keep_note
from shared.contracts.base import Nothing
from shared.contracts.codes import PlaceKind, Side
from shared.contracts.comms import meetings as contract
from shared.contracts.comms.codes import MeetingPurpose, MeetingResult
from shared.contracts.comms.events import PreparationMeetingHeldV1
from shared.kernel.errors import Fault, InvalidInput, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_STEPS = {
    MeetingResult.HELD: MeetingStep.HELD,
    MeetingResult.CUT_SHORT: MeetingStep.CUT_SHORT,
    MeetingResult.NOT_ATTENDED: MeetingStep.NOT_ATTENDED,
    MeetingResult.CANCELLED: MeetingStep.CANCELLED,
}
_TOOK_PLACE = frozenset({MeetingResult.HELD, MeetingResult.CUT_SHORT})
_KINDS = {
    MeetingPurpose.INTRODUCTION: "preparation",
    MeetingPurpose.PREPARATION: "preparation",
    MeetingPurpose.CONVERSATION: "conversation",
    MeetingPurpose.REVIEW: "review",
    MeetingPurpose.AFTERCARE: "aftercare",
}


def record_meeting(uow: UnitOfWork, request: contract.RecordMeeting) -> Nothing:
    """Record how a meeting went. The parties meet only through ``hold_conference``."""
    row, meeting = require_meeting(uow, request.case_id, request.meeting_id)
    took_place = request.result in _TOOK_PLACE
    if took_place and meeting.purpose is MeetingPurpose.CONFERENCE:
        raise Refused("conference-passes-the-gate", meeting=meeting.meeting_id)
    (require_confirmed if took_place else require_open)(meeting)
    if took_place and request.minutes is None:
        raise InvalidInput("meeting-invalid", (Fault("minutes", "missing"),))
    note_attendance(uow, meeting, request.attended)
    add_step(uow, request.case_id, meeting, _STEPS[request.result])
    for draft in request.notes:
        _keep(uow, row, meeting, draft)
    if took_place:
        _store(uow, row, meeting, request.minutes or meeting.minutes)
    return Nothing()


def note_attendance(uow: UnitOfWork, meeting: Meeting, attended: tuple[str, ...]) -> None:
    """Note who came; whoever was not invited is a fault (``InvalidInput``)."""
    invited = {one.who for one in meeting.people}
    if strangers := set(attended) - invited:
        faults = tuple(Fault("attended", "not-invited") for _ in strangers)
        raise InvalidInput("meeting-invalid", faults)
    for who in invited:
        which = {"meeting_id": meeting.meeting_id, "who": who}
        rows.change(uow.connection, t.meeting_people, which, attended=who in attended)


def _keep(uow: UnitOfWork, row: Any, meeting: Meeting, draft: contract.NoteDraft) -> None:
    keep_note(uow, row.case_id, draft, strand_id=row.strand_id, meeting_id=meeting.meeting_id)


def _store(uow: UnitOfWork, row: Any, meeting: Meeting, minutes: int) -> None:
    kind, sides = _KINDS[meeting.purpose], tuple(sorted(meeting.sides))
    held = {
        "meeting_id": meeting.meeting_id,
        "case_id": row.case_id,
        "strand_id": row.strand_id,
        "kind": kind,
        "side": sides[0].value if sides else None,
        "place": row.place,
        "minutes": minutes,
        "notes": None,
        "by_user": uow.actor.id,
        "held_at": uow.now(),
    }
    process.add_meeting(uow.connection, held)
    if kind == "preparation":
        _announce(uow, row, meeting.meeting_id, sides)


def _announce(uow: UnitOfWork, row: Any, meeting_id: UUID, sides: tuple[Side, ...]) -> None:
    uow.announce(
        PreparationMeetingHeldV1(
            meeting_id=meeting_id,
            case_id=row.case_id,
            strand_id=row.strand_id,
            sides=sides,
            place=PlaceKind(row.place),
            held_at=uow.now(),
        )
    )
