"""Everything breaks while agencies publish: nothing is lost, and nothing is doubled.

The real processes, one per service and feed, over a real broker. One run on SQLite and one on
PostgreSQL, each judged by the ledger, whose counts are printed at the end of the session.
`./redress faults` and `./redress soak` do the same for longer.
"""

from collections import Counter

import pytest

from ops.servers.rabbitmq import Install
from shared.messaging import failpoints
from tests.faults.campaign import Campaign, Plan, run_folder
from tests.support.telling import tell

pytestmark = [pytest.mark.timeout(1500), pytest.mark.slow]
PLANS = {
    "sqlite": Plan(rounds=2, share=3, store="sqlite", seed=1),
    "postgresql": Plan(rounds=2, share=3, first=2, store="postgresql", seed=2),
}
FAULTS = {
    "broker-alarm",
    "broker-kill",
    "broker-restart",
    "consumer-stopped",
    "frozen",
    "kill-at-random",
    "kill-at-step",
    "out-of-order",
    "poison",
    "rolling-restart",
    "twice",
}
OF_STORE = {"sqlite": {"disk-full"}, "postgresql": {"database-away", "database-kill"}}


@pytest.fixture(scope="module", params=sorted(PLANS, reverse=True))
def store(request):
    return request.param


@pytest.fixture(scope="module")
def outcome(store, pytestconfig):
    install = Install.find(
        sbin=pytestconfig.getoption("--rabbitmq-sbin"),
        root=pytestconfig.getoption("--rabbitmq-chroot"),
    )
    plan = PLANS[store].on(install)
    with run_folder(install) as folder, Campaign(plan, folder, say=print) as campaign:
        found = campaign.run()
    tell(pytestconfig, f"ledger: {store}", found.table())
    return found


def test_every_fault_was_injected_again_and_again_and_took_effect(outcome, store):
    assert set(outcome.injected) == FAULTS | OF_STORE[store]
    seldom = {kind for kind, times in outcome.injected.items() if times < 2}
    assert seldom == {"rolling-restart"}  # of eight processes, one after another
    assert {kind for kind in outcome.injected if outcome.effects[kind] < 2} == set()


def test_processes_died_at_every_step_and_each_process_more_than_once(outcome):
    points, processes = Counter(), Counter()
    for (process, point), times in outcome.killed_at.items():
        points[point] += times
        processes[process] += times

    assert set(points) == {*failpoints.POINTS, *failpoints.DESK_POINTS}
    assert len(processes) == 7
    assert min(processes.values()) >= 2


def test_agencies_went_on_publishing_during_every_kind_of_fault(outcome, store):
    plan = PLANS[store]

    assert outcome.figures["referrals"] == plan.referrals
    assert outcome.figures["referrals_through_the_gateway"] > plan.referrals / 20
    assert {kind for kind, sent in outcome.during.items() if not sum(sent)} == set()


def test_nothing_is_lost_doubled_ghost_zombie_or_unexpected(outcome):
    assert outcome.ledger.complaints() == []
    assert outcome.ledger.wrongs() == {
        "lost": 0,
        "doubled": 0,
        "ghost": 0,
        "zombie": 0,
        "unexpected": 0,
    }


def test_all_that_was_attempted_is_applied_or_parked_and_nothing_is_stuck(outcome, store):
    total = outcome.ledger.total()

    assert total["attempted"] == total["applied"] + total["parked"] + total["pending"]
    assert total["attempted"] > PLANS[store].referrals * 20
    assert total["pending"] == 0


def test_only_poison_is_parked_and_each_has_its_reason(outcome):
    reasons = outcome.parked_reasons

    assert set(reasons) == {
        "envelope",
        "oversize",
        "schema",
        "unknown-type",
        "unknown-version",
        "unparseable",
    }
    assert outcome.ledger.total()["parked"] == sum(reasons.values())


def test_messages_did_cross_the_wire_more_than_once(outcome):
    # Without this the inbox would have had nothing to prove.
    assert outcome.figures["doubled_on_the_internal_wire"] > 50
    assert outcome.figures["sent_again_by_agencies"] > 50


def test_a_rolling_restart_of_every_process_doubles_nothing_even_on_the_wire(outcome, store):
    assert outcome.rolling == {"published": [], "delivered": []}
    assert outcome.figures["rolling_published_watched"] > 500
    assert outcome.figures["rolling_delivered_watched"] > 1000
    assert outcome.effects["rolling-restart"] == 8 * PLANS[store].rolls
