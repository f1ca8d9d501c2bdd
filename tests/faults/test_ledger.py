"""The ledger itself: of a true run it finds nothing, and each kind of damage it finds.

The stores of a small run are copied, damaged by hand, and judged again. What is not seen here
would not be seen after a fault.
"""

import shutil
import sqlite3
from uuid import uuid4

import pytest

from tests.faults.books import Books, Waiting
from tests.faults.campaign import FEEDS, Campaign, Plan
from tests.faults.journal import read
from tests.faults.ledger import WRONGS, Account, Ledger
from tests.faults.stores import Stores
from tests.support.eventually import eventually

pytestmark = pytest.mark.timeout(300)
SERVICES = ("intake", "screening", "allocation", "comms", "reporting")


class Copy:
    """A copy of a run's stores and journal, to be damaged."""

    def __init__(self, folder):
        self.folder = folder
        self.told = read(folder / "journal.jsonl")
        self.waiting = {}

    def sql(self, store, statement, *values):
        with sqlite3.connect(self.folder / f"{store}.sqlite") as connection:
            changed = connection.execute(statement, values).rowcount
        connection.close()
        return changed

    def again(self, store, table, where="1", **changes):
        """Insert a row of a table once more, with other values in some columns."""
        with sqlite3.connect(self.folder / f"{store}.sqlite") as connection:
            connection.row_factory = sqlite3.Row
            row = dict(
                connection.execute(f"SELECT * FROM {table} WHERE {where} LIMIT 1").fetchone()
            )
            row |= changes
            marks = ", ".join("?" for _ in row)
            names = ", ".join(f'"{name}"' for name in row)
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])
        connection.close()

    def ledger(self):
        urls = {name: f"sqlite:///{self.folder / name}.sqlite" for name in (*SERVICES, *FEEDS)}
        stores = Stores(urls)
        try:
            return Books(self.told, stores.read(), Waiting(self.waiting)).ledger()
        finally:
            stores.close()


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A small run without faults but with poison, its system stopped again."""
    folder = tmp_path_factory.mktemp("run")
    with Campaign(Plan(referrals=0, rounds=0), folder) as campaign:
        for agency in campaign.agencies:
            agency.allow(21)
        campaign.visitors.allow(3)
        campaign.settle()
        poison = next(fault for fault in campaign.ill.round() if fault.kind == "poison")
        poison.inject()
        owed = len(campaign.journal.told.poison)
        eventually(lambda: len(list(parked(campaign))) == owed, within_s=60)
        campaign.settle()
        assert campaign.judge().ledger.complaints() == []
    return folder


def parked(campaign):
    for kept in campaign.stores.read().values():
        yield from kept["parked"]


@pytest.fixture
def copy(run, tmp_path):
    for path in [*(run / "system").glob("*.sqlite*"), run / "journal.jsonl"]:
        shutil.copy(path, tmp_path)
    return Copy(tmp_path)


def found(ledger: Ledger):
    return {(b.name, wrong) for b in ledger.balances for wrong in WRONGS if b.counts[wrong]}


def test_of_a_true_run_the_ledger_finds_everything_applied_once(copy):
    ledger = copy.ledger()

    total = ledger.total()
    assert ledger.complaints() == []
    assert ledger.clean
    assert total["attempted"] == total["applied"] + total["parked"] > 1000
    assert total["parked"] == len(copy.told.poison) > 10
    assert set(ledger.wrongs().values()) == {0}


ONE = "WHERE rowid = (SELECT max(rowid) FROM {})"
LOSSES = [
    ("feeds-mps", "agency_messages", "mps: message taken by its feed"),
    ("intake", "referrals", "intake: referral received"),
    ("intake", "consents", "intake: consent recorded"),
    ("intake", "timeline", "intake: timeline"),
    ("screening", "eligibility_decisions", "screening: eligibility decided"),
    ("allocation", "allocation_referrals", "allocation: decision known"),
    ("comms", "eligibility", "comms: decision known"),
    ("reporting", "referrals", "reporting: referral counted"),
    ("reporting", "milestones", "reporting: milestones"),
    ("reporting", "parked_messages", "bus: poison"),
]


@pytest.mark.parametrize(
    ("producer", "consumer"),
    [("intake", "screening"), ("intake", "feeds-victim_support"), ("screening", "comms")],
)
def test_a_delivery_that_its_consumer_does_not_know_is_lost(copy, producer, consumer):
    where = f"source = 'redress/{producer}'"
    last = f"(SELECT max(rowid) FROM inbox WHERE {where})"
    assert copy.sql(consumer, f"DELETE FROM inbox WHERE rowid = {last}") == 1

    assert ledger_of(copy) == {(f"bus: {producer} to {consumer}", "lost")}


@pytest.mark.parametrize(("store", "table", "account"), LOSSES)
def test_a_row_that_went_missing_is_lost(copy, store, table, account):
    assert copy.sql(store, f"DELETE FROM {table} " + ONE.format(table)) == 1

    ledger = copy.ledger()

    assert (account, "lost") in found(ledger)
    assert not ledger.clean


def test_an_answer_that_never_reached_its_agency_is_lost(copy):
    key = next(key for key in copy.told.answers if key[0] == "mps")
    del copy.told.answers[key]

    assert ledger_of(copy) == {("mps: one answer, the right one", "lost")}


def ledger_of(copy):
    return found(copy.ledger())


def a_receipt(copy):
    """An agency's: what came of a visitor's referral is traced by the very receipt."""
    return next(
        key
        for key, gists in copy.told.answers.items()
        if key[0] == "mps" and gists[0].startswith("receipt")
    )


def test_a_second_receipt_with_another_reference_is_doubled(copy):
    key = a_receipt(copy)
    copy.told.answers[key].append("receipt RJ-0000-XXXXXX")

    assert ledger_of(copy) == {(f"{key[0]}: one answer, the right one", "doubled")}


def test_a_refusal_where_a_receipt_was_due_is_lost_and_unexpected(copy):
    key = a_receipt(copy)
    copy.told.answers[key] = ["refusal schema"]

    account = f"{key[0]}: one answer, the right one"
    assert ledger_of(copy) == {(account, "lost"), (account, "unexpected")}


DOUBLES = [
    ("screening", "eligibility_decisions", "decision_id", "screening: eligibility decided"),
    ("intake", "consents", "consent_id", "intake: consent recorded"),
    ("intake", "timeline", "number", "intake: timeline"),
    ("reporting", "milestones", "event_id", "reporting: milestones"),
]


@pytest.mark.parametrize(("store", "table", "key", "account"), DOUBLES)
def test_an_effect_that_came_twice_is_doubled(copy, store, table, key, account):
    copy.again(store, table, **{key: 999 if key == "number" else uuid4().hex})

    assert (account, "doubled") in ledger_of(copy)


@pytest.mark.parametrize(
    ("type_", "account"),
    [
        ("intake.referral_received.v1", "intake: referral received"),
        ("intake.case_opened.v1", "intake: case opened"),
        ("intake.consent_recorded.v1", "intake: consent recorded"),
    ],
)
def test_an_event_announced_twice_under_two_ids_is_doubled(copy, type_, account):
    copy.again("intake", "outbox", f"type = '{type_}'", position=10**6, message_id=str(uuid4()))

    wrong = ledger_of(copy)

    assert (account, "doubled") in wrong
    assert ("bus: intake to reporting", "lost") in wrong  # nobody has heard the second one


def test_a_referral_taken_in_twice_is_unexpected(copy):
    copy.again(
        "intake",
        "referrals",
        referral_id=uuid4().hex,
        feed_message_id=uuid4().hex,
        sender_index=None,
    )

    assert ("intake: referral received", "unexpected") in ledger_of(copy)


def test_an_event_without_its_row_is_a_ghost(copy):
    copy.sql(
        "screening", "DELETE FROM eligibility_decisions " + ONE.format("eligibility_decisions")
    )

    assert ledger_of(copy) == {
        ("screening: eligibility decided", "lost"),
        ("screening: eligibility decided", "ghost"),
    }


def test_a_row_that_was_never_announced_is_a_zombie(copy):
    type_ = "screening.eligibility_decided.v1"
    where = f"WHERE position = (SELECT max(position) FROM outbox WHERE type = '{type_}')"
    assert copy.sql("screening", f"DELETE FROM outbox {where}") == 1

    wrong = ledger_of(copy)

    assert ("screening: eligibility decided", "zombie") in wrong
    assert ("bus: screening to intake", "unexpected") in wrong  # it heard what nobody said


def test_a_message_handed_on_without_a_command_is_a_zombie(copy):
    where = "WHERE position = (SELECT max(position) FROM outbox)"
    assert copy.sql("feeds-mps", f"DELETE FROM outbox {where}") == 1

    assert ("mps: message taken by its feed", "zombie") in ledger_of(copy)


def test_an_effect_that_nobody_asked_for_is_unexpected(copy):
    copy.again("reporting", "referrals", referral_id=uuid4().hex)

    assert ledger_of(copy) == {("reporting: referral counted", "unexpected")}


def test_a_parked_message_that_is_no_poison_of_ours_is_unexpected(copy):
    unread = "source = ''"
    copy.again("comms", "parked_messages", unread, id=str(uuid4()), message_id=str(uuid4()))

    assert ledger_of(copy) == {("bus: poison", "unexpected")}


def test_poison_that_is_parked_twice_is_doubled(copy):
    copy.again("comms", "parked_messages", "source = ''", id=str(uuid4()))

    assert ledger_of(copy) == {("bus: poison", "doubled")}


def test_a_parked_message_that_its_producer_never_sent_is_unexpected(copy):
    changes = {"id": str(uuid4()), "message_id": str(uuid4()), "source": "redress/intake"}
    copy.again("comms", "parked_messages", **changes)

    assert ledger_of(copy) == {("bus: intake to comms", "unexpected")}


def test_an_event_that_waits_in_its_outbox_is_pending_and_not_lost(copy):
    type_ = "screening.eligibility_decided.v1"
    of_type = f"(SELECT max(position) FROM outbox WHERE type = '{type_}')"
    copy.sql("screening", f"UPDATE outbox SET sent_at = NULL WHERE position = {of_type}")
    [event_id] = copy_of(
        copy, "screening", f"SELECT message_id FROM outbox WHERE position = {of_type}"
    )
    assert copy.sql("comms", "DELETE FROM inbox WHERE message_id = ?", event_id) == 1
    referral = "(SELECT max(rowid) FROM eligibility)"
    copy.sql("comms", f"DELETE FROM eligibility WHERE rowid = {referral}")

    ledger = copy.ledger()

    assert ledger.total()["pending"] == 2
    assert found(ledger) <= {("comms: decision known", "lost")}
    assert ("bus: screening to comms", "lost") not in found(ledger)


def copy_of(copy, store, query):
    connection = sqlite3.connect(copy.folder / f"{store}.sqlite")
    try:
        return [row[0] for row in connection.execute(query)]
    finally:
        connection.close()


def test_a_message_still_on_the_broker_is_pending_and_not_lost(copy):
    [message_id] = copy_of(copy, "allocation", "SELECT max(message_id) FROM inbox")
    copy.sql("allocation", "DELETE FROM inbox WHERE message_id = ?", message_id)
    lost = ledger_of(copy)
    copy.waiting = {"allocation.events.retry.5000": [message_id]}

    ledger = copy.ledger()

    assert {wrong for _, wrong in lost} == {"lost"}
    assert found(ledger) == set()
    assert ledger.total()["pending"] == 1


def test_what_the_broker_never_confirmed_is_not_lost_but_does_not_balance():
    account = Account("one", {"a": 1, "b": 1}, {"a": 1}, acknowledged=frozenset({"a"}))

    balance = account.balance()

    assert balance.counts["lost"] == 0
    assert not balance.balanced
    assert not balance.clean


def test_a_ledger_without_accounts_is_not_clean():
    assert not Ledger(()).clean


def test_what_is_parked_and_also_applied_is_doubled():
    account = Account("one", {"a": 1}, {"a": 1}, parked={"a": 1})

    assert account.balance().counts["doubled"] == 1
