"""What an amendment makes of a referral: it stands anew, with its priority, and consumers hear so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.validation import all_faults
from services.intake.store import amending, enquiries, referrals
from services.intake.use_cases.describing import Priority, facts_of_referral, priority_of
from services.intake.use_cases.people import opened
from services.intake.use_cases.referring import facts_of
from shared.contracts.codes import Side
from shared.contracts.intake import facts
from shared.contracts.intake.events import ReferralAmendedV1
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.intake.rpc import ReferralAccepted
from shared.kernel.clock import local_day
from shared.kernel.errors import Fault

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

Json = dict[str, Any]


def told_of(uow: UnitOfWork, row: Any) -> Json:
    """Return what a referral's row keeps of its submission: all but people and consents."""
    text = uow.keys.open(row.case_id, row.details, "referrals.details")
    return dict(json.loads(text))


def as_submitted(uow: UnitOfWork, row: Any, told: Json) -> Json:
    """Return a referral with its people, as JSON of a submission without consents."""
    answer = ReferralAccepted.model_validate_json(
        uow.keys.open(row.case_id, row.answer, "referrals.answer")
    )
    refs = {one.person_id: one.ref for one in answer.participants}
    sides: dict[str, list[Json]] = {side.value: [] for side in Side}
    for person in referrals.persons_of(uow.connection, row.case_id):
        if person.person_id in refs:
            details = opened(uow, person).model_dump(mode="json")
            sides[person.side].append({**details, "ref": refs[person.person_id]})
    return {**told, **sides}


def with_person(uow: UnitOfWork, case_id: UUID, person_id: UUID) -> list[tuple[Any, Json]]:
    """Return the rows of the case's referrals that name a person, each as it now stands."""
    found = []
    for row in referrals.referrals_of(uow.connection, case_id):
        text = uow.keys.open(case_id, row.answer, "referrals.answer")
        answer = ReferralAccepted.model_validate_json(text)
        if person_id in {one.person_id for one in answer.participants}:
            found.append((row, as_submitted(uow, row, told_of(uow, row))))
    return found


def faults_now(uow: UnitOfWork, submission: ReferralSubmission) -> set[Fault]:
    """Return every fault but those of consents: each has a record of its own since it was given."""
    found = all_faults(facts_of(submission), today=uow.today())
    return {fault for fault in found if fault.field != "consents"}


def prioritise(uow: UnitOfWork, row: Any, submission: ReferralSubmission) -> Priority:
    """Apply the rule of priority to a referral as it now stands, and keep what it says (INT-06)."""
    priority = priority_of(submission, local_day(row.received_at))
    values = {
        "priority_version": priority.version,
        "priority_reasons": ",".join(priority.reasons),
    }
    amending.change_referral(uow.connection, row.referral_id, values)
    return priority


def announcement(
    uow: UnitOfWork,
    row: Any,
    fields: list[str],
    *,
    before: ReferralSubmission,
    after: ReferralSubmission,
) -> ReferralAmendedV1:
    """Return what consumers hear: codes as they stand, and which eligibility facts are others."""
    priority = prioritise(uow, row, after)
    override = enquiries.newest_override(uow.connection, row.referral_id)
    day = local_day(row.received_at)
    was, now = facts_of_referral(before, day), facts_of_referral(after, day)
    return ReferralAmendedV1(
        case_id=row.case_id,
        referral_id=row.referral_id,
        fields=tuple(sorted(fields)),
        heard_via=after.heard_via,
        pathway=after.pathway,
        crime_types=after.offence.crime_types,
        flags=after.offence.flags,
        asked=after.offence.asked,
        enhanced_priority=bool(priority.reasons) if override is None else override.enhanced,
        amended_at=uow.now(),
        facts_changed=facts.changed(was, now),
        facts_before=was,
        facts_now=now,
    )
