"""Meetings: the parties through the gate (RSK-02, PRC-04); storing any meeting that was allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.comms.domain.gate import decide, decide_release
from services.comms.domain.meetings import MeetingStep, require_confirmed
from services.comms.domain.passage import Owner, take_across
from services.comms.domain.process import require_length
from services.comms.store import process, projections
from services.comms.use_cases.arranging import add_step, require_meeting
from services.comms.use_cases.asking import Crossing, Inquiry
from services.comms.use_cases.concluding import note_attendance
from services.comms.use_cases.confirming import CHANNEL_AT
from services.comms.use_cases.planning import require_conference_ready
from services.comms.use_cases.scripting import require_scripted
from services.comms.use_cases.seeing import require_sight, require_strand
from services.comms.use_cases.weighing import GateClosed, audit_refusal, facts_of, require_open
from shared.contracts.codes import Mode, Side
from shared.contracts.comms import rpc
from shared.contracts.comms.codes import MeetingPurpose
from shared.contracts.comms.events import ConferenceHeldV1
from shared.contracts.intake.codes import ContactChannel
from shared.kernel.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork


def hold_conference(
    runtime: Runtime, context: Context, request: rpc.HoldConference
) -> rpc.MeetingRecorded:
    """Let the parties meet, if the gate is open for a meeting now (RSK-02, PRC-04)."""
    require_length(request.minutes)
    with runtime.store.reading() as connection:
        require_sight(connection, context.actor, request.case_id)
        require_strand(connection, request.case_id, request.strand_id)
    with runtime.transaction(context.with_(mark=None)) as uow:
        _require_prepared(uow, request)
    crossing = Crossing(
        case_id=request.case_id,
        strand_id=request.strand_id,
        from_side=Side.HARMED,
        mode=Mode.CONFERENCE,
        channel=CHANNEL_AT.get(request.place, ContactChannel.IN_PERSON),
    )
    inquiry = Inquiry(runtime, context, crossing)
    try:
        return take_across(_Meeting(runtime, context, request, inquiry))
    except GateClosed as closed:
        audit_refusal(runtime, context, request.case_id, closed, strand=request.strand_id)
        raise


class _Meeting:
    """The parties on their way to a conference."""

    def __init__(
        self, runtime: Runtime, context: Context, request: rpc.HoldConference, inquiry: Inquiry
    ) -> None:
        self._runtime, self._context = runtime, context
        self._request = request
        self._inquiry = inquiry

    def ask(self, owner: Owner) -> None:
        self._inquiry.ask(owner)

    def decide(self) -> None:
        with self._runtime.transaction(self._context.with_(mark=None)) as uow:
            self._take_case(uow)
            require_open(decide(facts_of(uow, self._inquiry)))

    def confirm(self, owner: Owner) -> bool:
        return self._inquiry.confirm(owner)

    def record(self, *, confirmed: bool) -> rpc.MeetingRecorded:
        with self._runtime.transaction(self._context) as uow:
            self._take_case(uow)
            require_open(decide_release(facts_of(uow, self._inquiry, confirmed=confirmed)))
            return _meet(uow, self._request, self._inquiry.confirmed_at or uow.now())

    def _take_case(self, uow: UnitOfWork) -> None:
        projections.lock_case(uow.connection, self._request.case_id)
        require_sight(uow.connection, uow.actor, self._request.case_id)
        _require_prepared(uow, self._request)


def _require_prepared(uow: UnitOfWork, request: rpc.HoldConference) -> None:
    """Whoever comes is ready; what was arranged for it is a confirmed conference with a script."""
    require_conference_ready(uow, request.strand_id, request.attended)
    if request.meeting_id is None:
        return
    row, meeting = require_meeting(uow, request.case_id, request.meeting_id)
    arranged_for = meeting.purpose is MeetingPurpose.CONFERENCE
    if not arranged_for or row.strand_id != request.strand_id:
        raise Refused("not-a-conference", meeting=request.meeting_id)
    require_confirmed(meeting)
    require_scripted(uow, meeting)


def _meet(uow: UnitOfWork, request: rpc.HoldConference, at: datetime) -> rpc.MeetingRecorded:
    meeting_id = store_meeting(
        uow, request, kind="conference", side=None, meeting_id=request.meeting_id
    )
    if request.meeting_id is not None:
        _, meeting = require_meeting(uow, request.case_id, request.meeting_id)
        note_attendance(uow, meeting, request.attended)
        add_step(uow, request.case_id, meeting, MeetingStep.HELD)
    uow.announce(
        ConferenceHeldV1(
            meeting_id=meeting_id,
            case_id=request.case_id,
            strand_id=request.strand_id,
            place=request.place,
            held_at=at,
        )
    )
    return rpc.MeetingRecorded(meeting_id=meeting_id)


def store_meeting(
    uow: UnitOfWork,
    request: rpc.HoldConference | rpc.HoldRestorativeConversation | rpc.RecordPreparationMeeting,
    *,
    kind: str,
    side: Side | None,
    meeting_id: UUID | None = None,
    held_at: datetime | None = None,
) -> UUID:
    """Store and audit a meeting that was allowed; return its id, which an arranged one has."""
    meeting_id = meeting_id or uow.ids.new()
    notes = request.notes
    row = {
        "meeting_id": meeting_id,
        "case_id": request.case_id,
        "strand_id": request.strand_id,
        "kind": kind,
        "side": side.value if side else None,
        "place": request.place.value,
        "minutes": request.minutes,
        "notes": uow.keys.seal(request.case_id, notes, "meetings.notes") if notes else None,
        "by_user": uow.actor.id,
        "held_at": held_at or uow.now(),
    }
    process.add_meeting(uow.connection, row)
    uow.audit(f"{kind}_held", subject=f"case/{request.case_id}", meeting=meeting_id)
    return meeting_id
