"""Closed lists that only comms' messages carry: meetings, readiness, relay, agreements, aftercare.

What several services speak of is in ``shared.contracts.codes``.
"""

from __future__ import annotations

from enum import StrEnum


class Compartment(StrEnum):
    """Who may ever see a note: one side's people, both, or the office alone (CON-09)."""

    HARMED = "harmed"
    RESPONSIBLE = "responsible"
    SHARED = "shared"
    INTERNAL = "internal"


class ReadinessStep(StrEnum):
    """What must be so for a participant before the next step (PRC-03)."""

    INFORMED = "informed"
    HOPES_HEARD = "hopes_heard"
    PREPARED = "prepared"
    SUPPORTER_PREPARED = "supporter_prepared"
    ACCESS_NEEDS_MET = "access_needs_met"
    VENUE_AGREED = "venue_agreed"


class ProcessStep(StrEnum):
    """The steps of a strand's process, in order (PRC-01)."""

    INFORMING = "informing"
    PREPARING = "preparing"
    COMMUNICATING = "communicating"
    AGREEING = "agreeing"
    FOLLOWING_UP = "following_up"


class MeetingPurpose(StrEnum):
    """What a meeting is for."""

    INTRODUCTION = "introduction"
    PREPARATION = "preparation"
    CONFERENCE = "conference"
    CONVERSATION = "conversation"
    REVIEW = "review"
    AFTERCARE = "aftercare"


class MeetingPart(StrEnum):
    """As what somebody comes to a meeting."""

    PARTICIPANT = "participant"
    SUPPORTER = "supporter"
    FACILITATOR = "facilitator"
    INTERPRETER = "interpreter"
    PROFESSIONAL = "professional"


class MeetingState(StrEnum):
    """How far a meeting has come, derived from what was recorded."""

    ARRANGING = "arranging"
    VISIT_REQUESTED = "visit_requested"
    VISIT_APPROVED = "visit_approved"
    VISIT_REFUSED = "visit_refused"
    CONFIRMED = "confirmed"
    HELD = "held"
    CUT_SHORT = "cut_short"
    NOT_ATTENDED = "not_attended"
    CANCELLED = "cancelled"


class MeetingResult(StrEnum):
    """How a meeting went."""

    HELD = "held"
    CUT_SHORT = "cut_short"
    NOT_ATTENDED = "not_attended"
    CANCELLED = "cancelled"


class ConferenceQuestion(StrEnum):
    """The three questions of a conference, in their order (PRC-04)."""

    WHAT_HAPPENED = "what_happened"
    WHO_WAS_AFFECTED = "who_was_affected_and_how"
    WHAT_CAN_REPAIR = "what_can_be_done_to_repair_the_harm"


class ConferenceMark(StrEnum):
    """What is noted on the day of a conference."""

    OPENED = "opened"
    QUESTION_ASKED = "question_asked"
    BREAK_BEGUN = "break_begun"
    BREAK_ENDED = "break_ended"
    STOP_SIGNAL = "stop_signal"
    CLOSED = "closed"


class LetterForm(StrEnum):
    """What a letter is (PRC-08)."""

    LETTER = "letter"
    APOLOGY = "apology"
    STATEMENT = "statement"
    STATEMENT_WITH_AGREEMENT = "statement_with_agreement"


class DeliveryWay(StrEnum):
    """How an item reaches its recipient."""

    READ_ALOUD = "read_aloud"
    BY_HAND = "by_hand"
    POSTED = "posted"
    IN_CUSTODY = "in_custody"
    VIDEO = "video"
    PHONE = "phone"


class DeliveryResult(StrEnum):
    """What is learnt after a delivery; a return or refusal re-opens the step that it undoes."""

    PROVEN = "proven"
    RETURNED = "returned"
    REFUSED = "refused"


class WaitsOn(StrEnum):
    """On whom an item waits."""

    AUTHOR = "author"
    FACILITATOR = "facilitator"
    SECOND_VETTER = "second_vetter"
    RECIPIENT = "recipient"
    WINDOW = "window"
    DELIVERY = "delivery"
    PROOF = "proof"
    NOBODY = "nobody"


class SignedHow(StrEnum):
    """How somebody put their name to an agreement."""

    ON_PAPER = "on_paper"
    SPOKEN = "spoken"
    BY_LETTER = "by_letter"
    ON_SCREEN = "on_screen"


class AgreementStanding(StrEnum):
    """Whether an agreement is in force, and why not (AFT-02)."""

    AWAITING_SIGNATURES = "awaiting_signatures"
    IN_FORCE = "in_force"
    TERM_OVER = "term_over"
    ENDED = "ended"


class AgreementEnd(StrEnum):
    """Why an agreement was ended before its term."""

    FULFILLED = "fulfilled"
    REPLACED = "replaced"
    BOTH_WISHED = "both_wished"
    BREACHED = "breached"


class SessionKind(StrEnum):
    """The parts of the twelve-session programme (PRC-10)."""

    INTRODUCTION = "introduction"
    PREPARATION = "preparation"
    CONFERENCE = "conference"
    REVIEW = "review"


class FollowUpResult(StrEnum):
    """What came of a follow-up."""

    HEARD = "heard"
    NOT_REACHED = "not_reached"
    NOT_WANTED = "not_wanted"


class SupportAnswer(StrEnum):
    """What somebody answered to the support that was offered (AFT-01, CON-11)."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Told(StrEnum):
    """When, seen from the process, a statement was made (OUT-07)."""

    BEFORE = "before"
    AFTER = "after"


class Feeling(StrEnum):
    """What participants say of themselves, before and after (OUT-07, OUT-08, OUT-09)."""

    SAFE = "safe"
    REASSURED = "reassured"
    LISTENED_TO = "listened_to"
    ANXIOUS = "anxious"
    ANGRY = "angry"
    ABLE_TO_MOVE_ON = "able_to_move_on"
    TAKES_RESPONSIBILITY = "takes_responsibility"
    ACKNOWLEDGES_HARM = "acknowledges_harm"
    MADE_AMENDS = "made_amends"
    SUPPORT_NEEDS_MET = "support_needs_met"


class FeedbackFrom(StrEnum):
    """Who gave feedback (AFT-04, PRC-20)."""

    REFERRER = "referrer"
    PARTNER = "partner"
    PARTICIPANT = "participant"


class FilePurpose(StrEnum):
    """What one side's file is made for."""

    ACCESS_REQUEST = "access_request"
    COMPLAINT = "complaint"
    OVERSIGHT = "oversight"


class NoticeChannel(StrEnum):
    """By what a short notice is sent."""

    TEXT = "text"
    EMAIL = "email"


class NoticeWording(StrEnum):
    """The fixed wordings of a notice: none says what, about whom, or from whom."""

    PLEASE_CALL = "please_call"
    MEETING_REMINDER = "meeting_reminder"
    MEETING_CHANGED = "meeting_changed"
    SOMETHING_WAITS = "something_waits"


class NoticeState(StrEnum):
    """What became of a notice to a participant."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    GIVEN_UP = "given_up"
