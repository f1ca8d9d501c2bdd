"""Safeguarding concerns: raised by anyone in one step, and before the leads at once (RSK-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.screening.store import cases, risk
from services.screening.use_cases.barring import add_bar
from services.screening.use_cases.telling import ask_for_review, tell
from shared.contracts.base import Nothing
from shared.contracts.codes import BarKind
from shared.contracts.screening import risk_rpc, rpc
from shared.contracts.screening.events import SafeguardingConcernRaisedV1
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def raise_concern(uow: UnitOfWork, request: rpc.RaiseConcern) -> rpc.ConcernRaised:
    """Raise a safeguarding concern in one step: the whole case is barred from this moment.

    Whoever has reason to raise one may, whether or not they can see the case: they learn
    nothing of it but that the concern is on record.
    """
    case = cases.find_case(uow.connection, request.case_id)
    if case is None or case.opened_at is None:
        raise NotFound("case-unknown", case=request.case_id)
    cases.lock_case(uow.connection, request.case_id)
    bar = rpc.RecordBar(
        case_id=request.case_id,
        kind=BarKind.SAFEGUARDING,
        from_on=uow.today(),
        source="safeguarding concern",
    )
    bar_id = add_bar(uow, bar)
    row = {
        "concern_id": uow.ids.new(),
        "case_id": request.case_id,
        "bar_id": bar_id,
        "note": uow.keys.seal(request.case_id, request.note, "safeguarding_concerns.note"),
        "raised_by": uow.actor.id,
        "raised_at": uow.now(),
    }
    risk.add_concern(uow.connection, row)
    uow.audit(
        "safeguarding_concern_raised",
        subject=f"case/{request.case_id}",
        concern=row["concern_id"],
    )
    tell(
        uow,
        SafeguardingConcernRaisedV1(
            concern_id=row["concern_id"], case_id=request.case_id, raised_at=uow.now()
        ),
    )
    strands = [one.strand_id for one in cases.strands_of(uow.connection, request.case_id)]
    ask_for_review(uow, request.case_id, strands, "safeguarding_concern")
    return rpc.ConcernRaised(concern_id=row["concern_id"], bar_id=bar_id)


def list_concerns(uow: UnitOfWork, request: risk_rpc.ListConcerns) -> risk_rpc.Concerns:
    """Return the concerns of one case or of every to a lead, those that nobody has taken first.

    Whoever asks for one case has looked at that case alone, and the trail says no more.
    """
    rows = risk.concerns_raised(
        uow.connection, open_only=request.open_only, case_id=request.case_id
    )
    for row in rows:
        uow.audit("concern_read", subject=f"case/{row.case_id}", concern=row.concern_id)
    return risk_rpc.Concerns(concerns=tuple(_concern(uow, row) for row in rows))


def _concern(uow: UnitOfWork, row: Any) -> risk_rpc.ConcernView:
    """Show a concern. One whose words cannot be opened stands in the list all the same."""
    note = uow.keys.open_or_none(row.case_id, row.note, "safeguarding_concerns.note")
    return risk_rpc.ConcernView(
        concern_id=row.concern_id,
        case_id=row.case_id,
        bar_id=row.bar_id,
        note=note or "",
        raised_by=row.raised_by,
        raised_at=row.raised_at,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        open=row.lifted_at is None,
        opened=note is not None,
    )


def take_concern(uow: UnitOfWork, request: risk_rpc.TakeConcern) -> Nothing:
    """Note that a lead has taken a concern on. It closes when its bar is lifted."""
    cases.lock_case(uow.connection, request.case_id)
    row = risk.find_concern(uow.connection, request.case_id, request.concern_id)
    if row is None:
        raise NotFound("concern-unknown", concern=request.concern_id)
    if row.taken_at is not None:
        raise Refused("already-taken", concern=request.concern_id)
    risk.take_concern(uow.connection, request.concern_id, uow.actor.id, uow.now())
    uow.audit("concern_taken", subject=f"case/{request.case_id}", concern=request.concern_id)
    return Nothing()
