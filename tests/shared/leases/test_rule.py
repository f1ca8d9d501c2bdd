"""What a lease is worth."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from shared.leases.rule import Lease, Objection, objection_to

TODAY = date(2019, 7, 1)
LEASE = Lease(lease_id=UUID(int=1), granted_on=TODAY, runs_out=100.0)


def test_a_lease_stands_until_it_runs_out():
    assert objection_to(LEASE, real_s=100.0, today=TODAY) is None
    assert objection_to(LEASE, real_s=100.1, today=TODAY) is Objection.RAN_OUT


def test_what_was_never_granted_is_not_confirmed():
    assert objection_to(None, real_s=0, today=TODAY) is Objection.UNKNOWN


def test_a_lease_is_used_once():
    assert objection_to(LEASE.confirm(), real_s=0, today=TODAY) is Objection.USED


def test_a_lease_that_was_ended_stays_ended_by_what_ended_it_first():
    ended = LEASE.end("withdrawn").end("closed")

    assert ended.ended_by == "withdrawn"
    assert objection_to(ended, real_s=0, today=TODAY) is Objection.ENDED


def test_what_was_confirmed_is_not_ended_afterwards():
    assert LEASE.confirm().end("withdrawn").ended_by is None


@pytest.mark.parametrize("days", [-1, 1])
def test_a_lease_ends_with_its_day(days):
    other = TODAY + timedelta(days=days)

    assert objection_to(LEASE, real_s=0, today=other) is Objection.DAY_OVER


def test_of_several_objections_the_ending_is_named():
    spent = replace(LEASE.end("withdrawn"), runs_out=0.0)

    assert objection_to(spent, real_s=1, today=TODAY + timedelta(days=1)) is Objection.ENDED
