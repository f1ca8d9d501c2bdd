from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.deadlines import DeadlineRule, deadlines
from services.intake.domain.working_time import OpeningHours, WorkingTime
from services.intake.store.policies import deadline_rules, working_time

DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))
GOOD_FRIDAY, EASTER_TUESDAY = date(2019, 4, 19), date(2019, 4, 23)


@pytest.mark.parametrize(
    "day",
    [
        GOOD_FRIDAY,
        date(2019, 4, 22),
        date(2020, 5, 8),
        date(2020, 12, 28),
        date(2022, 6, 3),
        date(2022, 9, 19),
    ],
)
def test_a_bank_holiday_of_england_and_wales_is_no_working_day(day):
    assert not working_time().is_working_day(day)


def test_scotlands_own_holidays_are_worked():
    assert working_time().is_working_day(date(2019, 1, 2))
    assert working_time().is_working_day(date(2020, 11, 30))


def test_one_working_day_after_maundy_thursday_is_easter_tuesday():
    assert working_time().after(date(2019, 4, 18), 1) == EASTER_TUESDAY


@given(DAYS, st.integers(0, 40))
def test_working_days_after_a_day_and_between_two_days_agree(day, count):
    working = working_time()

    due = working.after(day, count)

    assert working.days_between(day, due) == count
    assert count == 0 or working.is_working_day(due)


@given(DAYS, DAYS, DAYS)
def test_a_stretch_counts_the_same_in_one_piece_or_two(one, two, three):
    first, middle, last = sorted([one, two, three])
    working = working_time()

    whole = working.days_between(first, last)

    assert whole == working.days_between(first, middle) + working.days_between(middle, last)


@pytest.mark.requirement("INT-25")
def test_the_service_is_open_from_nine_to_five_london_time_in_summer_and_winter():
    working = working_time()

    assert working.is_open(datetime(2019, 7, 1, 8, 0, tzinfo=UTC))
    assert not working.is_open(datetime(2019, 7, 1, 16, 0, tzinfo=UTC))
    assert not working.is_open(datetime(2019, 12, 2, 8, 59, tzinfo=UTC))
    assert working.is_open(datetime(2019, 12, 2, 16, 59, tzinfo=UTC))
    assert not working.is_open(datetime(2019, 7, 6, 12, 0, tzinfo=UTC))


@pytest.mark.requirement("INT-25")
def test_what_comes_out_of_hours_waits_for_the_next_opening():
    thursday_evening = datetime(2019, 4, 18, 18, 0, tzinfo=UTC)

    opens = working_time().next_opening(thursday_evening)

    assert opens == datetime(2019, 4, 23, 8, 0, tzinfo=UTC)


def test_an_hour_clock_stands_still_over_a_weekend():
    friday, monday = datetime(2019, 7, 5, 15, 0, tzinfo=UTC), datetime(2019, 7, 8, 9, tzinfo=UTC)

    assert working_time().open_time_between(friday, monday) == timedelta(hours=2)


@given(st.integers(0, 365 * 24), st.timedeltas(timedelta(0), timedelta(days=12)))
def test_open_time_never_exceeds_the_time_that_passed(hour, length):
    begin = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(hours=hour)

    counted = working_time().open_time_between(begin, begin + length)

    assert timedelta(0) <= counted <= length


def test_opening_hours_change_from_their_day_on():
    def week(opens):
        return {0: (time(opens), time(17))}

    hours = (
        OpeningHours("a", date(2016, 1, 1), week(9)),
        OpeningHours("b", date(2019, 7, 8), week(12)),
    )
    working = WorkingTime(hours, lambda day: False)

    assert working.is_open(datetime(2019, 7, 1, 9, tzinfo=UTC))
    assert not working.is_open(datetime(2019, 7, 8, 9, tzinfo=UTC))


@pytest.mark.requirement("INT-13")
def test_the_victims_code_limits_are_named_and_shorter_under_enhanced_rights():
    starts = {"received": date(2022, 4, 14), "sentenced": date(2022, 4, 14)}

    usual = deadlines(deadline_rules(), working_time(), starts=starts, enhanced=False)
    enhanced = deadlines(deadline_rules(), working_time(), starts=starts, enhanced=True)

    due = {d.code: d.due_on for d in usual}
    assert due["restorative-justice-information"] == date(2022, 4, 25)
    assert due["referral-to-support"] == date(2022, 4, 20)
    assert due["victim-contact-scheme-referral"] == date(2022, 5, 3)
    assert due["victim-liaison-contact"] == date(2022, 5, 17)
    assert {d.code: d.due_on for d in enhanced}["restorative-justice-information"] == date(
        2022, 4, 19
    )


def test_a_limit_applies_only_while_it_is_in_force_and_its_start_is_known():
    rule = DeadlineRule("one", "received", 5, 1, "a source", date(2020, 1, 1), date(2021, 1, 1))

    def found(**starts):
        return deadlines((rule,), working_time(), starts=starts, enhanced=False)

    assert found(received=date(2019, 12, 31)) == ()
    assert found(received=date(2021, 1, 1)) == ()
    assert found(sentenced=date(2020, 6, 1)) == ()
    assert [d.due_on for d in found(received=date(2020, 6, 1))] == [date(2020, 6, 8)]
