"""RPC methods of what waits: agency requests and their chasers, tasks, custody, holds in bulk.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod
from shared.contracts.codes import AgencyRequestKind, HoldCause
from shared.contracts.intake.codes import AftercareStep, TaskKind
from shared.contracts.intake.rpc import CASE_RECORD, HoldPlaced, Note

Agency = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,30}$")]


class AskReferences(Request):
    """Ask what cases are called: many things that wait name their case by its id alone."""

    case_ids: Annotated[tuple[UUID, ...], Field(max_length=500)]


class CaseName(Message):
    """A case's id and its human reference."""

    case_id: UUID
    reference: str


class References(Answer):
    """The references of those that the caller may see; the others are left out."""

    cases: tuple[CaseName, ...]


class LapseAgencyRequest(Request):
    """Give up a request that was not answered in a way that can be used."""

    case_id: UUID
    request_id: UUID


class ChaseAgencyRequest(Request):
    """Note that an agency was reminded of a request."""

    case_id: UUID
    request_id: UUID
    note: Note | None = None


class ListWaiting(Request):
    """List the requests that agencies have not answered.

    ``after`` is the ``next_page`` of the page before.
    """

    agency: Agency | None = None
    limit: int = Field(default=200, ge=1, le=500)
    after: UUID | None = None


class WaitingRequest(Message):
    """A request without an answer, and for how long."""

    request_id: UUID
    case_id: UUID
    reference: str
    agency: str
    kind: AgencyRequestKind
    clause: str | None = None
    interim_arrangement: bool
    counterpart: str | None = None
    opened_at: datetime
    days_waiting: int
    working_days_waiting: int
    chased: int
    last_chased_at: datetime | None = None
    overdue: bool


class WaitingRequests(Answer):
    """Requests without an answer, the longest waiting first; ``next_page`` where there are more."""

    requests: tuple[WaitingRequest, ...]
    next_page: UUID | None = None


class AskTurnaround(Request):
    """Ask how agencies and their counterparts answer, over requests opened in a period."""

    from_on: date | None = None
    until_on: date | None = None


class Turnaround(Message):
    """How one counterpart of an agency answers one kind of request (PTR-29).

    What was called off because the person said no is told apart, and is in none of the other
    figures; what was open when its case closed was given up with it (``lapsed``).
    """

    agency: str
    counterpart: str | None = None
    kind: AgencyRequestKind
    interim_arrangement: bool
    opened: int
    answered: int
    found: int
    lapsed: int
    called_off: int = 0
    waiting: int
    median_days: float | None = None
    longest_days: int


class Turnarounds(Answer):
    """Turnaround by agency, counterpart, kind and arrangement."""

    rows: tuple[Turnaround, ...]


class ListTasks(Request):
    """List tasks that are not done; of one case, or of all."""

    case_id: UUID | None = None
    limit: int = Field(default=200, ge=1, le=500)


class TaskView(Message):
    """What somebody is asked to do, and by when.

    ``missing_facts``: what the referral waits for, by the names under which eligibility asks.
    """

    task_id: UUID
    case_id: UUID
    person_id: UUID | None = None
    referral_id: UUID | None = None
    missing_facts: tuple[str, ...] = ()
    kind: TaskKind
    cause: str
    raised_at: datetime
    due_on: date
    overdue: bool


class Tasks(Answer):
    """Tasks, the soonest due first."""

    tasks: tuple[TaskView, ...]


class FinishTask(Request):
    """Say that a task was done, or why it need not be."""

    case_id: UUID
    task_id: UUID
    note: Note | None = None


class AskCustody(Request):
    """Ask where a responsible person was held, with sources. Never asked for the harmed side."""

    case_id: UUID
    person_id: UUID


class CustodyView(Message):
    """One step of custody, who said so, and when that was checked."""

    change: str
    establishment: str | None = None
    source: str | None = None
    changed_at: datetime


class CustodyHistory(Answer):
    """Steps of custody, oldest first; the last is where the person is, as far as known."""

    steps: tuple[CustodyView, ...]


class AskCustodyOfCase(Request):
    """Ask where everybody responsible in a case was held."""

    case_id: UUID


class CustodyOfPerson(Message):
    """One responsible person's steps of custody, oldest first."""

    person_id: UUID
    steps: tuple[CustodyView, ...]


