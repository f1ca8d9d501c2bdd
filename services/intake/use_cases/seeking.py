"""Whether somebody may be looked for: not who died, and not after their no (CON-02, INT-16)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain.consents import may_be_sought
from services.intake.use_cases.people import person_of, records_of, words_of
from shared.contracts.codes import AgencyRequestKind, ParticipantRole

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

DECEASED = "deceased-is-never-contacted"
SEEKING = frozenset({AgencyRequestKind.FIND, AgencyRequestKind.CONTACT, AgencyRequestKind.CONSENT})
"""What brings an agency's officer to somebody's door."""


def refused_to_be_sought(
    uow: UnitOfWork, case_id: UUID, person_id: UUID, strand_id: UUID | None
) -> str | None:
    """Return why no agency may be asked to find or reach this person now; None when it may."""
    if ParticipantRole(person_of(uow, case_id, person_id).role) is ParticipantRole.DECEASED:
        return DECEASED
    words = words_of(uow, case_id, person_id)
    sought = may_be_sought(words, records_of(uow, [person_id]), strand_id)
    return None if sought else "contact-refused"
