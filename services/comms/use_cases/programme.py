"""The twelve-session programme of a strand: laid out, moved, recorded (PRC-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import programme as rules
from services.comms.domain.process import require_length
from services.comms.store import policies, process, rows
from services.comms.store import process_tables as t
from services.comms.use_cases.planning import side_of
from services.comms.use_cases.seeing import require_sight, require_strand
from shared.contracts.base import Nothing
from shared.contracts.comms import planning
from shared.contracts.comms.codes import SessionKind
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def start_programme(uow: UnitOfWork, request: planning.StartProgramme) -> planning.ProgrammeStarted:
    """Lay the programme out by the template in force on its first day (PRC-10)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    if rows.find(uow.connection, t.programmes, strand_id=request.strand_id) is not None:
        raise Refused("programme-started", strand=request.strand_id)
    template = rules.in_force(policies.programme_templates(), request.first_on)
    programme_id = uow.ids.new()
    row = {
        **request.model_dump(include={"case_id", "strand_id"}),
        "programme_id": programme_id,
        "template": template.version,
        "by_user": uow.actor.id,
        "started_at": uow.now(),
    }
    laid_out = rules.laid_out(template, request.first_on)
    ids = tuple(uow.ids.new() for _ in laid_out)
    planned = [
        {
            "session_id": session_id,
            "programme_id": programme_id,
            "case_id": request.case_id,
            "number": one.number,
            "kind": one.kind.value,
            "planned_on": one.on,
        }
        for session_id, one in zip(ids, laid_out, strict=True)
    ]
    rows.add(uow.connection, t.programmes, row)
    rows.add(uow.connection, t.programme_sessions, *planned)
    uow.audit("programme_started", subject=f"case/{request.case_id}", programme=programme_id)
    return planning.ProgrammeStarted(programme_id=programme_id, session_ids=ids)


def move_session(uow: UnitOfWork, request: planning.MoveSession) -> Nothing:
    """Move a session that was not held, in its order; the days before stay on record."""
    session, planned, held = _session(uow, request.case_id, request.session_id)
    if session.number in held:
        raise Refused("session-held", session=request.session_id)
    moved = rules.moved(planned, session.number, request.to, with_following=request.with_following)
    for before, after in zip(planned, moved, strict=True):
        if before.on != after.on:
            _move(uow, session.programme_id, before, after)
    uow.audit("session_moved", subject=f"case/{request.case_id}", session=request.session_id)
    return Nothing()


def _move(
    uow: UnitOfWork, programme_id: UUID, before: rules.PlannedSession, after: rules.PlannedSession
) -> None:
    which = {"programme_id": programme_id, "number": before.number}
    row = rows.find(uow.connection, t.programme_sessions, **which)
    assert row is not None
    _step(uow, row.session_id, "moved_from", before.on, None)
    rows.change(uow.connection, t.programme_sessions, which, planned_on=after.on)


def record_session(uow: UnitOfWork, request: planning.RecordSession) -> Nothing:
    """Record a session in its turn: three hours at most, with who came (PRC-10, G16).

    A conference session rests on a conference that passed the gate (``conference-not-held``).
    """
    require_length(request.minutes)
    session, planned, held = _session(uow, request.case_id, request.session_id)
    if session.number in held:
        raise Refused("session-held", session=request.session_id)
    rules.require_order(planned, session.number, held)
    strand_id = _strand_of(uow, session.programme_id)
    for person in request.attended:
        side_of(uow, strand_id, person)
    met = process.count_meetings(uow.connection, strand_id, "conference") > 0
    if request.held and session.kind == SessionKind.CONFERENCE.value and not met:
        raise Refused("conference-not-held", session=request.session_id)
    kind = "held" if request.held else "missed"
    _step(uow, request.session_id, kind, uow.today(), request.minutes)
    people = [{"session_id": request.session_id, "person_id": one} for one in request.attended]
    rows.add(uow.connection, t.session_people, *(people if request.held else []))
    uow.audit(f"session_{kind}", subject=f"case/{request.case_id}", session=request.session_id)
    return Nothing()


def _strand_of(uow: UnitOfWork, programme_id: UUID) -> UUID:
    row = rows.find(uow.connection, t.programmes, programme_id=programme_id)
    assert row is not None
    found: UUID = row.strand_id
    return found


def programme(uow: UnitOfWork, request: planning.AskProgramme) -> planning.Programme:
    """Show a strand's programme, with what became of each session."""
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    found = rows.find(uow.connection, t.programmes, strand_id=request.strand_id)
    if found is None:
        raise NotFound("programme-unknown", strand=request.strand_id)
    sessions = rows.listed(
        uow.connection, t.programme_sessions, "number", programme_id=found.programme_id
    )
    uow.audit("programme_read", subject=f"case/{request.case_id}", purpose="casework")
    return planning.Programme(
        programme_id=found.programme_id,
        template=found.template,
        started_at=found.started_at,
        sessions=tuple(_session_view(uow, row) for row in sessions),
    )


def _session_view(uow: UnitOfWork, row: Any) -> planning.SessionView:
    said = rows.listed(uow.connection, t.session_steps, "id", session_id=row.session_id)
    held = next((one for one in said if one.kind == "held"), None)
    people = rows.listed(uow.connection, t.session_people, session_id=row.session_id)
    return planning.SessionView(
        session_id=row.session_id,
        number=row.number,
        kind=SessionKind(row.kind),
        planned_on=row.planned_on,
        moved_from=tuple(one.on_day for one in said if one.kind == "moved_from"),
        held_on=held.on_day if held else None,
        missed=sum(one.kind == "missed" for one in said),
        minutes=held.minutes if held else None,
        attended=tuple(one.person_id for one in people),
    )


def _session(
    uow: UnitOfWork, case_id: UUID, session_id: UUID
) -> tuple[Any, tuple[rules.PlannedSession, ...], frozenset[int]]:
    """Return a session's row, all sessions as planned, and the numbers of those held."""
    require_sight(uow.connection, uow.actor, case_id)
    row = rows.find(uow.connection, t.programme_sessions, session_id=session_id, case_id=case_id)
    if row is None:
        raise NotFound("session-unknown", session=session_id)
    all_ = rows.listed(
        uow.connection, t.programme_sessions, "number", programme_id=row.programme_id
    )
    said = rows.among(uow.connection, t.session_steps, "session_id", [o.session_id for o in all_])
    held = {one.session_id for one in said if one.kind == "held"}
    return (
        row,
        tuple(rules.PlannedSession(o.number, SessionKind(o.kind), o.planned_on) for o in all_),
        frozenset(o.number for o in all_ if o.session_id in held),
    )


def _step(uow: UnitOfWork, session_id: UUID, kind: str, on: Any, minutes: int | None) -> None:
    row = {
        "session_id": session_id,
        "kind": kind,
        "on_day": on,
        "minutes": minutes,
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.session_steps, row)
