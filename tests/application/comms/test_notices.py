"""A withdrawal recalls what is undelivered, and says so to the facilitators."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.contracts.codes import BarKind, ConsentPurpose, HoldCause, ItemState, Side
from shared.contracts.comms import notices
from shared.contracts.intake.events import (
    ContactPreferencesSetV1,
    ParticipantEngagementChangedV1,
    StrandHeldV1,
)
from shared.contracts.screening.events import ContactBarredV1
from shared.kernel.errors import NotFound
from tests.application.comms.world import FIRST, OFFICE, OTHER, SECOND


def told(world, user, *, seen_too=False):
    return world.do(notices.NOTICES, notices.ListNotices(seen_too=seen_too), user).notices


def barred(world):
    world.hear(
        ContactBarredV1(
            bar_id=uuid4(),
            case_id=world.case_id,
            kind=BarKind.NO_CONTACT_ORDER,
            from_on=world.clock.today(),
            barred_at=world.clock.now(),
        )
    )


def test_both_facilitators_are_told_of_a_withdrawal_and_what_it_recalled(world):
    world.offered()
    world.compose()
    passed = world.offered()
    world.deliver(passed)
    world.clock.advance(timedelta(minutes=5))

    world.hear(world.withdrawal())

    for user in (FIRST, SECOND):
        (notice,) = told(world, user)
        assert (notice.code, notice.recalled, notice.just_delivered) == ("consent_withdrawn", 2, 1)
        assert (notice.case_id, notice.told_at) == (world.case_id, world.clock.now())
    assert told(world, OTHER) == told(world, OFFICE) == ()


def test_other_wishes_in_contact_are_told_and_recall_nothing(world):
    item = world.offered()

    world.hear(
        ContactPreferencesSetV1(case_id=world.case_id, person_id=uuid4(), set_at=world.clock.now())
    )

    (notice,) = told(world, FIRST)
    assert (notice.code, notice.recalled) == ("contact_preferences_set", 0)
    assert world.gate(item).open


@pytest.mark.parametrize(
    ("engagement", "stops"), [("declined", True), ("deceased_or_ill", True), ("reluctant", False)]
)
def test_who_declines_recalls_what_is_undelivered_in_the_strand(world, engagement, stops):
    item = world.offered()

    world.hear(
        ParticipantEngagementChangedV1(
            case_id=world.case_id,
            strand_id=world.strand_id,
            person_id=uuid4(),
            side=Side.RESPONSIBLE,
            engagement=engagement,
            changed_at=world.clock.now(),
        )
    )

    assert world.state(item) is (ItemState.RECALLED if stops else ItemState.OFFERED)
    assert [one.code for one in told(world, FIRST)] == ["participant_gone"] * stops


@pytest.mark.parametrize("here", [True, False])
def test_a_hold_of_a_strand_recalls_what_was_offered_in_it(world, here):
    offered, draft = world.offered(), world.compose()

    world.hear(
        StrandHeldV1(
            case_id=world.case_id,
            strand_id=world.strand_id if here else uuid4(),
            hold_id=uuid4(),
            cause=HoldCause.OTHER,
            held_at=world.clock.now(),
        )
    )

    assert world.state(offered) is (ItemState.RECALLED if here else ItemState.OFFERED)
    assert world.state(draft) is ItemState.COMPOSED


def test_what_passed_long_before_is_nobodys_haste(world):
    world.deliver(world.offered())
    world.clock.advance(timedelta(hours=1))

    world.hear(world.withdrawal())

    assert [(one.recalled, one.just_delivered) for one in told(world, FIRST)] == [(0, 0)]


def test_a_bar_is_told_too_and_a_newsletter_is_not(world):
    world.hear(world.withdrawal(ConsentPurpose.NEWSLETTER))
    barred(world)

    assert [one.code for one in told(world, FIRST)] == ["contact_barred"]


def test_a_notice_is_seen_by_each_for_themselves(world):
    world.hear(world.withdrawal())
    (mine,), (theirs,) = told(world, FIRST), told(world, SECOND)

    world.do(notices.SEE_NOTICE, notices.NoticeById(notice_id=mine.notice_id), FIRST)

    assert told(world, FIRST) == ()
    assert [one.seen_at for one in told(world, FIRST, seen_too=True)] == [world.clock.now()]
    assert told(world, SECOND) == (theirs,)
    with pytest.raises(NotFound):
        world.do(notices.SEE_NOTICE, notices.NoticeById(notice_id=theirs.notice_id), FIRST)


def test_the_newest_notice_comes_first(world):
    world.hear(world.withdrawal())
    barred(world)

    assert [one.code for one in told(world, FIRST)] == ["contact_barred", "consent_withdrawn"]


def test_who_left_the_case_hears_of_it_no_more(world):
    world.hear(world.withdrawal())
    world.hear(world.released(SECOND))

    assert told(world, SECOND, seen_too=True) == ()
    assert told(world, FIRST)
