"""Threads over real stores: deliveries race what undoes their conditions; each owner's record says
which came first, and nothing is delivered that came second."""

import random
import threading
import time
from collections import Counter

import pytest

from services.comms.use_cases.weighing import GateClosed
from shared.contracts.codes import ItemState
from tests.store.gate.acts import is_barred, is_released, withdraws_author, withdraws_recipient

ROUNDS = 16
RACES = {
    "author": ("intake", withdraws_author, "consent.withdrawn"),
    "recipient": ("intake", withdraws_recipient, "consent.withdrawn"),
    "bar": ("screening", is_barred, "contact_barred"),
    "release": ("allocation", is_released, "facilitator_released"),
}


def race(*runners):
    """Start all at once; whatever one raises is raised here."""
    failures = []

    def run(one):
        try:
            one()
        except BaseException as error:  # noqa: BLE001 - told to the test, which fails by it
            failures.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def delivering(case, item, outcomes, after_s):
    def run():
        time.sleep(after_s)
        try:
            case.deliver(item)
            outcomes.append("delivered")
        except GateClosed:
            outcomes.append("refused")

    return run


@pytest.mark.parametrize("name", RACES)
def test_of_a_delivery_and_what_undoes_it_the_owners_record_says_which_was_first(world, name):
    owner, act, action = RACES[name]
    chance, counts, took = random.Random(name), Counter(), 0.05
    for number in range(ROUNDS):
        case = world.case()
        item, outcomes = case.letter(), []
        # At first one side is given a head start, so that both orders are surely seen.
        lead = {0: (0.0, 1.0), 1: (1.0, 0.0)}.get(number)
        delay, act_after = lead or (0.0, chance.uniform(0, 1.5 * took))
        began = time.monotonic()
        race(
            delivering(case, item, outcomes, delay),
            lambda case=case, item=item, after=act_after: (time.sleep(after), act(case, item)),
        )
        if number == 0:
            took = min(max(time.monotonic() - began - 1.0, 0.02), 0.5)
        (outcome,) = outcomes
        counts[outcome] += 1
        record = world.audited(owner, case.case_id)
        assert action in record
        if outcome == "delivered":
            assert record.index("lease_confirmed") < record.index(action), record
        world.carry()
        delivered = case.state(item) is ItemState.DELIVERED
        assert delivered is (outcome == "delivered")
        counts["confirmed in vain"] += outcome == "refused" and "lease_confirmed" in record

    print(f"\n{name}: {dict(counts)}")
    assert counts["delivered"]
    assert counts["refused"]


def test_two_who_deliver_at_once_and_one_who_withdraws_end_in_at_most_one_delivery(world):
    counts = Counter()
    for _ in range(8):
        case = world.case()
        item, outcomes = case.letter(), []
        race(
            delivering(case, item, outcomes, 0.0),
            delivering(case, item, outcomes, 0.0),
            delivering(case, item, outcomes, 0.0),
            lambda case=case: (time.sleep(random.random() * 0.1), case.withdraw(case.recipient)),
        )
        delivered = outcomes.count("delivered")
        assert delivered <= 1
        if delivered:
            record = world.audited("intake", case.case_id)
            assert record.index("lease_confirmed") < record.index("consent.withdrawn")
        world.carry()
        assert world.audited("comms", case.case_id).count("item_delivered") == delivered
        counts[delivered] += 1
    assert sum(counts.values()) == 8
