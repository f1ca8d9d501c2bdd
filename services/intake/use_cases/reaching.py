"""Contact as people asked for it: preferences, advice before, attempts after, both audited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.consents import may_be_contacted
from services.intake.domain.safe_contact import WEEK, Hours, Safety, objections
from services.intake.store import cases, contact
from services.intake.use_cases.people import (
    keep_reading,
    person_of,
    records_of,
    sealed,
    words_of,
)
from services.intake.use_cases.seeking import DECEASED
from services.intake.use_cases.telling import tell
from services.intake.use_cases.visibility import visible_case
from shared.contracts.base import Nothing
from shared.contracts.codes import ContactPath, Engagement, ParticipantRole
from shared.contracts.intake.codes import ContactChannel, ContactResult
from shared.contracts.intake.contact import (
    AskContact,
    AskContacts,
    ContactAdvice,
    ContactKept,
    Contacts,
    ContactView,
    EngagementView,
    Preferences,
    RecordContact,
    SetPreferences,
)
from shared.contracts.intake.events import (
    ContactPreferencesSetV1,
    ParticipantEngagementChangedV1,
)
from shared.contracts.intake.waiting import RecordAftercare
from shared.kernel.errors import Fault, InvalidInput, Refused
from shared.security.permissions import SYSTEM_ONLY
from shared.store.case_keys import PersonalDataErased

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

FIELD = "contact_preferences.preferences"


def set_contact_preferences(uow: UnitOfWork, request: SetPreferences) -> Nothing:
    """Keep how a person may be contacted; the newest stand, the older stay on record."""
    _contactable(uow, request.case_id, request.person_id)
    faults = [
        Fault(f"preferences.hours.{n}.until", "before-it-begins")
        for n, hours in enumerate(request.preferences.hours)
        if hours.until <= hours.after
    ]
    if faults:
        raise InvalidInput("preferences-invalid", tuple(faults))
    row = {
        "preference_id": uow.ids.new(),
        "case_id": request.case_id,
        "person_id": request.person_id,
        "preferences": sealed(uow, request.case_id, request.preferences.model_dump_json(), FIELD),
        "asked_by_person": request.asked_by_person,
        "set_at": uow.now(),
        "set_by": uow.actor.id,
    }
    contact.add_preferences(uow.connection, row)
    event = ContactPreferencesSetV1(
        case_id=request.case_id, person_id=request.person_id, set_at=uow.now()
    )
    tell(uow, request.case_id, event)
    uow.audit("preferences.set", subject=f"case/{request.case_id}", person=request.person_id)
    return Nothing()


def contact_advice(uow: UnitOfWork, request: AskContact) -> ContactAdvice:
    """Say whether contact is safe, before it is made; what somebody asks for is kept as a reading."""
    _contactable(uow, request.case_id, request.person_id)
    wishes = wishes_of(uow, [request.person_id])
    found = _objections(uow, request, wishes, request.at or uow.now())
    uow.audit(
        "contact.advised",
        subject=f"case/{request.case_id}",
        person=request.person_id,
        channel=request.channel,
        objections=len(found),
    )
    if not uow.actor.has_any(SYSTEM_ONLY):
        reading = keep_reading(uow, request.case_id, request.person_id, request.purpose)
        uow.audit("contact_advice.read", subject=f"case/{request.case_id}", **reading)
    return ContactAdvice(
        allowed=not found,
        objections=found,
        name_to_use=next((one.name_to_use for one in wishes if one.name_to_use), None),
        may_not_learn=tuple(dict.fromkeys(who for one in wishes for who in one.may_not_learn)),
        leave_messages=all(one.leave_messages for one in wishes),
    )


def record_contact(uow: UnitOfWork, request: RecordContact) -> ContactKept:
    """Record an attempt. One that goes against what the person asked for needs a reason.

    Raises:
        NotFound: no such case or person for this actor.
        Refused: ``deceased-is-never-contacted`` (INT-16), or the first objection
            (``channel-not-safe``, ``date-to-avoid``, ``outside-safe-hours``,
            ``message-not-wanted``, ``contact-refused``) where no reason is given.
        InvalidInput: the attempt lies in the future.

    """
    _contactable(uow, request.case_id, request.person_id)
    at = request.at or uow.now()
    if at > uow.now():
        raise InvalidInput("contact-invalid", (Fault("at", "in-the-future"),))
    wishes = wishes_of(uow, [request.person_id])
    found = _objections(uow, request, wishes, at)
    silent = not all(one.leave_messages for one in wishes)
    if request.result is ContactResult.MESSAGE_LEFT and silent:
        found = (*found, "message-not-wanted")
    against = request.against_preferences if found else None
    if found and against is None:
        raise Refused(found[0], person=request.person_id)
    contact_id = uow.ids.new()
    row = {
        **request.model_dump(include={"case_id", "person_id"}),
        "contact_id": contact_id,
        "channel": request.channel.value,
        "path": request.path.value,
        "result": request.result.value,
        "at": at,
        "by": uow.actor.id,
        "note": sealed(uow, request.case_id, request.note, "contacts.note"),
        "against_preferences": sealed(
            uow, request.case_id, against, "contacts.against_preferences"
        ),
    }
    contact.add_contact(uow.connection, row)
    uow.audit(
        "contact.recorded",
        subject=f"case/{request.case_id}",
        contact=contact_id,
        path=request.path,
        result=request.result,
        objections=len(found),
    )
    attempts = contact.count_contacts(uow.connection, request.person_id)
    return ContactKept(contact_id=contact_id, attempts=attempts)


def contacts(uow: UnitOfWork, request: AskContacts) -> Contacts:
    """Return the attempts of a case, and where each participant stood over time (PRC-17)."""
    visible_case(uow, request.case_id)
    rows = contact.contacts_of(uow.connection, request.case_id, request.person_id)
    return Contacts(
        contacts=tuple(_view(row) for row in rows),
        engagement=tuple(_engagement(uow, request)),
    )


def record_aftercare(uow: UnitOfWork, request: RecordAftercare) -> Nothing:
    """Record support that was offered, taken up or declined; also after closure."""
    _contactable(uow, request.case_id, request.person_id)
    row = {
        **request.model_dump(include={"case_id", "person_id", "service"}),
        "aftercare_id": uow.ids.new(),
        "step": request.step.value,
        "recorded_at": uow.now(),
        "recorded_by": uow.actor.id,
    }
    contact.add_aftercare(uow.connection, row)
    uow.audit(
        "aftercare.recorded",
        subject=f"case/{request.case_id}",
        person=request.person_id,
        service=request.service,
        step=request.step,
    )
    return Nothing()


def _contactable(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> None:
    if visible_case(uow, case_id).erased_at is not None:
        raise PersonalDataErased(case_id)
    person = person_of(uow, case_id, person_id)
    if ParticipantRole(person.role) is ParticipantRole.DECEASED:
        raise Refused(DECEASED, person=person_id)


def wishes_of(uow: UnitOfWork, people: Iterable[UUID]) -> tuple[Preferences, ...]:
    """Return what these people asked for. Nothing asked for is no limit."""
    return asked_for(uow, people) or (Preferences(),)


def asked_for(uow: UnitOfWork, people: Iterable[UUID]) -> tuple[Preferences, ...]:
    """Return what these people asked for, last, under each record of theirs that asked.

    Two records of one person have one telephone.
    """
    found = []
    for one in records_of(uow, people):
        row = contact.newest_preferences(uow.connection, one)
        if row is None or row.preferences is None:  # never asked for anything, or erased
            continue
        told = uow.keys.open(row.case_id, row.preferences, FIELD)
        found.append(Preferences.model_validate_json(told))
    return tuple(found)


def _objections(
    uow: UnitOfWork,
    request: AskContact | RecordContact,
    wishes: tuple[Preferences, ...],
    at: datetime,
) -> tuple[str, ...]:
    against = [objections(safety_of(one), request.channel, at) for one in wishes]
    found = tuple(dict.fromkeys(code for codes in against for code in codes))
    words = words_of(uow, request.case_id, request.person_id)
    if not may_be_contacted(words, records_of(uow, [request.person_id])):
        found = (*found, "contact-refused")
    return found


def safety_of(wishes: Preferences) -> Safety:
    """Return what a person asked for as the rules of safe contact read it."""
    return Safety(
        channels=frozenset(wishes.channels),
        hours=tuple(Hours(WEEK.index(h.day), h.after, h.until) for h in wishes.hours),
        avoid=frozenset(wishes.avoid),
        avoid_every_year=frozenset((int(day[:2]), int(day[3:])) for day in wishes.avoid_every_year),
    )


def _view(row: Any) -> ContactView:
    return ContactView(
        contact_id=row.contact_id,
        person_id=row.person_id,
        channel=ContactChannel(row.channel),
        path=ContactPath(row.path),
        result=ContactResult(row.result),
        at=row.at,
        by=row.by,
        against_preferences=row.against_preferences is not None,
    )


def _engagement(uow: UnitOfWork, request: AskContacts) -> list[EngagementView]:
    """Read it off the timeline, which keeps every change as it was announced."""
    found = []
    for _, entry in cases.timeline_after(uow.connection, request.case_id, 0):
        if entry.event != ParticipantEngagementChangedV1.type():
            continue
        person_id = UUID(entry.codes["person_id"])
        if request.person_id in (None, person_id):
            path = entry.codes.get("path")
            found.append(
                EngagementView(
                    strand_id=UUID(entry.codes["strand_id"]),
                    person_id=person_id,
                    engagement=Engagement(entry.codes["engagement"]),
                    path=ContactPath(path) if path else None,
                    since=entry.at,
                )
            )
    return found
