"""Reaching people: engagement, requests to agencies with their clock, custody, holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.store import work
from services.intake.store.waiting import has_ended
from services.intake.use_cases.people import person_of, sealed
from services.intake.use_cases.seeking import SEEKING, refused_to_be_sought
from services.intake.use_cases.telling import end_leases, tell
from services.intake.use_cases.visibility import open_case, strand_of
from services.intake.use_cases.waiting import raise_tasks
from shared.contracts.base import Nothing
from shared.contracts.codes import ParticipantRole, Side
from shared.contracts.intake.events import (
    AgencyRequestAnsweredV1,
    AgencyRequestLapsedV1,
    AgencyRequestOpenedV1,
    CaseHeldV1,
    CaseResumedV1,
    CustodyChangedV1,
    ParticipantEngagementChangedV1,
)
from shared.contracts.intake.rpc import (
    AgencyRequestOpened,
    AnswerAgencyRequest,
    ChangeEngagement,
    HoldCase,
    HoldPlaced,
    OpenAgencyRequest,
    RecordCustodyChange,
    ResumeCase,
)
from shared.contracts.intake.waiting import LapseAgencyRequest
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def change_engagement(uow: UnitOfWork, request: ChangeEngagement) -> Nothing:
    """Record where a participant now stands in a strand (PRC-17)."""
    open_case(uow, request.case_id)
    strand = strand_of(uow, request.case_id, request.strand_id)
    if request.person_id not in strand.people():
        raise NotFound("person-unknown", person=request.person_id)
    row = {
        "strand_id": request.strand_id,
        "person_id": request.person_id,
        "case_id": request.case_id,
        "engagement": request.engagement.value,
        "path": request.path.value if request.path else None,
        "changed_at": uow.now(),
    }
    work.set_engagements(uow.connection, [row])
    harmed = request.person_id in strand.harmed_ids
    event = ParticipantEngagementChangedV1(
        case_id=request.case_id,
        strand_id=request.strand_id,
        person_id=request.person_id,
        side=Side.HARMED if harmed else Side.RESPONSIBLE,
        engagement=request.engagement,
        path=request.path,
        changed_at=uow.now(),
    )
    tell(uow, request.case_id, event)
    uow.audit("engagement.changed", subject=_case(request), person=request.person_id)
    return Nothing()


def open_agency_request(uow: UnitOfWork, request: OpenAgencyRequest) -> AgencyRequestOpened:
    """Ask an agency for something, under a clause or a named interim arrangement (PTR-28).

    Nobody who died or who said no is looked for or approached by anybody's officer (CON-02).

    Raises:
        InvalidInput: neither a clause nor an interim arrangement.
        Refused: ``deceased-is-never-contacted`` or ``contact-refused``.

    """
    open_case(uow, request.case_id)
    if not (request.clause or request.interim_arrangement):
        raise InvalidInput("agency-request-invalid", (Fault("clause", "missing"),))
    if request.strand_id is not None:
        strand_of(uow, request.case_id, request.strand_id)
    if request.person_id is not None:
        person_of(uow, request.case_id, request.person_id)
        _may_be_sought(uow, request, request.person_id)
    request_id, now = uow.ids.new(), uow.now()
    row = {
        **request.model_dump(include={"case_id", "strand_id", "person_id", "agency", "clause"}),
        "request_id": request_id,
        "kind": request.kind.value,
        "interim_arrangement": request.interim_arrangement,
        "counterpart": sealed(
            uow, request.case_id, request.counterpart, "agency_requests.counterpart"
        ),
        "opened_at": now,
    }
    work.add_agency_request(uow.connection, row)
    event = AgencyRequestOpenedV1(
        request_id=request_id,
        case_id=request.case_id,
        strand_id=request.strand_id,
        agency=request.agency,
        kind=request.kind,
        clause=request.clause,
        interim_arrangement=request.interim_arrangement,
        opened_at=now,
    )
    tell(uow, request.case_id, event)
    uow.audit("agency_request.opened", subject=_case(request), request=request_id)
    return AgencyRequestOpened(request_id=request_id)


def _may_be_sought(uow: UnitOfWork, request: OpenAgencyRequest, person_id: UUID) -> None:
    if request.kind not in SEEKING:
        return
    if code := refused_to_be_sought(uow, request.case_id, person_id, request.strand_id):
        raise Refused(code, person=person_id)


def answer_agency_request(uow: UnitOfWork, request: AnswerAgencyRequest) -> Nothing:
    """Record an agency's answer, which stops the clock (``Refused`` when it has stopped)."""
    found = _running(uow, request.case_id, request.request_id)
    note = sealed(uow, request.case_id, request.note, "agency_requests.note")
    changes = {"answered_at": uow.now(), "found": request.found, "note": note}
    work.change_agency_request(uow.connection, request.request_id, changes)
    event = AgencyRequestAnsweredV1(
        request_id=request.request_id,
        case_id=request.case_id,
        agency=found.agency,
        found=request.found,
        answered_at=uow.now(),
    )
    tell(uow, request.case_id, event)
    end_leases(uow, request.case_id, found.person_id, event.type())
    uow.audit("agency_request.answered", subject=_case(request), request=request.request_id)
    return Nothing()


