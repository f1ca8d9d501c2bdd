"""What comms asks at the last moment, for the safety gate and for the leak check (design 7)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain.consents import (
    Standing,
    consents_to_item,
    consents_to_kind,
    takes_part,
)
from services.intake.store import matching, referrals, work
from services.intake.store.cases import StrandRecord
from services.intake.use_cases.people import opened
from services.intake.use_cases.visibility import strand_of, visible_case
from shared.contracts.codes import Engagement, Side
from shared.contracts.intake.guard import (
    ContactStanding,
    IdentifyingTerms,
    StandingFacts,
    Term,
    Terms,
)
from shared.contracts.intake.people import ParticipantDetails
from shared.leases import register

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_PERSON_TERMS = {
    "given_name": "name",
    "family_name": "name",
    "known_as": "name",
    "postcode": "postcode",
    "phone": "phone",
    "email": "email",
    "establishment": "prison",
    "prison_number": "prison_number",
    "offender_manager": "name",
}


def contact_standing(uow: UnitOfWork, request: ContactStanding) -> StandingFacts:
    """Return what stands at this very moment, leased (ADR 8): whatever changes it ends the lease."""
    turn = register.turn(uow, request.case_id)
    found = visible_case(uow, request.case_id)
    strand = strand_of(uow, request.case_id, request.strand_id)
    words = work.consents_of(uow.connection, request.case_id)
    stand = _stand(uow, request)
    author, recipient = (_with_merged(uow, people) for people in _sides(strand, request.from_side))
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
    )


def identifying_terms(uow: UnitOfWork, request: IdentifyingTerms) -> Terms:
    """Return every identifier of that side and of third parties: all but the other side's own."""
    visible_case(uow, request.case_id)
    strand = strand_of(uow, request.case_id, request.strand_id)
    _, other = _sides(strand, request.of_side)
    uow.audit("terms.read", subject=f"case/{request.case_id}", purpose="leak-check")
    found = [*_of_people(uow, request.case_id, frozenset(other))]
    found += _of_referrers(uow, request.case_id)
    if request.of_side is Side.RESPONSIBLE:
        found += _of_custody(uow, request.case_id)
    unique = {(term.kind, term.text): term for term in found if term.text.strip()}
    return Terms(terms=tuple(unique.values()))


def _stand(uow: UnitOfWork, request: ContactStanding) -> list[Standing]:
    return [
        Standing(row.person_id, row.strand_id, Engagement(row.engagement), row.changed_at)
        for row in work.engagements_of(uow.connection, request.case_id)
        if row.strand_id == request.strand_id
    ]


def _with_merged(uow: UnitOfWork, people: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The people of a side under every record of theirs: whoever left under one has left."""
    merged = matching.merges_of(uow.connection, people)
    also = {one for row in merged for one in (row.person_id, row.other_person_id)}
    return (*people, *sorted(also - set(people)))


def _sides(strand: StrandRecord, side: Side) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    responsible = (strand.responsible_id,) if strand.responsible_id else ()
    if side is Side.HARMED:
        return strand.harmed_ids, responsible
    return responsible, strand.harmed_ids


def _of_people(uow: UnitOfWork, case_id: UUID, other: frozenset[UUID]) -> Iterator[Term]:
    for row in referrals.persons_of(uow.connection, case_id):
        if row.person_id not in other:
            yield from _terms_of(opened(uow, row))


def _terms_of(person: ParticipantDetails) -> Iterator[Term]:
    for field, kind in _PERSON_TERMS.items():
        if value := getattr(person, field):
            yield Term(kind=kind, text=value)
    yield from (Term(kind="address", text=line) for line in person.address)
    yield from (Term(kind=one.kind.value, text=one.value) for one in person.identifiers)
    if person.date_of_birth is not None:
        yield Term(kind="date", text=person.date_of_birth.isoformat())


def _of_referrers(uow: UnitOfWork, case_id: UUID) -> Iterator[Term]:
    for row in referrals.referrals_of(uow.connection, case_id):
        text = uow.keys.open(case_id, row.details or b"", "referrals.details")
        if name := json.loads(text).get("referrer_name"):
            yield Term(kind="name", text=name)


def _of_custody(uow: UnitOfWork, case_id: UUID) -> Iterator[Term]:
    for row in work.custody_changes_of(uow.connection, case_id):
        if row.establishment:
            text = uow.keys.open(case_id, row.establishment, "custody_changes.establishment")
            yield Term(kind="prison", text=text)
