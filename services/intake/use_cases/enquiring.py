"""Enquiries and helpline calls: recorded, and never a referral until one is submitted (INT-12)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.store import enquiries
from services.intake.store.policies import working_time
from services.intake.use_cases.visibility import visible_case
from shared.contracts.codes import Channel
from shared.contracts.intake.codes import CallPurpose, EnquiryKind
from shared.contracts.intake.entry import (
    Enquiries,
    EnquiryKept,
    EnquiryView,
    ListEnquiries,
    RecordEnquiry,
)
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

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
        "details": uow.keys.seal(enquiry_id, said, "enquiries.details"),
    }
    enquiries.add_enquiry(uow.connection, row)
    subject = f"case/{request.case_id}" if request.case_id else f"enquiry/{enquiry_id}"
    uow.audit("enquiry.recorded", subject=subject, enquiry=enquiry_id, purpose=request.purpose)
    return EnquiryKept(enquiry_id=enquiry_id)


def list_enquiries(uow: UnitOfWork, request: ListEnquiries) -> Enquiries:
    """Return enquiries without anybody's words."""
    rows = enquiries.list_enquiries(
        uow.connection, converted=request.converted, limit=request.limit
    )
    return Enquiries(enquiries=tuple(_view(row) for row in rows))


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
    uow.audit("enquiry.converted", subject=f"enquiry/{enquiry_id}", referral=referral_id)


def _view(row: Any) -> EnquiryView:
    return EnquiryView(
        enquiry_id=row.enquiry_id,
        kind=EnquiryKind(row.kind),
        channel=Channel(row.channel),
        purpose=CallPurpose(row.purpose),
        agency=row.agency,
        asked_at=row.asked_at,
        within_hours=row.within_hours,
        referral_id=row.referral_id,
    )
