"""The relay beside its steps: versions, what came of a delivery, and what waits on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import items as rules
from services.comms.domain.items import Item, Step, StepKind
from services.comms.domain.waiting import waits_on
from services.comms.store import items as item_store
from services.comms.store import projections, rows
from services.comms.store import relay_tables as t
from services.comms.store.tables import items
from services.comms.use_cases.recalling import recall
from services.comms.use_cases.recording import record_step, seals_hold
from services.comms.use_cases.seeing import require_item, require_sight, sees
from services.comms.use_cases.writing import compose
from shared.contracts.base import Nothing
from shared.contracts.codes import ConsentPurpose
from shared.contracts.comms import relay, rpc
from shared.contracts.comms.codes import DeliveryResult, LetterForm, WaitsOn
from shared.contracts.comms.events import DeliveryResultRecordedV1
from shared.kernel.errors import Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_STEPS = {
    DeliveryResult.PROVEN: StepKind.PROVEN,
    DeliveryResult.RETURNED: StepKind.RETURNED,
    DeliveryResult.REFUSED: StepKind.REFUSED,
}
_WORDS = "delivery_results.words"


def revise_item(uow: UnitOfWork, request: relay.ReviseItem) -> relay.ItemRevised:
    """Put other words in place: the old ones are recalled, the new ones start again (PRC-08)."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id, lock=True)
    found = _version(uow, item)
    if any(one.version > found.version for one in _thread(uow, found.thread_id)):
        raise Refused("not-the-latest-version", item=item.item_id)
    if item.is_delivered:
        raise Refused("item-delivered", item=item.item_id)
    if item.undelivered:
        recall(uow, item, "reworded")
    row = rows.find(uow.connection, items, item_id=item.item_id)
    assert row is not None
    made = compose(
        uow,
        rpc.ComposeItem(
            case_id=item.case_id,
            strand_id=item.strand_id,
            kind=item.kind,
            from_side=item.from_side,
            text=request.text,
            one_way=item.one_way,
            in_reply_to=row.in_reply_to,
            form=LetterForm(found.form) if found.form else None,
        ),
        thread=found.thread_id,
        version=found.version + 1,
    )
    return relay.ItemRevised(
        item_id=made.item_id, version=found.version + 1, content_hash=made.content_hash
    )


def _version(uow: UnitOfWork, item: Item) -> Any:
    """Return an item's place in its thread. Items older than threads are made one of their own."""
    found = rows.find(uow.connection, t.item_versions, item_id=item.item_id)
    if found is None:
        raise Refused("item-without-versions", item=item.item_id)
    return found


def _thread(uow: UnitOfWork, thread_id: UUID) -> list[Any]:
    return rows.listed(uow.connection, t.item_versions, "version", thread_id=thread_id)


def list_versions(uow: UnitOfWork, request: relay.AskVersions) -> relay.Versions:
    """Show every version of an item, without words; the read is audited."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id)
    found = _version(uow, item)
    uow.audit("versions_read", subject=f"case/{item.case_id}", purpose="casework")
    return relay.Versions(
        form=LetterForm(found.form) if found.form else None,
        versions=tuple(
            _version_view(uow, item.case_id, row) for row in _thread(uow, found.thread_id)
        ),
    )


def _version_view(uow: UnitOfWork, case_id: UUID, row: Any) -> relay.VersionView:
    item = item_store.find_item(uow.connection, case_id, row.item_id)
    kept = rows.find(uow.connection, items, item_id=row.item_id)
    assert item is not None and kept is not None  # noqa: PT018 - its version names it
    return relay.VersionView(
        item_id=row.item_id,
        version=row.version,
        state=item.state,
        content_hash=item.content_hash,
        composed_by=kept.composed_by,
        composed_at=kept.composed_at,
    )


def record_delivery_result(uow: UnitOfWork, request: relay.RecordDeliveryResult) -> Nothing:
    """Record proof, return or refusal; the latter two re-open the step that they undo (peers 6.10).

    A return re-opens the delivery, a refusal the offer. Whatever is tried next passes the gate anew.
    """
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id, lock=True)
    kind = _STEPS[request.result]
    rules.require_result(item, kind)
    step = Step(kind=kind, by=uow.actor.id, at=uow.now(), content_hash=item.content_hash)
    record_step(uow, item, step)
    words = request.words
    row = {
        "item_id": item.item_id,
        "case_id": item.case_id,
        "result": request.result.value,
        "words": uow.keys.seal(item.case_id, words, _WORDS) if words else None,
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.delivery_results, row)
    uow.audit(f"item_{kind.value}", subject=f"case/{item.case_id}", item=item.item_id)
    uow.announce(
        DeliveryResultRecordedV1(
            item_id=item.item_id,
            case_id=item.case_id,
            strand_id=item.strand_id,
            result=request.result,
            recorded_at=uow.now(),
        )
    )
    return Nothing()


def what_waits(uow: UnitOfWork, request: relay.AskRelay) -> relay.Relay:
    """Say what waits on whom, the longest first: in one case, or in all that the actor sees."""
    if request.case_id is not None:
        require_sight(uow.connection, uow.actor, request.case_id)
        cases = [request.case_id]
    else:
        known = projections.open_cases_with_items(uow.connection)
        cases = [case_id for case_id in known if sees(uow.connection, uow.actor, case_id)]
    found = [one for case_id in cases for one in _waiting_in(uow, case_id)]
    return relay.Relay(items=tuple(sorted(found, key=lambda one: one.since)))


def _waiting_in(uow: UnitOfWork, case_id: UUID) -> list[relay.Waiting]:
    composed = {
        row.item_id: row.composed_at for row in rows.listed(uow.connection, items, case_id=case_id)
    }
    consents = _consented(uow, case_id)
    found = []
    for item in item_store.items_of(uow.connection, case_id):
        yes = item.item_id in consents
        wait = waits_on(
            item, composed_at=composed[item.item_id], author_consents=yes, now=uow.now()
        )
        if wait.on is not WaitsOn.NOBODY:
            found.append(_waiting(item, wait.on, wait.since, consented=yes))
    return found


def _waiting(item: Item, on: WaitsOn, since: Any, *, consented: bool) -> relay.Waiting:
    return relay.Waiting(
        item_id=item.item_id,
        case_id=item.case_id,
        strand_id=item.strand_id,
        kind=item.kind,
        from_side=item.from_side,
        state=item.state,
        waits_on=on,
        since=since,
        vetted_by=tuple(sorted(item.vetters)),
        author_consent_heard=consented,
    )


def _consented(uow: UnitOfWork, case_id: UUID) -> set[UUID]:
    """Return the items to which the newest word heard is a yes."""
    newest: dict[UUID, bool] = {}
    passing = ConsentPurpose.PASS_ITEM.value
    for row in rows.listed(
        uow.connection, t.heard_consents, "at", case_id=case_id, purpose=passing
    ):
        if row.item_id is not None:
            newest[row.item_id] = row.given
    return {item_id for item_id, given in newest.items() if given}


def item_steps(uow: UnitOfWork, request: relay.AskStepsOfItem) -> relay.ItemSteps:
    """Show who did what to an item, when, and whether the seals of the steps still hold."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id)
    uow.audit("steps_read", subject=f"case/{item.case_id}", purpose="casework")
    return relay.ItemSteps(
        steps=tuple(
            relay.StepView(
                kind=step.kind.value,
                by=step.by,
                at=step.at,
                content_hash=step.content_hash,
                seal=seal,
                reason=step.reason,
            )
            for step, seal in item_store.sealed_steps(uow.connection, item.item_id)
        ),
        sealed=seals_hold(uow, item),
    )
