"""Readiness of participants, and the steps that it opens (PRC-01, PRC-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.comms.domain.readiness import Readiness, require_ready, sides_ready, step_of
from services.comms.store import items as item_store
from services.comms.store import process, projections, rows
from services.comms.store import process_tables as t
from services.comms.use_cases.seeing import require_sight, require_strand
from shared.contracts.base import Nothing
from shared.contracts.codes import Mode, Side
from shared.contracts.comms import planning
from shared.contracts.comms.codes import ReadinessStep
from shared.kernel.errors import NotFound

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_NOTE = "readiness.note"


def record_readiness(uow: UnitOfWork, request: planning.RecordReadiness) -> Nothing:
    """Record what is so for a participant; what was said before stays on record (PRC-03)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    side_of(uow, request.strand_id, request.person_id)
    note = request.note
    row = {
        **request.model_dump(include={"case_id", "strand_id", "person_id", "done"}),
        "step": request.step.value,
        "note": uow.keys.seal(request.case_id, note, _NOTE) if note else None,
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.readiness, row)
    uow.audit(
        "readiness_recorded",
        subject=f"case/{request.case_id}",
        person=request.person_id,
        step=request.step,
    )
    return Nothing()


def side_of(uow: UnitOfWork, strand_id: UUID, person_id: UUID) -> Side:
    """Return the side of a participant of the strand, or raise ``NotFound``."""
    found = rows.find(uow.connection, t.participants, strand_id=strand_id, person_id=person_id)
    if found is None:
        raise NotFound("participant-unknown", person=person_id)
    return Side(found.side)


def readiness_of(uow: UnitOfWork, strand_id: UUID) -> list[Readiness]:
    """Return what was said last of every participant of a strand."""
    told: dict[UUID, dict[ReadinessStep, bool]] = {}
    for row in rows.listed(uow.connection, t.readiness, "id", strand_id=strand_id):
        told.setdefault(row.person_id, {})[ReadinessStep(row.step)] = row.done
    return [
        Readiness(person_id=one.person_id, side=Side(one.side), told=told.get(one.person_id, {}))
        for one in rows.listed(uow.connection, t.participants, strand_id=strand_id)
    ]


def require_conference_ready(uow: UnitOfWork, strand_id: UUID, coming: tuple[str, ...]) -> None:
    """Refuse a conference for which whoever comes, or a whole side, is not ready (PRC-03)."""
    people = readiness_of(uow, strand_id)
    present = frozenset(one.person_id for one in people if str(one.person_id) in coming)
    require_ready(people, present, Mode.CONFERENCE)


def steps(uow: UnitOfWork, request: planning.AskSteps) -> planning.Steps:
    """Say at which step a strand stands, and what each participant still needs; audited."""
    require_sight(uow.connection, uow.actor, request.case_id)
    strand = require_strand(uow.connection, request.case_id, request.strand_id)
    uow.audit("steps_read", subject=f"case/{request.case_id}", purpose="casework")
    return _steps(uow, strand)


def steps_of_case(uow: UnitOfWork, request: planning.AskStepsOfCase) -> planning.StepsOfCase:
    """Say of every strand at which step it stands; audited."""
    require_sight(uow.connection, uow.actor, request.case_id)
    uow.audit("steps_read", subject=f"case/{request.case_id}", purpose="casework")
    return planning.StepsOfCase(
        strands=tuple(
            planning.StepsOfStrand(strand_id=strand.strand_id, stands=_steps(uow, strand))
            for strand in projections.strands_of(uow.connection, request.case_id)
        )
    )


def _steps(uow: UnitOfWork, strand: projections.StrandRow) -> planning.Steps:
    people, mode = readiness_of(uow, strand.strand_id), strand.mode
    return planning.Steps(
        mode=mode,
        step=step_of(
            people,
            mode,
            communicated=_communicated(uow, strand),
            agreed=any(
                row.strand_id == strand.strand_id
                for row in process.agreements_of(uow.connection, strand.case_id)
            ),
            concluded=strand.concluded_at is not None,
        ),
        ready=mode is not None and sides_ready(people, mode),
        participants=tuple(_participant(uow, strand, one) for one in people),
    )


def _communicated(uow: UnitOfWork, strand: projections.StrandRow) -> bool:
    held = process.meetings_of(uow.connection, strand.strand_id)
    return "conference" in held or any(
        item.is_delivered and item.strand_id == strand.strand_id
        for item in item_store.items_of(uow.connection, strand.case_id)
    )


def _participant(
    uow: UnitOfWork, strand: projections.StrandRow, one: Readiness
) -> planning.ParticipantReadiness:
    said, mode = _notes(uow, strand, one.person_id), strand.mode
    return planning.ParticipantReadiness(
        person_id=one.person_id,
        side=one.side,
        done=tuple(sorted(one.done)),
        missing=tuple(sorted(one.missing(mode))) if mode else (),
        hopes=said.get(ReadinessStep.HOPES_HEARD.value),
        access_needs=said.get(ReadinessStep.ACCESS_NEEDS_MET.value),
    )


def _notes(uow: UnitOfWork, strand: projections.StrandRow, person_id: UUID) -> dict[str, str]:
    found = rows.listed(uow.connection, t.readiness, "id", strand_id=strand.strand_id)
    return {
        row.step: uow.keys.open(strand.case_id, bytes(row.note), _NOTE)
        for row in found
        if row.person_id == person_id and row.note is not None
    }
