"""Aftercare: follow-ups, support offered, what people say of themselves, words to quote, feedback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import aftercare as rules
from services.comms.store import policies, projections, rows
from services.comms.store import process_tables as p
from services.comms.store import relay_tables as t
from services.comms.use_cases.planning import side_of
from services.comms.use_cases.seeing import require_sight, require_strand, sees
from shared.contracts.base import Nothing
from shared.contracts.codes import ConsentPurpose, Side
from shared.contracts.comms import aftercare as contract
from shared.contracts.comms.codes import (
    FeedbackFrom,
    Feeling,
    FollowUpResult,
    SupportAnswer,
    Told,
)
from shared.kernel.clock import local_day
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def plan_aftercare(uow: UnitOfWork, request: contract.PlanAftercare) -> contract.AftercarePlanned:
    """Set a participant's follow-ups, counted from the end of the strand's process (AFT-01)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    strand = require_strand(uow.connection, request.case_id, request.strand_id)
    side_of(uow, request.strand_id, request.person_id)
    which = {"strand_id": request.strand_id, "person_id": request.person_id}
    if rows.listed(uow.connection, t.follow_ups, **which):
        raise Refused("aftercare-planned", person=request.person_id)
    ended_on = local_day(strand.concluded_at) if strand.concluded_at else uow.today()
    dated = rules.follow_ups(policies.aftercare_policies(), ended_on)
    ids = tuple(uow.ids.new() for _ in dated)
    planned = [
        {
            **which,
            "follow_up_id": follow_up_id,
            "case_id": request.case_id,
            "interval": code,
            "due_on": due_on,
        }
        for follow_up_id, (code, due_on) in zip(ids, dated, strict=True)
    ]
    rows.add(uow.connection, t.follow_ups, *planned)
    uow.audit("aftercare_planned", subject=_case(request), person=request.person_id)
    return contract.AftercarePlanned(follow_up_ids=ids)


def record_follow_up(uow: UnitOfWork, request: contract.RecordFollowUp) -> Nothing:
    """Record what came of a follow-up. Who wants no more is asked no more."""
    require_sight(uow.connection, uow.actor, request.case_id)
    which = {"follow_up_id": request.follow_up_id, "case_id": request.case_id}
    found = rows.find(uow.connection, t.follow_ups, **which)
    if found is None:
        raise NotFound("follow-up-unknown", follow_up=request.follow_up_id)
    if found.result is not None:
        raise Refused("follow-up-recorded", follow_up=request.follow_up_id)
    said = {"recorded_by": uow.actor.id, "recorded_at": uow.now(), "result": request.result.value}
    words = _sealed(uow, request.case_id, request.words, "follow_ups.words")
    rows.change(uow.connection, t.follow_ups, which, words=words, **said)
    if request.result is FollowUpResult.NOT_WANTED:
        rest = {"strand_id": found.strand_id, "person_id": found.person_id, "result": None}
        for row in rows.listed(uow.connection, t.follow_ups, **rest):
            later = {"follow_up_id": row.follow_up_id}
            rows.change(uow.connection, t.follow_ups, later, **said)
    uow.audit("follow_up_recorded", subject=_case(request), follow_up=request.follow_up_id)
    return Nothing()


def due_follow_ups(uow: UnitOfWork, request: contract.AskDueFollowUps) -> contract.DueFollowUps:
    """List follow-ups that are due in the cases that the actor sees, closed ones too."""
    by = request.by or uow.today()
    found = rows.until(uow.connection, t.follow_ups, "due_on", by, result=None)
    return contract.DueFollowUps(
        follow_ups=tuple(
            contract.DueFollowUp(
                follow_up_id=row.follow_up_id,
                case_id=row.case_id,
                person_id=row.person_id,
                interval=row.interval,
                due_on=row.due_on,
            )
            for row in found
            if sees(uow.connection, uow.actor, row.case_id)
        )
    )


def offer_support(uow: UnitOfWork, request: contract.OfferSupport) -> contract.SupportOffered:
    """Record support that was offered; declining it is recorded too (AFT-01, CON-11)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    _side_in_case(uow, request.case_id, request.person_id)
    offer_id = uow.ids.new()
    row = {
        **request.model_dump(include={"case_id", "person_id", "service"}),
        "offer_id": offer_id,
        "answer": request.answer.value,
        "words": _sealed(uow, request.case_id, request.words, "support_offers.words"),
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.support_offers, row)
    uow.audit("support_offered", subject=_case(request), offer=offer_id, answer=request.answer)
    return contract.SupportOffered(offer_id=offer_id)


def record_support_update(uow: UnitOfWork, request: contract.RecordSupportUpdate) -> Nothing:
    """Record what a service that was accepted tells later, such as a licence change (AFT-03)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    which = {"offer_id": request.offer_id, "case_id": request.case_id}
    offer = rows.find(uow.connection, t.support_offers, **which)
    if offer is None:
        raise NotFound("offer-unknown", offer=request.offer_id)
    if offer.answer != SupportAnswer.ACCEPTED.value:
        raise Refused("support-declined", offer=request.offer_id)
    row = {
        **request.model_dump(include={"offer_id", "kind", "told_on"}),
        "by_user": uow.actor.id,
    }
    rows.add(uow.connection, t.support_updates, row)
    uow.audit("support_update_recorded", subject=_case(request), offer=request.offer_id)
    return Nothing()


