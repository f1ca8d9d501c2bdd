"""What becomes of an agreement: shown, reviewed by both sides, broken, ended, told to police."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.store import process, projections, rows
from services.comms.store import relay_tables as t
from services.comms.store.tables import undertaking_reviews, undertakings
from services.comms.use_cases.agreeing import (
    awaited_of,
    breach_route_of,
    require_agreement,
    standing_of,
    undertakings_of,
)
from services.comms.use_cases.noticing import tell_facilitators
from services.comms.use_cases.seeing import require_sight, sees
from shared.contracts.base import Nothing
from shared.contracts.codes import AgreementKind, ReviewResult, Side
from shared.contracts.comms import agreements as contract
from shared.contracts.comms import rpc
from shared.contracts.comms.codes import AgreementStanding, SignedHow
from shared.contracts.comms.events import UndertakingReviewedV1
from shared.contracts.comms.records import AGREEMENT_RECORD
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from shared.messaging.unit_of_work import UnitOfWork

_WORDS, _REFERENCE = "agreement_events.words", "agreement_events.reference"


def show_agreement(uow: UnitOfWork, request: contract.AgreementById) -> contract.AgreementText:
    """Show an agreement's exact words, and answer: is it still in force? Audited."""
    row = require_agreement(uow, request.case_id, request.agreement_id)
    terms = rows.find(uow.connection, t.agreement_terms, agreement_id=row.agreement_id)
    standing = standing_of(uow, row)
    said = rows.listed(uow.connection, t.agreement_events, "id", agreement_id=row.agreement_id)
    uow.audit("agreement_read", subject=f"case/{request.case_id}", purpose="casework")
    return contract.AgreementText(
        agreement_id=row.agreement_id,
        kind=AgreementKind(row.kind),
        standing=standing,
        in_force=standing is AgreementStanding.IN_FORCE,
        text_hash=terms.text_hash if terms else None,
        undertakings=_undertaking_views(uow, row),
        signatures=_signatures(uow, row),
        awaited=tuple(sorted(awaited_of(uow, row))),
        breach_route=breach_route_of(uow, row),
        ends_on=terms.ends_on if terms else None,
        breaches=sum(one.kind == "breach" for one in said),
        police_references=tuple(
            uow.keys.open(row.case_id, bytes(one.reference), _REFERENCE)
            for one in said
            if one.reference is not None
        ),
    )


def _undertaking_views(uow: UnitOfWork, row: Any) -> tuple[contract.UndertakingView, ...]:
    kept = rows.listed(uow.connection, undertakings, agreement_id=row.agreement_id)
    words = undertakings_of(uow, row)
    return tuple(
        _undertaking_view(uow, one.undertaking_id, said.by_side, said.text, said.due_on)
        for one, said in zip(kept, words, strict=True)
    )


def _undertaking_view(
    uow: UnitOfWork, undertaking_id: UUID, side: Side, text: str, due_on: Any
) -> contract.UndertakingView:
    which = {"undertaking_id": undertaking_id}
    reviews = rows.listed(uow.connection, undertaking_reviews, "id", **which)
    owner = rows.find(uow.connection, t.undertaking_owners, **which)
    said = {
        Side(one.side): one.agrees
        for one in rows.listed(uow.connection, t.review_confirmations, "id", **which)
        if reviews and one.review_id == reviews[-1].id
    }
    return contract.UndertakingView(
        undertaking_id=undertaking_id,
        by_side=side,
        text=text,
        owner_id=owner.person_id if owner else None,
        due_on=due_on,
        results=tuple(ReviewResult(one.result) for one in reviews),
        confirmed_by=tuple(sorted(one for one, agrees in said.items() if agrees)),
        disputed_by=tuple(sorted(one for one, agrees in said.items() if not agrees)),
    )


def _signatures(uow: UnitOfWork, row: Any) -> tuple[contract.SignatureView, ...]:
    which = {"agreement_id": row.agreement_id}
    sides = {
        one.person_id: Side(one.side)
        for one in rows.listed(uow.connection, t.agreement_signatories, **which)
    }
    return tuple(
        contract.SignatureView(
            person_id=one.person_id,
            side=sides.get(one.person_id),
            how=SignedHow(one.how),
            witnessed_by=one.witnessed_by,
            text_hash=one.text_hash,
            at=one.at,
        )
        for one in rows.listed(uow.connection, t.agreement_signatures, "at", **which)
    )


