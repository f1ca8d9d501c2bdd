"""Orders and bars: what they forbid, they forbid at once, from their first day to their last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.domain.risk_signing import forbidden_by, named_modes
from services.screening.store import cases, risk
from services.screening.store.risk_policies import forbidden_modes, orders
from services.screening.use_cases.seeing import require_strand, take_case
from services.screening.use_cases.telling import ask_for_review, tell
from shared.contracts.base import Nothing
from shared.contracts.codes import BarKind
from shared.contracts.screening import rpc
from shared.contracts.screening.events import ContactBarLiftedV1, ContactBarredV1
from shared.contracts.screening.risk_codes import Forbidden
from shared.kernel.errors import Fault, InvalidInput, NotFound, NotPermitted, Refused
from shared.security.permissions import MANAGERS

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def record_bar(uow: UnitOfWork, request: rpc.RecordBar) -> rpc.BarRecorded:
    """Record an order or measure, with its dates, its source and what it forbids (ELG-12).

    It is announced in the same transaction with the modes that it forbids: all of them, or, of an
    order not to enter an area, the meeting. It calls for a review, so that contact does not begin
    again by itself on the day after the last.
    """
    take_case(uow, request.case_id)
    if request.strand_id is not None:
        require_strand(uow, request.case_id, request.strand_id)
    _require_sense(request)
    bar_id = add_bar(uow, request, _forbids(request))
    ask_for_review(
        uow, request.case_id, _concerned(uow, request.case_id, request.strand_id), "order_changed"
    )
    return rpc.BarRecorded(bar_id=bar_id)


def lift_bar(uow: UnitOfWork, request: rpc.LiftBar) -> Nothing:
    """Record that a bar no longer applies. A safeguarding bar is lifted by a manager only."""
    take_case(uow, request.case_id)
    bar = risk.find_bar(uow.connection, request.case_id, request.bar_id)
    if bar is None:
        raise NotFound("bar-unknown", bar=request.bar_id)
    if bar.lifted_at is not None:
        raise Refused("already-lifted", bar=request.bar_id)
    if bar.kind == BarKind.SAFEGUARDING.value and not uow.actor.has_any(MANAGERS):
        raise NotPermitted("manager-lifts-safeguarding", bar=request.bar_id)
    reason = uow.keys.seal(request.case_id, request.reason, "contact_bars.lift_reason")
    risk.lift_bar(uow.connection, request.bar_id, reason, uow.now())
    uow.audit("contact_bar_lifted", subject=f"case/{request.case_id}", bar=request.bar_id)
    uow.announce(
        ContactBarLiftedV1(bar_id=request.bar_id, case_id=request.case_id, lifted_at=uow.now())
    )
    ask_for_review(
        uow, request.case_id, _concerned(uow, request.case_id, bar.strand_id), "order_changed"
    )
    return Nothing()


def add_bar(uow: UnitOfWork, bar: rpc.RecordBar, forbids: tuple[Forbidden, ...] = ()) -> UUID:
    """Store a bar and announce what it forbids; leases over the case end."""
    bar_id, modes = uow.ids.new(), forbidden_by(forbids, forbidden_modes())
    row = {
        "bar_id": bar_id,
        "case_id": bar.case_id,
        "strand_id": bar.strand_id,
        "kind": bar.kind.value,
        "from_on": bar.from_on,
        "until_on": bar.until_on,
        "source": uow.keys.seal(bar.case_id, bar.source, "contact_bars.source"),
        "recorded_by": uow.actor.id,
        "recorded_at": uow.now(),
        "order_kind": bar.order.value if bar.order else None,
        "forbids": ",".join(one.value for one in forbids),
        "modes": ",".join(sorted(mode.value for mode in modes)),
    }
    put_down(uow, row)
    return bar_id


def put_down(uow: UnitOfWork, row: dict[str, Any]) -> None:
    """Write a bar's row and say what it forbids; leases over its case end."""
    risk.add_bar(uow.connection, row)
    uow.changed(rpc.RISK_RECORD, row["case_id"])
    uow.audit(
        "contact_barred", subject=f"case/{row['case_id']}", bar=row["bar_id"], kind=row["kind"]
    )
    tell(
        uow,
        ContactBarredV1(
            bar_id=row["bar_id"],
            case_id=row["case_id"],
            strand_id=row["strand_id"],
            kind=BarKind(row["kind"]),
            from_on=row["from_on"],
            until_on=row["until_on"],
            barred_at=uow.now(),
            modes=named_modes(risk.modes_in(row["modes"])),
        ),
    )


def _concerned(uow: UnitOfWork, case_id: UUID, strand_id: UUID | None) -> list[UUID]:
    every = [strand.strand_id for strand in cases.strands_of(uow.connection, case_id)]
    return every if strand_id is None else [strand_id]


def _require_sense(request: rpc.RecordBar) -> None:
    faults = []
    if request.until_on is not None and request.until_on < request.from_on:
        faults.append(Fault("until_on", "before-start"))
    if request.order is not None and orders()[request.order][0] is not request.kind:
        faults.append(Fault("kind", "not-of-this-order"))
    if request.kind is BarKind.SAFEGUARDING:
        faults.append(Fault("kind", "raise-a-concern"))
    if faults:
        raise InvalidInput("bar-invalid", tuple(faults))


def _forbids(request: rpc.RecordBar) -> tuple[Forbidden, ...]:
    """Return what the order forbids: as said, or as orders of its kind do, or everything."""
    if request.forbids or request.order is None:
        return request.forbids
    return orders()[request.order][1]
