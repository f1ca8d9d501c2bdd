"""Amending what was submitted: a reason, the old and the new value, the same validation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from pydantic import ValidationError

from services.intake.domain.validation import all_faults
from services.intake.store import amending, cases, enquiries, matching, referrals
from services.intake.use_cases.describing import priority_of
from services.intake.use_cases.likeness import (
    blinded,
    described,
    incident_keys,
    incident_of,
    kept_keys,
)
from services.intake.use_cases.people import (
    PERSON_FIELD,
    match_index,
    opened,
    person_of,
    sealed,
)
from services.intake.use_cases.referring import crime_index, facts_of
from services.intake.use_cases.telling import tell
from services.intake.use_cases.visibility import open_case, visible_case
from shared.contracts.base import Nothing
from shared.contracts.codes import Side
from shared.contracts.intake.amending import (
    Amendments,
    AmendmentView,
    AmendPerson,
    AmendReferral,
    AskAmendments,
)
from shared.contracts.intake.events import ReferralAmendedV1
from shared.contracts.intake.people import ParticipantDetails, ReferralSubmission
from shared.contracts.intake.rpc import ReferralAccepted
from shared.kernel.clock import local_day
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.leases import register
from shared.store.case_keys import PersonalDataErased

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

Json = dict[str, Any]
_M = TypeVar("_M", ReferralSubmission, ParticipantDetails)
OLD, NEW, WHY = "amendments.old", "amendments.new", "amendments.reason"
_OF_OFFENCE = frozenset(
    {
        "crime_types", "flags", "offence_on", "sentenced_on", "place_area", "place_borough",
        "force", "crime_number", "proceedings", "responsibility_accepted", "narrative",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One field's old and new value, as plain JSON."""

    field: str
    old: Any
    new: Any


def amend_referral(uow: UnitOfWork, request: AmendReferral) -> Nothing:
    """Amend a referral under the validation of every door; consumers hear the codes anew.

    Raises:
        NotFound: no such case or referral for this actor.
        Refused: ``case-closed``, ``nothing-changed``.
        InvalidInput: every fault of the referral as it would then stand.

    """
    open_case(uow, request.case_id)
    row = _referral(uow, request.case_id, request.referral_id)
    told = json.loads(uow.keys.open(row.case_id, row.details, "referrals.details"))
    flat = {**told, **told["offence"]}
    changes = _changes(flat, request.changes.model_dump(mode="json"), request.clear)
    for change in changes:
        place = told["offence"] if change.field in _OF_OFFENCE else told
        place[change.field] = change.new
    submission = _whole(uow, row, told)
    _write_referral(uow, row, told, submission)
    _keep(uow, request, changes, referral_id=request.referral_id)
    tell(uow, request.case_id, _event(uow, row, submission, changes))
    uow.audit(
        "referral.amended",
        subject=f"case/{request.case_id}",
        referral=request.referral_id,
        fields=len(changes),
    )
    return Nothing()


def amend_person(uow: UnitOfWork, request: AmendPerson) -> Nothing:
    """Amend a person; they are then found and matched by what is new (raises as above)."""
    open_case(uow, request.case_id)
    row = person_of(uow, request.case_id, request.person_id)
    person = opened(uow, row)
    before = person.model_dump(mode="json")
    changes = _changes(before, request.changes.model_dump(mode="json"), request.clear)
    after = {**before, **{change.field: change.new for change in changes}}
    amended = _validated(ParticipantDetails, after)
    details = sealed(uow, request.case_id, amended.model_dump_json(exclude_none=True), PERSON_FIELD)
    values = {"details": details, "match_index": match_index(uow.blind, amended)}
    amending.change_person(uow.connection, request.person_id, values)
    keys = kept_keys(described(amended, Side(row.side)))
    _find_anew(uow, request.case_id, request.person_id, keys)
    _keep(uow, request, changes, person_id=request.person_id)
    register.end(uow, request.case_id, "intake.person_amended")  # it may reach somebody elsewhere
    uow.audit(
        "person.amended",
        subject=f"case/{request.case_id}",
        person=request.person_id,
        fields=len(changes),
    )
    return Nothing()


def amendments(uow: UnitOfWork, request: AskAmendments) -> Amendments:
    """Return what was amended in a case, with reasons; the reading is audited."""
    if visible_case(uow, request.case_id).erased_at is not None:
        raise PersonalDataErased(request.case_id)
    rows = amending.amendments_of(uow.connection, request.case_id)
    uow.audit("amendments.read", subject=f"case/{request.case_id}", count=len(rows))
    return Amendments(amendments=tuple(_view(uow, row) for row in rows))


def _referral(uow: UnitOfWork, case_id: UUID, referral_id: UUID) -> Any:
    if referral_id not in cases.referral_ids(uow.connection, case_id):
        raise NotFound("referral-unknown", referral=referral_id)
    return referrals.referral_by_id(uow.connection, referral_id)


