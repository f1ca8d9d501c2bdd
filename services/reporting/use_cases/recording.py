"""What staff tell reporting itself: awareness sessions and recruitment drives."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from services.reporting.store import tables
from services.reporting.store.writing import keep
from shared.contracts.base import Nothing
from shared.kernel.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from shared.contracts.reporting.rpc import RecordAwarenessSession, RecordRecruitmentDrive
    from shared.messaging.unit_of_work import UnitOfWork


def record_awareness_session(uow: UnitOfWork, request: RecordAwarenessSession) -> Nothing:
    """Keep sessions with a host and what each question's answers were (AWR-01, AWR-04).

    Raises:
        InvalidInput: more answers than evaluations, or more yes than answers.

    """
    faults = []
    if request.evaluations > request.attended:
        faults.append(Fault("evaluations", "more-than-attended"))
    for position, result in enumerate(request.results):
        if result.yes > result.answered:
            faults.append(Fault(f"results.{position}.yes", "more-than-answered"))
        if result.answered > request.evaluations:
            faults.append(Fault(f"results.{position}.answered", "more-than-evaluations"))
    if faults:
        raise InvalidInput("figures-do-not-fit", tuple(faults))
    session_id = uow.ids.new()
    keep(
        uow.connection,
        tables.awareness_sessions,
        session_id=session_id,
        host=request.host,
        held_on=request.held_on,
        sessions=request.sessions,
        attended=request.attended,
        evaluations=request.evaluations,
        results=json.dumps([[r.question, r.yes, r.answered] for r in request.results]),
    )
    uow.audit("awareness_session_recorded", subject=f"awareness/{session_id}")
    return Nothing()


def record_recruitment_drive(uow: UnitOfWork, request: RecordRecruitmentDrive) -> Nothing:
    """Keep a drive's funnel (ALL-09); recording it again brings the figures up to date.

    Raises:
        InvalidInput: a step with more people than the one before it.

    """
    steps = ("applied", "successful", "accepted", "completed")
    faults = tuple(
        Fault(later, f"more-than-{earlier}")
        for earlier, later in pairwise(steps)
        if getattr(request, later) > getattr(request, earlier)
    )
    if faults:
        raise InvalidInput("figures-do-not-fit", faults)
    keep(
        uow.connection,
        tables.recruitment_drives,
        code=request.code,
        started_on=request.started_on,
        **{step: getattr(request, step) for step in steps},
    )
    uow.audit("recruitment_drive_recorded", subject=f"drive/{request.code}")
    return Nothing()
