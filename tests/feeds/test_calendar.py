"""Agreements that end: warned of in time, refused after, and nothing lost on either side."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from services.feeds.book import Book
from services.feeds.desk import message_id_of
from services.feeds.receiving import Feed
from services.feeds.standing import Step
from services.feeds.tables import agency_messages, answers, disclosure_log, ending_warnings
from services.feeds.tables import quarantine as held
from services.feeds.tending import tend
from shared.messaging.tables import outbox
from tests.feeds.world import World

LAST = date(2020, 6, 30)
MIDNIGHT = datetime(2020, 6, 30, 23, 0, tzinfo=UTC)
"""Midnight in London, where it is summer time."""


def ending(world: World, last: date = LAST) -> None:
    """Give the feed an agreement that is in force until a known day."""
    step = Step(since=date(2019, 4, 1), status="in_force", until=last, source="assumed")
    main = world.feed.book.main.model_copy(update={"history": (step,), "interim": ()})
    world.feed = Feed(Book(main), world.feed.dialect, world.feed.keys)


@pytest.mark.requirement("PTR-27", "PTR-33")
def test_an_agreement_that_ends_at_midnight_passes_before_and_refuses_after_and_loses_nothing(
    world_of, monkeypatch
):
    world = world_of(at=MIDNIGHT - timedelta(minutes=1))
    ending(world)
    ids = []
    for number in range(60):
        if number == 30:
            world.clock.set(MIDNIGHT)
        ids.append(world.arrive(world.sample(urn=f"SAMPLE/{number:04}/20")))

    before, after = ids[:30], ids[30:]
    assert len(world.handed_on()) == 30
    refused = {one["your_message_id"]: one["faults"] for one in world.said("refusal")}
    assert set(refused) == set(after)
    assert all(f == [{"field": "agreement", "code": "agreement-expired"}] for f in refused.values())
    for message_id in before:
        world.accepted(message_id)
    receipts = {one["your_message_id"] for one in world.said("receipt")}
    assert receipts == set(before), "what passed before midnight has its receipt after it"
    assert len(receipts) + len(refused) == 60


@pytest.mark.requirement("PTR-27")
def test_each_warning_is_said_once_sixty_thirty_and_seven_days_before(world_of):
    world = world_of(at=datetime(2020, 4, 1, 9, tzinfo=UTC))
    ending(world)
    for _ in range(95):
        tend(world.runtime, world.feed)
        tend(world.runtime, world.feed)
        world.clock.advance(timedelta(days=1))
    said = sorted(world.rows(ending_warnings), key=lambda row: -row.days)
    left = [(row.days, (LAST - row.warned_at.date()).days) for row in said]

    assert left == [(60, 60), (30, 30), (7, 7)]
    said = [row for row in world.rows(outbox) if row.type == "feeds.agreement_ending.v1"]
    assert len(said) == 3


def test_a_feed_that_was_away_says_only_the_warning_that_is_due(world_of):
    world = world_of(at=datetime(2020, 6, 28, 9, tzinfo=UTC))
    ending(world)
    tend(world.runtime, world.feed)

    (row,) = world.rows(ending_warnings)
    assert (row.agreement, row.days, row.last_day) == ("mps", 7, LAST)


@pytest.mark.parametrize(
    ("at", "left"),
    [
        (MIDNIGHT - timedelta(days=10), 10),
        (MIDNIGHT - timedelta(minutes=1), 1),
        (MIDNIGHT, 0),
    ],
)
def test_the_gauge_by_which_alarms_are_raised_counts_the_days_left(world_of, at, left):
    from shared.observability.metrics import REGISTRY

    world = world_of(at=at)
    ending(world)
    tend(world.runtime, world.feed)

    gauge = REGISTRY.metric("feed_agreement_days_left")
    assert gauge.labels(service="feeds-mps", agreement="mps")._value.get() == left


def test_what_is_due_by_the_calendar_is_told_by_the_feed_itself(world):
    from shared.contracts.codes import UpdateCadence

    world.referred(cadence=UpdateCadence.WEEKLY)
    world.clock.advance(timedelta(days=7))
    tend(world.runtime, world.feed)
    tend(world.runtime, world.feed)

    assert [one["stage"] for one in world.said("status")] == ["referred"]


def test_the_same_message_after_midnight_gets_the_answer_that_it_got_before(world_of):
    world = world_of(at=MIDNIGHT - timedelta(minutes=1))
    ending(world)
    message_id = world.arrive(world.sample())
    world.accepted(message_id)
    world.clock.set(MIDNIGHT + timedelta(hours=1))
    world.arrive(world.sample(), message_id=message_id)

    assert [one["kind"] for one in world.said()] == ["receipt", "receipt"]


def test_what_was_kept_as_long_as_the_agreement_says_is_let_go(world):
    world.referred()
    world.arrive(world.sample("bad_many_faults"))
    days = world.feed.book.main.retention
    counts = []
    for age in (days.quarantine_days, 1, days.messages_days, days.disclosures_days):
        world.clock.advance(timedelta(days=age))
        tend(world.runtime, world.feed)
        counts.append(tuple(len(world.rows(t)) for t in (held, agency_messages, disclosure_log)))

    assert counts == [(1, 2, 2), (0, 2, 2), (0, 0, 2), (0, 0, 0)]


def test_an_answers_id_is_never_used_again_even_by_a_store_that_was_emptied(world):
    ids = []
    for number in range(3):
        world.referred(urn=f"SAMPLE/{number:04}/20")
        (row,) = world.rows(answers)
        ids.append(message_id_of(row))
        with world.runtime.store.writing() as connection:
            connection.execute(update(answers).values(sent_at=world.clock.now()))
        world.clock.advance(timedelta(days=8))
        tend(world.runtime, world.feed)
        assert world.rows(answers) == []

    assert len(set(ids)) == 3