def _changes(before: Json, given: Json, clear: tuple[str, ...]) -> list[Change]:
    """Return what really changes. A field that is not amendable here is a fault."""
    faults = [
        Fault(f"clear.{place}", "not-amendable")
        for place, name in enumerate(clear)
        if name not in given
    ]
    if faults:
        raise InvalidInput("amendment-invalid", tuple(faults))
    wanted = {name: value for name, value in given.items() if value is not None}
    wanted |= dict.fromkeys(clear)
    found = [
        Change(name, before.get(name), value)
        for name, value in wanted.items()
        if before.get(name) != value
    ]
    if not found:
        raise Refused("nothing-changed")
    return found


def _whole(uow: UnitOfWork, row: Any, told: Json) -> ReferralSubmission:
    """Return the referral as it would then stand, with its people, or raise with every fault."""
    answer = ReferralAccepted.model_validate_json(
        uow.keys.open(row.case_id, row.answer, "referrals.answer")
    )
    refs = {one.person_id: one.ref for one in answer.participants}
    sides: dict[str, list[Json]] = {side.value: [] for side in Side}
    for person in referrals.persons_of(uow.connection, row.case_id):
        if person.person_id in refs:
            details = opened(uow, person).model_dump(mode="json")
            sides[person.side].append({**details, "ref": refs[person.person_id]})
    submission = _validated(ReferralSubmission, {**told, **sides})
    faults = [
        fault
        for fault in all_faults(facts_of(submission), today=uow.today())
        if fault.field != "consents"  # each consent has a record of its own since it was declared
    ]
    if faults:
        raise InvalidInput("amendment-invalid", tuple(faults))
    return submission


def _validated(model: type[_M], values: Json) -> _M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = {
            Fault(".".join(map(str, one["loc"])), one["type"].replace("_", "-"))
            for one in error.errors(include_input=False, include_url=False)
        }
        raise InvalidInput("amendment-invalid", tuple(faults)) from None


def _write_referral(uow: UnitOfWork, row: Any, told: Json, submission: ReferralSubmission) -> None:
    priority = priority_of(submission, local_day(row.received_at))
    values = {
        "details": sealed(uow, row.case_id, json.dumps(told), "referrals.details"),
        "crime_index": crime_index(uow, submission),
        "priority_version": priority.version,
        "priority_reasons": ",".join(priority.reasons),
    }
    amending.change_referral(uow.connection, row.referral_id, values)
    keys = incident_keys(incident_of(submission.offence))
    _find_anew(uow, row.case_id, row.referral_id, keys)


def _find_anew(uow: UnitOfWork, case_id: UUID, subject_id: UUID, keys: set[str]) -> None:
    amending.forget_keys(uow.connection, subject_id)
    rows = [
        {"subject_id": subject_id, "slot": slot, "case_id": case_id, "key": key}
        for slot, key in enumerate(blinded(uow.blind, keys))
    ]
    matching.add_keys(uow.connection, rows)


def _keep(
    uow: UnitOfWork,
    request: AmendReferral | AmendPerson,
    changes: list[Change],
    **about: UUID,
) -> None:
    case_id = request.case_id
    rows = [
        {
            "amendment_id": uow.ids.new(),
            "case_id": case_id,
            "referral_id": about.get("referral_id"),
            "person_id": about.get("person_id"),
            "field": change.field,
            "old": sealed(uow, case_id, json.dumps(change.old), OLD),
            "new": sealed(uow, case_id, json.dumps(change.new), NEW),
            "reason": sealed(uow, case_id, request.reason, WHY),
            "amended_at": uow.now(),
            "amended_by": uow.actor.id,
        }
        for change in changes
    ]
    amending.add_amendments(uow.connection, rows)


def _event(
    uow: UnitOfWork, row: Any, submission: ReferralSubmission, changes: list[Change]
) -> ReferralAmendedV1:
    priority = priority_of(submission, local_day(row.received_at))
    override = enquiries.newest_override(uow.connection, row.referral_id)
    return ReferralAmendedV1(
        case_id=row.case_id,
        referral_id=row.referral_id,
        fields=tuple(sorted(change.field for change in changes)),
        heard_via=submission.heard_via,
        pathway=submission.pathway,
        crime_types=submission.offence.crime_types,
        flags=submission.offence.flags,
        enhanced_priority=bool(priority.reasons) if override is None else override.enhanced,
        amended_at=uow.now(),
    )


def _view(uow: UnitOfWork, row: Any) -> AmendmentView:
    def said(blob: bytes, field: str) -> str | None:
        value = json.loads(uow.keys.open(row.case_id, blob, field))
        return value if value is None or isinstance(value, str) else json.dumps(value)

    return AmendmentView(
        amendment_id=row.amendment_id,
        referral_id=row.referral_id,
        person_id=row.person_id,
        field=row.field,
        old=said(row.old, OLD),
        new=said(row.new, NEW),
        reason=uow.keys.open(row.case_id, row.reason, WHY),
        amended_at=row.amended_at,
        amended_by=row.amended_by,
    )
