"""What waits: requests to agencies over all cases and how they are answered, tasks, custody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.custody import TASK_WORKING_DAYS, tasks_after
from services.intake.domain.turnaround import Asked, turnaround
from services.intake.store import enquiries, referrals, waiting, work
from services.intake.store.policies import answer_working_days, working_time
from services.intake.use_cases.people import person_of, sealed
from services.intake.use_cases.visibility import SEES_ALL, sight_of, visible_case
from shared.contracts.base import Nothing
from shared.contracts.codes import AgencyRequestKind, ParticipantRole
from shared.contracts.intake.codes import CalledOffWhy, TaskKind
from shared.contracts.intake.waiting import (
    AskCustody,
    AskCustodyOfCase,
    AskTurnaround,
    ChaseAgencyRequest,
    CustodyHistory,
    CustodyOfCase,
    CustodyOfPerson,
    CustodyView,
    FinishTask,
    ListTasks,
    ListWaiting,
    Tasks,
    TaskView,
    Turnaround,
    Turnarounds,
    WaitingRequest,
    WaitingRequests,
)
from shared.kernel.clock import LONDON, local_day
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def chase_agency_request(uow: UnitOfWork, request: ChaseAgencyRequest) -> Nothing:
    """Note that an agency was reminded. Only a request that still waits can be chased."""
    visible_case(uow, request.case_id)
    found = work.agency_request(uow.connection, request.case_id, request.request_id)
    if found is None:
        raise NotFound("agency-request-unknown", request=request.request_id)
    if waiting.has_ended(found):
        raise Refused("agency-request-ended", request=request.request_id)
    row = {
        "chaser_id": uow.ids.new(),
        "case_id": request.case_id,
        "request_id": request.request_id,
        "note": sealed(uow, request.case_id, request.note, "agency_chasers.note"),
        "chased_at": uow.now(),
        "chased_by": uow.actor.id,
    }
    waiting.add_chaser(uow.connection, row)
    uow.audit(
        "agency_request.chased", subject=f"case/{request.case_id}", request=request.request_id
    )
    return Nothing()


def waiting_requests(uow: UnitOfWork, request: ListWaiting) -> WaitingRequests:
    """Return what agencies have not answered: which, whom, and for how many days.

    Whom we asked there is somebody by name, so the reading is audited, as that of the turnaround is.
    """
    found = waiting.waiting_requests(
        uow.connection,
        agency=request.agency,
        sight=sight_of(uow.actor),
        after=request.after,
        limit=request.limit,
    )
    if any(row.counterpart for row in found.rows):
        uow.audit("waiting_requests.read", subject="intake", requests=len(found.rows))
    return WaitingRequests(
        requests=tuple(_waiting(uow, row) for row in found.rows), next_page=found.next_page
    )


def agency_turnaround(uow: UnitOfWork, request: AskTurnaround) -> Turnarounds:
    """Return how agencies and their counterparts answer, over requests opened in a period."""
    rows = waiting.requests_between(
        uow.connection,
        _midnight(request.from_on) if request.from_on else None,
        _midnight(request.until_on + timedelta(days=1)) if request.until_on else None,
    )
    uow.audit("turnaround.read", subject="intake", purpose="performance", requests=len(rows))
    return Turnarounds(
        rows=tuple(
            Turnaround(
                agency=row.key[0],
                counterpart=row.key[1],
                kind=row.key[2],
                interim_arrangement=row.key[3],
                opened=row.opened,
                answered=row.answered,
                found=row.found,
                lapsed=row.lapsed,
                called_off=row.called_off,
                waiting=row.waiting,
                median_days=row.median_days,
                longest_days=row.longest_days,
            )
            for row in turnaround([_asked(uow, row) for row in rows], uow.today())
        )
    )


def raise_tasks(uow: UnitOfWork, case_id: UUID, person_id: UUID, change: str) -> None:
    """Raise the tasks that a change of custody asks for."""
    raise_asked(uow, case_id, person_id, tasks_after(change), cause=f"custody_{change}")


def raise_asked(
    uow: UnitOfWork,
    case_id: UUID,
    person_id: UUID | None,
    kinds: Iterable[TaskKind],
    *,
    cause: str,
) -> None:
    """Raise tasks about a person; what is asked for already stays one task."""
    rows = waiting.open_tasks(uow.connection, case_id=case_id)
    asked = {row.kind for row in rows if row.person_id == person_id}
    due_on = working_time().after(uow.today(), TASK_WORKING_DAYS)
    new = [
        {
            "task_id": uow.ids.new(),
            "case_id": case_id,
            "person_id": person_id,
            "kind": kind.value,
            "cause": cause,
            "raised_at": uow.now(),
            "due_on": due_on,
        }
        for kind in kinds
        if kind.value not in asked
    ]
    waiting.add_tasks(uow.connection, new)


def tasks(uow: UnitOfWork, request: ListTasks) -> Tasks:
    """Return tasks that are not done, the soonest due first."""
    if request.case_id is not None:
        visible_case(uow, request.case_id)
    rows = waiting.open_tasks(
        uow.connection,
        case_id=request.case_id,
        sight=sight_of(uow.actor),
        limit=request.limit,
    )
    return Tasks(tasks=tuple(_task(row, uow.today()) for row in rows))


def finish_task(uow: UnitOfWork, request: FinishTask) -> Nothing:
    """Mark a task of a case as done, or of an enquiry that waits for somebody's offender manager."""
    if enquiries.enquiry_of(uow.connection, request.case_id) is None:
        visible_case(uow, request.case_id)
    elif not uow.actor.has_any(SEES_ALL):
        raise NotFound("task-unknown", task=request.task_id)
    changes = {
        "done_at": uow.now(),
        "done_by": uow.actor.id,
        "note": sealed(uow, request.case_id, request.note, "tasks.note"),
    }
    if not waiting.finish_task(uow.connection, request.case_id, request.task_id, changes):
        raise NotFound("task-unknown", task=request.task_id)
    uow.audit("task.done", subject=f"case/{request.case_id}", task=request.task_id)
    return Nothing()


