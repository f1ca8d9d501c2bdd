"""What a later referral tells of a person who is known already: kept beside what stands, never over it.

A second referrer may know a newer number, or an address that she has fled. Nobody but staff can say
which, so that what stands stays until they choose; meanwhile the leak check knows both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.identifiers import masked
from services.intake.store import told_later as store
from services.intake.use_cases.people import keep_reading, opened, person_of, records_of
from services.intake.use_cases.reaching import asked_for
from services.intake.use_cases.telling import end_leases
from services.intake.use_cases.visibility import visible_case
from services.intake.use_cases.waiting import raise_asked
from shared.contracts.intake.codes import TaskKind
from shared.contracts.intake.contact import AskContactHistory, ContactHistory, ToldDetail
from shared.contracts.intake.people import ParticipantDetails
from shared.store.case_keys import PersonalDataErased

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

FIELD = "told_later.details"
CAUSE = "told_otherwise"
KEPT = (
    "given_name", "family_name", "known_as", "address", "postcode", "phone", "email", "safe_contact",
    "establishment", "prison_number", "offender_manager", "further_identifiers",
)  # fmt: skip
"""What reaches somebody, or tells who they are. Numbers of agencies are kept as identifiers."""


def keep(uow: UnitOfWork, row: Any, told: ParticipantDetails, referral_id: UUID) -> None:
    """Keep what was told of a known person, as far as it is other than what stands.

    Staff are asked to find out which is right.
    """
    if not (fields := tuple(_other_than(opened(uow, row), told))):
        return
    text = told.model_dump_json(include={*fields, "ref", "role", "given_name", "family_name"})
    store.add(
        uow.connection,
        {
            "told_id": uow.ids.new(),
            "case_id": row.case_id,
            "person_id": row.person_id,
            "referral_id": referral_id,
            "fields": ",".join(fields),
            "details": uow.keys.seal(row.case_id, text, FIELD),
            "told_at": uow.now(),
            "told_by": uow.actor.id,
        },
    )
    raise_asked(uow, row.case_id, row.person_id, [TaskKind.CONFIRM_DETAILS], cause=CAUSE)
    end_leases(uow, row.case_id, row.person_id, "intake.told_later")


def told_of(uow: UnitOfWork, people: Iterable[UUID]) -> Iterator[tuple[Any, ParticipantDetails]]:
    """Yield what was told later of these records, oldest first; what was erased is not there."""
    for row in store.of_people(uow.connection, people):
        if row.details is None:
            continue
        try:
            text = uow.keys.open(row.case_id, row.details, FIELD)
        except PersonalDataErased:
            continue
        yield row, ParticipantDetails.model_validate_json(text)


def contact_history(uow: UnitOfWork, request: AskContactHistory) -> ContactHistory:
    """Return what stands of a person and what was told later, by whom and when; audited.

    Masked unless it is asked for in full. What stands comes first, without a day.
    """
    visible_case(uow, request.case_id)
    row = person_of(uow, request.case_id, request.person_id)
    found = [
        _view(row, name, text, standing=True, unmasked=request.unmasked)
        for name, text in _lines(opened(uow, row), KEPT)
    ]
    for told, person in told_of(uow, records_of(uow, [request.person_id])):
        fields = told.fields.split(",")
        found += [
            _view(told, name, text, standing=False, unmasked=request.unmasked)
            for name, text in _lines(person, fields)
        ]
    reading = keep_reading(uow, request.case_id, request.person_id, request.purpose)
    subject = f"case/{request.case_id}"
    uow.audit("contact_history.read", subject=subject, unmasked=request.unmasked, **reading)
    wishes = asked_for(uow, [request.person_id])
    return ContactHistory(details=tuple(found), asked_for=wishes)


def _other_than(stands: ParticipantDetails, told: ParticipantDetails) -> Iterator[str]:
    for name in KEPT:
        new, old = getattr(told, name), getattr(stands, name)
        if new and _plain(new) != _plain(old):
            yield name


def _plain(value: Any) -> Any:
    return "".join(value.split()).casefold() if isinstance(value, str) else value


def _lines(person: ParticipantDetails, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in fields:
        match getattr(person, name):
            case None | ():
                pass
            case str() as text:
                yield name, text
            case lines:
                yield name, ", ".join(one if isinstance(one, str) else one.value for one in lines)


def _view(row: Any, name: str, text: str, *, standing: bool, unmasked: bool) -> ToldDetail:
    return ToldDetail(
        field=name,
        shown=text if unmasked else masked(text),
        person_id=row.person_id,
        stands=standing,
        referral_id=None if standing else row.referral_id,
        told_by=None if standing else row.told_by,
        told_at=None if standing else row.told_at,
    )
