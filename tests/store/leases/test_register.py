"""Leases in a real store: granted, ended, confirmed, and two of these at once."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from shared.contracts.leases import ConfirmLease
from shared.leases import register
from shared.leases.rule import Objection
from shared.leases.tables import leases
from tests.support.intake import COMMS


def grant(world, case_id):
    with world.as_(COMMS) as uow:
        return register.turn(uow, case_id).grant()


def end(world, case_id, reason="withdrawn"):
    with world.as_(COMMS) as uow:
        register.end(uow, case_id, reason)


def confirm(world, case_id, lease_id):
    with world.as_(COMMS) as uow:
        return register.confirm(uow, ConfirmLease(case_id=case_id, lease_id=lease_id))


def test_a_lease_is_confirmed_once(intake, case_id):
    lease = grant(intake, case_id)

    first, second = confirm(intake, case_id, lease), confirm(intake, case_id, lease)

    assert first.stands
    assert first.confirmed_at == intake.clock.now()
    assert (second.stands, second.objection) == (False, Objection.USED)


def test_an_ended_lease_is_not_confirmed_and_its_reason_is_kept(intake, case_id):
    lease, after = grant(intake, case_id), None
    end(intake, case_id, "intake.consent_withdrawn.v1")
    after = grant(intake, case_id)

    answer = confirm(intake, case_id, lease)

    assert (answer.stands, answer.objection) == (False, Objection.ENDED)
    with intake.runtime.store.reading() as connection:
        kept = connection.execute(select(leases.c.ended_by).where(leases.c.lease_id == lease))
        assert kept.scalar_one() == "intake.consent_withdrawn.v1"
    assert confirm(intake, case_id, after).stands


def test_leases_of_another_case_stand(intake, case_id):
    other = case_id.__class__(int=case_id.int ^ 1)
    lease, its = grant(intake, case_id), grant(intake, other)

    end(intake, case_id)

    assert confirm(intake, other, its).stands
    assert confirm(intake, other, lease).objection == Objection.UNKNOWN


def test_a_lease_ends_with_the_day(intake, case_id):
    lease = grant(intake, case_id)
    intake.clock.advance(timedelta(days=1))

    assert confirm(intake, case_id, lease).objection == Objection.DAY_OVER


def test_a_lease_runs_out_by_the_machines_clock(intake, case_id, monkeypatch):
    lease, now = grant(intake, case_id), time.time()
    monkeypatch.setattr(register.time, "time", lambda: now + 11)

    assert confirm(intake, case_id, lease).objection == Objection.RAN_OUT


def test_what_was_never_used_is_forgotten_and_what_was_used_is_kept(intake, case_id, monkeypatch):
    used, unused = grant(intake, case_id), grant(intake, case_id)
    confirm(intake, case_id, used)
    later = time.time() + 7200
    monkeypatch.setattr(register.time, "time", lambda: later)

    newest = grant(intake, case_id)

    with intake.runtime.store.reading() as connection:
        kept = set(connection.execute(select(leases.c.lease_id)).scalars())
    assert kept == {used, newest}
    assert unused not in kept


def test_endings_and_confirmations_of_a_case_have_one_order(intake, case_id):
    first = grant(intake, case_id)
    before = confirm(intake, case_id, first).number
    second = grant(intake, case_id)
    end(intake, case_id)
    third = grant(intake, case_id)
    after = confirm(intake, case_id, third).number

    with intake.runtime.store.reading() as connection:
        rows = connection.execute(select(leases.c.lease_id, leases.c.number)).all()
    numbers = {row.lease_id: row.number for row in rows}
    assert before < numbers[second] < after


@pytest.mark.parametrize("first", ["grant", "end"])
def test_whoever_comes_second_waits_and_then_knows(intake, case_id, first):
    """The ending waits for a grant in progress and ends it; a grant waits for the ending's rows."""
    grant(intake, case_id)
    inside, go_on, granted = threading.Event(), threading.Event(), []

    def hold_the_case(act):
        with intake.as_(COMMS) as uow:
            granted.append(act(uow))
            inside.set()
            go_on.wait(20)

    acts = {
        "grant": lambda uow: register.turn(uow, case_id).grant(),
        "end": lambda uow: register.end(uow, case_id, "withdrawn"),
    }
    holder = threading.Thread(target=hold_the_case, args=(acts[first],))
    holder.start()
    assert inside.wait(20)
    second = threading.Thread(target=(end if first == "grant" else grant), args=(intake, case_id))
    second.start()
    second.join(0.3)
    assert second.is_alive(), "it did not wait for its turn"
    go_on.set()
    holder.join(20)
    second.join(20)

    if first == "grant":
        assert confirm(intake, case_id, granted[0]).objection == Objection.ENDED
    else:
        with intake.runtime.store.reading() as connection:
            open_ = leases.c.ended_by.is_(None)
            assert len(connection.execute(select(leases).where(open_)).all()) == 1
