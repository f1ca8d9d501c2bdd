"""Items on their way to the gate: composed, approved, checked, vetted, offered, recalled, read."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import items as rules
from services.comms.domain.items import Item, Step, StepKind
from services.comms.domain.leaks import find_leaks
from services.comms.store import items as item_store
from services.comms.store import rows
from services.comms.store.relay_tables import item_versions
from services.comms.use_cases.finding import keep_findings, require_answerable
from services.comms.use_cases.recalling import recall
from services.comms.use_cases.recording import record_step
from services.comms.use_cases.seeing import (
    is_supervisor,
    require_item,
    require_sight,
    require_strand,
)
from shared.contracts.base import Nothing
from shared.contracts.codes import Side
from shared.contracts.comms import rpc
from shared.contracts.comms.events import ItemDeclinedV1
from shared.contracts.intake.guard import IDENTIFYING_TERMS, IdentifyingTerms, Terms
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

TERMS_DEADLINE_S = 5.0


def compose_item(uow: UnitOfWork, request: rpc.ComposeItem) -> rpc.ItemComposed:
    """Keep, encrypted, the exact words that one side wishes to say (PRC-07, PRC-08)."""
    require_sight(uow.connection, uow.actor, request.case_id)
    require_strand(uow.connection, request.case_id, request.strand_id)
    _require_answerable(uow, request)
    return compose(uow, request)


def compose(
    uow: UnitOfWork, request: rpc.ComposeItem, *, thread: UUID | None = None, version: int = 1
) -> rpc.ItemComposed:
    """Store words as an item of their own: the first of a thread, or its next version."""
    item_id, salt = uow.ids.new(), secrets.token_hex(32)
    hash_ = rules.content_hash(request.text, salt)
    row = {
        "item_id": item_id,
        "case_id": request.case_id,
        "strand_id": request.strand_id,
        "kind": request.kind.value,
        "from_side": request.from_side.value,
        "one_way": request.one_way,
        "in_reply_to": request.in_reply_to,
        "content": item_store.seal_words(uow.keys, request.case_id, item_id, request.text, salt),
        "content_hash": hash_,
        "composed_by": uow.actor.id,
        "composed_at": uow.now(),
    }
    item_store.add_item(uow.connection, row)
    numbered = {
        "item_id": item_id,
        "thread_id": thread or item_id,
        "case_id": request.case_id,
        "version": version,
        "form": request.form.value if request.form else None,
    }
    rows.add(uow.connection, item_versions, numbered)
    uow.audit("item_composed", subject=f"case/{request.case_id}", item=item_id, hash=hash_)
    return rpc.ItemComposed(item_id=item_id, content_hash=hash_)


def _require_answerable(uow: UnitOfWork, request: rpc.ComposeItem) -> None:
    """Only what was delivered, to this side, and is not one-way, can be replied to."""
    if request.in_reply_to is None:
        return
    asked = item_store.find_item(uow.connection, request.case_id, request.in_reply_to)
    if asked is None or asked.strand_id != request.strand_id:
        raise NotFound("item-unknown", item=request.in_reply_to)
    if asked.one_way:
        raise Refused("no-reply-wanted", item=asked.item_id)
    if asked.from_side is request.from_side or not asked.is_delivered:
        raise Refused("nothing-to-reply-to", item=asked.item_id)


def approve_item(uow: UnitOfWork, request: rpc.ItemStep) -> Nothing:
    """The author approves these exact words; a facilitator records it (CON-05)."""
    item = _open_item(uow, request)
    _record(uow, item, StepKind.APPROVED)
    return Nothing()


def check_item(runtime: Runtime, context: Context, request: rpc.ItemStep) -> rpc.LeakCheck:
    """Ask intake what would identify the author's side, then look for it in the exact text.

    Raises ``Unavailable`` when intake does not answer: there is no check, and nothing leaves.
    """
    with runtime.store.reading() as connection:
        item = require_item(connection, context.actor, request.case_id, request.item_id)
    rules.require_words(item, request.content_hash)
    rules.require_approved(item)
    terms = identifying_terms(runtime, context, item.case_id, item.strand_id, item.from_side)
    with runtime.transaction(context) as uow:
        return _check(uow, _open_item(uow, request), terms)


def identifying_terms(
    runtime: Runtime, context: Context, case_id: UUID, strand_id: UUID, of_side: Side
) -> tuple[tuple[str, str], ...]:
    """Ask intake what would identify a side: ``Unavailable`` or ``Refused`` without an answer."""
    answer = runtime.ask(
        IDENTIFYING_TERMS,
        IdentifyingTerms(case_id=case_id, strand_id=strand_id, of_side=of_side),
        deadline_s=TERMS_DEADLINE_S,
        context=context.with_(idempotency_key=None),
    )
    if not isinstance(answer, Terms) or not answer.terms:
        raise Refused("identifying-terms-missing", strand=strand_id)
    return tuple((term.kind, term.text) for term in answer.terms)


def _check(uow: UnitOfWork, item: Item, terms: tuple[tuple[str, str], ...]) -> rpc.LeakCheck:
    rules.require_approved(item)
    text, salt = item_store.words_of(uow.connection, uow.keys, item)
    if rules.content_hash(text, salt) != item.content_hash:
        raise Refused("words-differ", item=item.item_id)
    views = keep_findings(uow, item, find_leaks(text, terms))
    _record(uow, item, StepKind.CHECKED, findings=len(views))
    return rpc.LeakCheck(findings=views)


def answer_finding(uow: UnitOfWork, request: rpc.AnswerFinding) -> Nothing:
    """Answer one finding of the latest check in writing; what blocks is not answered away."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id, lock=True)
    rules.require_undelivered(item)
    if request.finding_id not in {finding.finding_id for finding in item.findings}:
        raise NotFound("finding-unknown", finding=request.finding_id)
    require_answerable(uow, request.finding_id)
    sealed = uow.keys.seal(item.case_id, request.answer, "findings.answer")
    item_store.answer_finding(uow.connection, request.finding_id, sealed, uow.actor.id, uow.now())
    uow.audit(
        "finding_answered",
        subject=f"case/{item.case_id}",
        item=item.item_id,
        finding=request.finding_id,
    )
    return Nothing()


