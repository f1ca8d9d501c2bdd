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

ROUNDS, LETTERS = 8, 4
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
def test_of_deliveries_and_what_undoes_them_the_owners_record_says_which_was_first(world, name):
    owner, act, action = RACES[name]
    chance, counts, took = random.Random(name), Counter(), 0.0
    for number in range(ROUNDS):
        case = world.case()
        letters, outcomes = [case.letter() for _ in range(LETTERS)], []
        deliveries = [
            delivering(case, item, outcomes, chance.uniform(0, took / 2)) for item in letters
        ]
        undone = undoing(case, act, letters[0], chance.uniform(0, took))
        began = time.monotonic()
        if number == 0:  # so that both orders are surely seen, the first two are no race
            race(*deliveries)
            took = min(time.monotonic() - began, 2.0)
            race(undone)
        elif number == 1:
            race(undone)
            race(*deliveries)
        else:
            race(*deliveries, undone)
        counts.update(outcomes)
        record = world.audited(owner, case.case_id)
        before, after = record[: record.index(action)], record[record.index(action) :]
        assert "lease_confirmed" not in after, record
        assert outcomes.count("delivered") <= before.count("lease_confirmed"), record
        counts["in vain"] += before.count("lease_confirmed") - outcomes.count("delivered")
        world.carry()
        states = [case.state(item) for item in letters]
        assert states.count(ItemState.DELIVERED) == outcomes.count("delivered")
        assert len(outcomes) == LETTERS

    print(f"\n{name}: {dict(counts)}")
    assert counts["delivered"] >= LETTERS
    assert counts["refused"] >= LETTERS


def undoing(case, act, item, after_s):
    def run():
        time.sleep(after_s)
        act(case, item)

    return run


def test_two_who_deliver_at_once_and_one_who_withdraws_end_in_at_most_one_delivery(world):
    counts = Counter()
    for _ in range(5):
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
    assert sum(counts.values()) == 5
