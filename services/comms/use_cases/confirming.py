"""Confirming a meeting to those who come: of each participant intake is asked whether it is safe.

A meeting with one side passes no gate, but it is contact all the same: at an hour, and by a channel,
that the person may have asked to be spared (RSK-04). No answer is a no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import meetings as rules
from services.comms.domain.meetings import Meeting, MeetingStep
from services.comms.use_cases.arranging import add_step, require_meeting
from services.comms.use_cases.planning import require_conference_ready
from shared.contracts.base import Nothing
from shared.contracts.codes import PlaceKind
from shared.contracts.comms import meetings as contract
from shared.contracts.comms.codes import MeetingPart, MeetingPurpose
from shared.contracts.intake import contact
from shared.contracts.intake.codes import ContactChannel
from shared.kernel.errors import Conflict, Refused, Unavailable

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

PURPOSE = "Confirming a meeting."
CHANNEL_AT = {PlaceKind.VIDEO: ContactChannel.VIDEO, PlaceKind.PHONE: ContactChannel.PHONE}
"""By which channel somebody is met at a kind of place; in person at all others."""


def confirm_meeting(
    runtime: Runtime, context: Context, request: contract.ConfirmMeeting
) -> Nothing:
    """Confirm a meeting: the visit is approved, arrivals are staggered, people ready, all is safe.

    Raises ``Refused`` with the first objection (``channel-not-safe``, ``date-to-avoid``,
    ``outside-safe-hours``, ``contact-refused``) where no reason is given, ``Unavailable`` when
    intake does not answer.
    """
    with runtime.transaction(context.with_(mark=None)) as uow:
        _, asked = _confirmable(uow, request)
    objections = _objections(runtime, context, request.case_id, asked)
    if objections and ("contact-refused" in objections or request.against_preferences is None):
        raise Refused(min(objections), meeting=asked.meeting_id)
    with runtime.transaction(context) as uow:
        _, meeting = _confirmable(uow, request)
        if meeting != asked:
            raise Conflict("meeting-changed", meeting=meeting.meeting_id)
        why = request.against_preferences if objections else None
        add_step(uow, request.case_id, meeting, MeetingStep.CONFIRMED, why)
    return Nothing()


def _confirmable(uow: UnitOfWork, request: contract.ConfirmMeeting) -> tuple[Any, Meeting]:
    row, meeting = require_meeting(uow, request.case_id, request.meeting_id)
    rules.require_confirmable(meeting)
    if meeting.purpose is MeetingPurpose.CONFERENCE:
        require_conference_ready(uow, row.strand_id, tuple(one.who for one in meeting.people))
    return row, meeting


def _objections(
    runtime: Runtime, context: Context, case_id: UUID, meeting: Meeting
) -> frozenset[str]:
    """Return what objects to meeting these people there and then, as intake knows it now."""
    found: set[str] = set()
    for one in meeting.people:
        if one.part is not MeetingPart.PARTICIPANT:
            continue
        question = contact.AskContact(
            case_id=case_id,
            person_id=UUID(one.who),
            channel=CHANNEL_AT.get(meeting.place, ContactChannel.IN_PERSON),
            purpose=PURPOSE,
            at=one.arrives_at or meeting.starts_at,
        )
        answer = runtime.ask(
            contact.CONTACT_ADVICE, question, context=context.with_(idempotency_key=None)
        )
        if not isinstance(answer, contact.ContactAdvice):
            raise Unavailable("no-answer")
        found.update(answer.objections or (() if answer.allowed else ("contact-refused",)))
    return frozenset(found)
