"""Outcome agreements: recorded in exact words, signed, and reached (PRC-05, AFT-02)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import agreements as rules
from services.comms.domain.items import content_hash
from services.comms.domain.process import require_common_ground
from services.comms.store import items as item_store
from services.comms.store import process, projections, rows
from services.comms.store import relay_tables as t
from services.comms.store.tables import agreements, undertakings
from services.comms.use_cases.planning import side_of
from services.comms.use_cases.seeing import require_sight, require_strand
from shared.contracts.base import Nothing
from shared.contracts.codes import AgreementKind, Side
from shared.contracts.comms import rpc
from shared.contracts.comms.agreements import SignAgreement
from shared.contracts.comms.codes import AgreementStanding
from shared.contracts.comms.events import AgreementReachedV1
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_ROUTE, _TEXT, _SALT = "agreements.breach_route", "undertakings.words", "agreement_terms.salt"


def record_agreement(uow: UnitOfWork, request: rpc.RecordAgreement) -> rpc.AgreementRecorded:
    """Record an outcome agreement in its exact words; it outlives the case's closure (PRC-05).

    With signatories it is reached once all have signed; without, it was signed already.
    """
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    _require_common_ground(uow, request)
    rules.require_term(request.ends_on, [u.due_on for u in request.undertakings], uow.today())
    sides = [side_of(uow, request.strand_id, person) for person in request.signatories]
    rules.require_signatories(request.kind, sides)
    agreement_id = uow.ids.new()
    undertaken = [_undertaking(uow, request.case_id, agreement_id, u) for u in request.undertakings]
    process.add_agreement(uow.connection, _agreement(uow, request, agreement_id), undertaken)
    _own(uow, request, undertaken)
    hash_ = _store_terms(uow, request, agreement_id, sides)
    uow.audit(
        "agreement_recorded",
        subject=f"case/{request.case_id}",
        agreement=agreement_id,
        undertakings=len(undertaken),
        hash=hash_,
    )
    if not request.signatories:
        _reach(uow, agreement_id)
    return rpc.AgreementRecorded(
        agreement_id=agreement_id,
        undertaking_ids=tuple(row["undertaking_id"] for row in undertaken),
        text_hash=hash_,
    )


def _require_common_ground(uow: UnitOfWork, request: rpc.RecordAgreement) -> None:
    delivered = {
        item.item_id
        for item in item_store.items_of(uow.connection, request.case_id)
        if item.strand_id == request.strand_id and item.is_delivered
    }
    stated = request.kind is AgreementKind.STATEMENT_ACCEPTED
    named = request.letter_item_id
    held = process.count_meetings(uow.connection, request.strand_id, "conference")
    require_common_ground(
        request.kind,
        conference_held=held > 0,
        letter_delivered=named in delivered if stated or named else bool(delivered),
    )


def _agreement(uow: UnitOfWork, request: rpc.RecordAgreement, agreement_id: UUID) -> dict[str, Any]:
    route = request.breach_route
    return {
        "agreement_id": agreement_id,
        "case_id": request.case_id,
        "strand_id": request.strand_id,
        "kind": request.kind.value,
        "letter_item_id": request.letter_item_id,
        "breach_route": uow.keys.seal(request.case_id, route, _ROUTE) if route else None,
        "by_user": uow.actor.id,
        "reached_at": uow.now(),
    }


def _undertaking(
    uow: UnitOfWork, case_id: UUID, agreement_id: UUID, draft: rpc.UndertakingDraft
) -> dict[str, Any]:
    return {
        "undertaking_id": uow.ids.new(),
        "agreement_id": agreement_id,
        "case_id": case_id,
        "by_side": draft.by_side.value,
        "words": uow.keys.seal(case_id, draft.text, _TEXT),
        "due_on": draft.due_on,
    }


def _own(uow: UnitOfWork, request: rpc.RecordAgreement, undertaken: list[dict[str, Any]]) -> None:
    """Keep whose each undertaking is: somebody of the side that undertakes it."""
    for draft, row in zip(request.undertakings, undertaken, strict=True):
        if draft.owner_id is None:
            continue
        if side_of(uow, request.strand_id, draft.owner_id) is not draft.by_side:
            raise Refused("not-of-that-side", person=draft.owner_id)
        owner = {"undertaking_id": row["undertaking_id"], "person_id": draft.owner_id}
        rows.add(uow.connection, t.undertaking_owners, owner)


def _store_terms(
    uow: UnitOfWork, request: rpc.RecordAgreement, agreement_id: UUID, sides: list[Side]
) -> str:
    salt = secrets.token_hex(32)
    undertaken = tuple(
        rules.Undertaken(by_side=u.by_side, text=u.text, due_on=u.due_on)
        for u in request.undertakings
    )
    text = rules.text_of(request.kind, undertaken, request.breach_route, request.ends_on)
    hash_ = content_hash(text, salt)
    row = {
        "agreement_id": agreement_id,
        "case_id": request.case_id,
        "text_hash": hash_,
        "salt": uow.keys.seal(request.case_id, salt, _SALT),
        "ends_on": request.ends_on,
        "police_note_agreed": request.police_note_agreed,
        "reached_at": None,
        "end_reason": None,
        "ended_at": None,
    }
    awaited = [
        {"agreement_id": agreement_id, "person_id": person, "side": side.value}
        for person, side in zip(request.signatories, sides, strict=True)
    ]
    rows.add(uow.connection, t.agreement_terms, row)
    rows.add(uow.connection, t.agreement_signatories, *awaited)
    return hash_


def sign_agreement(uow: UnitOfWork, request: SignAgreement) -> Nothing:
    """Record a signature: who, how, on which exact words; whoever records it is the witness."""
    require_sight(uow.connection, uow.actor, request.case_id)
    projections.lock_case(uow.connection, request.case_id)
    row = require_agreement(uow, request.case_id, request.agreement_id)
    terms = rows.find(uow.connection, t.agreement_terms, agreement_id=request.agreement_id)
    if terms is None or request.person_id not in awaited_of(uow, row):
        raise Refused("signature-not-awaited", person=request.person_id)
    if terms.text_hash != request.text_hash:
        raise Refused("words-differ", agreement=request.agreement_id)
    if text_hash_now(uow, row) != request.text_hash:
        raise Refused("agreement-altered", agreement=request.agreement_id)
    signature = {
        "agreement_id": request.agreement_id,
        "person_id": request.person_id,
        "how": request.how.value,
        "witnessed_by": uow.actor.id,
        "text_hash": request.text_hash,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.agreement_signatures, signature)
    uow.audit(
        "agreement_signed",
        subject=f"case/{request.case_id}",
        agreement=request.agreement_id,
        person=request.person_id,
        hash=request.text_hash,
    )
    if not awaited_of(uow, row):
        _reach(uow, request.agreement_id)
    return Nothing()


def _reach(uow: UnitOfWork, agreement_id: UUID) -> None:
    """The agreement is reached: from now on it is in force, and everybody is told."""
    row = rows.find(uow.connection, agreements, agreement_id=agreement_id)
    assert row is not None
    which, now = {"agreement_id": agreement_id}, uow.now()
    rows.change(uow.connection, agreements, which, reached_at=now)
    rows.change(uow.connection, t.agreement_terms, which, reached_at=now)
    uow.announce(
        AgreementReachedV1(
            agreement_id=agreement_id,
            case_id=row.case_id,
            strand_id=row.strand_id,
            kind=AgreementKind(row.kind),
            undertakings=len(rows.listed(uow.connection, undertakings, **which)),
            reached_at=now,
        )
    )


def require_agreement(uow: UnitOfWork, case_id: UUID, agreement_id: UUID) -> Any:
    """Return an agreement of a case that the actor may see, or raise ``NotFound``."""
    require_sight(uow.connection, uow.actor, case_id)
    row = rows.find(uow.connection, agreements, agreement_id=agreement_id, case_id=case_id)
    if row is None:
        raise NotFound("agreement-unknown", agreement=agreement_id)
    return row


def awaited_of(uow: UnitOfWork, row: Any) -> frozenset[UUID]:
    """Return whose signatures an agreement still waits for."""
    which = {"agreement_id": row.agreement_id}
    wanted = rows.listed(uow.connection, t.agreement_signatories, **which)
    signed = rows.listed(uow.connection, t.agreement_signatures, **which)
    return frozenset(one.person_id for one in wanted) - {one.person_id for one in signed}


def standing_of(uow: UnitOfWork, row: Any) -> AgreementStanding:
    """Answer whether an agreement is still in force today, and if not, why."""
    terms = rows.find(uow.connection, t.agreement_terms, agreement_id=row.agreement_id)
    known = rules.Terms(
        awaited=awaited_of(uow, row),
        ends_on=terms.ends_on if terms else None,
        ended_at=terms.ended_at if terms else None,
    )
    return rules.standing(known, uow.today())


def undertakings_of(uow: UnitOfWork, row: Any) -> tuple[rules.Undertaken, ...]:
    """Return the undertakings of an agreement in their words, in order."""
    found = rows.listed(uow.connection, undertakings, agreement_id=row.agreement_id)
    return tuple(
        rules.Undertaken(
            by_side=Side(one.by_side),
            text=uow.keys.open(row.case_id, bytes(one.words), _TEXT),
            due_on=one.due_on,
        )
        for one in found
    )


def breach_route_of(uow: UnitOfWork, row: Any) -> str | None:
    """Return what happens when an agreement is broken, in words."""
    return uow.keys.open(row.case_id, bytes(row.breach_route), _ROUTE) if row.breach_route else None


def text_hash_now(uow: UnitOfWork, row: Any) -> str | None:
    """Return the hash of the words as they are stored now; None for agreements without one."""
    terms = rows.find(uow.connection, t.agreement_terms, agreement_id=row.agreement_id)
    if terms is None:
        return None
    text = rules.text_of(
        AgreementKind(row.kind), undertakings_of(uow, row), breach_route_of(uow, row), terms.ends_on
    )
    return content_hash(text, uow.keys.open(row.case_id, bytes(terms.salt), _SALT))
