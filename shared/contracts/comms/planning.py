"""RPC methods of plans: readiness, the steps it opens, and the programme. Bodies travel sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod
from shared.contracts.codes import Mode, Side
from shared.contracts.comms.codes import ProcessStep, ReadinessStep, SessionKind

Note = Annotated[str, Field(min_length=1, max_length=8000)]
Minutes = Annotated[int, Field(ge=1, le=180)]


class RecordReadiness(Request):
    """Record that something is, or is no longer, so for a participant (PRC-03)."""

    case_id: UUID
    strand_id: UUID
    person_id: UUID
    step: ReadinessStep
    done: bool = True
    note: Note | None = None


class AskSteps(Request):
    """Ask how far a strand has come, and what its next step waits for."""

    case_id: UUID
    strand_id: UUID


class ParticipantReadiness(Message):
    """What is so for one participant, and what is missing before they may go on."""

    person_id: UUID
    side: Side
    done: tuple[ReadinessStep, ...]
    missing: tuple[ReadinessStep, ...]
    hopes: str | None = None
    access_needs: str | None = None


class Steps(Answer):
    """The step that a strand stands at, and each participant's readiness for its mode."""

    mode: Mode | None = None
    step: ProcessStep
    ready: bool
    participants: tuple[ParticipantReadiness, ...]


class AskStepsOfCase(Request):
    """Ask how far every strand of a case has come."""

    case_id: UUID


class StepsOfStrand(Message):
    """One strand, and how far it has come."""

    strand_id: UUID
    stands: Steps


class StepsOfCase(Answer):
    """How far each strand of a case has come."""

    strands: tuple[StepsOfStrand, ...]


class StartProgramme(Request):
    """Lay out the twelve-session programme from its first day (PRC-10)."""

    case_id: UUID
    strand_id: UUID
    first_on: date


class ProgrammeStarted(Answer):
    """The programme's id and its sessions, in order."""

    programme_id: UUID
    session_ids: tuple[UUID, ...]


class MoveSession(Request):
    """Move a session to another day, and all that follow by as many days if asked."""

    case_id: UUID
    session_id: UUID
    to: date
    with_following: bool = False


class RecordSession(Request):
    """Record a session: who came, and for how long (at most three hours)."""

    case_id: UUID
    session_id: UUID
    minutes: Minutes
    attended: Annotated[tuple[UUID, ...], Field(max_length=30)] = ()
    held: bool = True


class AskProgramme(Request):
    """Ask for a strand's programme."""

    case_id: UUID
    strand_id: UUID


class SessionView(Message):
    """One session of the programme."""

    session_id: UUID
    number: int
    kind: SessionKind
    planned_on: date
    moved_from: tuple[date, ...] = ()
    held_on: date | None = None
    missed: int = 0
    minutes: int | None = None
    attended: tuple[UUID, ...] = ()


class Programme(Answer):
    """The programme of a strand, with the version of its template."""

    programme_id: UUID
    template: str
    started_at: datetime
    sessions: tuple[SessionView, ...]


RECORD_READINESS = RpcMethod(
    "comms",
    "record_readiness",
    RecordReadiness,
    Nothing,
    "command",
    "Record a participant's readiness.",
)
STEPS = RpcMethod("comms", "steps", AskSteps, Steps, "query", "How far a strand has come.")
STEPS_OF_CASE = RpcMethod(
    "comms", "steps_of_case", AskStepsOfCase, StepsOfCase, "query", "How far every strand has come."
)
START_PROGRAMME = RpcMethod(
    "comms",
    "start_programme",
    StartProgramme,
    ProgrammeStarted,
    "command",
    "Lay out the twelve-session programme.",
)
MOVE_SESSION = RpcMethod(
    "comms", "move_session", MoveSession, Nothing, "command", "Move a session to another day."
)
RECORD_SESSION = RpcMethod(
    "comms", "record_session", RecordSession, Nothing, "command", "Record a session."
)
PROGRAMME = RpcMethod(
    "comms", "programme", AskProgramme, Programme, "query", "A strand's programme."
)

METHODS = (
    RECORD_READINESS,
    STEPS,
    STEPS_OF_CASE,
    START_PROGRAMME,
    MOVE_SESSION,
    RECORD_SESSION,
    PROGRAMME,
)
