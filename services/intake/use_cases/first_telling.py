"""That somebody asked is told to the other side only by a controlled step (INT-28).

One person allows exact words and names who may say them; that other person, and nobody else, says
them, once, while the harmed side still takes part and contact is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain.consents import may_be_contacted, takes_part
from services.intake.domain.safe_contact import objections
from services.intake.store import informing, referrals, work
from services.intake.store.cases import StrandRecord
from services.intake.use_cases.guarding import stand_in
from services.intake.use_cases.identifying import terms_of
from services.intake.use_cases.people import opened, records_of, sealed
from services.intake.use_cases.reaching import safety_of, wishes_of
from services.intake.use_cases.visibility import open_case, strand_of, visible_case
from shared.contracts.base import Nothing
from shared.contracts.codes import Side
from shared.contracts.intake.codes import ContactChannel
from shared.contracts.intake.informing import (
    AllowFirstTelling,
    AskFirstTellings,
    FirstTellingAllowed,
    FirstTellings,
    FirstTellingView,
    TellFirst,
)
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

WORDS = "first_tellings.words"
_SHORTEST = 3


def allow_first_telling(uow: UnitOfWork, request: AllowFirstTelling) -> FirstTellingAllowed:
    """Allow exact words, to be said by somebody else than who allows them.

    Raises:
        NotFound: no such case or strand for this actor.
        Refused: ``teller-allows-themselves``, or what stands in the way (see ``_stands``).
        InvalidInput: words that name, or could find, somebody of the harmed side.

    """
    open_case(uow, request.case_id)
    strand = strand_of(uow, request.case_id, request.strand_id)
    if request.by_user == uow.actor.id:
        raise Refused("teller-allows-themselves")
    _stands(uow, request.case_id, strand)
    if _names_somebody(uow, request.case_id, request.words):
        raise InvalidInput("telling-invalid", (Fault("words", "names-somebody"),))
    telling_id = uow.ids.new()
    row = {
        "telling_id": telling_id,
        "case_id": request.case_id,
        "strand_id": request.strand_id,
        "words": sealed(uow, request.case_id, request.words, WORDS),
        "by_user": request.by_user,
        "allowed_by": uow.actor.id,
        "allowed_at": uow.now(),
    }
    informing.add_telling(uow.connection, row)
    uow.audit("telling.allowed", subject=f"case/{request.case_id}", telling=telling_id)
    return FirstTellingAllowed(telling_id=telling_id)


def tell_first(uow: UnitOfWork, request: TellFirst) -> Nothing:
    """Record that it was said, by who was named, once.

    Raises:
        NotFound: no such telling for this actor.
        Refused: ``told-by-another``, ``told-already``, an objection of safe contact, or what
            stands in the way by now.

    """
    open_case(uow, request.case_id)
    rows = informing.tellings_of(uow.connection, request.case_id)
    row = next((one for one in rows if one.telling_id == request.telling_id), None)
    if row is None:
        raise NotFound("telling-unknown", telling=request.telling_id)
    if row.by_user != uow.actor.id:
        raise Refused("told-by-another", telling=request.telling_id)
    strand = strand_of(uow, request.case_id, row.strand_id)
    responsible = _stands(uow, request.case_id, strand)
    wishes = [safety_of(one) for one in wishes_of(uow, [responsible])]
    for one in wishes:
        if found := objections(one, request.channel, uow.now()):
            raise Refused(found[0], person=responsible)
    said = {"told_at": uow.now(), "channel": request.channel.value}
    if not informing.mark_told(uow.connection, request.telling_id, said):
        raise Refused("told-already", telling=request.telling_id)
    uow.audit("telling.told", subject=f"case/{request.case_id}", telling=request.telling_id)
    return Nothing()


def first_tellings(uow: UnitOfWork, request: AskFirstTellings) -> FirstTellings:
    """Return what may be, or was, said first; the reading of the words is audited."""
    visible_case(uow, request.case_id)
    rows = informing.tellings_of(uow.connection, request.case_id)
    uow.audit("tellings.read", subject=f"case/{request.case_id}", count=len(rows))
    return FirstTellings(
        tellings=tuple(
            FirstTellingView(
                telling_id=row.telling_id,
                strand_id=row.strand_id,
                words=uow.keys.open(row.case_id, row.words or b"", WORDS),
                by_user=row.by_user,
                allowed_by=row.allowed_by,
                allowed_at=row.allowed_at,
                told_at=row.told_at,
                channel=ContactChannel(row.channel) if row.channel else None,
            )
            for row in rows
        )
    )


def _stands(uow: UnitOfWork, case_id: UUID, strand: StrandRecord) -> UUID:
    """Return whom it would be told, or refuse with what stands in the way.

    ``nobody-to-tell``, ``on-hold``, ``harmed-side-takes-no-part``, ``contact-refused``.
    """
    if strand.responsible_id is None:
        raise Refused("nobody-to-tell", strand=strand.strand_id)
    if work.open_holds(uow.connection, [case_id], strand_id=strand.strand_id):
        raise Refused("on-hold", case=case_id)
    words = work.consents_of(uow.connection, case_id)
    stand = stand_in(uow, case_id, strand.strand_id)
    if not takes_part(words, records_of(uow, strand.harmed_ids), strand.strand_id, stand):
        raise Refused("harmed-side-takes-no-part", strand=strand.strand_id)
    if not may_be_contacted(words, records_of(uow, [strand.responsible_id])):
        raise Refused("contact-refused", person=strand.responsible_id)
    return strand.responsible_id


def _names_somebody(uow: UnitOfWork, case_id: UUID, words: str) -> bool:
    """Whether words hold what identifies anybody of the harmed side, as it is written."""
    text = words.casefold()
    return any(
        len(term.text) >= _SHORTEST and term.text.casefold() in text
        for row in referrals.persons_of(uow.connection, case_id)
        if row.side == Side.HARMED.value
        for term in terms_of(opened(uow, row))
    )