def record_statement(uow: UnitOfWork, request: contract.RecordStatement) -> Nothing:
    """Record what a participant says of themselves, before or after (OUT-07, OUT-08, OUT-09)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    side_of(uow, request.strand_id, request.person_id)
    said = request.model_dump(mode="json", include={"feelings", "satisfaction", "words"})
    row = {
        **request.model_dump(include={"case_id", "strand_id", "person_id"}),
        "told": request.told.value,
        "words": _sealed(uow, request.case_id, json.dumps(said), "participant_statements.words"),
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.statements, row)
    uow.audit("statement_recorded", subject=_case(request), person=request.person_id)
    return Nothing()


def keep_quotation(uow: UnitOfWork, request: contract.KeepQuotation) -> contract.QuotationKept:
    """Keep words to quote; whether they may be used is asked at each use (OUT-10)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    _side_in_case(uow, request.case_id, request.person_id)
    quotation_id = uow.ids.new()
    row = {
        **request.model_dump(include={"case_id", "person_id"}),
        "quotation_id": quotation_id,
        "words": _sealed(uow, request.case_id, request.words, "quotations.words"),
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.quotations, row)
    uow.audit("quotation_kept", subject=_case(request), quotation=quotation_id)
    usable = _usable(uow, request.case_id, request.person_id)
    return contract.QuotationKept(quotation_id=quotation_id, usable=usable)


def list_quotations(uow: UnitOfWork, request: contract.AskQuotations) -> contract.Quotations:
    """Return the words whose consent stands now, in cases that the actor sees; no name; audited."""
    found = [
        row
        for row in rows.listed(uow.connection, t.quotations, "at")
        if row.words is not None
        and sees(uow.connection, uow.actor, row.case_id)
        and _usable(uow, row.case_id, row.person_id)
    ]
    for case_id in sorted({row.case_id for row in found}):
        uow.audit("quotations_read", subject=f"case/{case_id}", purpose="case_study")
    return contract.Quotations(
        quotations=tuple(
            contract.Quotation(
                quotation_id=row.quotation_id,
                words=uow.keys.open(row.case_id, bytes(row.words), "quotations.words"),
                attribution=rules.ATTRIBUTION,
            )
            for row in found
        )
    )


def _usable(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> bool:
    which = {
        "case_id": case_id,
        "person_id": person_id,
        "purpose": ConsentPurpose.CASE_STUDY.value,
    }
    said = rows.listed(uow.connection, t.heard_consents, "at", **which)
    withdrawn = rows.find(uow.connection, t.heard_withdrawals, **which)
    return rules.may_be_quoted(
        [(row.at, row.given) for row in said], withdrawn.at if withdrawn else None
    )


def record_feedback(uow: UnitOfWork, request: contract.RecordFeedback) -> Nothing:
    """Record feedback, which may come long after closure (AFT-04, PRC-20)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    case = projections.find_case(uow.connection, request.case_id)
    row = {
        **request.model_dump(include={"case_id", "agency"}),
        "given_by": request.given_by.value,
        "words": _sealed(uow, request.case_id, request.words, "feedback.words"),
        "after_closure": case is not None and case.closed_at is not None,
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.feedback, row)
    uow.audit("feedback_recorded", subject=_case(request))
    return Nothing()


def show_aftercare(uow: UnitOfWork, request: contract.AskAftercare) -> contract.Aftercare:
    """Show a case's aftercare; the read is audited."""
    require_sight(uow.connection, uow.actor, request.case_id)
    uow.audit("aftercare_read", subject=_case(request), purpose="casework")
    listed, which = rows.listed, {"case_id": request.case_id}
    return contract.Aftercare(
        follow_ups=tuple(
            _follow_up(row) for row in listed(uow.connection, t.follow_ups, "due_on", **which)
        ),
        support=tuple(
            _support(uow, row) for row in listed(uow.connection, t.support_offers, "at", **which)
        ),
        statements=tuple(
            _statement(uow, row) for row in listed(uow.connection, t.statements, "id", **which)
        ),
        feedback=tuple(
            _feedback(uow, row) for row in listed(uow.connection, t.feedback, "id", **which)
        ),
    )


def _follow_up(row: Any) -> contract.FollowUpView:
    return contract.FollowUpView(
        follow_up_id=row.follow_up_id,
        person_id=row.person_id,
        interval=row.interval,
        due_on=row.due_on,
        result=FollowUpResult(row.result) if row.result else None,
    )


def _support(uow: UnitOfWork, row: Any) -> contract.SupportView:
    updates = rows.listed(uow.connection, t.support_updates, "id", offer_id=row.offer_id)
    return contract.SupportView(
        offer_id=row.offer_id,
        person_id=row.person_id,
        service=row.service,
        answer=SupportAnswer(row.answer),
        updates=tuple(one.kind for one in updates),
    )


def _statement(uow: UnitOfWork, row: Any) -> contract.StatementView:
    said = json.loads(uow.keys.open(row.case_id, bytes(row.words), "participant_statements.words"))
    return contract.StatementView(
        person_id=row.person_id,
        side=side_of(uow, row.strand_id, row.person_id),
        told=Told(row.told),
        feelings=tuple(Feeling(one) for one in said["feelings"]),
        satisfaction=said["satisfaction"],
    )


def _feedback(uow: UnitOfWork, row: Any) -> contract.FeedbackView:
    return contract.FeedbackView(
        given_by=FeedbackFrom(row.given_by),
        agency=row.agency,
        words=uow.keys.open(row.case_id, bytes(row.words), "feedback.words"),
        at=row.at,
        after_closure=row.after_closure,
    )


def _side_in_case(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> Side:
    which = {"case_id": case_id, "person_id": person_id}
    found = rows.listed(uow.connection, p.participants, **which)
    if not found:
        raise NotFound("participant-unknown", person=person_id)
    return Side(found[0].side)


def _sealed(uow: UnitOfWork, case_id: UUID, words: str | None, field: str) -> bytes | None:
    return uow.keys.seal(case_id, words, field) if words else None


def _case(request: Any) -> str:
    return f"case/{request.case_id}"
