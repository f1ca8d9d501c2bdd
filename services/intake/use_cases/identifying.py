"""What would identify somebody, as comms asks it for the leak check: every identifier of everybody
in the case but the one who is to read the letter (design 7).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.told_in_words import contacts_in, names_in
from services.intake.store import amending, answers, cases, contact, matching, referrals, work
from services.intake.use_cases.amending import OLD
from services.intake.use_cases.answering import DETAILS
from services.intake.use_cases.guarding import sides_of
from services.intake.use_cases.people import opened, records_of
from services.intake.use_cases.reaching import FIELD
from services.intake.use_cases.told_later import told_of
from services.intake.use_cases.visibility import strand_of, visible_case
from shared.contracts.intake.guard import IdentifyingTerms, Term, Terms
from shared.contracts.intake.people import ParticipantDetails

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

REFERENCE = "reference"
"""Kind of what this service, or who referred, calls a case. Ours stands in no notice, and whoever
can name it may pass at a desk for the one whose case it is: it is sought like any other."""
_PERSON_TERMS = {
    "given_name": "name",
    "family_name": "name",
    "known_as": "name",
    "postcode": "postcode",
    "phone": "phone",
    "email": "email",
    "establishment": "prison",
    "prison_number": "prison_number",
}
_AMENDED_TERMS = {**_PERSON_TERMS, "date_of_birth": "date", "crime_number": "crime_number"}
_Told = Iterator[tuple[str, str]]
_Whose = Callable[[UUID | None], bool]


def identifying_terms(uow: UnitOfWork, request: IdentifyingTerms) -> Terms:
    """Return every identifier of that side and of third parties: all but the other side's own.

    What was amended away identifies them as before: every version of a person is told, and so is
    what an agency answered about them. What the incident is called (by us, by police and court) is
    told for both sides.
    """
    visible_case(uow, request.case_id)
    strand = strand_of(uow, request.case_id, request.strand_id)
    other = frozenset(sides_of(strand, request.of_side)[1])
    uow.audit("terms.read", subject=f"case/{request.case_id}", purpose="leak-check")
    unique = {
        (kind, text.strip()): Term(kind=kind, text=text.strip())
        for kind, text in _all_of(uow, request.case_id, other)
        if text and text.strip()
    }
    return Terms(terms=tuple(unique.values()))


def terms_of(person: ParticipantDetails) -> Iterator[Term]:
    """Return whatever identifies a person."""
    yield from (Term(kind=kind, text=text) for kind, text in _person(person) if text.strip())


def _person(person: ParticipantDetails) -> _Told:
    for field, kind in _PERSON_TERMS.items():
        if value := getattr(person, field):
            yield kind, value
    yield from names_in(person.offender_manager)
    yield from contacts_in(person.safe_contact)
    yield from (("address", line) for line in person.address)
    yield from ((one.kind.value, one.value) for one in person.identifiers)
    yield from ((one.kind.value, one.value) for one in person.further_identifiers)
    if person.date_of_birth is not None:
        yield "date", person.date_of_birth.isoformat()


def _all_of(uow: UnitOfWork, case_id: UUID, other: frozenset[UUID]) -> _Told:
    """Tell of everybody in the case but the reader, under each record that is theirs.

    Whoever is in another case as well is known there by another number, or lives elsewhere by now.
    """
    rows = [
        one for one in referrals.persons_of(uow.connection, case_id) if one.person_id not in other
    ]
    here = frozenset(row.person_id for row in rows)
    reader = frozenset(records_of(uow, other))
    elsewhere = frozenset(records_of(uow, here)) - here - reader
    yield from _of_people(uow, case_id, rows, lambda person_id: person_id not in reader)
    for other_case, found in _by_case(uow, elsewhere).items():
        yield from _of_people(uow, other_case, found, elsewhere.__contains__)
    yield from _told_later(uow, here | elsewhere)
    yield from _kept_identifiers(uow, here | elsewhere)
    yield from _of_referrals(uow, case_id)
    yield from ((REFERENCE, name) for name in cases.references_of(uow.connection, case_id))


def _of_people(uow: UnitOfWork, case_id: UUID, rows: Iterable[Any], wanted: _Whose) -> _Told:
    for row in rows:
        yield from _person(opened(uow, row))
    yield from _names_to_use(uow, case_id, wanted)
    yield from _amended_away(uow, case_id, wanted)
    yield from _of_agencies(uow, case_id, wanted)
    yield from _of_custody(uow, case_id, wanted)


def _by_case(uow: UnitOfWork, people: frozenset[UUID]) -> dict[UUID, list[Any]]:
    """Return other records of people by their case; of a case that was erased nothing is known."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in referrals.persons_by_id(uow.connection, people):
        case = cases.case_by_id(uow.connection, row.case_id)
        if case is not None and case.erased_at is None:
            found[row.case_id].append(row)
    return found