def vet_item(uow: UnitOfWork, request: rpc.ItemStep) -> Nothing:
    """A facilitator of the case, or a supervisor, has read these exact words and lets them pass."""
    item = _open_item(uow, request)
    rules.require_checked(item)
    supervisor = is_supervisor(uow.connection, uow.actor, item.case_id)
    _record(uow, item, StepKind.VETTED, as_supervisor=supervisor)
    return Nothing()


def record_offer(uow: UnitOfWork, request: rpc.RecordOffer) -> Nothing:
    """Record what the recipient, told only the kind, chose: whether, how and when, or later."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id, lock=True)
    rules.require_undelivered(item)
    rules.require_vetted(item)
    if request.keep_until is not None:
        rules.require_later(request.keep_until, uow.now(), accepts=request.accepts)
        _record(uow, item, StepKind.KEPT, chosen={"window_from": request.keep_until})
        return Nothing()
    if not request.accepts:
        _record(uow, item, StepKind.DECLINED)
        uow.announce(
            ItemDeclinedV1(
                item_id=item.item_id,
                case_id=item.case_id,
                strand_id=item.strand_id,
                declined_at=uow.now(),
            )
        )
        return Nothing()
    rules.require_window(request.window_from, request.window_until)
    chosen = {
        "window_from": request.window_from,
        "window_until": request.window_until,
        "reason": request.how.value if request.how else None,
    }
    _record(uow, item, StepKind.ACCEPTED, chosen=chosen)
    return Nothing()


def recall_item(uow: UnitOfWork, request: rpc.RecallItem) -> Nothing:
    """Recall an undelivered item by hand."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id, lock=True)
    rules.require_undelivered(item)
    recall(uow, item, request.reason)
    return Nothing()


def acknowledge_item(uow: UnitOfWork, request: rpc.ItemById) -> Nothing:
    """The recipient took it in."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id, lock=True)
    if not item.is_delivered:
        raise Refused("item-not-delivered", item=item.item_id)
    if not item.has(StepKind.ACKNOWLEDGED):
        _record(uow, item, StepKind.ACKNOWLEDGED)
    return Nothing()


def read_item(uow: UnitOfWork, request: rpc.ItemById) -> rpc.ItemText:
    """Show an item's exact text; the read is audited."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id)
    text, _ = item_store.words_of(uow.connection, uow.keys, item)
    uow.audit("item_read", subject=f"case/{item.case_id}", purpose="casework", item=item.item_id)
    return rpc.ItemText(item_id=item.item_id, text=text, content_hash=item.content_hash)


def _open_item(uow: UnitOfWork, request: rpc.ItemStep) -> Item:
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id, lock=True)
    rules.require_words(item, request.content_hash)
    rules.require_undelivered(item)
    return item


def _record(
    uow: UnitOfWork,
    item: Item,
    kind: StepKind,
    *,
    as_supervisor: bool = False,
    chosen: dict[str, Any] | None = None,
    findings: int | None = None,
) -> UUID:
    step = Step(
        kind=kind,
        by=uow.actor.id,
        at=uow.now(),
        content_hash=item.content_hash,
        as_supervisor=as_supervisor,
        **(chosen or {}),
    )
    record_step(uow, item, step)
    counted: dict[str, Any] = {} if findings is None else {"findings": findings}
    uow.audit(
        f"item_{kind.value}",
        subject=f"case/{item.case_id}",
        item=item.item_id,
        hash=item.content_hash,
        **counted,
    )
    return item.item_id
