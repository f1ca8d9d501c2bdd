"""The process beside the gate: plans, meetings of one side, the end, and the whole at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.comms.domain.process import require_length, require_mode_between_parties
from services.comms.store import items as item_store
from services.comms.store import process, projections
from services.comms.use_cases.agreeing import standing_of
from services.comms.use_cases.meeting import store_meeting
from services.comms.use_cases.seeing import require_sight, require_strand
from shared.contracts.base import Nothing
from shared.contracts.codes import AgreementKind, Side
from shared.contracts.comms import rpc
from shared.contracts.comms.codes import AgreementStanding
from shared.contracts.comms.events import PreparationMeetingHeldV1, ProcessConcludedV1
from shared.kernel.errors import Fault, InvalidInput, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from shared.messaging.unit_of_work import UnitOfWork


def plan_process(uow: UnitOfWork, request: rpc.PlanProcess) -> Nothing:
    """Choose or change a strand's mode; the earlier ones stay on record (PRC-14)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    process.add_mode(uow.connection, request.strand_id, request.mode, uow.actor.id, uow.now())
    projections.save_strand(uow.connection, request.strand_id, mode=request.mode.value)
    uow.audit(
        "process_planned",
        subject=f"case/{request.case_id}",
        strand=request.strand_id,
        mode=request.mode,
    )
    return Nothing()


def record_preparation_meeting(
    uow: UnitOfWork, request: rpc.RecordPreparationMeeting
) -> rpc.MeetingRecorded:
    """Record a meeting with one side, apart from the other (PRC-03, PRC-10)."""
    require_length(request.minutes)
    held_at = _past(uow, request.held_at)
    if len(set(request.sides)) != 1:
        raise Refused("one-side-only")
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    meeting_id = store_meeting(
        uow, request, kind="preparation", side=request.sides[0], held_at=held_at
    )
    uow.announce(
        PreparationMeetingHeldV1(
            meeting_id=meeting_id,
            case_id=request.case_id,
            strand_id=request.strand_id,
            sides=request.sides,
            place=request.place,
            held_at=held_at,
        )
    )
    return rpc.MeetingRecorded(meeting_id=meeting_id)


def _past(uow: UnitOfWork, told: datetime | None) -> datetime:
    """Return when a meeting was held that is recorded now; ``InvalidInput`` for one that lies ahead."""
    at = told or uow.now()
    if at > uow.now():
        raise InvalidInput("meeting-invalid", (Fault("held_at", "in-the-future"),))
    return at


def hold_restorative_conversation(
    uow: UnitOfWork, request: rpc.HoldRestorativeConversation
) -> rpc.MeetingRecorded:
    """Record a conversation with the harmed side alone: always possible, no gate (PRC-09)."""
    require_length(request.minutes)
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    meeting_id = store_meeting(
        uow, request, kind="conversation", side=Side.HARMED, held_at=_past(uow, request.held_at)
    )
    return rpc.MeetingRecorded(meeting_id=meeting_id)


def conclude_process(uow: UnitOfWork, request: rpc.ConcludeProcess) -> Nothing:
    """End the process of a strand in the mode that it had last."""
    require_sight(uow.connection, uow.actor, request.case_id)
    strand = require_strand(uow.connection, request.case_id, request.strand_id)
    mode = require_mode_between_parties(strand.mode)
    if strand.concluded_at is not None:
        raise Refused("process-concluded", strand=strand.strand_id)
    now = uow.now()
    projections.save_strand(
        uow.connection, strand.strand_id, concluded_at=now, completed=request.completed
    )
    uow.audit("process_concluded", subject=f"case/{request.case_id}", strand=strand.strand_id)
    uow.announce(
        ProcessConcludedV1(
            case_id=request.case_id,
            strand_id=strand.strand_id,
            mode=mode,
            completed=request.completed,
            concluded_at=now,
        )
    )
    return Nothing()


def show_process(uow: UnitOfWork, request: rpc.CaseById) -> rpc.ProcessView:
    """Show a case's process, without anybody's words; the read is audited."""
    require_sight(uow.connection, uow.actor, request.case_id)
    uow.audit("process_read", subject=f"case/{request.case_id}", purpose="casework")
    return rpc.ProcessView(
        strands=tuple(
            _strand_view(uow, strand)
            for strand in projections.strands_of(uow.connection, request.case_id)
        ),
        items=tuple(_item_views(uow, request.case_id)),
        agreements=tuple(_agreement_views(uow, request.case_id)),
    )


def _strand_view(uow: UnitOfWork, strand: projections.StrandRow) -> rpc.StrandProcess:
    connection, strand_id = uow.connection, strand.strand_id
    held = process.meetings_of(connection, strand_id)
    return rpc.StrandProcess(
        strand_id=strand_id,
        mode=strand.mode,
        modes_before=process.modes_of(connection, strand_id)[:-1],
        preparation_meetings=len(held.get("preparation", ())),
        conference_held_at=max(held.get("conference", ()), default=None),
        conversation_held_at=max(held.get("conversation", ()), default=None),
        concluded_at=strand.concluded_at,
    )


def _item_views(uow: UnitOfWork, case_id: UUID) -> list[rpc.ItemView]:
    return [
        rpc.ItemView(
            item_id=item.item_id,
            strand_id=item.strand_id,
            kind=item.kind,
            from_side=item.from_side,
            state=item.state,
            content_hash=item.content_hash,
            one_way=item.one_way,
            delivered_at=item.delivered_at,
        )
        for item in item_store.items_of(uow.connection, case_id)
    ]


def _agreement_views(uow: UnitOfWork, case_id: UUID) -> list[rpc.AgreementView]:
    """An agreement is in force from the day it was reached; closure does not end it."""
    return [
        rpc.AgreementView(
            agreement_id=row.agreement_id,
            strand_id=row.strand_id,
            kind=AgreementKind(row.kind),
            undertakings=row.undertakings,
            in_force=standing_of(uow, row) is AgreementStanding.IN_FORCE,
            reached_at=row.reached_at,
        )
        for row in process.agreements_of(uow.connection, case_id)
    ]
