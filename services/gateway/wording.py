"""What people read for codes on the timeline page: one table, keyed by event type."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from shared.contracts.intake.rpc import TimelineEntry
from shared.kernel.clock import LONDON

SENTENCES: Final[dict[str, str]] = {
    "intake.referral_received.v1": "A referral was received.",
    "intake.referral_refused.v1": "A referral was refused.",
    "intake.priority_overridden.v1": "Priority was set by hand.",
    "intake.referral_amended.v1": "A referral was amended.",
    "intake.case_opened.v1": "The case was opened.",
    "intake.referral_joined_case.v1": "A further referral joined the case.",
    "intake.consent_recorded.v1": "A consent was recorded.",
    "intake.consent_withdrawn.v1": "A participant withdrew.",
    "intake.participant_engagement_changed.v1": "Where a participant stands has changed.",
    "intake.contact_preferences_set.v1": "What a participant asks for in contact was noted.",
    "intake.agency_request_opened.v1": "An agency was asked for help.",
    "intake.agency_request_answered.v1": "An agency answered.",
    "intake.agency_request_lapsed.v1": "A request to an agency lapsed.",
    "intake.agency_request_called_off.v1": "A request to an agency was called off.",
    "intake.custody_changed.v1": "A change of custody was recorded.",
    "intake.case_held.v1": "The case was put on hold.",
    "intake.strand_held.v1": "One strand was put on hold.",
    "intake.case_resumed.v1": "The hold was lifted.",
    "intake.outcome_recorded.v1": "An outcome was recorded.",
    "intake.case_closed.v1": "The case was closed.",
    "intake.cases_joined.v1": "Two cases that are one harm were joined.",
    "intake.persons_merged.v1": "Two records were found to be one person.",
    "intake.persons_unmerged.v1": "Two records were found to be two persons after all.",
    "intake.case_erased.v1": "Personal data was erased.",
    "screening.eligibility_decided.v1": "Eligibility was decided.",
    "screening.risk_assessment_signed_off.v1": "A risk assessment was signed off.",
    "screening.risk_review_due.v1": "A risk review is due.",
    "screening.contact_barred.v1": "Contact was barred.",
    "screening.contact_bar_lifted.v1": "A bar on contact was lifted.",
    "screening.safeguarding_concern_raised.v1": "A safeguarding concern was raised.",
    "allocation.facilitators_assigned.v1": "Two facilitators were assigned.",
    "allocation.facilitator_released.v1": "A facilitator was released.",
    "comms.preparation_meeting_held.v1": "A preparation meeting was held.",
    "comms.item_released.v1": "An item passed the safety gate.",
    "comms.item_delivered.v1": "An item was delivered.",
    "comms.item_declined.v1": "An item was declined by its recipient.",
    "comms.item_recalled.v1": "An item was recalled.",
    "comms.delivery_result_recorded.v1": "What came of a delivery was recorded.",
    "comms.meeting_undone.v1": "A move between prisons undid a meeting's arrangements.",
    "comms.conference_held.v1": "A conference was held.",
    "comms.agreement_reached.v1": "An outcome agreement was reached.",
    "comms.undertaking_reviewed.v1": "An undertaking was reviewed.",
    "comms.process_concluded.v1": "The process of a strand was concluded.",
    "feeds.disclosure_made.v1": "Something was put on its way to an agency.",
    "feeds.disclosure_withheld.v1": "What was on its way to an agency was kept back: it was not told.",
}


def sentence(entry: TimelineEntry) -> str:
    """Return the sentence for a timeline entry; an unknown one is named, never hidden."""
    return SENTENCES.get(entry.event, f"{entry.event} happened.")


def local_time(moment: datetime) -> str:
    """Return a moment as people in London read it: ``7 October 2019, 10:30``."""
    here = moment.astimezone(LONDON)
    return f"{here.day} {here:%B %Y, %H:%M}"
