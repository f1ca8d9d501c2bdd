"""The facts of the gate, gathered in one transaction; and what a closed gate means for the asker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import items as rules
from services.comms.domain.gate import Facts, GateDecision, ItemFacts, Screening
from services.comms.domain.items import Item
from services.comms.store import items as item_store
from services.comms.store import projections
from shared.kernel.errors import Refused

if TYPE_CHECKING:
    from services.comms.use_cases.asking import Inquiry
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork


class GateClosed(Refused):
    """The gate is closed; ``ids`` name the conditions that do not hold."""

    def __init__(self, decision: GateDecision) -> None:
        codes = ",".join(code.value for code in decision.closed_by)
        super().__init__("gate-closed", conditions=codes)


def require_open(decision: GateDecision) -> None:
    """Raise ``GateClosed`` unless the gate is open."""
    if not decision.open:
        raise GateClosed(decision)


def audit_refusal(
    runtime: Runtime, context: Context, case_id: UUID, closed: GateClosed, **about: Any
) -> None:
    """Keep that it was tried: the transaction of the try itself is gone."""
    codes = closed.ids["conditions"].split(",")
    with runtime.transaction(context.with_(mark=None)) as uow:
        uow.audit(
            "gate_closed", subject=f"case/{case_id}", count=len(codes), first=codes[0], **about
        )


def item_facts_of(
    uow: UnitOfWork, item: Item, asked_hash: str, inquiry: Inquiry, *, confirmed: bool = False
) -> Facts:
    """Return the facts about an item, with the hash of the text that would pass now."""
    text, salt = item_store.words_of(uow.connection, uow.keys, item)
    text_hash = rules.content_hash(text, salt)
    found_now = inquiry.found_now(text, text_hash)
    about = rules.facts_of(item, text_hash=text_hash, asked_hash=asked_hash, found_now=found_now)
    return facts_of(uow, inquiry, about, confirmed=confirmed)


def facts_of(
    uow: UnitOfWork, inquiry: Inquiry, item: ItemFacts | None = None, *, confirmed: bool = False
) -> Facts:
    """Return the facts about a crossing. The caller holds the lock of the case."""
    connection, about = uow.connection, inquiry.crossing
    case = projections.find_case(connection, about.case_id)
    known = case is not None and case.opened_at is not None
    return Facts(
        at=uow.now(),
        today=uow.today(),
        strand_id=about.strand_id,
        mode=about.mode,
        case_open=known and case is not None and case.closed_at is None and case.erased_at is None,
        held=projections.is_held(connection, about.case_id),
        heard=Screening(
            bars=projections.bars_of(connection, about.case_id),
            eligibility=projections.eligibility_of(connection, about.case_id),
            risk=projections.risk_of(connection, about.strand_id),
        ),
        facilitators=projections.facilitators_of(connection, about.case_id),
        standing=inquiry.standing(),
        screening=inquiry.screening(),
        current=inquiry.current(),
        answers_age_s=inquiry.age_s,
        confirmed=confirmed,
        item=item,
    )
