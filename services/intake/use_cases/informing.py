"""What people are shown and told: notices and leaflets by edition, pathways, the helpline."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain.materials import edition, without_notice
from services.intake.store import informing, referrals
from services.intake.store.policies import working_time
from services.intake.store.reference import helpline_numbers, materials, pathways
from services.intake.use_cases.people import person_of
from services.intake.use_cases.visibility import visible_case
from shared.contracts.codes import ParticipantRole
from shared.contracts.intake import informing as told
from shared.kernel.errors import Fault, InvalidInput, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def list_materials(uow: UnitOfWork, request: told.AskMaterials) -> told.Materials:
    """Return the editions in force for an audience, on a day (INT-24)."""
    day = request.on or uow.today()
    return told.Materials(
        materials=tuple(
            told.MaterialView(
                code=one.code,
                kind=one.kind,
                audience=one.audience,
                version=one.version,
                notice=one.notice,
                from_on=one.from_on,
            )
            for one in materials()
            if one.in_force(day) and one.meant_for(request.audience)
        )
    )


def record_shown(uow: UnitOfWork, request: told.RecordShown) -> told.ShownKept:
    """Record that somebody was shown the edition of that day (INT-23).

    Raises:
        NotFound: no such case or person for this actor.
        Refused: ``deceased-is-never-contacted``.
        InvalidInput: a day to come, or a material of which no edition was in force.

    """
    visible_case(uow, request.case_id)
    person = person_of(uow, request.case_id, request.person_id)
    if ParticipantRole(person.role) is ParticipantRole.DECEASED:
        raise Refused("deceased-is-never-contacted", person=request.person_id)
    day = request.shown_on or uow.today()
    if day > uow.today():
        raise InvalidInput("shown-invalid", (Fault("shown_on", "in-the-future"),))
    found = edition(materials(), request.material, day)
    if found is None:
        raise InvalidInput("shown-invalid", (Fault("material", "not-in-force"),))
    shown_id = uow.ids.new()
    row = {
        "shown_id": shown_id,
        "case_id": request.case_id,
        "person_id": request.person_id,
        "material": found.code,
        "version": found.version,
        "shown_on": day,
        "recorded_at": uow.now(),
        "recorded_by": uow.actor.id,
    }
    informing.add_shown(uow.connection, row)
    uow.audit(
        "material.shown",
        subject=f"case/{request.case_id}",
        person=request.person_id,
        material=found.code,
        version=found.version,
    )
    return told.ShownKept(shown_id=shown_id, version=found.version)


def shown(uow: UnitOfWork, request: told.AskShown) -> told.WhatWasShown:
    """Return what people of a case were shown, and who never saw the notice in force."""
    visible_case(uow, request.case_id)
    rows = informing.shown_in(uow.connection, request.case_id)
    people: list[UUID] = [
        row.person_id
        for row in referrals.persons_of(uow.connection, request.case_id)
        if row.role != ParticipantRole.DECEASED.value
    ]
    lacking = without_notice(
        materials(), people, ((r.person_id, r.material, r.version) for r in rows), uow.today()
    )
    return told.WhatWasShown(
        shown=tuple(
            told.ShownView(
                person_id=row.person_id,
                material=row.material,
                version=row.version,
                shown_on=row.shown_on,
                recorded_by=row.recorded_by,
            )
            for row in rows
        ),
        without_notice=tuple(person for person in people if person in set(lacking)),
    )


def list_pathways(uow: UnitOfWork, request: told.AskPathways) -> told.Pathways:
    """Return every pathway that had begun, with its status on the day (INT-21)."""
    day = request.on or uow.today()
    return told.Pathways(
        pathways=tuple(
            told.PathwayView(
                code=one.code,
                partner=one.partner,
                both_sides=one.both_sides,
                status=standing[1],
                since=standing[0],
            )
            for one in pathways()
            if (standing := one.on(day)) is not None
        )
    )


def helpline(uow: UnitOfWork, request: told.AskHelpline) -> told.Helpline:
    """Return the helpline's number of today, as configured (HLP-01, HLP-04)."""
    begun = [one for one in helpline_numbers() if one.from_on <= uow.today()]
    newest = max(begun, key=lambda one: one.from_on, default=None)
    return told.Helpline(
        number=newest.number if newest else None,
        charge=newest.charge if newest else None,
        open_now=newest is not None and working_time().is_open(uow.now()),
    )
