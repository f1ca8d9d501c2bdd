"""What tests of meetings share: arranging, visiting, confirming, recording."""

from datetime import UTC, datetime, timedelta

from shared.contracts.comms import meetings
from tests.application.comms.world import FIRST, SECOND

MONDAY_AT_TWO = datetime(2019, 7, 8, 13, tzinfo=UTC)


def ask(world, method, request, by=FIRST, **about):
    return world.do(method, request(case_id=world.case_id, **about), by)


def on_strand(world, method, request, **about):
    return ask(world, method, request, strand_id=world.strand_id, **about)


def attendee(who, part, side=None, arrives_at=None):
    return meetings.Attendee(who=str(who), part=part, side=side, arrives_at=arrives_at)


def everybody(world, *, apart=30):
    early = MONDAY_AT_TWO - timedelta(minutes=apart)
    return (
        attendee(FIRST, "facilitator"),
        attendee(world.harmed, "participant", "harmed", early),
        attendee(SECOND, "facilitator"),
        attendee(world.responsible, "participant", "responsible", MONDAY_AT_TWO),
    )


def arrange(world, *people, purpose="preparation", place="prison", at=MONDAY_AT_TWO, **more):
    people = people or (
        attendee(FIRST, "facilitator"),
        attendee(world.responsible, "participant", "responsible"),
    )
    about = {"purpose": purpose, "place": place, "starts_at": at, "minutes": 90, "people": people}
    return on_strand(
        world, meetings.ARRANGE_MEETING, meetings.ArrangeMeeting, **about, **more
    ).meeting_id


def visit(world, meeting_id, *, approved=True):
    about = {"meeting_id": meeting_id}
    asked_of = "An invented offender manager"
    ask(world, meetings.REQUEST_VISIT, meetings.RequestVisit, asked_of=asked_of, **about)
    ask(world, meetings.ANSWER_VISIT, meetings.AnswerVisit, approved=approved, **about)


def confirm(world, meeting_id, **more):
    about = {"meeting_id": meeting_id, **more}
    ask(world, meetings.CONFIRM_MEETING, meetings.ConfirmMeeting, **about)


def shown(world, meeting_id):
    found = ask(world, meetings.MEETINGS, meetings.AskMeetings).meetings
    return next(one for one in found if one.meeting_id == meeting_id)


def record(world, meeting_id, result="held", **more):
    about = {"result": result, "minutes": 60, **more}
    ask(world, meetings.RECORD_MEETING, meetings.RecordMeeting, meeting_id=meeting_id, **about)
