"""Arranging meetings: who comes, prison visits with the offender manager, moves (PRC-11, PRC-12)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import meetings as rules
from services.comms.domain.meetings import Coming, Meeting, MeetingStep
from services.comms.domain.process import require_length
from services.comms.store import meetings, policies, rows
from services.comms.store import process_tables as t
from services.comms.use_cases.noticing import tell_facilitators
from services.comms.use_cases.planning import side_of
from services.comms.use_cases.seeing import require_sight, require_strand
from shared.contracts.base import Nothing
from shared.contracts.codes import PlaceKind, Side
from shared.contracts.comms import meetings as contract
from shared.contracts.comms.codes import MeetingPart, MeetingState
from shared.contracts.comms.events import MeetingUndoneV1
from shared.kernel.clock import local_day
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_VENUE, _STEP = "arranged_meetings.venue", "meeting_steps.words"


def arrange_meeting(uow: UnitOfWork, request: contract.ArrangeMeeting) -> contract.MeetingArranged:
    """Arrange a meeting of people of the strand; nothing is confirmed yet."""
    require_length(request.minutes)
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    people = tuple(Coming(**one.model_dump()) for one in request.people)
    rules.require_people(people)
    for one in people:
        _require_known(uow, request, one)
    meeting = _drafted(uow, request, people)
    rules.require_sides(request.purpose, meeting.sides)
    outside = _out_of_hours(request.starts_at, request.minutes, agreed=request.out_of_hours_agreed)
    _store(uow, request, meeting, outside=outside)
    uow.audit("meeting_arranged", subject=f"case/{request.case_id}", meeting=meeting.meeting_id)
    return contract.MeetingArranged(meeting_id=meeting.meeting_id, out_of_hours=outside)


def _drafted(
    uow: UnitOfWork, request: contract.ArrangeMeeting, people: tuple[Coming, ...]
) -> Meeting:
    return Meeting(
        meeting_id=uow.ids.new(),
        purpose=request.purpose,
        place=request.place,
        starts_at=request.starts_at,
        minutes=request.minutes,
        people=people,
    )


def _require_known(uow: UnitOfWork, request: contract.ArrangeMeeting, one: Coming) -> None:
    """A participant is of the strand and side; an interpreter was checked, and has no conflict."""
    if one.part is MeetingPart.PARTICIPANT:
        person = _uuid(one.who)
        if side_of(uow, request.strand_id, person) is not one.side:
            raise Refused("not-of-that-side", person=person)
    if one.part is MeetingPart.INTERPRETER:
        which = {"interpreter_id": _uuid(one.who), "case_id": request.case_id}
        found = rows.find(uow.connection, t.interpreters, **which)
        if found is None:
            raise NotFound("interpreter-unknown", interpreter=one.who)
        if found.conflicts or Side(found.side) is not one.side:
            raise Refused("interpreter-has-a-conflict", interpreter=one.who)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput("meeting-invalid", (Fault("people.who", "not-an-id"),)) from None


def _out_of_hours(starts_at: datetime, minutes: int, *, agreed: bool) -> bool:
    if starts_at.tzinfo is None:
        raise InvalidInput("meeting-invalid", (Fault("starts_at", "zone-missing"),))
    holiday = policies.is_bank_holiday(local_day(starts_at))
    outside = rules.out_of_hours(starts_at, minutes, bank_holiday=holiday)
    if outside and not agreed:
        raise Refused("out-of-hours-not-agreed")
    return outside


def _store(
    uow: UnitOfWork, request: contract.ArrangeMeeting, meeting: Meeting, *, outside: bool
) -> None:
    venue = request.venue
    row = {
        **request.model_dump(include={"case_id", "strand_id", "minutes", "starts_at"}),
        "meeting_id": meeting.meeting_id,
        "purpose": request.purpose.value,
        "place": request.place.value,
        "venue": uow.keys.seal(request.case_id, venue, _VENUE) if venue else None,
        "out_of_hours": outside,
        "by_user": uow.actor.id,
        "arranged_at": uow.now(),
    }
    people = [
        {
            "meeting_id": meeting.meeting_id,
            "who": one.who,
            "part": one.part.value,
            "side": one.side.value if one.side else None,
            "arrives_at": one.arrives_at,
            "attended": None,
        }
        for one in meeting.people
    ]
    rows.add(uow.connection, t.arranged_meetings, row)
    rows.add(uow.connection, t.meeting_people, *people)


def request_visit(uow: UnitOfWork, request: contract.RequestVisit) -> Nothing:
    """Note that the offender manager was asked for the visit."""
    _, meeting = require_meeting(uow, request.case_id, request.meeting_id)
    rules.require_visit_step(meeting, MeetingStep.VISIT_REQUESTED)
    add_step(uow, request.case_id, meeting, MeetingStep.VISIT_REQUESTED, request.asked_of)
    return Nothing()


def answer_visit(uow: UnitOfWork, request: contract.AnswerVisit) -> Nothing:
    """Note what the offender manager answered."""
    _, meeting = require_meeting(uow, request.case_id, request.meeting_id)
    step = MeetingStep.VISIT_APPROVED if request.approved else MeetingStep.VISIT_REFUSED
    rules.require_visit_step(meeting, step)
    add_step(uow, request.case_id, meeting, step, request.note)
    return Nothing()


def move_meeting(uow: UnitOfWork, request: contract.MoveMeeting) -> Nothing:
    """Move a meeting: approval and confirmation of the old time no longer stand."""
    row, meeting = require_meeting(uow, request.case_id, request.meeting_id)
    rules.require_open(meeting)
    outside = _out_of_hours(request.starts_at, row.minutes, agreed=request.out_of_hours_agreed)
    add_step(uow, request.case_id, meeting, MeetingStep.MOVED)
    which = {"meeting_id": meeting.meeting_id}
    rows.change(
        uow.connection,
        t.arranged_meetings,
        which,
        starts_at=request.starts_at,
        out_of_hours=outside,
    )
    shift = request.starts_at - meeting.starts_at
    for one in meeting.people:
        if one.arrives_at is not None:
            mine = {**which, "who": one.who}
            rows.change(uow.connection, t.meeting_people, mine, arrives_at=one.arrives_at + shift)
    return Nothing()


def undo_visits(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> int:
    """Undo what was arranged at a prison where the person no longer is; say so (PRC-12)."""
    undone = 0
    for row, meeting in meetings.of_case(uow.connection, case_id):
        if not rules.undone_by_move(meeting, person_id):
            continue
        add_step(uow, case_id, meeting, MeetingStep.UNDONE)
        uow.announce(
            MeetingUndoneV1(
                meeting_id=meeting.meeting_id,
                case_id=case_id,
                strand_id=row.strand_id,
                person_id=person_id,
                undone_at=uow.now(),
            )
        )
        undone += 1
    if undone:
        tell_facilitators(uow, case_id, "visit_undone_by_move", recalled=0, just_delivered=0)
    return undone


def require_meeting(uow: UnitOfWork, case_id: UUID, meeting_id: UUID) -> tuple[Any, Meeting]:
    """Return a meeting of a case that the actor may see, or raise ``NotFound``."""
    require_sight(uow.connection, uow.actor, case_id)
    found = meetings.find(uow.connection, case_id, meeting_id)
    if found is None:
        raise NotFound("meeting-unknown", meeting=meeting_id)
    return found


def add_step(
    uow: UnitOfWork, case_id: UUID, meeting: Meeting, step: MeetingStep, words: str | None = None
) -> None:
    """Record a step on a meeting, audited."""
    row = {
        "meeting_id": meeting.meeting_id,
        "case_id": case_id,
        "kind": step.value,
        "words": uow.keys.seal(case_id, words, _STEP) if words else None,
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.meeting_steps, row)
    uow.audit(f"meeting_{step.value}", subject=f"case/{case_id}", meeting=meeting.meeting_id)


def list_meetings(uow: UnitOfWork, request: contract.AskMeetings) -> contract.Meetings:
    """Show the meetings of a case with their venues; the read is audited."""
    require_sight(uow.connection, uow.actor, request.case_id)
    uow.audit("meetings_read", subject=f"case/{request.case_id}", purpose="casework")
    return contract.Meetings(
        meetings=tuple(
            _view(uow, row, meeting)
            for row, meeting in meetings.of_case(uow.connection, request.case_id)
        )
    )


def _view(uow: UnitOfWork, row: Any, meeting: Meeting) -> contract.MeetingView:
    return contract.MeetingView(
        meeting_id=row.meeting_id,
        strand_id=row.strand_id,
        purpose=meeting.purpose,
        place=PlaceKind(row.place),
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=MeetingState(meeting.state),
        out_of_hours=row.out_of_hours,
        needs_visit=meeting.needs_visit,
        undone_by_move=meeting.undone,
        people=tuple(
            contract.Attendee(who=one.who, part=one.part, side=one.side, arrives_at=one.arrives_at)
            for one in meeting.people
        ),
        attended=meetings.came(uow.connection, row.meeting_id),
        venue=venue_of(uow, row),
    )


def venue_of(uow: UnitOfWork, row: Any) -> str | None:
    """Return where a meeting is, in words."""
    return uow.keys.open(row.case_id, bytes(row.venue), _VENUE) if row.venue else None
