"""RPC methods of meetings: arranged, visited, recorded, noted down. Bodies travel sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Moment, Nothing, Request, RpcMethod, Versioned
from shared.contracts.codes import PlaceKind, Side
from shared.contracts.comms.codes import (
    Compartment,
    ConferenceMark,
    ConferenceQuestion,
    MeetingPart,
    MeetingPurpose,
    MeetingResult,
    MeetingState,
)
from shared.contracts.comms.planning import Minutes, Note
from shared.contracts.comms.records import SCRIPT_RECORD

Who = Annotated[str, Field(min_length=1, max_length=100)]
Line = Annotated[str, Field(min_length=1, max_length=300)]


class Attendee(Message):
    """Somebody who is to come: a person, a user (facilitators) or an interpreter, by id.

    ``side`` says whose side they come with; facilitators have none. ``arrives_at`` staggers.
    """

    who: Who
    part: MeetingPart
    side: Side | None = None
    arrives_at: Moment | None = None


class ArrangeMeeting(Request):
    """Arrange a meeting (PRC-11, PRC-18)."""

    case_id: UUID
    strand_id: UUID
    purpose: MeetingPurpose
    place: PlaceKind
    starts_at: Moment
    minutes: Minutes
    people: Annotated[tuple[Attendee, ...], Field(min_length=1, max_length=40)]
    venue: Note | None = None
    out_of_hours_agreed: bool = False


class MeetingArranged(Answer):
    """The meeting's id, and whether it lies outside of opening hours (INT-25)."""

    meeting_id: UUID
    out_of_hours: bool


class MeetingById(Request):
    """Ask about, or act on, one meeting."""

    case_id: UUID
    meeting_id: UUID


class ConfirmMeeting(MeetingById):
    """Confirm a meeting to all who come, if that is safe for each participant at its time.

    ``against_preferences``: why it is held all the same, with the participant's knowledge.
    """

    against_preferences: Annotated[str, Field(min_length=10, max_length=1000)] | None = None


class RequestVisit(Request):
    """Note that the offender manager was asked for a prison visit."""

    case_id: UUID
    meeting_id: UUID
    asked_of: Line


class AnswerVisit(Request):
    """Note what the offender manager answered."""

    case_id: UUID
    meeting_id: UUID
    approved: bool
    note: Note | None = None


class MoveMeeting(Request):
    """Move a meeting: what was approved or confirmed for the old time is undone."""

    case_id: UUID
    meeting_id: UUID
    starts_at: Moment
    out_of_hours_agreed: bool = False


class CheckInterpreter(Request):
    """Enter an interpreter for one side, checked for conflicts against everybody in the case."""

    case_id: UUID
    strand_id: UUID
    side: Side
    name: Line
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]
    declares_no_link: bool


class InterpreterChecked(Answer):
    """The interpreter's id and every conflict found; one with a conflict cannot be invited."""

    interpreter_id: UUID
    conflicts: tuple[str, ...]


class AskInterpreters(Request):
    """Ask who was checked to interpret in a case; the reading is audited."""

    case_id: UUID


class InterpreterView(Message):
    """An interpreter who was checked: for which side, by whom, when, and what was found.

    Without a name once the case is erased.
    """

    interpreter_id: UUID
    strand_id: UUID
    side: Side
    language: str
    name: str | None = None
    conflicts: tuple[str, ...] = ()
    checked_by: str
    checked_at: datetime


class Interpreters(Answer):
    """Interpreters of a case, in the order in which they were checked."""

    interpreters: tuple[InterpreterView, ...]


class NoteDraft(Message):
    """A note and who may ever see it."""

    compartment: Compartment
    text: Note


class RecordMeeting(Request):
    """Record how a meeting went; a conference is recorded by ``hold_conference``, at the gate."""

    case_id: UUID
    meeting_id: UUID
    result: MeetingResult
    minutes: Minutes | None = None
    attended: Annotated[tuple[Who, ...], Field(max_length=40)] = ()
    notes: Annotated[tuple[NoteDraft, ...], Field(max_length=10)] = ()


class WriteNote(Request):
    """Write a note into a compartment of a case."""

    case_id: UUID
    strand_id: UUID | None = None
    meeting_id: UUID | None = None
    compartment: Compartment
    text: Note


class NoteWritten(Answer):
    """The note's id."""

    note_id: UUID


class AskNotes(Request):
    """Ask for the notes of a case that one may read; the reading is audited."""

    case_id: UUID


class NoteView(Message):
    """One note."""

    note_id: UUID
    compartment: Compartment
    text: str
    by: str
    at: datetime
    meeting_id: UUID | None = None


class Notes(Answer):
    """Notes, oldest first."""

    notes: tuple[NoteView, ...]


class AskMeetings(Request):
    """Ask for the meetings of a case, past and to come."""

    case_id: UUID