def review_undertaking(uow: UnitOfWork, request: rpc.ReviewUndertaking) -> Nothing:
    """Record what a review found; possible after closure too (PRC-06)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    found = process.find_undertaking(uow.connection, request.case_id, request.undertaking_id)
    if found is None or found.agreement_id != request.agreement_id:
        raise NotFound("undertaking-unknown", undertaking=request.undertaking_id)
    today = uow.today()
    process.add_review(uow.connection, request.undertaking_id, request.result, today, uow.actor.id)
    uow.audit(
        "undertaking_reviewed",
        subject=f"case/{request.case_id}",
        undertaking=request.undertaking_id,
        result=request.result,
    )
    if request.result is ReviewResult.BREACHED:
        tell_facilitators(
            uow, request.case_id, "undertaking_breached", recalled=0, just_delivered=0
        )
    uow.announce(
        UndertakingReviewedV1(
            undertaking_id=request.undertaking_id,
            agreement_id=request.agreement_id,
            case_id=request.case_id,
            strand_id=found.strand_id,
            result=request.result,
            reviewed_on=today,
        )
    )
    return Nothing()


def confirm_review(uow: UnitOfWork, request: contract.ConfirmReview) -> Nothing:
    """Record that a side confirms, or disputes, what the latest review found (PRC-06)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    found = process.find_undertaking(uow.connection, request.case_id, request.undertaking_id)
    if found is None:
        raise NotFound("undertaking-unknown", undertaking=request.undertaking_id)
    which = {"undertaking_id": request.undertaking_id}
    reviews = rows.listed(uow.connection, undertaking_reviews, "id", **which)
    if not reviews:
        raise Refused("nothing-reviewed", undertaking=request.undertaking_id)
    row = {
        **which,
        "review_id": reviews[-1].id,
        "side": request.side.value,
        "agrees": request.agrees,
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.review_confirmations, row)
    uow.changed(AGREEMENT_RECORD, found.agreement_id)
    uow.audit("review_confirmed", subject=f"case/{request.case_id}", side=request.side)
    return Nothing()


def end_agreement(uow: UnitOfWork, request: contract.EndAgreement) -> Nothing:
    """End an agreement before its term; what was agreed and reviewed stays on record."""
    row = require_agreement(uow, request.case_id, request.agreement_id)
    if standing_of(uow, row) is AgreementStanding.ENDED:
        raise Refused("agreement-ended", agreement=request.agreement_id)
    which = {"agreement_id": request.agreement_id}
    rows.change(
        uow.connection,
        t.agreement_terms,
        which,
        end_reason=request.reason.value,
        ended_at=uow.now(),
    )
    uow.audit(
        "agreement_ended",
        subject=f"case/{request.case_id}",
        agreement=request.agreement_id,
        reason=request.reason,
    )
    return Nothing()


def report_breach(uow: UnitOfWork, request: contract.ReportBreach) -> Nothing:
    """Record that somebody says it is broken, after closure too, and tell the facilitators."""
    row = require_agreement(uow, request.case_id, request.agreement_id)
    _add_event(
        uow, row, "breach", side=request.by_side, words=request.words,
        reference=request.police_reference,
    )  # fmt: skip
    tell_facilitators(uow, request.case_id, "agreement_breached", recalled=0, just_delivered=0)
    return Nothing()


def record_police_note(uow: UnitOfWork, request: contract.RecordPoliceNote) -> Nothing:
    """Record the reference of a note to police intelligence, only where it was agreed (PRC-19)."""
    row = require_agreement(uow, request.case_id, request.agreement_id)
    terms = rows.find(uow.connection, t.agreement_terms, agreement_id=request.agreement_id)
    if terms is None or not terms.police_note_agreed:
        raise Refused("police-note-not-agreed", agreement=request.agreement_id)
    _add_event(uow, row, "police_note", reference=request.reference)
    return Nothing()


def _add_event(
    uow: UnitOfWork,
    row: Any,
    kind: str,
    *,
    side: Side | None = None,
    words: str | None = None,
    reference: str | None = None,
) -> None:
    seal, case_id = uow.keys.seal, row.case_id
    event = {
        "agreement_id": row.agreement_id,
        "case_id": case_id,
        "kind": kind,
        "side": side.value if side else None,
        "words": seal(case_id, words, _WORDS) if words else None,
        "reference": seal(case_id, reference, _REFERENCE) if reference else None,
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.agreement_events, event)
    uow.audit(f"agreement_{kind}", subject=f"case/{case_id}", agreement=row.agreement_id)


def due_undertakings(
    uow: UnitOfWork, request: contract.AskDueUndertakings
) -> contract.DueUndertakings:
    """List undertakings whose day has come and that nobody has reviewed since; closed cases too."""
    by = request.by or uow.today()
    found = list(islice(_due(uow, by, request), request.limit + 1))
    open_ = found[: request.limit]
    return contract.DueUndertakings(
        undertakings=tuple(
            contract.DueUndertaking(
                undertaking_id=row.undertaking_id,
                agreement_id=row.agreement_id,
                case_id=row.case_id,
                due_on=row.due_on,
                days_overdue=max(0, (by - row.due_on).days),
            )
            for row in open_
        ),
        next_page=open_[-1].undertaking_id if len(found) > len(open_) else None,
    )


def _due(uow: UnitOfWork, by: date, request: contract.AskDueUndertakings) -> Iterator[Any]:
    """Yield what is due and this actor's to see, reading on until somebody has enough."""
    behind = request.after
    while True:
        one = process.due_undertakings(
            uow.connection, by, after=behind, limit=request.limit, of_case=request.case_id
        )
        ids = [row.undertaking_id for row in one.rows]
        reviews = rows.among(uow.connection, undertaking_reviews, "undertaking_id", ids)
        reviewed = {row.undertaking_id: row.reviewed_on for row in reviews}
        for row in one.rows:
            if not _reviewed_since(reviewed, row) and _still_seen(uow, row):
                yield row
        behind = one.next_page
        if behind is None:
            return


def _reviewed_since(reviewed: dict[UUID, Any], row: Any) -> bool:
    last = reviewed.get(row.undertaking_id)
    return last is not None and last >= row.due_on


def _still_seen(uow: UnitOfWork, row: Any) -> bool:
    case = projections.find_case(uow.connection, row.case_id)
    erased = case is None or case.erased_at is not None
    return not erased and sees(uow.connection, uow.actor, row.case_id)
