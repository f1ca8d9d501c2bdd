"""First contacts that are due by what people have a right to (INT-13, the Victims' Code)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from services.intake.store.tables import referrals
from shared.contracts.codes import HoldCause
from shared.contracts.intake import contact, entry, limits, rpc
from shared.store.case_keys import case_keys
from tests.support.intake import COORDINATOR, FACILITATOR, a_submission


def refers(world, **changes):
    submission = a_submission(**changes)
    return world.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def due(world, by=COORDINATOR):
    return world.ask(limits.LIMITS, limits.ListLimits(), by).limits


@pytest.fixture
def taken(intake):
    intake.clock.set(datetime(2022, 7, 4, 9, tzinfo=UTC))  # a Monday
    return refers(intake)


@pytest.mark.requirement("INT-13")
def test_whoever_was_not_contacted_has_the_first_limit_of_their_referral(intake, taken):
    (one,) = due(intake)

    assert (one.case_id, one.referral_id) == (taken.case_id, taken.referral_id)
    assert one.due_on.isoformat() == "2022-07-11"
    assert (one.working_days_left, one.on_hold) == (5, False)
    assert one.source


def test_what_is_overdue_counts_below_nothing(intake, taken):
    intake.clock.set(datetime(2022, 7, 13, 9, tzinfo=UTC))

    assert [one.working_days_left for one in due(intake)] == [-2]


def test_enhanced_priority_makes_it_due_earlier(intake, taken):
    asked = entry.OverridePriority(
        case_id=taken.case_id,
        referral_id=taken.referral_id,
        enhanced=True,
        note="A vulnerable person: see the officer's note.",
    )
    intake.ask(entry.OVERRIDE_PRIORITY, asked)

    (one,) = due(intake)
    assert (one.code, one.due_on.isoformat()) == ("restorative-justice-information", "2022-07-05")


def test_a_recorded_contact_meets_it(intake, taken):
    attempt = contact.RecordContact(
        case_id=taken.case_id,
        person_id=taken.participants[0].person_id,
        channel="phone",
        path="own_contact_details",
        result="no_answer",
    )
    intake.ask(contact.RECORD_CONTACT, attempt)

    assert due(intake) == ()


def test_a_hold_stops_its_clock_and_says_so(intake, taken):
    intake.ask(rpc.HOLD_CASE, rpc.HoldCase(case_id=taken.case_id, cause=HoldCause.PROJECT_ON_HOLD))
    intake.clock.set(datetime(2022, 7, 4, 9, tzinfo=UTC) + timedelta(days=14))

    (one,) = due(intake)
    assert one.on_hold
    assert one.working_days_left == 5


def test_a_closed_case_and_another_facilitators_are_not_there(intake, taken):
    assert due(intake, FACILITATOR) == ()
    ended = rpc.RecordOutcome(case_id=taken.case_id, outcome="harmed_declined", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, ended)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=taken.case_id))

    assert due(intake) == ()


def damaged(case_id):
    return update(referrals).where(referrals.c.case_id == case_id).values(details=b"\x01\x02")


def key_lost(case_id):
    return update(case_keys).where(case_keys.c.owner_id == case_id).values(kek_id="lost")


def breaks(world, broken, case_id):
    with world.runtime.store.writing() as connection:
        assert connection.execute(broken(case_id)).rowcount


@pytest.mark.parametrize("broken", [damaged, key_lost])
def test_a_case_that_cannot_be_opened_is_named_and_hides_no_other(intake, taken, broken):
    """The whole list of first contacts was once away because of a single case (Today)."""
    stranger = {"ref": "alpha", "role": "harmed", "given_name": "Fictional", "family_name": "Delta"}
    other = refers(intake, harmed=[stranger], responsible=[])
    breaks(intake, broken, taken.case_id)

    told = intake.ask(limits.LIMITS, limits.ListLimits())

    assert [one.case_id for one in told.limits] == [other.case_id]
    assert told.not_opened == (taken.case_id,)


def test_a_new_referral_does_not_wait_for_the_key_of_an_old_one_that_is_like_it(intake, taken):
    breaks(intake, key_lost, taken.case_id)
    person = {**a_submission()["harmed"][0], "given_name": "Fictional", "date_of_birth": None}

    other = refers(intake, harmed=[person], responsible=[])

    assert other.opened_case
