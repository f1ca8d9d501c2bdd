"""Recording consent, and withdrawing it: one step, no reason asked, effective at once (CON-02)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from services.intake.domain.consents import CONTACT_PURPOSES, NEVER_ASKED, to_withdraw
from services.intake.store import cases, joining, work
from services.intake.store.cases import StrandRecord
from services.intake.use_cases.people import person_of, sealed
from services.intake.use_cases.telling import tell
from services.intake.use_cases.visibility import sight_of, strand_of, visible_case
from shared.contracts.base import Event
from shared.contracts.codes import (
    ConsentMethod,
    ConsentPurpose,
    Engagement,
    ParticipantRole,
    Side,
)
from shared.contracts.intake.contact import (
    ConsentsToReview,
    ConsentToReview,
    ListReviews,
)
from shared.contracts.intake.events import (
    ConsentRecordedV1,
    ConsentWithdrawnV1,
    ParticipantEngagementChangedV1,
)
from shared.contracts.intake.rpc import (
    ConsentKept,
    ConsentsWithdrawn,
    RecordConsent,
    WithdrawConsent,
)
from shared.kernel.errors import Fault, InvalidInput, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_Word = TypeVar("_Word", RecordConsent, WithdrawConsent)
_TOLD = {
    "case_id", "person_id", "strand_id", "purpose", "given", "item_id", "agency", "method",
}  # fmt: skip


def record_consent(uow: UnitOfWork, request: RecordConsent) -> ConsentKept:
    """Record a yes or a no for one purpose (CON-04).

    Raises:
        NotFound: no such case, person or strand for this actor.
        Refused: ``deceased-cannot-consent`` (INT-16), ``case-erased``.
        InvalidInput: an item's consent without the item, or without its kind; days that cannot be;
            a yes from somebody who did not understand (CON-06).

    """
    request = where_it_goes_on(uow, request)
    if visible_case(uow, request.case_id).erased_at is not None:
        raise Refused("case-erased", case=request.case_id)
    person = person_of(uow, request.case_id, request.person_id)
    if ParticipantRole(person.role) in NEVER_ASKED:
        raise Refused("deceased-cannot-consent", person=request.person_id)
    _check_item(request)
    _check_strand(uow, request)
    _check_days(uow, request)
    role = ParticipantRole(person.role)
    return keep_consent(uow, request, role=role, obtained_by=uow.context.role)


def keep_consent(
    uow: UnitOfWork, request: RecordConsent, *, role: ParticipantRole, obtained_by: str
) -> ConsentKept:
    """Write and announce a person's word that was checked; ``obtained_by``: a role or an agency."""
    row = _consent_row(uow, request)
    work.add_consents(uow.connection, [row])
    event = ConsentRecordedV1(
        **request.model_dump(include=_TOLD),
        consent_id=row["consent_id"],
        role=role,
        obtained_by=obtained_by,
        recorded_at=row["recorded_at"],
    )
    tell(uow, request.case_id, event)
    uow.audit("consent.recorded", subject=f"case/{request.case_id}", consent=row["consent_id"])
    return ConsentKept(consent_id=row["consent_id"])


def consents_to_review(uow: UnitOfWork, request: ListReviews) -> ConsentsToReview:
    """Return the consents that stand and were to be looked at again by a day."""
    by = request.by or uow.today()
    rows = work.consents_to_review(uow.connection, by, sight_of(uow.actor), request.limit)
    return ConsentsToReview(
        consents=tuple(
            ConsentToReview(
                consent_id=row.consent_id,
                case_id=row.case_id,
                person_id=row.person_id,
                purpose=ConsentPurpose(row.purpose),
                review_on=row.review_on,
            )
            for row in rows
        )
    )


def withdraw_consent(uow: UnitOfWork, request: WithdrawConsent) -> ConsentsWithdrawn:
    """Withdraw a person from some purposes, or from all; always possible, also after closure.

    The withdrawal is itself recorded as that person's newest word, so that it holds even where
    no consent stood.
    """
    request = where_it_goes_on(uow, request)
    visible_case(uow, request.case_id)
    cases.lock_case(uow.connection, request.case_id)
    person = person_of(uow, request.case_id, request.person_id)
    if request.strand_id is not None:
        strand_of(uow, request.case_id, request.strand_id)
    purposes = frozenset(request.purposes)
    standing = work.consents_of(uow.connection, request.case_id)
    ended = to_withdraw(standing, request.person_id, purposes, request.strand_id)
    now = uow.now()
    ids = [consent.consent_id for consent in ended]
    work.end_consents(uow.connection, ids, at=now, by=uow.actor.id)
    all_purposes = request.purposes or _distinct([c.purpose for c in ended])
    strands = _own_strands(uow, request) if _stops_contact(purposes) else []
    if noes := _noes(request):
        all_purposes = _distinct([*all_purposes, *noes])
        _note_noes(uow, request, noes)
    event = ConsentWithdrawnV1(
        case_id=request.case_id,
        person_id=request.person_id,
        role=ParticipantRole(person.role),
        strand_ids=tuple(strand.strand_id for strand in strands),
        consent_ids=tuple(ids),
        purposes=all_purposes,
        withdrawn_at=now,
    )
    left = strands if ConsentPurpose.TAKE_PART in all_purposes else []
    tell(uow, request.case_id, event, *_left(uow, request, left, Side(person.side)))
    uow.audit("consent.withdrawn", subject=f"case/{request.case_id}", consents=len(ids))
    return ConsentsWithdrawn(consent_ids=tuple(ids), withdrawn_at=now)