def lapse_agency_request(uow: UnitOfWork, request: LapseAgencyRequest) -> Nothing:
    """Give up a request that got no answer that can be used."""
    found = _running(uow, request.case_id, request.request_id)
    work.change_agency_request(uow.connection, request.request_id, {"lapsed_at": uow.now()})
    event = AgencyRequestLapsedV1(
        request_id=request.request_id,
        case_id=request.case_id,
        agency=found.agency,
        lapsed_at=uow.now(),
    )
    tell(uow, request.case_id, event)
    uow.audit("agency_request.lapsed", subject=_case(request), request=request.request_id)
    return Nothing()


def record_custody_change(uow: UnitOfWork, request: RecordCustodyChange) -> Nothing:
    """Record a move, release or recall (PRC-12). Where to stays here, sealed."""
    open_case(uow, request.case_id)
    person = person_of(uow, request.case_id, request.person_id)
    if person.role != ParticipantRole.RESPONSIBLE.value:
        raise Refused("not-a-responsible-person", person=request.person_id)
    place = sealed(uow, request.case_id, request.establishment, "custody_changes.establishment")
    row = {
        "change_id": uow.ids.new(),
        "case_id": request.case_id,
        "person_id": request.person_id,
        "change": request.change,
        "establishment": place,
        "source": sealed(uow, request.case_id, request.source, "custody_changes.source"),
        "changed_at": uow.now(),
    }
    work.add_custody_change(uow.connection, row)
    event = CustodyChangedV1(
        case_id=request.case_id,
        person_id=request.person_id,
        change=request.change,
        changed_at=uow.now(),
    )
    tell(uow, request.case_id, event)
    raise_tasks(uow, request.case_id, request.person_id, request.change)
    uow.audit("custody.changed", subject=_case(request), person=request.person_id)
    return Nothing()


def hold_case(uow: UnitOfWork, request: HoldCase) -> HoldPlaced:
    """Put a case on hold; several holds may stand at once, for different causes (HLD-01)."""
    open_case(uow, request.case_id)
    hold_id, now = uow.ids.new(), uow.now()
    row = {
        "hold_id": hold_id,
        "case_id": request.case_id,
        "cause": request.cause.value,
        "note": sealed(uow, request.case_id, request.note, "holds.note"),
        "held_at": now,
    }
    work.add_hold(uow.connection, row)
    event = CaseHeldV1(case_id=request.case_id, hold_id=hold_id, cause=request.cause, held_at=now)
    tell(uow, request.case_id, event)
    uow.audit("case.held", subject=_case(request), hold=hold_id, cause=request.cause)
    return HoldPlaced(hold_id=hold_id)


def resume_case(uow: UnitOfWork, request: ResumeCase) -> Nothing:
    """Lift one hold. The case stays held while another stands."""
    open_case(uow, request.case_id)
    if not work.is_standing_hold(uow.connection, request.case_id, request.hold_id):
        raise NotFound("hold-unknown", hold=request.hold_id)
    work.lift_hold(uow.connection, request.hold_id, uow.now())
    event = CaseResumedV1(case_id=request.case_id, hold_id=request.hold_id, resumed_at=uow.now())
    tell(uow, request.case_id, event)
    uow.audit("case.resumed", subject=_case(request), hold=request.hold_id)
    return Nothing()


def _running(uow: UnitOfWork, case_id: UUID, request_id: UUID) -> Any:
    open_case(uow, case_id)
    found = work.agency_request(uow.connection, case_id, request_id)
    if found is None:
        raise NotFound("agency-request-unknown", request=request_id)
    if has_ended(found):
        raise Refused("agency-request-ended", request=request_id)
    return found


def _case(request: Any) -> str:
    return f"case/{request.case_id}"
