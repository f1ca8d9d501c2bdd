"""An agreement that ends at midnight, over the real broker: before passes, after is refused."""

import json
import threading
from datetime import UTC, date, datetime, timedelta

import pika
import pytest

from services.feeds.accounting import problems
from services.feeds.book import Book
from services.feeds.receiving import Feed
from services.feeds.standing import Step
from services.feeds.tables import agency_messages, disclosure_log
from services.feeds.tables import quarantine as held
from tests.feeds.test_on_the_bus import SAMPLE, house  # noqa: F401  a fixture
from tests.support.eventually import eventually
from tests.support.telling import tell

LAST = date(2020, 6, 30)
MIDNIGHT = datetime(2020, 6, 30, 23, 0, tzinfo=UTC)
"""Midnight in London, where it is summer time."""
EACH = 40


@pytest.fixture
def ending(house):  # noqa: F811
    """The running feed, under an agreement whose last day is known, a minute before its end."""
    desk = house.feed.desk
    before, clock = desk._feed, desk._runtime.clock
    step = Step(since=date(2019, 4, 1), status="in_force", until=LAST, source="assumed")
    main = before.book.main.model_copy(update={"history": (step,), "interim": ()})
    was = clock.now()
    clock.set(MIDNIGHT - timedelta(minutes=1))
    desk._feed = Feed(Book(main), before.dialect, before.keys)
    yield house
    desk._feed = before
    clock.set(was)


def publish_all(house, ids):  # noqa: F811
    """Publish a sample under each id, with confirms: what is confirmed was taken by the broker."""
    with pika.BlockingConnection(pika.URLParameters(house.agency)) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        for one in ids:
            properties = pika.BasicProperties(content_type="application/json", message_id=one)
            channel.basic_publish(
                "to-redress", "inbound", SAMPLE.read_bytes(), properties, mandatory=True
            )


def answers(house, ids):  # noqa: F811
    """Take what lies on the agency's queue until each id has its answer."""
    found, again = {}, []
    deadline = threading.Event()
    timer = threading.Timer(60, deadline.set)
    timer.start()
    with pika.BlockingConnection(pika.URLParameters(house.agency)) as connection:
        for method, _, body in connection.channel().consume(
            "outbound", auto_ack=True, inactivity_timeout=0.5
        ):
            if method is not None:
                content = json.loads(body)
                (again if content["your_message_id"] in found else []).append(content)
                found[content["your_message_id"]] = content
            if set(ids) <= set(found) or deadline.is_set():
                break
    timer.cancel()
    return {one: found[one] for one in ids if one in found}, again


def taken_in(house, ids):  # noqa: F811
    with house.feed.desk._runtime.store.reading() as connection:
        rows = connection.execute(agency_messages.select()).all()
    return {row.message_id for row in rows} >= set(ids)


@pytest.mark.requirement("PTR-27", "PTR-33")
def test_messages_before_midnight_pass_those_after_are_refused_with_the_reason_and_none_is_lost(
    ending,
    pytestconfig,
):
    before = [f"before-midnight-{number:02}" for number in range(EACH)]
    after = [f"after-midnight-{number:02}" for number in range(EACH)]
    handed = len(ending.taken)
    publish_all(ending, before)
    eventually(lambda: taken_in(ending, before), saying="what came before midnight is taken in")
    ending.feed.desk._runtime.clock.set(MIDNIGHT)
    publish_all(ending, after)

    told, again = answers(ending, [*before, *after])

    assert set(told) == {*before, *after}, "every message has its answer"
    assert again == [], "and no message two"
    assert {told[one]["kind"] for one in before} == {"receipt"}
    assert {told[one]["kind"] for one in after} == {"refusal"}
    expired = [{"field": "agreement", "code": "agreement-expired"}]
    assert all(told[one]["faults"] == expired for one in after)
    assert len(ending.taken) - handed == EACH
    text = f"{EACH} before: receipts; {EACH} after: refused as expired; 0 without answer"
    tell(pytestconfig, "an agreement that ends at midnight", text)


def test_what_was_refused_after_the_end_is_not_kept_and_its_answers_are_accounted_for(ending):
    ending.feed.desk._runtime.clock.set(MIDNIGHT)
    ids = [f"kept-nothing-{number}" for number in range(5)]
    publish_all(ending, ids)
    told, _ = answers(ending, ids)
    assert set(told) == set(ids)

    runtime, book = ending.feed.desk._runtime, ending.feed.desk._feed.book
    with runtime.store.reading() as connection:
        kept = {row.message_id for row in connection.execute(held.select())}
        logged = connection.execute(disclosure_log.select()).all()
        found = list(problems(connection, book))
    assert kept.isdisjoint(ids), "without an agreement there is no basis to keep what was sent"
    assert sum(row.kind == "refusal" for row in logged) >= len(ids)
    assert [line for line in found if "nothing in the log accounts for it" in line] == []


def test_the_first_message_of_the_renewed_agreement_passes(ending):
    clock, desk = ending.feed.desk._runtime.clock, ending.feed.desk
    clock.set(MIDNIGHT + timedelta(days=3))
    assert ending.send(SAMPLE.read_bytes(), message_id="between").content["kind"] == "refusal"
    renewed = Step(since=date(2020, 7, 4), status="in_force", source="assumed")
    main = desk._feed.book.main
    main = main.model_copy(update={"history": (*main.history, renewed)})
    desk._feed = Feed(Book(main), desk._feed.dialect, desk._feed.keys)
    clock.set(MIDNIGHT + timedelta(days=4))

    again = ending.send(SAMPLE.read_bytes(), message_id="renewed")

    assert again.accepted, again.content
