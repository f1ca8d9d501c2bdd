"""Who is in custody or on licence asks through their offender manager (INT-11).

What they asked is no referral and counts as none; it is kept as an enquiry, under a key of its own
for a year, with a task: somebody finds the offender manager, who may then make the referral.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from services.intake.domain.submission import ASK_OFFENDER_MANAGER
from services.intake.domain.validation import all_faults
from services.intake.store import enquiries
from services.intake.use_cases.enquiring import DETAILS, keep_routed, view
from services.intake.use_cases.referring import facts_of
from shared.contracts.intake.entry import EnquiryKept
from shared.contracts.intake.routing import AskEnquiry, EnquiryRevealed, RouteSelfReferral
from shared.kernel.errors import InvalidInput, NotFound, Refused
from shared.store.case_keys import PersonalDataErased

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def route_self_referral(uow: UnitOfWork, request: RouteSelfReferral) -> EnquiryKept:
    """Keep the request of somebody who cannot refer themselves, and raise its task.

    Raises:
        Refused: ``self-referral-possible``; nothing stands in the way of the referral itself.
        InvalidInput: faults that are no matter of custody or licence.

    """
    faults = all_faults(facts_of(request.submission), today=uow.today())
    others = tuple(fault for fault in faults if fault.code != ASK_OFFENDER_MANAGER)
    if others:
        raise InvalidInput("referral-invalid", others)
    if not faults:
        raise Refused("self-referral-possible")
    return EnquiryKept(enquiry_id=keep_routed(uow, request.submission))


def enquiry(uow: UnitOfWork, request: AskEnquiry) -> EnquiryRevealed:
    """Return an enquiry with its words; the reading is audited.

    Raises:
        NotFound: no such enquiry.
        PersonalDataErased: its year is over.

    """
    row = enquiries.enquiry_of(uow.connection, request.enquiry_id)
    if row is None:
        raise NotFound("enquiry-unknown", enquiry=request.enquiry_id)
    if row.details is None:
        raise PersonalDataErased(request.enquiry_id)
    said = json.loads(uow.keys.open(row.enquiry_id, row.details, DETAILS))
    uow.audit("enquiry.read", subject=f"enquiry/{row.enquiry_id}", purpose=request.purpose)
    return EnquiryRevealed(**said, enquiry=view(row), converted_at=row.converted_at)
