"""Orders, bars and safeguarding concerns: they act at once (ELG-12, RSK-03)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from services.screening.store import risk
from services.screening.use_cases.seeing import require_strand, take_case
from services.screening.use_cases.telling import tell
from shared.contracts.base import Nothing
from shared.contracts.codes import BarKind
from shared.contracts.screening import rpc
from shared.contracts.screening.events import (
    ContactBarLiftedV1,
    ContactBarredV1,
    SafeguardingConcernRaisedV1,
)
from shared.kernel.errors import Fault, InvalidInput, NotFound, NotPermitted, Refused
from shared.security.permissions import MANAGERS

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def record_bar(uow: UnitOfWork, request: rpc.RecordBar) -> rpc.BarRecorded:
    """Record an order or measure that forbids contact; it is announced in the same transaction."""
    take_case(uow, request.case_id)
    if request.strand_id is not None:
        require_strand(uow, request.case_id, request.strand_id)
    if request.until_on is not None and request.until_on < request.from_on:
        raise InvalidInput("bar-invalid", (Fault("until_on", "before-start"),))
    bar_id = _bar(
        uow,
        request.case_id,
        request.strand_id,
        kind=request.kind,
        days=(request.from_on, request.until_on),
        source=request.source,
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
    return Nothing()


def raise_concern(uow: UnitOfWork, request: rpc.RaiseConcern) -> rpc.ConcernRaised:
    """Raise a safeguarding concern in one step: the whole case is barred from this moment."""
    take_case(uow, request.case_id)
    bar_id = _bar(
        uow,
        request.case_id,
        None,
        kind=BarKind.SAFEGUARDING,
        days=(uow.today(), None),
        source="safeguarding concern",
    )
    concern_id = uow.ids.new()
    row = {
        "concern_id": concern_id,
        "case_id": request.case_id,
        "bar_id": bar_id,
        "note": uow.keys.seal(request.case_id, request.note, "safeguarding_concerns.note"),
        "raised_by": uow.actor.id,
        "raised_at": uow.now(),
    }
    risk.add_concern(uow.connection, row)
    uow.audit("safeguarding_concern_raised", subject=f"case/{request.case_id}", concern=concern_id)
    tell(
        uow,
        SafeguardingConcernRaisedV1(
            concern_id=concern_id, case_id=request.case_id, raised_at=uow.now()
        ),
    )
    return rpc.ConcernRaised(concern_id=concern_id, bar_id=bar_id)


def _bar(
    uow: UnitOfWork,
    case_id: UUID,
    strand_id: UUID | None,
    *,
    kind: BarKind,
    days: tuple[date, date | None],
    source: str,
) -> UUID:
    bar_id = uow.ids.new()
    row = {
        "bar_id": bar_id,
        "case_id": case_id,
        "strand_id": strand_id,
        "kind": kind.value,
        "from_on": days[0],
        "until_on": days[1],
        "source": uow.keys.seal(case_id, source, "contact_bars.source"),
        "recorded_by": uow.actor.id,
        "recorded_at": uow.now(),
    }
    risk.add_bar(uow.connection, row)
    uow.audit("contact_barred", subject=f"case/{case_id}", bar=bar_id, kind=kind)
    tell(
        uow,
        ContactBarredV1(
            bar_id=bar_id,
            case_id=case_id,
            strand_id=strand_id,
            kind=kind,
            from_on=days[0],
            until_on=days[1],
            barred_at=uow.now(),
        ),
    )
    return bar_id
