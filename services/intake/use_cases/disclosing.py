"""What a feed may know before it tells an agency something: read for a purpose, and audited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.stages import stage_at
from services.intake.store import cases, referrals, work
from services.intake.store.waiting import has_ended
from services.intake.use_cases.people import opened, person_of, records_of
from services.intake.use_cases.seeking import SEEKING, refused_to_be_sought
from services.intake.use_cases.visibility import case_that_goes_on, visible_case
from shared.contracts.codes import AgencyRequestKind, ConsentPurpose, Outcome
from shared.contracts.intake.agencies import DisclosureFacts, FactsForAgency
from shared.contracts.intake.people import PersonView

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def disclosure_facts(uow: UnitOfWork, request: DisclosureFacts) -> FactsForAgency:
    """Return the facts from which a feed takes what its clause allows (CON-04 d, CON-06).

    A person is revealed only when one is named, or when the agency request names one.
    """
    request = request.model_copy(update={"case_id": case_that_goes_on(uow, request.case_id)})
    found = visible_case(uow, request.case_id)
    asked = _request(uow, request)
    person_id = request.person_id or (asked.person_id if asked else None)
    uow.audit(
        "facts.read_for_agency",
        subject=f"case/{request.case_id}",
        purpose="disclosure",
        agency=request.agency,
        person=person_id,
    )
    outcome = found.primary_outcome
    return FactsForAgency(
        reference=found.reference,
        case_open=found.closed_at is None and found.erased_at is None,
        person_id=person_id,
        person=_person(uow, request.case_id, person_id) if person_id else None,
        strand_ids=_strands(uow, request.case_id, person_id) if person_id else (),
        consent_id=_consent(uow, request, person_id) if person_id else None,
        crime_number=_crime_number(uow, request.case_id),
        stage=stage_at(found.stage_rank),
        on_hold=bool(work.open_holds(uow.connection, [request.case_id])),
        primary_outcome=Outcome(outcome) if outcome else None,
        request_open=asked is not None and _still_asked(uow, request.case_id, asked),
    )


def _request(uow: UnitOfWork, request: DisclosureFacts) -> Any:
    if request.request_id is None:
        return None
    return work.agency_request(uow.connection, request.case_id, request.request_id)


def _still_asked(uow: UnitOfWork, case_id: UUID, asked: Any) -> bool:
    """Whether a request may still be sent: it waits, and its person did not say no since."""
    if has_ended(asked):
        return False
    seeks = asked.person_id is not None and AgencyRequestKind(asked.kind) in SEEKING
    return not (seeks and refused_to_be_sought(uow, case_id, asked.person_id, asked.strand_id))


def _person(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> PersonView:
    person = opened(uow, person_of(uow, case_id, person_id))
    # No clause lets an agency hear what is kept for the leak check alone.
    kept = {"person_id", "further_identifiers"}
    shown = person.model_dump(include=set(PersonView.model_fields) - kept)
    return PersonView(person_id=str(person_id), **shown)


def _strands(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> tuple[UUID, ...]:
    found = cases.strands_of(uow.connection, case_id)
    return tuple(strand.strand_id for strand in found if person_id in strand.people())


def _consent(uow: UnitOfWork, request: DisclosureFacts, person_id: UUID) -> UUID | None:
    """Return the consent to tell this very agency, if the person's newest word on it is yes.

    A person with two records may have said it under either; a no under one is a no.
    """
    newest: dict[UUID, Any] = {}
    records = records_of(uow, [person_id])
    for row in work.consent_rows(uow.connection, request.case_id):
        about = row.purpose == ConsentPurpose.SHARE_WITH_AGENCY.value
        if about and row.agency == request.agency and row.person_id in records:
            newest[row.person_id] = row
    words = list(newest.values())
    if not words or not all(row.given and row.withdrawn_at is None for row in words):
        return None
    found: UUID = words[-1].consent_id
    return found


def _crime_number(uow: UnitOfWork, case_id: UUID) -> str | None:
    for row in referrals.referrals_of(uow.connection, case_id):
        said = json.loads(uow.keys.open(case_id, row.details or b"", "referrals.details"))
        if number := said.get("offence", {}).get("crime_number"):
            return str(number)
    return None