class CustodyOfCase(Answer):
    """Where each person responsible was held."""

    people: tuple[CustodyOfPerson, ...]


class HoldStrand(Request):
    """Hold one strand: the others of its case go on."""

    case_id: UUID
    strand_id: UUID
    cause: HoldCause
    note: Note | None = None


class HoldMany(Request):
    """Hold many open cases by one cause (HLD-04): those named, or all with somebody in custody."""

    cause: HoldCause
    case_ids: Annotated[tuple[UUID, ...], Field(max_length=500)] = ()
    in_custody: bool = False
    note: Note | None = None


class ManyHeld(Answer):
    """The hold in common, and the cases that it holds."""

    bulk_id: UUID
    case_ids: tuple[UUID, ...]


class ResumeMany(Request):
    """Lift a hold that many cases have in common; other holds of theirs stay."""

    bulk_id: UUID


class ManyResumed(Answer):
    """The cases on which the hold was lifted."""

    case_ids: tuple[UUID, ...]


class ListBulkHolds(Request):
    """Ask for the holds that many cases have in common, as far as they stand."""


class BulkHold(Message):
    """A hold in common: why, since when, and how many cases it still holds."""

    bulk_id: UUID
    cause: HoldCause
    held_at: datetime
    cases: int


class BulkHolds(Answer):
    """Holds in common, the newest first."""

    holds: tuple[BulkHold, ...]


class RecordAftercare(Request):
    """Record support offered after the process, taken up or declined (AFT-01, CON-11)."""

    case_id: UUID
    person_id: UUID
    service: Annotated[str, Field(pattern=r"^[a-z][a-z_]{2,39}$")]
    step: AftercareStep


CHASE = RpcMethod(
    "intake", "chase_agency_request", ChaseAgencyRequest, Nothing, "command", "Remind an agency."
)
LAPSE_AGENCY_REQUEST = RpcMethod(
    "intake",
    "lapse_agency_request",
    LapseAgencyRequest,
    Nothing,
    "command",
    "Give up an agency request.",
    changes=CASE_RECORD,
)
WAITING = RpcMethod(
    "intake",
    "waiting_requests",
    ListWaiting,
    WaitingRequests,
    "query",
    "What agencies have not answered, and for how long.",
)
TURNAROUND = RpcMethod(
    "intake",
    "agency_turnaround",
    AskTurnaround,
    Turnarounds,
    "query",
    "How agencies and their counterparts answer.",
)
REFERENCES = RpcMethod(
    "intake", "references", AskReferences, References, "query", "What cases are called."
)
TASKS = RpcMethod("intake", "tasks", ListTasks, Tasks, "query", "Tasks that changes have raised.")
FINISH_TASK = RpcMethod(
    "intake", "finish_task", FinishTask, Nothing, "command", "Say that a task was done."
)
CUSTODY = RpcMethod(
    "intake", "custody_history", AskCustody, CustodyHistory, "query", "Where somebody was held."
)
CUSTODY_OF_CASE = RpcMethod(
    "intake", "custody_of_case", AskCustodyOfCase, CustodyOfCase, "query", "Who was held where."
)
HOLD_STRAND = RpcMethod(
    "intake",
    "hold_strand",
    HoldStrand,
    HoldPlaced,
    "command",
    "Hold one strand of a case.",
    changes=CASE_RECORD,
)
HOLD_MANY = RpcMethod(
    "intake", "hold_cases", HoldMany, ManyHeld, "command", "Hold many cases by one cause."
)
RESUME_MANY = RpcMethod(
    "intake", "resume_cases", ResumeMany, ManyResumed, "command", "Lift a hold of many cases."
)
BULK_HOLDS = RpcMethod(
    "intake",
    "bulk_holds",
    ListBulkHolds,
    BulkHolds,
    "query",
    "Holds that many cases have in common.",
)
RECORD_AFTERCARE = RpcMethod(
    "intake", "record_aftercare", RecordAftercare, Nothing, "command", "Record aftercare."
)

METHODS = (
    LAPSE_AGENCY_REQUEST,
    REFERENCES,
    CHASE,
    WAITING,
    TURNAROUND,
    TASKS,
    FINISH_TASK,
    CUSTODY,
    CUSTODY_OF_CASE,
    HOLD_STRAND,
    HOLD_MANY,
    RESUME_MANY,
    BULK_HOLDS,
    RECORD_AFTERCARE,
)
