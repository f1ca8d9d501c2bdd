"""RPC methods for who asks for themselves and cannot: kept, and routed to an offender manager.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Request, RpcMethod
from shared.contracts.intake.entry import EnquiryKept, EnquiryView
from shared.contracts.intake.people import ReferralSubmission


class RouteSelfReferral(Request):
    """Keep what somebody in custody or on licence asked, for their offender manager (INT-11)."""

    submission: ReferralSubmission


class AskEnquiry(Request):
    """Ask what was said in one enquiry, for a purpose, as a code, that is audited."""

    enquiry_id: UUID
    purpose: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{2,59}$")]


class EnquiryRevealed(Answer):
    """An enquiry with its words; who routes a self-referral finds here whom to ring."""

    enquiry: EnquiryView
    caller: str | None = None
    contact: str | None = None
    note: str | None = None
    verified_by: str | None = None
    establishment: str | None = None
    prison_number: str | None = None
    offender_manager: str | None = None
    converted_at: datetime | None = None


ROUTE_SELF_REFERRAL = RpcMethod(
    "intake",
    "route_self_referral",
    RouteSelfReferral,
    EnquiryKept,
    "command",
    "Keep a self-referral that an offender manager has to make.",
)
ENQUIRY = RpcMethod(
    "intake",
    "enquiry",
    AskEnquiry,
    EnquiryRevealed,
    "query",
    "What was said in an enquiry, for a stated and audited purpose.",
)

METHODS = (ROUTE_SELF_REFERRAL, ENQUIRY)
