"""Amending what was submitted: a reason, the old and the new value, the same validation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from pydantic import ValidationError

from services.intake.store import amending, cases, matching, referrals
from services.intake.store.searching import listed
from services.intake.use_cases.amended import (
    announcement,
    as_submitted,
    faults_now,
    told_of,
    with_person,
)
from services.intake.use_cases.flagging import answer_flags, keep_asked
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
    purpose_told,
    sealed,
)
from services.intake.use_cases.referring import crime_index
from services.intake.use_cases.telling import end_leases, tell
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
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
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
    told = told_of(uow, row)
    before = _validated(ReferralSubmission, as_submitted(uow, row, told))
    changes = _change(told, request)
    after = _sound(uow, _validated(ReferralSubmission, as_submitted(uow, row, told)))
    _write_referral(uow, row, told, after)
    _keep(uow, request, changes, referral_id=request.referral_id)
    fields = [change.field for change in changes]
    tell(uow, request.case_id, announcement(uow, row, fields, before=before, after=after))
    uow.audit(
        "referral.amended",
        subject=f"case/{request.case_id}",
        referral=request.referral_id,
        fields=len(changes),
    )
    return Nothing()


def amend_person(uow: UnitOfWork, request: AmendPerson) -> Nothing:
    """Amend a person; they are then found and matched by what is new (raises as above).

    Every referral that names them is announced as amended: where somebody lives, or how old they
    are, decides about it.
    """
    open_case(uow, request.case_id)
    row = person_of(uow, request.case_id, request.person_id)
    concerned = with_person(uow, request.case_id, request.person_id)
    before = opened(uow, row).model_dump(mode="json")
    changes = _some(_changes(before, _wanted(request, before), request.clear))
    after = {**before, **{change.field: change.new for change in changes}}
    _write_person(uow, row, _validated(ParticipantDetails, after))
    _keep(uow, request, changes, person_id=request.person_id)
    fields = [f"person.{change.field}" for change in changes]
    if events := _anew(uow, concerned, fields):
        tell(uow, request.case_id, *events)
    # It may reach somebody elsewhere now, in every case that they are in.
    end_leases(uow, request.case_id, request.person_id, "intake.person_amended")
    uow.audit(
        "person.amended",
        subject=f"case/{request.case_id}",
        person=request.person_id,
        fields=len(changes),
    )
    return Nothing()


def _wanted(request: AmendPerson, before: Json) -> Json:
    wanted = request.changes.model_dump(mode="json")
    if request.also_known:
        kept = wanted["further_identifiers"] or before["further_identifiers"]
        more = [one.model_dump(mode="json") for one in request.also_known]
        wanted["further_identifiers"] = [*kept, *(one for one in more if one not in kept)]
    return wanted


def amendments(uow: UnitOfWork, request: AskAmendments) -> Amendments:
    """Return what was amended in a case, with reasons; the reading is audited."""
    if visible_case(uow, request.case_id).erased_at is not None:
        raise PersonalDataErased(request.case_id)
    rows = amending.amendments_of(uow.connection, request.case_id)
    subject, purpose = f"case/{request.case_id}", purpose_told(request.purpose)
    uow.audit("amendments.read", subject=subject, purpose=purpose, count=len(rows))
    return Amendments(amendments=tuple(_view(uow, row) for row in rows))


def _referral(uow: UnitOfWork, case_id: UUID, referral_id: UUID) -> Any:
    if referral_id not in cases.referral_ids(uow.connection, case_id):
        raise NotFound("referral-unknown", referral=referral_id)
    return referrals.referral_by_id(uow.connection, referral_id)


def _change(told: Json, request: AmendReferral) -> list[Change]:
    """Change what was told of a referral, and return every change."""
    offence = told["offence"]
    given = request.changes.model_dump(mode="json", exclude={"answers"})
    changes = _changes({**told, **offence}, given, request.clear)
    for change in changes:
        place = offence if change.field in _OF_OFFENCE else told
        place[change.field] = change.new
        if change.field == "flags":
            keep_asked(offence, before=change.old or [])
    if request.changes.crime_types and offence.get("crime_type_known") is False:
        offence["crime_type_known"] = True
        changes.append(Change("crime_type_known", old=False, new=True))
    for flag, old, new in answer_flags(offence, request.changes.answers):
        changes.append(Change(f"flags.{flag}", old, new))
    return _some(changes)


def _some(changes: list[Change]) -> list[Change]:
    if not changes:
        raise Refused("nothing-changed")
    return changes


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
    return [
        Change(name, before.get(name), value)
        for name, value in wanted.items()
        if before.get(name) != value
    ]


def _sound(uow: UnitOfWork, submission: ReferralSubmission) -> ReferralSubmission:
    """Return the referral as it would then stand, or raise with every fault."""
    if faults := faults_now(uow, submission):
        raise InvalidInput("amendment-invalid", tuple(sorted(faults)))
    return submission


def _anew(
    uow: UnitOfWork, concerned: list[tuple[Any, Json]], fields: list[str]
) -> list[ReferralAmendedV1]:
    """Return what is announced of each referral that names an amended person.

    Faults that a referral had already do not stand in the way of putting a person right.
    """
    found = []
    for row, was in concerned:
        before = _validated(ReferralSubmission, was)
        now = as_submitted(uow, row, told_of(uow, row))
        after = _validated(ReferralSubmission, now)
        if faults := faults_now(uow, after) - faults_now(uow, before):
            raise InvalidInput("amendment-invalid", tuple(sorted(faults)))
        found.append(announcement(uow, row, fields, before=before, after=after))
    return found


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
    values = {
        "details": sealed(uow, row.case_id, json.dumps(told), "referrals.details"),
        "crime_index": crime_index(uow, submission),
        "source": submission.source.value,
        "crime_types": listed(submission.offence.crime_types),
    }
    amending.change_referral(uow.connection, row.referral_id, values)
    keys = incident_keys(incident_of(submission.offence))
    _find_anew(uow, row.case_id, row.referral_id, keys)


def _write_person(uow: UnitOfWork, row: Any, person: ParticipantDetails) -> None:
    details = sealed(uow, row.case_id, person.model_dump_json(exclude_none=True), PERSON_FIELD)
    values = {"details": details, "match_index": match_index(uow.blind, person)}
    amending.change_person(uow.connection, row.person_id, values)
    keys = kept_keys(described(person, Side(row.side)))
    _find_anew(uow, row.case_id, row.person_id, keys)


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
