"""The register: who facilitates, at which standing, with which checks (ALL-03, ALL-09)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.allocation.domain.suitability import Valid, due_by, standing_reasons
from services.allocation.store import cases, register
from services.allocation.store.policies import criteria
from services.allocation.use_cases.assigning import announce_release
from shared.contracts.allocation import rpc
from shared.contracts.allocation.events import VettingDueV1, VolunteerStatusChangedV1
from shared.contracts.base import Nothing
from shared.contracts.codes import VolunteerStatus
from shared.kernel.errors import Conflict, Fault, InvalidInput, NotFound
from shared.leases import register as leases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.messaging.unit_of_work import UnitOfWork

_NO_LONGER_THERE = frozenset({VolunteerStatus.LEFT, VolunteerStatus.DORMANT})


def register_volunteer(uow: UnitOfWork, request: rpc.RegisterVolunteer) -> rpc.VolunteerRegistered:
    """Enter somebody in the register, under a key of their own."""
    if request.user_id and register.volunteer_with(uow.connection, request.user_id) is not None:
        raise Conflict("sign-in-already-registered")
    facilitator_id = uow.ids.new()
    uow.keys.create(facilitator_id)
    particulars = request.model_dump(
        mode="json", include={"name", "organisation", "workplaces", "skills"}
    )
    row = {
        "facilitator_id": facilitator_id,
        "user_id": request.user_id,
        "particulars": register.seal(uow.keys, facilitator_id, particulars),
        "status": request.status.value,
        "cohort": request.cohort,
        "registered_at": uow.now(),
        "left_at": uow.now() if request.status is VolunteerStatus.LEFT else None,
    }
    register.add_volunteer(uow.connection, row)
    _announce_status(uow, facilitator_id, request.status, request.cohort)
    return rpc.VolunteerRegistered(facilitator_id=facilitator_id)


def change_volunteer_status(uow: UnitOfWork, request: rpc.ChangeVolunteerStatus) -> Nothing:
    """Move a volunteer to another standing; who left or rests is released from open cases."""
    row = require_volunteer(uow, request.facilitator_id)
    left = uow.now() if request.status is VolunteerStatus.LEFT else None
    register.save_status(
        uow.connection, request.facilitator_id, status=request.status.value, left_at=left
    )
    for standing in cases.cases_of(uow.connection, request.facilitator_id):
        leases.end(uow, standing.case_id, "volunteer_status_changed")
        if request.status in _NO_LONGER_THERE:
            announce_release(uow, standing, "no_longer_available")
    _announce_status(uow, request.facilitator_id, request.status, row.cohort)
    return Nothing()


def record_accreditation(uow: UnitOfWork, request: rpc.RecordAccreditation) -> Nothing:
    """Record accreditation or specialist training (ALL-03, ALL-04)."""
    held = Valid(request.kind, request.valid_from, request.valid_until)
    return _hold(uow, request.facilitator_id, register.ACCREDITATION, held, "valid_until")


def record_vetting(uow: UnitOfWork, request: rpc.RecordVetting) -> Nothing:
    """Record that a check was made and when the next is due, never what it disclosed."""
    held = Valid(request.kind, request.issued_on, request.next_check_on)
    return _hold(uow, request.facilitator_id, register.VETTING, held, "next_check_on")


def list_volunteers(uow: UnitOfWork, request: rpc.ListVolunteers) -> rpc.Volunteers:
    """Return the register, or one volunteer of it whole; reading names is audited."""
    if request.facilitator_id is not None:
        row = require_volunteer(uow, request.facilitator_id, lock=False)
        uow.audit("register_read", subject=f"volunteer/{row.facilitator_id}", count=1)
        return rpc.Volunteers(volunteers=(_view(uow, row, whole=True),))
    rows = register.volunteers_at(uow.connection, request.status)
    uow.keys.prime(row.facilitator_id for row in rows)
    uow.audit("register_read", subject="register/volunteers", count=len(rows))
    return rpc.Volunteers(volunteers=tuple(_view(uow, row) for row in rows))


def own_standing(uow: UnitOfWork, _request: rpc.AskOwnStanding) -> rpc.OwnStanding:
    """Return what the register holds of whoever asks, which is theirs to read; reading is audited."""
    row = register.volunteer_with(uow.connection, uow.actor.id)
    if row is None:
        return rpc.OwnStanding(volunteer=None)
    uow.audit("register_read", subject=f"volunteer/{row.facilitator_id}", count=1)
    return rpc.OwnStanding(volunteer=_view(uow, row, whole=True))


def announce_vetting_due(uow: UnitOfWork) -> int:
    """Say, once each, which active facilitators' checks or accreditations end soon (ALL-03)."""
    until = uow.today() + timedelta(days=criteria().notice_days)
    said = 0
    for row in register.volunteers_at(uow.connection, VolunteerStatus.ACTIVE):
        for kind, due_on in _due(uow, row.facilitator_id, until):
            if register.notice_is_new(uow.connection, row.facilitator_id, kind, due_on):
                uow.announce(
                    VettingDueV1(facilitator_id=row.facilitator_id, kind=kind, due_on=due_on)
                )
                said += 1
    return said


