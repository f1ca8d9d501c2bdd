"""The findings of a check: kept under ids that stay, and answered for unless they block."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.comms.domain.items import Item
from services.comms.domain.leaks import Leak, Severity
from services.comms.store import findings as store
from services.comms.use_cases.seeing import require_item
from shared.contracts.comms import rpc
from shared.kernel.errors import Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def keep_findings(
    uow: UnitOfWork, item: Item, leaks: tuple[Leak, ...]
) -> tuple[rpc.FindingView, ...]:
    """Keep what a check found; a finding made again keeps the answer that it has."""
    found = {leak.key(item.content_hash): leak for leak in leaks}
    store.drop_others(uow.connection, item.item_id, found)
    check_id, before = uow.ids.new(), store.ids_of(uow.connection, item.item_id)
    rows = [
        {
            "finding_id": finding_id,
            "item_id": item.item_id,
            "case_id": item.case_id,
            "check_id": check_id,
            "kind": leak.kind[:40],
            "excerpt": store.seal_leak(uow.keys, item.case_id, leak),
        }
        for finding_id, leak in found.items()
        if finding_id not in before
    ]
    store.add(uow.connection, rows)
    return tuple(_view(finding_id, leak) for finding_id, leak in found.items())


def require_answerable(uow: UnitOfWork, finding_id: UUID) -> None:
    """Refuse (``finding-blocks``) to answer for known whereabouts: the words must change."""
    if store.severity_of(uow.connection, uow.keys, finding_id) is Severity.BLOCKS:
        raise Refused("finding-blocks", finding=finding_id)


def _view(finding_id: UUID, leak: Leak) -> rpc.FindingView:
    return rpc.FindingView(
        finding_id=finding_id,
        kind=leak.kind,
        excerpt=leak.excerpt,
        start=leak.start,
        end=leak.end,
        why=leak.why.value,
        severity=leak.severity.value,
        known=leak.known,
    )


def list_findings(uow: UnitOfWork, request: rpc.ItemById) -> rpc.LeakCheck:
    """Show what the last check found and how each was answered; the read is audited."""
    item = require_item(uow.connection, uow.actor, request.case_id, request.item_id)
    uow.audit("findings_read", subject=f"case/{item.case_id}", purpose="casework")
    kept = store.told_of(uow.connection, uow.keys, item.case_id, item.item_id)
    shown = [
        rpc.FindingView(finding_id=id_, kind=kind, answer=answer, **told)
        for id_, kind, told, answer in kept
    ]
    return rpc.LeakCheck(findings=tuple(sorted(shown, key=lambda one: one.start or 0)))