def _told_later(uow: UnitOfWork, people: Iterable[UUID]) -> _Told:
    """What a later referral told of somebody who was known already, and nobody has chosen yet."""
    for _, person in told_of(uow, people):
        yield from _person(person)


def _kept_identifiers(uow: UnitOfWork, people: Iterable[UUID]) -> _Told:
    """What agencies know them by, also from a later referral of somebody who was known already."""
    for row in matching.identifiers_of(uow.connection, people):
        if row.value is not None:
            yield row.kind, uow.keys.open(row.case_id, row.value, "identifiers.value")


def _names_to_use(uow: UnitOfWork, case_id: UUID, wanted: _Whose) -> _Told:
    for row in contact.preferences_of(uow.connection, case_id):
        if wanted(row.person_id):
            said = json.loads(uow.keys.open(case_id, row.preferences, FIELD))
            yield "name", said.get("name_to_use") or ""


def _amended_away(uow: UnitOfWork, case_id: UUID, wanted: _Whose) -> _Told:
    """What people were called, and where they could be reached, before somebody amended it."""
    for row in amending.amendments_of(uow.connection, case_id):
        if row.old is not None and wanted(row.person_id):
            was = json.loads(uow.keys.open(case_id, row.old, OLD))
            yield from _once(row.field, was) if was else ()


def _once(field: str, was: Any) -> _Told:
    match field:
        case "address":
            yield from (("address", line) for line in was)
        case "further_identifiers":
            yield from ((one["kind"], one["value"]) for one in was)
        case "offender_manager":
            yield from names_in(was)
        case _ if field in _AMENDED_TERMS:
            yield _AMENDED_TERMS[field], was


def _of_referrals(uow: UnitOfWork, case_id: UUID) -> _Told:
    """Who referred and how they are reached, and by what they and the police know the incident."""
    for row in referrals.referrals_of(uow.connection, case_id):
        told = json.loads(uow.keys.open(case_id, row.details or b"", "referrals.details"))
        yield from names_in(told.get("referrer_name"))
        yield from names_in(told.get("referrer_contact"))
        yield REFERENCE, told.get("sender_reference") or ""
        offence = told.get("offence", {})
        yield "crime_number", offence.get("crime_number") or ""
        yield from ((one["kind"], one["value"]) for one in offence.get("references", ()))


def _of_agencies(uow: UnitOfWork, case_id: UUID, wanted: _Whose) -> _Told:
    """Whom we asked, who answered, and what they told of somebody: a number, a place, a note."""
    for row in work.agency_requests_of(uow.connection, case_id):
        if not wanted(row.person_id):
            continue
        if row.counterpart is not None:
            yield from names_in(
                uow.keys.open(case_id, row.counterpart, "agency_requests.counterpart")
            )
        if row.note is not None:
            yield from contacts_in(uow.keys.open(case_id, row.note, "agency_requests.note"))
        answer = answers.answer_of(uow.connection, row.request_id)
        if answer is not None and answer.details is not None:
            yield from _answered(json.loads(uow.keys.open(case_id, answer.details, DETAILS)))


def _answered(told: dict[str, Any]) -> _Told:
    yield from names_in(told.get("answered_by"))
    yield "phone", told.get("phone") or ""
    yield "email", told.get("email") or ""
    yield "prison", told.get("establishment") or ""
    yield from contacts_in(told.get("safe_contact"))
    yield from contacts_in(told.get("note"))


def _of_custody(uow: UnitOfWork, case_id: UUID, wanted: _Whose) -> _Told:
    for row in work.custody_changes_of(uow.connection, case_id):
        if row.establishment and wanted(row.person_id):
            yield (
                "prison",
                uow.keys.open(case_id, row.establishment, "custody_changes.establishment"),
            )