class MeetingView(Message):
    """A meeting and where it stands."""

    meeting_id: UUID
    strand_id: UUID
    purpose: MeetingPurpose
    place: PlaceKind
    starts_at: datetime
    minutes: int
    state: MeetingState
    out_of_hours: bool
    needs_visit: bool
    undone_by_move: int
    people: tuple[Attendee, ...]
    attended: tuple[str, ...] = ()
    venue: str | None = None


class Meetings(Answer):
    """Meetings, oldest first."""

    meetings: tuple[MeetingView, ...]


class Seat(Message):
    """Who sits where, counted round the circle from the door."""

    who: Who
    place: Annotated[int, Field(ge=1, le=40)]


class WriteScript(Request):
    """Write the script of a conference: who speaks first, seats, breaks, the stop signal (PRC-04).

    Its version is 0 until one is written.
    """

    case_id: UUID
    meeting_id: UUID
    speaks_first: Side
    seats: Annotated[tuple[Seat, ...], Field(min_length=3, max_length=40)]
    breaks_after: Annotated[tuple[Minutes, ...], Field(max_length=6)] = ()
    stop_signal: Line
    prompts: Annotated[tuple[Line, ...], Field(max_length=20)] = ()


class DayNote(Message):
    """One thing that was noted on the day, and when."""

    mark: ConferenceMark
    at: datetime
    question: ConferenceQuestion | None = None
    by_whom: Who | None = None


class Script(Versioned):
    """The script of a conference and what was noted on the day, in its order."""

    speaks_first: Side
    questions: tuple[ConferenceQuestion, ...]
    seats: tuple[Seat, ...]
    breaks_after: tuple[int, ...]
    stop_signal: str
    prompts: tuple[str, ...]
    version: int
    marks: tuple[ConferenceMark, ...] = ()
    asked: tuple[ConferenceQuestion, ...] = ()
    stopped: bool = False
    day: tuple[DayNote, ...] = ()


class MarkConference(Request):
    """Note something on the day: a question asked, a break, the stop signal."""

    case_id: UUID
    meeting_id: UUID
    mark: ConferenceMark
    question: ConferenceQuestion | None = None
    by_whom: Who | None = None


ARRANGE_MEETING = RpcMethod(
    "comms", "arrange_meeting", ArrangeMeeting, MeetingArranged, "command", "Arrange a meeting."
)
REQUEST_VISIT = RpcMethod(
    "comms",
    "request_visit",
    RequestVisit,
    Nothing,
    "command",
    "Ask the offender manager for a visit.",
)
ANSWER_VISIT = RpcMethod(
    "comms", "answer_visit", AnswerVisit, Nothing, "command", "Note the offender manager's answer."
)
CONFIRM_MEETING = RpcMethod(
    "comms", "confirm_meeting", ConfirmMeeting, Nothing, "command", "Confirm a meeting to all."
)
MOVE_MEETING = RpcMethod(
    "comms", "move_meeting", MoveMeeting, Nothing, "command", "Move a meeting to another time."
)
CHECK_INTERPRETER = RpcMethod(
    "comms",
    "check_interpreter",
    CheckInterpreter,
    InterpreterChecked,
    "command",
    "Enter an interpreter, checked for conflicts.",
)
INTERPRETERS = RpcMethod(
    "comms",
    "interpreters",
    AskInterpreters,
    Interpreters,
    "query",
    "Who was checked to interpret in a case.",
)
RECORD_MEETING = RpcMethod(
    "comms", "record_meeting", RecordMeeting, Nothing, "command", "Record how a meeting went."
)
MEETINGS = RpcMethod(
    "comms", "meetings", AskMeetings, Meetings, "query", "A case's meetings, past and to come."
)
WRITE_NOTE = RpcMethod(
    "comms", "write_note", WriteNote, NoteWritten, "command", "Write a note into a compartment."
)
NOTES = RpcMethod("comms", "notes", AskNotes, Notes, "query", "A case's notes, as one may read.")
WRITE_SCRIPT = RpcMethod(
    "comms",
    "write_script",
    WriteScript,
    Nothing,
    "command",
    "Write the script of a conference.",
    changes=SCRIPT_RECORD,
)
SCRIPT = RpcMethod(
    "comms",
    "script",
    MeetingById,
    Script,
    "query",
    "A conference's script and its day.",
    shows=SCRIPT_RECORD,
)
MARK_CONFERENCE = RpcMethod(
    "comms", "mark_conference", MarkConference, Nothing, "command", "Note something on the day."
)

METHODS = (
    ARRANGE_MEETING,
    REQUEST_VISIT,
    ANSWER_VISIT,
    CONFIRM_MEETING,
    MOVE_MEETING,
    CHECK_INTERPRETER,
    INTERPRETERS,
    RECORD_MEETING,
    MEETINGS,
    WRITE_NOTE,
    NOTES,
    WRITE_SCRIPT,
    SCRIPT,
    MARK_CONFERENCE,
)
