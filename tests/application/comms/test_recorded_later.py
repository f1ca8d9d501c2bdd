"""A meeting of one side that is written down after the day on which it was."""

from datetime import datetime, timedelta

import pytest

from shared.contracts.codes import PlaceKind, Side
from shared.contracts.comms import rpc
from shared.kernel.errors import InvalidInput


def prepares(world, held_at=None):
    asked = rpc.RecordPreparationMeeting(
        case_id=world.case_id,
        strand_id=world.strand_id,
        sides=(Side.HARMED,),
        place=PlaceKind.VIDEO,
        minutes=60,
        held_at=held_at,
    )
    world.do(rpc.RECORD_PREPARATION_MEETING, asked)


def talks(world, held_at=None):
    asked = rpc.HoldRestorativeConversation(
        case_id=world.case_id,
        strand_id=world.strand_id,
        place=PlaceKind.VIDEO,
        minutes=60,
        held_at=held_at,
    )
    world.do(rpc.HOLD_RESTORATIVE_CONVERSATION, asked)


@pytest.mark.requirement("PRC-03")
def test_preparation_is_announced_as_of_when_it_was(world):
    yesterday = world.clock.now() - timedelta(days=1)
    prepares(world, yesterday)
    prepares(world)

    told = [
        datetime.fromisoformat(one["held_at"])
        for one in world.announced("preparation_meeting_held")
    ]
    assert told == [yesterday, world.clock.now()]


@pytest.mark.requirement("PRC-09")
def test_a_conversation_is_kept_as_of_when_it_was(world):
    yesterday = world.clock.now() - timedelta(days=1)
    talks(world, yesterday)

    assert world.process().strands[0].conversation_held_at == yesterday


@pytest.mark.parametrize("record", [prepares, talks])
def test_a_meeting_that_lies_ahead_is_not_recorded(world, record):
    with pytest.raises(InvalidInput) as refused:
        record(world, world.clock.now() + timedelta(minutes=1))

    (fault,) = refused.value.faults
    assert (fault.field, fault.code) == ("held_at", "in-the-future")
    assert world.announced("preparation_meeting_held") == []
    assert world.process().strands[0].conversation_held_at is None
