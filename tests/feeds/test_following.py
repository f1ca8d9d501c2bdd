"""What a referring agency hears of its own strands: at its cadence, and of nobody else's."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.contracts.codes import (
    CaseStage,
    EligibilityDecision,
    HoldCause,
    Mode,
    Outcome,
    PlaceKind,
    Side,
    UpdateCadence,
)
from shared.contracts.comms.events import (
    ConferenceHeldV1,
    PreparationMeetingHeldV1,
    ProcessConcludedV1,
)
from shared.contracts.intake.events import (
    CaseClosedV1,
    CaseErasedV1,
    CaseHeldV1,
    CaseResumedV1,
    CasesJoinedV1,
    OutcomeRecordedV1,
    StrandContinued,
)
from shared.contracts.screening.events import EligibilityDecidedV1
from tests.feeds.world import new_id


def meeting(case_id, strand_id, at):
    return PreparationMeetingHeldV1(
        meeting_id=uuid4(),
        case_id=case_id,
        strand_id=strand_id,
        sides=(Side.HARMED,),
        place=PlaceKind.COMMUNITY,
        held_at=at,
    )


def conference(case_id, strand_id, at):
    return ConferenceHeldV1(
        meeting_id=uuid4(), case_id=case_id, strand_id=strand_id, place=PlaceKind.PRISON, held_at=at
    )


def decided(event, at, referral_id=None):
    return EligibilityDecidedV1(
        decision_id=uuid4(),
        case_id=event.case_id,
        referral_id=referral_id or event.referral_id,
        decision=EligibilityDecision.PROCEED,
        policy_version="2020-04",
        decided_at=at,
    )


def closed(case_id, at, outcome=Outcome.CONFERENCE_HELD):
    return CaseClosedV1(
        case_id=case_id, primary_outcome=outcome, positive=True, completed=True, closed_at=at
    )


def ended(case_id, strand_id, at, outcome, *, primary=False):
    return OutcomeRecordedV1(
        outcome_id=uuid4(),
        case_id=case_id,
        strand_id=strand_id,
        outcome=outcome,
        positive=primary,
        primary=primary,
        recorded_at=at,
    )


def hold(event, at, hold_id):
    return CaseHeldV1(
        case_id=event.case_id,
        hold_id=hold_id,
        cause=HoldCause.PRISON_ACCESS_RESTRICTED,
        held_at=at,
    )


def strand_of(event):
    return event.strands[0].strand_id


def stages(world):
    return [one["stage"] for one in world.said("status")]


@pytest.mark.requirement("INT-15")
def test_who_asked_at_each_step_hears_at_each_step_once_and_of_no_meeting_twice(world):
    event = world.referred(cadence=UpdateCadence.MILESTONES)
    now = world.clock.now()
    world.hear(decided(event, now))
    world.hear(meeting(event.case_id, strand_of(event), now))
    world.hear(meeting(event.case_id, strand_of(event), now))
    world.hear(conference(event.case_id, strand_of(event), now))

    assert stages(world) == ["eligibility_decided", "preparing", "communicating"]
    assert world.said("status")[0].keys() == {
        "kind", "reference", "your_reference", "stage", "on_hold", "as_of",
    }  # fmt: skip


@pytest.mark.requirement("INT-15")
def test_who_asked_after_every_meeting_hears_after_every_meeting(world):
    event = world.referred(cadence=UpdateCadence.EVERY_MEETING)
    for _ in range(3):
        world.hear(meeting(event.case_id, strand_of(event), world.clock.now()))

    assert stages(world) == ["preparing"] * 3


@pytest.mark.requirement("INT-15")
@pytest.mark.parametrize("cadence", [UpdateCadence.AT_END, UpdateCadence.NONE])
def test_who_asked_for_the_end_or_for_nothing_hears_no_step(world, cadence):
    event = world.referred(cadence=cadence)
    world.hear(decided(event, world.clock.now()))
    world.hear(closed(event.case_id, world.clock.now()))

    assert stages(world) == []
    assert len(world.said("outcome")) == (cadence is UpdateCadence.AT_END)


@pytest.mark.requirement("INT-15", "HLD-07")
@pytest.mark.parametrize(
    ("cadence", "days"),
    [(UpdateCadence.WEEKLY, 7), (UpdateCadence.FORTNIGHTLY, 14), (UpdateCadence.MONTHLY, 30)],
)
def test_a_promised_update_goes_when_its_time_is_over_also_while_the_case_is_held(
    world, cadence, days
):
    event = world.referred(cadence=cadence)
    world.hear(hold(event, world.clock.now(), uuid4()))
    told = []
    for _ in range(2 * days):
        world.clock.advance(timedelta(days=1))
        with world.unit() as uow:
            told.append(world.feed.follower.tell_due(uow))

    assert sum(told) == 2
    assert [day for day, count in enumerate(told, start=1) if count] == [days, 2 * days]
    assert [one["on_hold"] for one in world.said("status")] == [True, True]


def test_a_case_is_on_hold_until_the_last_of_its_holds_is_lifted(world):
    event = world.referred(cadence=UpdateCadence.MILESTONES)
    now, first, second = world.clock.now(), uuid4(), uuid4()
    world.hear(hold(event, now, first))
    world.hear(hold(event, now, second))
    world.hear(CaseResumedV1(case_id=event.case_id, hold_id=first, resumed_at=now))
    world.hear(decided(event, now))
    world.hear(CaseResumedV1(case_id=event.case_id, hold_id=second, resumed_at=now))
    world.hear(conference(event.case_id, strand_of(event), now))

    assert world.said("status")[-1]["on_hold"] is False
    assert [one["on_hold"] for one in world.said("status")][-3] is True


@pytest.mark.requirement("CON-09", "INT-17")
def test_another_strand_or_another_agencys_referral_to_the_case_is_not_told(world):
    event = world.referred(cadence=UpdateCadence.EVERY_MEETING)
    now, elsewhere = world.clock.now(), new_id()
    world.hear(meeting(event.case_id, elsewhere, now))
    world.hear(decided(event, now, referral_id=uuid4()))
    world.hear(
        ProcessConcludedV1(
            case_id=event.case_id,
            strand_id=elsewhere,
            mode=Mode.CONFERENCE,
            completed=True,
            concluded_at=now,
        )
    )

    assert world.said("status") == []


@pytest.mark.requirement("INT-14", "OUT-03")
def test_each_referral_of_a_case_hears_how_its_own_strand_ended(world):
    case_id, mine, theirs = new_id(), new_id(), new_id()
    world.referred(case_id=case_id, strands=(mine,), urn="SAMPLE/0021/20")
    world.referred(case_id=case_id, strands=(theirs,), urn="SAMPLE/0022/20")
    now = world.clock.now()
    world.hear(ended(case_id, mine, now, Outcome.RESPONSIBLE_DECLINED))
    world.hear(ended(case_id, theirs, now, Outcome.CONFERENCE_HELD, primary=True))
    world.hear(closed(case_id, now))
    world.hear(closed(case_id, now))

    outcomes = [one["outcome"] for one in world.said("outcome")]
    assert sorted(outcomes) == ["conference_held", "responsible_declined"]
    assert {row.strand_id for row in world.logged("outcome")} == {mine, theirs}


def test_nothing_is_told_of_a_case_that_was_erased(world):
    event = world.referred(cadence=UpdateCadence.MILESTONES)
    world.hear(CaseErasedV1(case_id=event.case_id, erased_at=world.clock.now()))
    world.hear(decided(event, world.clock.now()))
    world.hear(closed(event.case_id, world.clock.now()))

    assert world.said("status") == world.said("outcome") == []


def test_a_scheme_is_told_under_its_own_clause(world):
    message_id = world.arrive(world.sample("out_of_court"))
    event = world.accepted(message_id)
    world.hear(closed(event.case_id, world.clock.now()))

    (row,) = world.logged("outcome")
    assert (row.agreement, row.clause, row.legal_basis) == ("mps_out_of_court", "2", "consent")


@pytest.mark.requirement("INT-14", "INT-15")
def test_a_referral_whose_case_goes_on_in_another_is_followed_there_under_its_own_reference(world):
    event = world.referred(cadence=UpdateCadence.MILESTONES)
    now, goes_on, strand, elsewhere, held = world.clock.now(), *(new_id() for _ in range(4))
    continued = StrandContinued(strand_id=strand_of(event), into_strand_id=strand)
    world.hear(
        CasesJoinedV1(
            case_id=event.case_id,
            into_case_id=goes_on,
            referral_ids=(event.referral_id,),
            strands=(continued,),
            stage=CaseStage.RISK_ASSESSED,
            holds=(held,),
            joined_at=now,
        )
    )

    world.hear(meeting(goes_on, elsewhere, now))  # another strand of that case is nobody's business
    world.hear(meeting(goes_on, strand, now))
    world.hear(ended(goes_on, strand, now, Outcome.CONFERENCE_HELD, primary=True))
    world.hear(closed(goes_on, now))
    world.hear(meeting(event.case_id, strand_of(event), now))

    (status,) = world.said("status")
    assert (status["stage"], status["on_hold"]) == ("preparing", True)
    (outcome,) = world.said("outcome")
    assert status["reference"] == outcome["reference"] == event.reference
    assert outcome["outcome"] == "conference_held"
