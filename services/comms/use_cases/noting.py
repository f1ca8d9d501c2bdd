"""Notes in compartments: a facilitator's note never reaches the other side (CON-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain.compartments import staff_may_read
from services.comms.store import meetings, rows
from services.comms.store import process_tables as t
from services.comms.use_cases.seeing import require_sight, require_strand
from shared.contracts.comms import meetings as contract
from shared.contracts.comms.codes import Compartment
from shared.kernel.errors import NotFound
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_WORDS = "case_notes.words"


def write_note(uow: UnitOfWork, request: contract.WriteNote) -> contract.NoteWritten:
    """Write a note into a compartment of a case."""
    require_sight(uow.connection, uow.actor, request.case_id)
    if request.strand_id is not None:
        require_strand(uow.connection, request.case_id, request.strand_id)
    _require_meeting(uow, request)
    note_id = keep_note(
        uow,
        request.case_id,
        contract.NoteDraft(compartment=request.compartment, text=request.text),
        strand_id=request.strand_id,
        meeting_id=request.meeting_id,
    )
    return contract.NoteWritten(note_id=note_id)


def _require_meeting(uow: UnitOfWork, request: contract.WriteNote) -> None:
    """A note about a meeting is about one of this case."""
    meeting_id = request.meeting_id
    if meeting_id and meetings.find(uow.connection, request.case_id, meeting_id) is None:
        raise NotFound("meeting-unknown", meeting=meeting_id)


def keep_note(
    uow: UnitOfWork,
    case_id: UUID,
    draft: contract.NoteDraft,
    *,
    strand_id: UUID | None = None,
    meeting_id: UUID | None = None,
) -> UUID:
    """Store a note, encrypted; return its id."""
    note_id = uow.ids.new()
    row = {
        "note_id": note_id,
        "case_id": case_id,
        "strand_id": strand_id,
        "meeting_id": meeting_id,
        "compartment": draft.compartment.value,
        "words": uow.keys.seal(case_id, draft.text, _WORDS),
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.notes, row)
    uow.audit("note_written", subject=f"case/{case_id}", note=note_id)
    return note_id


def list_notes(uow: UnitOfWork, request: contract.AskNotes) -> contract.Notes:
    """Show the notes of a case that the actor may read; the read is audited."""
    require_sight(uow.connection, uow.actor, request.case_id)
    office = uow.actor.has_any(CASE_STAFF)
    uow.audit("notes_read", subject=f"case/{request.case_id}", purpose="casework")
    found = [
        row
        for row in notes_of(uow, request.case_id)
        if staff_may_read(
            Compartment(row.compartment), wrote_it=row.by_user == uow.actor.id, office=office
        )
    ]
    return contract.Notes(
        notes=tuple(
            contract.NoteView(
                note_id=row.note_id,
                compartment=Compartment(row.compartment),
                text=words_of(uow, row),
                by=row.by_user,
                at=row.at,
                meeting_id=row.meeting_id,
            )
            for row in found
        )
    )


def notes_of(uow: UnitOfWork, case_id: UUID) -> list[Any]:
    """Return the notes of a case, oldest first."""
    return rows.listed(uow.connection, t.notes, "at", "note_id", case_id=case_id)


def words_of(uow: UnitOfWork, row: Any) -> str:
    """Return what a note says."""
    return uow.keys.open(row.case_id, bytes(row.words), _WORDS)
