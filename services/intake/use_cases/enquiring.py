"""Enquiries and helpline calls: recorded, and never a referral until one is submitted (INT-12)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.store import enquiries, waiting
from services.intake.store.policies import working_time
from services.intake.use_cases.visibility import visible_case
from services.intake.use_cases.waiting import raise_asked
from shared.contracts.codes import Channel, ParticipantRole
from shared.contracts.intake.codes import CallPurpose, EnquiryKind, TaskKind
from shared.contracts.intake.entry import (
    Enquiries,
    EnquiryKept,
    EnquiryView,
    ListEnquiries,
    RecordEnquiry,
)
from shared.contracts.intake.people import ParticipantDetails, ReferralSubmission
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

DETAILS = "enquiries.details"
ROUTED = "self_referral_routed"
_SAID = frozenset({"caller", "contact", "note", "verified_by"})


def record_enquiry(uow: UnitOfWork, request: RecordEnquiry) -> EnquiryKept:
    """Keep a conversation or call. A case is linked only for who may see it and was verified.

    Raises:
        NotFound: no such case for who took the call.
        Refused: ``caller-not-verified`` where a case is named (HLP-03).

    """
    if request.case_id is not None:
        visible_case(uow, request.case_id)
        if request.verified_by is None:
            raise Refused("caller-not-verified", case=request.case_id)
    enquiry_id, now = uow.ids.new(), uow.now()
    uow.keys.create(enquiry_id)
    said = json.dumps(request.model_dump(mode="json", include=set(_SAID), exclude_none=True))
    row = {
        "enquiry_id": enquiry_id,
        "kind": request.kind.value,
        "channel": request.channel.value,
        "purpose": request.purpose.value,
        "agency": request.agency,
        "about_case_id": request.case_id,
        "asked_at": now,
        "within_hours": working_time().is_open(now),
        "taken_by": uow.actor.id,
        "details": uow.keys.seal(enquiry_id, said, DETAILS),
    }
    enquiries.add_enquiry(uow.connection, row)
    subject = f"case/{request.case_id}" if request.case_id else f"enquiry/{enquiry_id}"
    uow.audit("enquiry.recorded", subject=subject, enquiry=enquiry_id, purpose=request.purpose)
    return EnquiryKept(enquiry_id=enquiry_id)


def keep_routed(uow: UnitOfWork, submission: ReferralSubmission) -> UUID:
    """Keep it as an enquiry with a task; return its id."""
    enquiry_id, now = uow.ids.new(), uow.now()
    uow.keys.create(enquiry_id)
    row = {
        "enquiry_id": enquiry_id,
        "kind": EnquiryKind.CONVERSATION.value,
        "channel": submission.channel.value,
        "purpose": CallPurpose.IDENTIFY_REFERRAL.value,
        "asked_at": now,
        "within_hours": working_time().is_open(now),
        "taken_by": uow.actor.id,
        "details": uow.keys.seal(enquiry_id, json.dumps(_said(submission)), DETAILS),
    }
    enquiries.add_enquiry(uow.connection, row)
    raise_asked(uow, enquiry_id, None, [TaskKind.FIND_OFFENDER_MANAGER], cause=ROUTED)
    uow.audit("enquiry.routed", subject=f"enquiry/{enquiry_id}", purpose="offender-manager")
    return enquiry_id


def list_enquiries(uow: UnitOfWork, request: ListEnquiries) -> Enquiries:
    """Return enquiries without anybody's words."""
    rows = enquiries.list_enquiries(
        uow.connection, converted=request.converted, limit=request.limit
    )
    return Enquiries(enquiries=tuple(view(row, row.became_case_id) for row in rows))


def convert(uow: UnitOfWork, enquiry_id: UUID, referral_id: UUID) -> None:
    """Note that an enquiry became a referral; only once.

    Raises:
        NotFound: no such enquiry.
        Refused: ``enquiry-converted`` already, to another referral.

    """
    found = enquiries.enquiry_of(uow.connection, enquiry_id)
    if found is None:
        raise NotFound("enquiry-unknown", enquiry=enquiry_id)
    if found.referral_id not in (None, referral_id):
        raise Refused("enquiry-converted", enquiry=enquiry_id)
    enquiries.convert(uow.connection, enquiry_id, referral_id, uow.now())
    done = {"done_at": uow.now(), "done_by": uow.actor.id}
    waiting.finish_tasks(uow.connection, enquiry_id, done)
    uow.audit("enquiry.converted", subject=f"enquiry/{enquiry_id}", referral=referral_id)


def view(row: Any, became_case_id: UUID | None = None) -> EnquiryView:
    """Return an enquiry without anybody's words."""
    return EnquiryView(
        enquiry_id=row.enquiry_id,
        kind=EnquiryKind(row.kind),
        channel=Channel(row.channel),
        purpose=CallPurpose(row.purpose),
        agency=row.agency,
        asked_at=row.asked_at,
        within_hours=row.within_hours,
        referral_id=row.referral_id,
        became_case_id=became_case_id,
    )


def _said(submission: ReferralSubmission) -> dict[str, Any]:
    """What an offender manager has to be found by, and no more of it."""
    person = next(
        one
        for one in submission.responsible
        if one.role is ParticipantRole.RESPONSIBLE and (one.in_custody or one.on_licence)
    )
    said = {
        "caller": f"{person.given_name} {person.family_name}",
        "contact": person.phone or person.email,
        "note": _note(person),
        "establishment": person.establishment,
        "prison_number": person.prison_number,
        "offender_manager": person.offender_manager,
    }
    return {name: value for name, value in said.items() if value}


def _note(person: ParticipantDetails) -> str:
    where = "in custody" if person.in_custody else "on licence"
    born = f", born {person.date_of_birth.isoformat()}" if person.date_of_birth else ""
    return f"Asked for themselves {where}{born}."
