"""The log is held to what left: a message without a row, or a field beyond its clause, is found."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from services.feeds.accounting import problems
from services.feeds.tables import answers, disclosure_log
from shared.contracts.codes import UpdateCadence
from tests.feeds.test_following import closed, decided, meeting, strand_of


def found(world):
    with world.runtime.store.reading() as connection:
        return list(problems(connection, world.feed.book))


@pytest.fixture
def busy(world):
    event = world.referred(cadence=UpdateCadence.EVERY_MEETING)
    now = world.clock.now()
    world.hear(decided(event, now))
    world.hear(meeting(event.case_id, strand_of(event), now))
    world.hear(closed(event.case_id, now))
    world.arrive(world.sample("bad_consent_missing"), message_id="twice")
    world.arrive(world.sample("bad_consent_missing"), message_id="twice")
    return world


def test_a_working_feed_accounts_for_all_that_it_said(busy):
    assert len(busy.said()) == 6
    assert found(busy) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"fields": "reference,narrative"}, "beyond its clause: narrative"),
        ({"kind": "gossip"}, "no clause allows a gossip"),
        ({"disclosed_at": datetime(2018, 1, 1, tzinfo=UTC)}, "not in force on 2018-01-01"),
    ],
)
def test_a_log_that_was_bent_is_found(busy, change, says):
    with busy.runtime.store.writing() as connection:
        chosen = update(disclosure_log).where(disclosure_log.c.kind == "status")
        connection.execute(chosen.values(**change))

    assert any(says in line for line in found(busy))


def test_a_message_that_went_past_the_log_is_found(busy):
    with busy.runtime.store.writing() as connection:
        row = {"correlation_id": "", "made_at": busy.clock.now()}
        body = json.dumps({"kind": "outcome", "person": {"family_name": "X"}}).encode()
        connection.execute(answers.insert().values(body=body, **row))

    assert [line for line in found(busy) if "nothing in the log accounts for it" in line]


def test_a_field_that_was_slipped_into_a_logged_message_is_found(busy):
    with busy.runtime.store.writing() as connection:
        one = busy.rows(answers)[0]
        bent = json.loads(one.body) | {"narrative": "slipped in"}
        chosen = update(answers).where(answers.c.position == one.position)
        connection.execute(chosen.values(body=json.dumps(bent).encode()))

    assert any("its fields are not those of the log" in line for line in found(busy))