def custody_history(uow: UnitOfWork, request: AskCustody) -> CustodyHistory:
    """Return where a responsible person was held, with who said so; the reading is audited."""
    visible_case(uow, request.case_id)
    person_of(uow, request.case_id, request.person_id)
    changes = work.custody_changes_of(uow.connection, request.case_id)
    return CustodyHistory(steps=_steps(uow, request.case_id, request.person_id, changes))


def custody_of_case(uow: UnitOfWork, request: AskCustodyOfCase) -> CustodyOfCase:
    """Return where each person responsible was held; the reading is audited for each."""
    visible_case(uow, request.case_id)
    changes = work.custody_changes_of(uow.connection, request.case_id)
    return CustodyOfCase(
        people=tuple(
            CustodyOfPerson(
                person_id=person.person_id,
                steps=_steps(uow, request.case_id, person.person_id, changes),
            )
            for person in referrals.persons_of(uow.connection, request.case_id)
            if person.role == ParticipantRole.RESPONSIBLE
        )
    )


def _steps(
    uow: UnitOfWork, case_id: UUID, person_id: UUID, changes: Iterable[Any]
) -> tuple[CustodyView, ...]:
    uow.audit("custody.read", subject=f"case/{case_id}", person=person_id)
    return tuple(
        CustodyView(
            change=row.change,
            establishment=_opened(uow, row, "establishment", "custody_changes"),
            source=_opened(uow, row, "source", "custody_changes"),
            changed_at=row.changed_at,
        )
        for row in changes
        if row.person_id == person_id
    )


def _waiting(uow: UnitOfWork, row: Any) -> WaitingRequest:
    opened_on, today = local_day(row.opened_at), uow.today()
    working = working_time().days_between(opened_on, today)
    return WaitingRequest(
        request_id=row.request_id,
        case_id=row.case_id,
        reference=row.reference,
        agency=row.agency,
        kind=AgencyRequestKind(row.kind),
        clause=row.clause,
        interim_arrangement=row.interim_arrangement,
        counterpart=_opened(uow, row, "counterpart", "agency_requests"),
        opened_at=row.opened_at,
        days_waiting=(today - opened_on).days,
        working_days_waiting=working,
        chased=row.chased or 0,
        last_chased_at=row.last_chased_at,
        overdue=working > answer_working_days(),
    )


def _asked(uow: UnitOfWork, row: Any) -> Asked:
    ended = row.answered_at or row.lapsed_at or row.called_off_at
    return Asked(
        agency=row.agency,
        counterpart=_opened(uow, row, "counterpart", "agency_requests"),
        kind=AgencyRequestKind(row.kind),
        interim_arrangement=row.interim_arrangement,
        opened_on=local_day(row.opened_at),
        ended_on=local_day(ended) if ended else None,
        found=row.found,
        lapsed=bool(row.lapsed_at) or row.called_off_why == CalledOffWhy.CASE_CLOSED,
        called_off=row.called_off_why == CalledOffWhy.REFUSED,
    )


def _opened(uow: UnitOfWork, row: Any, field: str, table: str) -> str | None:
    return uow.keys.open_or_none(row.case_id, getattr(row, field) or None, f"{table}.{field}")


def _task(row: Any, today: date) -> TaskView:
    return TaskView(
        task_id=row.task_id,
        case_id=row.case_id,
        person_id=row.person_id,
        referral_id=row.referral_id,
        missing_facts=tuple(filter(None, (row.missing or "").split(","))),
        kind=TaskKind(row.kind),
        cause=row.cause,
        raised_at=row.raised_at,
        due_on=row.due_on,
        overdue=row.due_on < today,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON).astimezone(UTC)