def _due(uow: UnitOfWork, facilitator_id: UUID, until: date) -> list[tuple[str, date]]:
    rules = criteria()
    vettings = register.standings_of(uow.connection, facilitator_id, register.VETTING)
    accredited = register.standings_of(uow.connection, facilitator_id, register.ACCREDITATION)
    due = (
        *due_by(vettings, rules.vetting, until),
        *due_by(accredited, rules.accreditation, until),
    )
    return [(one.kind, one.until_on) for one in due]


def _hold(uow: UnitOfWork, facilitator_id: UUID, subject: str, held: Valid, until: str) -> Nothing:
    """Keep something that holds for a time; ``until``: what the request calls its last day."""
    require_volunteer(uow, facilitator_id)
    if held.until_on < held.from_on:
        raise InvalidInput("dates-invalid", (Fault(until, "before-start"),))
    row = {
        "standing_id": uow.ids.new(),
        "facilitator_id": facilitator_id,
        "subject": subject,
        "kind": held.kind,
        "from_on": held.from_on,
        "until_on": held.until_on,
        "recorded_by": uow.actor.id,
        "recorded_at": uow.now(),
    }
    register.add_standing(uow.connection, row)
    uow.audit(f"{subject}_recorded", subject=f"volunteer/{facilitator_id}", kind=held.kind)
    return Nothing()


def _announce_status(
    uow: UnitOfWork, facilitator_id: UUID, status: VolunteerStatus, cohort: str | None
) -> None:
    uow.audit("volunteer_status_changed", subject=f"volunteer/{facilitator_id}", status=status)
    uow.announce(
        VolunteerStatusChangedV1(
            facilitator_id=facilitator_id, status=status, cohort=cohort, changed_at=uow.now()
        )
    )


def require_volunteer(uow: UnitOfWork, facilitator_id: UUID, *, lock: bool = True) -> Any:
    """Return a volunteer's row, held until the commit, or raise ``NotFound``."""
    row = register.find_volunteer(uow.connection, facilitator_id, lock=lock)
    if row is None:
        raise NotFound("facilitator-unknown", facilitator=facilitator_id)
    return row


def _view(uow: UnitOfWork, row: Any, *, whole: bool = False) -> rpc.VolunteerView:
    particulars = register.particulars_of(uow.keys, row)
    one = register.facilitator_of(uow.connection, uow.keys, row)
    return rpc.VolunteerView(
        facilitator_id=row.facilitator_id,
        name=particulars["name"],
        organisation=particulars["organisation"],
        status=one.status,
        cohort=row.cohort,
        vetting_next_check_on=_latest(one.vettings),
        accredited_until=_latest(one.accreditations),
        accreditations=_held(uow, one.status, one.accreditations),
        checks=_held(uow, one.status, one.vettings),
        reasons=standing_reasons(one, uow.today(), criteria()),
        open_cases=one.open_cases,
        skills=tuple(particulars.get("skills", ())) if whole else (),
        workplaces=tuple(particulars.get("workplaces", ())) if whole else (),
    )


def _latest(held: Iterable[Valid]) -> date | None:
    return max((one.until_on for one in held), default=None)


def _held(
    uow: UnitOfWork, status: VolunteerStatus, held: tuple[Valid, ...]
) -> tuple[rpc.Held, ...]:
    """Return what somebody holds, with what they must renew; who left renews nothing."""
    until = uow.today() + timedelta(days=criteria().notice_days)
    due = due_by(held, frozenset(one.kind for one in held), until)
    renew = () if status is VolunteerStatus.LEFT else due
    return tuple(
        rpc.Held(kind=one.kind, from_on=one.from_on, until_on=one.until_on, renew=one in renew)
        for one in held
    )
