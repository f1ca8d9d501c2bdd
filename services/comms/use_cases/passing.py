"""The only way across: gather the facts, ask the gate, and pass or refuse.

Intake is asked at the last moment, before the transaction. The decision is made inside it, with
the case locked, on facts that cannot change until the commit. No answer is a no.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from services.comms.domain import items as rules
from services.comms.domain.gate import Facts, GateDecision, ItemFacts, Standing, decide
from services.comms.domain.items import Item, Step, StepKind
from services.comms.domain.process import require_length
from services.comms.store import items as item_store
from services.comms.store import process, projections
from services.comms.use_cases.seeing import require_item, require_sight, require_strand
from shared.contracts.codes import Mode, Side
from shared.contracts.comms import rpc
from shared.contracts.comms.events import ConferenceHeldV1, ItemDeliveredV1, ItemReleasedV1
from shared.contracts.intake.guard import CONTACT_STANDING, ContactStanding, StandingFacts
from shared.kernel.errors import RedressError, Refused

if TYPE_CHECKING:
    from uuid import UUID

    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

STANDING_DEADLINE_S = 2.0


class _Answer:
    """Intake's answer and when, by this machine's own clock, it was asked for."""

    def __init__(self, facts: StandingFacts | None, asked_at: float) -> None:
        self._facts = facts
        self._asked_at = asked_at

    def standing(self) -> Standing | None:
        """Return the answer with its age now; None when there was none."""
        if self._facts is None:
            return None
        return Standing(
            author_takes_part=self._facts.author_takes_part,
            author_consents_to_item=self._facts.author_consents_to_item,
            recipient_takes_part=self._facts.recipient_takes_part,
            recipient_consents_to_kind=self._facts.recipient_consents_to_kind,
            case_open=self._facts.case_open,
            on_hold=self._facts.on_hold,
            age_s=time.monotonic() - self._asked_at,
        )


def gate(runtime: Runtime, context: Context, request: rpc.ItemById) -> rpc.GateView:
    """Say whether this item may pass now, condition by condition."""
    with runtime.store.reading() as connection:
        item = require_item(connection, context.actor, request.case_id, request.item_id)
    answer = _ask_about(runtime, context, item)
    with runtime.transaction(context) as uow:
        decision = _decide_item(uow, item, item.content_hash, answer)
        uow.audit("gate_asked", subject=f"case/{item.case_id}", item=item.item_id)
    return rpc.GateView(
        open=decision.open,
        conditions=tuple(
            rpc.Condition(code=one.code.value, holds=one.holds) for one in decision.conditions
        ),
    )


def deliver_item(runtime: Runtime, context: Context, request: rpc.DeliverItem) -> rpc.Delivered:
    """Deliver an item, if every condition holds at this moment (design 7).

    Raises ``Refused`` (``gate-closed``) with the codes of what does not hold; that is audited.
    """
    with runtime.store.reading() as connection:
        item = require_item(connection, context.actor, request.case_id, request.item_id)
    answer = _ask_about(runtime, context, item)
    try:
        with runtime.transaction(context) as uow:
            return _deliver(uow, request, answer)
    except _GateClosed as closed:
        _audit_refusal(runtime, context, item.case_id, closed, item=item.item_id)
        raise


def _deliver(uow: UnitOfWork, request: rpc.DeliverItem, answer: _Answer) -> rpc.Delivered:
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id, lock=True)
    _require_open(_decide_item(uow, item, request.content_hash, answer))
    now = uow.now()
    step = Step(
        kind=StepKind.DELIVERED,
        by=uow.actor.id,
        at=now,
        content_hash=item.content_hash,
        reason=request.how,
    )
    item_store.add_step(uow.connection, item, step)
    _announce_delivery(uow, item)
    uow.audit(
        "item_delivered",
        subject=f"case/{item.case_id}",
        item=item.item_id,
        hash=item.content_hash,
        how=request.how,
    )
    return rpc.Delivered(delivered_at=now, content_hash=item.content_hash)


def _announce_delivery(uow: UnitOfWork, item: Item) -> None:
    now = uow.now()
    uow.announce(
        ItemReleasedV1(
            item_id=item.item_id,
            case_id=item.case_id,
            strand_id=item.strand_id,
            kind=item.kind,
            from_side=item.from_side,
            content_hash=item.content_hash,
            released_at=now,
        )
    )
    uow.announce(
        ItemDeliveredV1(
            item_id=item.item_id,
            case_id=item.case_id,
            strand_id=item.strand_id,
            kind=item.kind,
            from_side=item.from_side,
            content_hash=item.content_hash,
            delivered_at=now,
        )
    )


def hold_conference(
    runtime: Runtime, context: Context, request: rpc.HoldConference
) -> rpc.MeetingRecorded:
    """Let the parties meet, if the gate is open for a meeting now (RSK-02, PRC-04)."""
    require_length(request.minutes)
    with runtime.store.reading() as connection:
        require_sight(connection, context.actor, request.case_id)
        require_strand(connection, request.case_id, request.strand_id)
    answer = _ask(
        runtime,
        context,
        ContactStanding(
            case_id=request.case_id, strand_id=request.strand_id, from_side=Side.HARMED
        ),
    )
    try:
        with runtime.transaction(context) as uow:
            return _hold_conference(uow, request, answer)
    except _GateClosed as closed:
        _audit_refusal(runtime, context, request.case_id, closed, strand=request.strand_id)
        raise


def _hold_conference(
    uow: UnitOfWork, request: rpc.HoldConference, answer: _Answer
) -> rpc.MeetingRecorded:
    projections.lock_case(uow.connection, request.case_id)
    require_sight(uow.connection, uow.actor, request.case_id)
    facts = _facts(uow, request.case_id, request.strand_id, Mode.CONFERENCE, answer)
    _require_open(decide(facts))
    meeting_id = store_meeting(uow, request, kind="conference", side=None)
    uow.announce(
        ConferenceHeldV1(
            meeting_id=meeting_id,
            case_id=request.case_id,
            strand_id=request.strand_id,
            place=request.place,
            held_at=uow.now(),
        )
    )
    return rpc.MeetingRecorded(meeting_id=meeting_id)


def store_meeting(
    uow: UnitOfWork,
    request: rpc.HoldConference | rpc.HoldRestorativeConversation | rpc.RecordPreparationMeeting,
    *,
    kind: str,
    side: Side | None,
) -> UUID:
    """Store and audit a meeting that was allowed; return its id."""
    meeting_id = uow.ids.new()
    notes = request.notes
    row = {
        "meeting_id": meeting_id,
        "case_id": request.case_id,
        "strand_id": request.strand_id,
        "kind": kind,
        "side": side.value if side else None,
        "place": request.place.value,
        "minutes": request.minutes,
        "notes": uow.keys.seal(request.case_id, notes, "meetings.notes") if notes else None,
        "by_user": uow.actor.id,
        "held_at": uow.now(),
    }
    process.add_meeting(uow.connection, row)
    uow.audit(f"{kind}_held", subject=f"case/{request.case_id}", meeting=meeting_id)
    return meeting_id


class _GateClosed(Refused):
    """The gate is closed; ``ids`` name the conditions that do not hold."""

    def __init__(self, decision: GateDecision) -> None:
        codes = ",".join(code.value for code in decision.closed_by)
        super().__init__("gate-closed", conditions=codes)


def _require_open(decision: GateDecision) -> None:
    if not decision.open:
        raise _GateClosed(decision)


def _audit_refusal(
    runtime: Runtime, context: Context, case_id: UUID, closed: _GateClosed, **about: Any
) -> None:
    """Keep that it was tried: the transaction of the try itself is gone."""
    codes = closed.ids["conditions"].split(",")
    with runtime.transaction(context.with_(mark=None)) as uow:
        uow.audit(
            "gate_closed", subject=f"case/{case_id}", count=len(codes), first=codes[0], **about
        )


def _ask_about(runtime: Runtime, context: Context, item: Item) -> _Answer:
    question = ContactStanding(
        case_id=item.case_id,
        strand_id=item.strand_id,
        from_side=item.from_side,
        item_id=item.item_id,
        item_kind=item.kind,
    )
    return _ask(runtime, context, question)


def _ask(runtime: Runtime, context: Context, question: ContactStanding) -> _Answer:
    asked_at = time.monotonic()
    try:
        answer = runtime.ask(
            CONTACT_STANDING,
            question,
            deadline_s=STANDING_DEADLINE_S,
            context=context.with_(idempotency_key=None),
        )
    except RedressError:
        return _Answer(None, asked_at)
    return _Answer(answer if isinstance(answer, StandingFacts) else None, asked_at)


def _decide_item(uow: UnitOfWork, item: Item, asked_hash: str, answer: _Answer) -> GateDecision:
    text, salt = item_store.words_of(uow.connection, uow.keys, item)
    item_facts = rules.facts_of(
        item, text_hash=rules.content_hash(text, salt), asked_hash=asked_hash
    )
    mode = rules.mode_of(item.kind)
    return decide(_facts(uow, item.case_id, item.strand_id, mode, answer, item=item_facts))


def _facts(
    uow: UnitOfWork,
    case_id: UUID,
    strand_id: UUID,
    mode: Mode,
    answer: _Answer,
    item: ItemFacts | None = None,
) -> Facts:
    connection = uow.connection
    case = projections.find_case(connection, case_id)
    known = case is not None and case.opened_at is not None
    return Facts(
        at=uow.now(),
        today=uow.today(),
        strand_id=strand_id,
        mode=mode,
        standing=answer.standing(),
        case_open=known and case is not None and case.closed_at is None and case.erased_at is None,
        held=projections.is_held(connection, case_id),
        bars=projections.bars_of(connection, case_id),
        eligibility=projections.eligibility_of(connection, case_id),
        risk=projections.risk_of(connection, strand_id),
        facilitators=projections.facilitators_of(connection, case_id),
        item=item,
    )
