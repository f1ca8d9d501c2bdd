"""Readiness, the programme, meetings and visits, interpreters, notes, and the conference's script."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from shared.contracts.codes import Mode, PlaceKind
from shared.contracts.comms import meetings, notices, planning, rpc
from shared.contracts.intake.events import CustodyChangedV1
from shared.kernel.errors import InvalidInput, NotFound, Refused
from tests.application.comms.meetings import (
    MONDAY_AT_TWO,
    arrange,
    ask,
    attendee,
    confirm,
    everybody,
    on_strand,
    record,
    shown,
    visit,
)
from tests.application.comms.world import FIRST


def steps(world):
    return on_strand(world, planning.STEPS, planning.AskSteps)


def plan(world, mode):
    on_strand(world, rpc.PLAN_PROCESS, rpc.PlanProcess, mode=mode)


@pytest.mark.requirement("PRC-01", "PRC-03")
def test_what_is_missing_is_told_per_participant_and_opens_the_next_step(world):
    plan(world, Mode.SHUTTLE)
    assert (steps(world).step, steps(world).ready) == ("informing", False)

    world.get_ready(world.harmed, "informed")
    assert steps(world).step == "preparing"
    on_strand(
        world,
        planning.RECORD_READINESS,
        planning.RecordReadiness,
        person_id=world.harmed,
        step="hopes_heard",
        note="To be heard, and to know why.",
    )
    world.get_ready(world.harmed, "prepared")
    world.get_ready(world.responsible)

    found = steps(world)
    assert (found.step, found.ready) == ("communicating", True)
    harmed = next(one for one in found.participants if one.person_id == world.harmed)
    assert (harmed.missing, harmed.hopes) == ((), "To be heard, and to know why.")


@pytest.mark.requirement("PRC-01")
def test_the_steps_of_a_case_are_those_of_each_of_its_strands(world):
    plan(world, Mode.SHUTTLE)
    world.get_ready(world.harmed, "informed")

    told = ask(world, planning.STEPS_OF_CASE, planning.AskStepsOfCase).strands

    assert [(one.strand_id, one.stands) for one in told] == [(world.strand_id, steps(world))]


def test_other_modes_ask_for_other_things_and_a_known_supporter_is_prepared_too(world):
    plan(world, Mode.LETTER)
    world.get_ready()
    assert steps(world).ready
    plan(world, Mode.CONFERENCE)
    on_strand(
        world,
        planning.RECORD_READINESS,
        planning.RecordReadiness,
        person_id=world.harmed,
        step="supporter_prepared",
        done=False,
    )

    missing = {one.person_id: one.missing for one in steps(world).participants}

    assert missing == {world.harmed: ("supporter_prepared",), world.responsible: ()}


def test_nobody_outside_of_the_strand_can_be_made_ready(world):
    with pytest.raises(NotFound):
        world.get_ready(uuid4())


@pytest.mark.requirement("PRC-03", "PRC-04")
def test_a_conference_waits_for_both_sides_to_be_ready(world):
    hold = {"place": PlaceKind.PRISON, "minutes": 120}
    world.get_ready(world.harmed)
    with pytest.raises(Refused, match="side-not-ready"):
        on_strand(world, rpc.HOLD_CONFERENCE, rpc.HoldConference, **hold)
    world.get_ready(world.responsible, "informed")
    with pytest.raises(Refused, match="participant-not-ready"):
        on_strand(
            world,
            rpc.HOLD_CONFERENCE,
            rpc.HoldConference,
            attended=(str(world.harmed), str(world.responsible)),
            **hold,
        )
    assert world.announced("conference_held") == []

    world.get_ready(world.responsible)
    on_strand(world, rpc.HOLD_CONFERENCE, rpc.HoldConference, **hold)
    assert len(world.announced("conference_held")) == 1


def programme(world):
    return on_strand(world, planning.PROGRAMME, planning.AskProgramme)


@pytest.mark.requirement("PRC-10")
def test_the_programme_is_twelve_dated_sessions_of_three_hours_at_most(world):
    first = world.clock.today()
    made = on_strand(world, planning.START_PROGRAMME, planning.StartProgramme, first_on=first)

    found = programme(world)
    kinds = [one.kind for one in found.sessions]
    assert (len(made.session_ids), found.template) == (12, "programme-2019")
    assert kinds == sorted(kinds, key=["introduction", "preparation", "conference", "review"].index)
    assert set(kinds) == {"introduction", "preparation", "conference", "review"}
    with pytest.raises(ValueError, match="less than or equal to 180"):
        planning.RecordSession(case_id=world.case_id, session_id=made.session_ids[0], minutes=181)
    with pytest.raises(Refused, match="programme-started"):
        on_strand(world, planning.START_PROGRAMME, planning.StartProgramme, first_on=first)


def test_no_programme_was_offered_before_its_first_template(world):
    with pytest.raises(Refused, match="programme-not-offered"):
        on_strand(
            world,
            planning.START_PROGRAMME,
            planning.StartProgramme,
            first_on=world.clock.today() - timedelta(days=3650),
        )


@pytest.mark.requirement("PRC-10")
def test_sessions_are_held_in_turn_moved_in_order_and_kept_with_who_came(world):
    first = world.clock.today()
    ids = on_strand(
        world, planning.START_PROGRAMME, planning.StartProgramme, first_on=first
    ).session_ids
    record = {"minutes": 150, "attended": (world.harmed,)}
    with pytest.raises(Refused, match="earlier-session-open"):
        ask(world, planning.RECORD_SESSION, planning.RecordSession, session_id=ids[1], **record)
    ask(
        world,
        planning.MOVE_SESSION,
        planning.MoveSession,
        session_id=ids[0],
        to=first + timedelta(days=2),
        with_following=True,
    )
    with pytest.raises(InvalidInput):
        ask(world, planning.MOVE_SESSION, planning.MoveSession, session_id=ids[1], to=first)
    missed = {"minutes": 1, "held": False}
    ask(world, planning.RECORD_SESSION, planning.RecordSession, session_id=ids[0], **missed)
    for number in range(5):
        ask(
            world, planning.RECORD_SESSION, planning.RecordSession, session_id=ids[number], **record
        )
    with pytest.raises(Refused, match="conference-not-held"):
        ask(world, planning.RECORD_SESSION, planning.RecordSession, session_id=ids[5], **record)

    found = programme(world).sessions
    assert found[0].moved_from == (first,)
    assert found[11].planned_on - found[0].planned_on == timedelta(days=168)
    assert (found[0].missed, found[0].minutes, found[0].attended) == (1, 150, (world.harmed,))

    world.conference()
    ask(world, planning.RECORD_SESSION, planning.RecordSession, session_id=ids[5], **record)
    assert programme(world).sessions[5].held_on == world.clock.today()


@pytest.mark.requirement("PRC-11")
def test_a_prison_visit_is_requested_approved_and_then_confirmed(world):
    meeting_id = arrange(world)
    for early in (
        lambda: confirm(world, meeting_id),
        lambda: ask(
            world, meetings.ANSWER_VISIT, meetings.AnswerVisit, meeting_id=meeting_id, approved=True
        ),
    ):
        with pytest.raises(Refused, match="visit-not"):
            early()
    visit(world, meeting_id, approved=False)
    with pytest.raises(Refused, match="visit-not-approved"):
        confirm(world, meeting_id)
    visit(world, meeting_id)
    assert shown(world, meeting_id).state == "visit_approved"

    confirm(world, meeting_id)

    assert (shown(world, meeting_id).state, shown(world, meeting_id).needs_visit) == (
        "confirmed",
        True,
    )


def moved_prison(world):
    world.hear(
        CustodyChangedV1(
            case_id=world.case_id,
            person_id=world.responsible,
            change="moved",
            changed_at=world.clock.now(),
        )
    )


@pytest.mark.requirement("PRC-12")
def test_a_move_between_prisons_undoes_the_visit_once_and_says_so(world):
    mine, hers = (
        arrange(world),
        arrange(
            world,
            attendee(FIRST, "facilitator"),
            attendee(world.harmed, "participant", "harmed"),
            place="community",
        ),
    )
    visit(world, mine)
    confirm(world, mine)
    confirm(world, hers)

    moved_prison(world)

    assert (shown(world, mine).undone_by_move, shown(world, hers).state) == (1, "confirmed")
    assert [one["meeting_id"] for one in world.announced("meeting_undone")] == [str(mine)]
    told = world.do(notices.NOTICES, notices.ListNotices(), FIRST).notices
    assert [one.code for one in told] == ["visit_undone_by_move"]
    with pytest.raises(Refused, match="visit-not-approved"):
        confirm(world, mine)
    with pytest.raises(Refused, match="meeting-not-confirmed"):
        record(world, mine)
    visit(world, mine)
    confirm(world, mine)
    record(world, mine)
    moved_prison(world)
    assert shown(world, mine).state == "held"


def test_a_meeting_at_another_time_must_be_approved_again(world):
    meeting_id = arrange(world)
    visit(world, meeting_id)
    confirm(world, meeting_id)

    later = MONDAY_AT_TWO + timedelta(days=1)
    ask(world, meetings.MOVE_MEETING, meetings.MoveMeeting, meeting_id=meeting_id, starts_at=later)

    assert (shown(world, meeting_id).starts_at, shown(world, meeting_id).state) == (
        later,
        "arranging",
    )
    with pytest.raises(Refused, match="visit-not-approved"):
        confirm(world, meeting_id)


@pytest.mark.requirement("PRC-03", "PRC-18", "INT-25")
@pytest.mark.parametrize(
    ("at", "outside"),
    [
        (datetime(2019, 7, 8, 8, tzinfo=UTC), False),  # nine in London's summer
        (datetime(2019, 7, 8, 7, 59, tzinfo=UTC), True),
        (datetime(2019, 7, 8, 14, 31, tzinfo=UTC), True),  # it would end after five
        (datetime(2019, 7, 7, 13, tzinfo=UTC), True),  # a Sunday
        (datetime(2019, 8, 26, 13, tzinfo=UTC), True),  # the summer bank holiday
    ],
)
def test_appointments_out_of_hours_are_agreed_first(world, at, outside):
    people = (
        attendee(FIRST, "facilitator"),
        attendee(world.harmed, "participant", "harmed"),
    )
    if outside:
        with pytest.raises(Refused, match="out-of-hours-not-agreed"):
            arrange(world, *people, place="video", at=at)
    meeting_id = arrange(world, *people, place="video", at=at, out_of_hours_agreed=True)
    assert shown(world, meeting_id).out_of_hours is outside

    confirm(world, meeting_id)
    record(world, meeting_id, attended=(str(world.harmed),))

    assert shown(world, meeting_id).attended == (str(world.harmed),)
    assert [one["sides"] for one in world.announced("preparation_meeting_held")] == [["harmed"]]
    assert world.process().strands[0].preparation_meetings == 1


def test_only_a_conference_brings_the_sides_together_and_only_the_gate_holds_it(world):
    for purpose in ("preparation", "introduction", "conversation", "review"):
        with pytest.raises(Refused):
            arrange(world, *everybody(world), purpose=purpose)
    world.get_ready()
    meeting_id = arrange(world, *everybody(world), purpose="conference", place="office")
    confirm(world, meeting_id)

    with pytest.raises(Refused, match="conference-passes-the-gate"):
        record(world, meeting_id)

    assert world.announced("conference_held") == []


@pytest.mark.parametrize(("apart", "ok"), [(15, True), (14, False), (0, False)])
def test_the_sides_arrive_a_quarter_of_an_hour_apart(world, apart, ok):
    world.get_ready()
    people = everybody(world, apart=apart)
    meeting_id = arrange(world, *people, purpose="conference", place="office")
    if ok:
        confirm(world, meeting_id)
        assert shown(world, meeting_id).state == "confirmed"
        return
    with pytest.raises(Refused, match="arrivals-not-staggered"):
        confirm(world, meeting_id)
