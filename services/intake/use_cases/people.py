"""People: sealed under their case's key, found again by a keyed index, opened when entitled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.store import matching, referrals, work
from shared.audit.looking import IN_WORDS
from shared.contracts.codes import Side
from shared.contracts.intake.people import ParticipantDetails
from shared.kernel.errors import NotFound
from shared.store.case_keys import PersonalDataErased

if TYPE_CHECKING:
    from services.intake.domain.consents import Consent
    from shared.messaging.unit_of_work import UnitOfWork
    from shared.security.crypto import BlindIndex

PERSON_FIELD, PURPOSE_FIELD = "persons.details", "readings.purpose"
_CODE = re.compile(r"[a-z][a-z0-9_-]{2,59}")


def match_index(blind: BlindIndex, person: ParticipantDetails) -> bytes | None:
    """Return the index by which the same person is found: name and birth date, or None.

    A name alone never matches: two people of one name would share a case.
    """
    if person.date_of_birth is None:
        return None
    name = f"{person.given_name} {person.family_name} {person.date_of_birth.isoformat()}"
    return blind("name", name)


def person_row(
    uow: UnitOfWork, case_id: UUID, person_id: UUID, person: ParticipantDetails, side: Side
) -> dict[str, Any]:
    """Return a person's row, sealed."""
    text = person.model_dump_json(exclude_none=True)
    return {
        "person_id": person_id,
        "case_id": case_id,
        "role": person.role.value,
        "side": side.value,
        "details": uow.keys.seal(case_id, text, PERSON_FIELD),
        "match_index": match_index(uow.blind, person),
    }


def opened(uow: UnitOfWork, row: Any) -> ParticipantDetails:
    """Open a person's row. Raises ``PersonalDataErased`` when the case's key is gone."""
    if row.details is None:
        uow.keys.open(row.case_id, b"", PERSON_FIELD)
    return ParticipantDetails.model_validate_json(
        uow.keys.open(row.case_id, row.details, PERSON_FIELD)
    )


def person_of(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> Any:
    """Return a person's row in a case, or raise ``NotFound``."""
    for row in referrals.persons_of(uow.connection, case_id):
        if row.person_id == person_id:
            return row
    raise NotFound("person-unknown", person=person_id)


def sealed(uow: UnitOfWork, case_id: UUID, text: str | None, field: str) -> bytes | None:
    """Seal words of a case, if there are any."""
    return None if not text else uow.keys.seal(case_id, text, field)


def purpose_told(purpose: str) -> str:
    """Return what the audit tells of a purpose: a code as it is; words may name somebody."""
    return purpose if _CODE.fullmatch(purpose) else IN_WORDS


def keep_reading(uow: UnitOfWork, case_id: UUID, person_id: UUID, purpose: str) -> dict[str, Any]:
    """Keep why somebody's details are read, sealed; return what the audit tells of the reading."""
    reading = {
        "reading_id": uow.ids.new(),
        "case_id": case_id,
        "person_id": person_id,
        "read_by": uow.actor.id,
        "purpose": _sealed_purpose(uow, case_id, purpose),
        "read_at": uow.now(),
    }
    work.add_reading(uow.connection, reading)
    told = {"person": person_id, "reading": reading["reading_id"]}
    return {**told, "purpose": purpose_told(purpose)}


def purposes_in_words(uow: UnitOfWork, reading_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return why somebody's details were read, as it was said; of an erased case nothing is known."""
    rows = work.readings_by_id(uow.connection, reading_ids)
    uow.keys.prime(row.case_id for row in rows)
    said = {
        row.reading_id: uow.keys.open_or_none(row.case_id, row.purpose, PURPOSE_FIELD)
        for row in rows
    }
    return {reading_id: words for reading_id, words in said.items() if words}


def _sealed_purpose(uow: UnitOfWork, case_id: UUID, purpose: str) -> bytes | None:
    """Seal a purpose; of an erased case no key is left, and what is read there is another's."""
    try:
        return sealed(uow, case_id, purpose, PURPOSE_FIELD)
    except PersonalDataErased:
        return None


def records_of(uow: UnitOfWork, people: Iterable[UUID]) -> tuple[UUID, ...]:
    """Return these people first, then every other record of theirs, along standing merges."""
    first = tuple(people)
    known, edge = set(first), set(first)
    while edge:
        rows = matching.merges_of(uow.connection, edge)
        edge = {end for row in rows for end in (row.person_id, row.other_person_id)} - known
        known |= edge
    return (*first, *sorted(known - set(first)))


def words_of(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> list[Consent]:
    """Return what was said in a case, and in every other that holds a record of this person."""
    merges = matching.merges_of(uow.connection, records_of(uow, [person_id]))
    holding = {one for row in merges for one in (row.case_id, row.other_case_id)}
    return [
        word
        for one in sorted(holding | {case_id})
        for word in work.consents_of(uow.connection, one)
    ]
