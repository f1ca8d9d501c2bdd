"""What comms asks at the last moment, for the safety gate (design 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain.consents import (
    Consent,
    Standing,
    consents_to_item,
    consents_to_kind,
    takes_part,
)
from services.intake.domain.safe_contact import objections
from services.intake.store import matching, work
from services.intake.store.cases import StrandRecord
from services.intake.use_cases.people import records_of
from services.intake.use_cases.reaching import safety_of, wishes_of
from services.intake.use_cases.visibility import strand_of, visible_case
from shared.contracts.codes import ConsentPurpose, Engagement, Side
from shared.contracts.intake.guard import (
    ContactStanding,
    StandingFacts,
)
from shared.leases import register

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def contact_standing(uow: UnitOfWork, request: ContactStanding) -> StandingFacts:
    """Return what stands at this very moment, leased (ADR 8): whatever changes it ends the lease."""
    turn = register.turn(uow, request.case_id)
    found = visible_case(uow, request.case_id)
    strand = strand_of(uow, request.case_id, request.strand_id)
    words = work.consents_of(uow.connection, request.case_id)
    words += _of_contact_elsewhere(uow, strand, request.case_id)
    stand = stand_in(uow, request.case_id, request.strand_id)
    # Under every record of theirs: whoever left under one has left.
    author, recipient = (records_of(uow, people) for people in sides_of(strand, request.from_side))
    return StandingFacts(
        author_takes_part=takes_part(words, author, strand.strand_id, stand),
        author_consents_to_item=consents_to_item(
            words, author, request.item_id, strand_id=strand.strand_id, others=recipient
        ),
        recipient_takes_part=takes_part(words, recipient, strand.strand_id, stand),
        recipient_consents_to_kind=consents_to_kind(
            words,
            recipient,
            strand_id=strand.strand_id,
            item_id=request.item_id,
            kind=request.item_kind,
        ),
        case_open=found.closed_at is None and found.erased_at is None,
        on_hold=bool(
            work.open_holds(uow.connection, [request.case_id], strand_id=request.strand_id)
        ),
        checked_at=uow.now(),
        lease_id=turn.grant(),
        contact_objections=_objections(
            uow, request, recipient if request.item_id else (*author, *recipient)
        ),
    )


def _objections(
    uow: UnitOfWork, request: ContactStanding, people: tuple[UUID, ...]
) -> tuple[str, ...]:
    """Return what those whom it reaches asked not to be done, by this channel at this moment."""
    found = {
        objection
        for wishes in wishes_of(uow, people)
        for objection in objections(safety_of(wishes), request.channel, uow.now())
    }
    return tuple(sorted(found))


def _of_contact_elsewhere(uow: UnitOfWork, strand: StrandRecord, case_id: UUID) -> list[Consent]:
    """Return what the two sides said of being contacted at all, under records in other cases.

    A part in another process is another matter; a no to contact is a no wherever it was said.
    """
    here = {*strand.harmed_ids, *([strand.responsible_id] if strand.responsible_id else ())}
    merges = matching.merges_of(uow.connection, records_of(uow, here))
    holding = {one for row in merges for one in (row.case_id, row.other_case_id)} - {case_id}
    return [
        word
        for one in sorted(holding)
        for word in work.consents_of(uow.connection, one)
        if word.purpose is ConsentPurpose.BE_CONTACTED
    ]


def stand_in(uow: UnitOfWork, case_id: UUID, strand_id: UUID) -> list[Standing]:
    """Return where the people of a strand stand."""
    return [
        Standing(row.person_id, row.strand_id, Engagement(row.engagement), row.changed_at)
        for row in work.engagements_of(uow.connection, case_id)
        if row.strand_id == strand_id
    ]


def sides_of(strand: StrandRecord, side: Side) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Return who is of that side of a strand, and who of the other."""
    responsible = (strand.responsible_id,) if strand.responsible_id else ()
    if side is Side.HARMED:
        return strand.harmed_ids, responsible
    return responsible, strand.harmed_ids
