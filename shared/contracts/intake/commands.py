"""Commands that intake takes from the bus: always sealed for it."""

from __future__ import annotations

from uuid import UUID

from shared.contracts.base import BusCommand, Moment
from shared.contracts.intake.people import ReferralSubmission


class ReceiveReferralV1(BusCommand):
    """Take in a referral that an agency's feed has authenticated, validated and translated."""

    receiver = "intake"
    name = "receive_referral"
    subject_kind = "feed_message"
    subject_field = "feed_message_id"

    feed_message_id: UUID
    agency: str
    agreement_clause: str
    received_at: Moment
    submission: ReferralSubmission


COMMANDS: tuple[type[BusCommand], ...] = (ReceiveReferralV1,)
