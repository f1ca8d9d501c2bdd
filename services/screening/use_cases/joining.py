"""What screening does when two cases were joined: orders go on, decisions are taken anew.

The assessments of the case that ended end with it: what was judged was judged without the other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.store import cases, risk
from services.screening.use_cases.barring import put_down
from services.screening.use_cases.deciding import decide
from services.screening.use_cases.reacting import end_case
from services.screening.use_cases.telling import ask_for_review
from shared.contracts.intake.events import CasesJoinedV1
from shared.contracts.screening.eligibility_codes import Because
from shared.kernel.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork


def on_cases_joined(uow: UnitOfWork, event: CasesJoinedV1, envelope: Envelope) -> None:
    """Carry standing orders over, decide the referrals there, ask for a review of its strands.

    Raises:
        NotFound: the case that goes on has not been heard of yet; it will be.

    """
    held = {one: cases.lock_case(uow.connection, one) for one in sorted(_ends(event))}
    if held[event.into_case_id].opened_at is None:
        raise NotFound("case-unknown", case=event.into_case_id)
    places = {one.strand_id: one.into_strand_id for one in event.strands}
    for bar in risk.bars_of(uow.connection, event.case_id):
        if bar.lifted_at is None:
            _carry(uow, bar, event.into_case_id, places)
    for referral_id in event.referral_ids:
        referral = cases.find_referral(uow.connection, event.case_id, referral_id)
        if referral is not None:  # else it was refused here, and a person has parked it
            cases.move_referral(uow.connection, referral_id, event.into_case_id)
            moved = replace(referral, case_id=event.into_case_id)
            decide(uow, moved, Because.RECEIVED)
    end_case(uow, event.case_id, event.joined_at)
    strands = [one.strand_id for one in cases.strands_of(uow.connection, event.into_case_id)]
    ask_for_review(uow, event.into_case_id, strands, "cases_joined")


def _ends(event: CasesJoinedV1) -> tuple[UUID, UUID]:
    return event.case_id, event.into_case_id


def _carry(uow: UnitOfWork, bar: Any, into: UUID, places: Mapping[UUID, UUID]) -> None:
    """Let an order forbid in the case that goes on what it forbade; of all strands, if of all."""
    field = "contact_bars.source"
    source = uow.keys.open(bar.case_id, bar.source, field) if bar.source else None
    strand_id = places.get(bar.strand_id) if bar.strand_id else None
    row = {
        **{name: getattr(bar, name) for name in _AS_IT_WAS},
        "bar_id": uow.ids.new(),
        "case_id": into,
        "strand_id": strand_id,
        "source": uow.keys.seal(into, source, field) if source else None,
    }
    put_down(uow, row)


_AS_IT_WAS = (
    "kind", "from_on", "until_on", "recorded_by", "recorded_at", "order_kind", "forbids", "modes",
)  # fmt: skip