def where_it_goes_on(uow: UnitOfWork, request: _Word) -> _Word:
    """Return the request in the case, and the strand, that goes on since two were joined.

    Somebody may still have the page of the joined case before them: a no is heard all the same.
    """
    join = joining.join_of(uow.connection, request.case_id)
    if join is None:
        return request
    places = {UUID(one): UUID(into) for one, into in json.loads(join.strands).items()}
    strand = request.strand_id and places.get(request.strand_id, request.strand_id)
    return request.model_copy(update={"case_id": join.case_id, "strand_id": strand})


def _check_item(request: RecordConsent) -> None:
    faults = []
    if request.purpose is ConsentPurpose.PASS_ITEM and request.item_id is None:
        faults.append(Fault("item_id", "missing"))
    if request.purpose is ConsentPurpose.RECEIVE_ITEM and not (
        request.item_kind or request.item_id
    ):
        faults.append(Fault("item_kind", "missing"))
    if faults:
        raise InvalidInput("consent-invalid", tuple(faults))


def _check_days(uow: UnitOfWork, request: RecordConsent) -> None:
    faults = []
    if request.obtained_on is not None and request.obtained_on > uow.today():
        faults.append(Fault("obtained_on", "in-the-future"))
    if request.review_on is not None and request.review_on <= uow.today():
        faults.append(Fault("review_on", "not-in-the-future"))
    if request.given and request.understood is False:
        faults.append(Fault("understood", "not-informed"))
    if faults:
        raise InvalidInput("consent-invalid", tuple(faults))


def _consent_row(uow: UnitOfWork, request: RecordConsent) -> dict[str, Any]:
    said = {"shown": request.shown, "taken_by": request.taken_by}
    evidence = json.dumps({name: words for name, words in said.items() if words})
    return {
        "consent_id": uow.ids.new(),
        "case_id": request.case_id,
        "person_id": request.person_id,
        "strand_id": request.strand_id,
        "purpose": request.purpose.value,
        "given": request.given,
        "item_id": request.item_id,
        "item_kind": request.item_kind.value if request.item_kind else None,
        "agency": request.agency,
        "method": request.method.value,
        "evidence": sealed(uow, request.case_id, evidence, "consents.evidence"),
        "obtained_on": request.obtained_on,
        "review_on": request.review_on,
        "understood": request.understood,
        "recorded_at": uow.now(),
        "recorded_by": uow.actor.id,
    }


def _check_strand(uow: UnitOfWork, request: RecordConsent) -> None:
    if request.strand_id is None:
        return
    if request.person_id not in strand_of(uow, request.case_id, request.strand_id).people():
        raise InvalidInput("consent-invalid", (Fault("strand_id", "person-not-in-strand"),))


def _stops_contact(purposes: frozenset[ConsentPurpose]) -> bool:
    return not purposes or not purposes.isdisjoint(CONTACT_PURPOSES)


def _own_strands(uow: UnitOfWork, request: WithdrawConsent) -> list[StrandRecord]:
    return [
        strand
        for strand in cases.strands_of(uow.connection, request.case_id)
        if request.person_id in strand.people() and request.strand_id in (None, strand.strand_id)
    ]


def _noes(request: WithdrawConsent) -> list[ConsentPurpose]:
    """Return what a withdrawal says no to in so many words, whether or not it was ever asked.

    Who leaves everything leaves contact as well; who leaves one strand may be reached for another.
    """
    if request.purposes:
        return [one for one in request.purposes if one is ConsentPurpose.TAKE_PART]
    everything = request.strand_id is None
    return [ConsentPurpose.TAKE_PART, *([ConsentPurpose.BE_CONTACTED] if everything else [])]


def _note_noes(uow: UnitOfWork, request: WithdrawConsent, noes: list[ConsentPurpose]) -> None:
    rows = [
        {
            "consent_id": uow.ids.new(),
            "case_id": request.case_id,
            "person_id": request.person_id,
            "strand_id": request.strand_id,
            "purpose": purpose.value,
            "given": False,
            "method": ConsentMethod.SPOKEN.value,
            "recorded_at": uow.now(),
            "recorded_by": uow.actor.id,
        }
        for purpose in noes
    ]
    work.add_consents(uow.connection, rows)


def _left(
    uow: UnitOfWork, request: WithdrawConsent, strands: list[StrandRecord], side: Side
) -> list[Event]:
    rows = [
        {
            "strand_id": strand.strand_id,
            "person_id": request.person_id,
            "case_id": request.case_id,
            "engagement": Engagement.WITHDREW.value,
            "path": None,
            "changed_at": uow.now(),
        }
        for strand in strands
    ]
    work.set_engagements(uow.connection, rows)
    return [
        ParticipantEngagementChangedV1(
            case_id=request.case_id,
            strand_id=strand.strand_id,
            person_id=request.person_id,
            side=side,
            engagement=Engagement.WITHDREW,
            changed_at=uow.now(),
        )
        for strand in strands
    ]


def _distinct(purposes: list[ConsentPurpose]) -> tuple[ConsentPurpose, ...]:
    return tuple(dict.fromkeys(purposes))
