"""Rows by what one column holds, and one look for all that mostly is not there."""

from contextlib import contextmanager

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, event

from shared.store.looking_up import Seldom, rows_with
from shared.store.once import only_asks

METADATA = MetaData()
visits, gifts, calls = (
    Table(name, METADATA, Column("id", Integer, primary_key=True), Column("about", String))
    for name in ("visits", "gifts", "calls")
)
SELDOM = Seldom(visits.c.about, gifts.c.about)


@pytest.fixture
def filled(store):
    with store.writing() as connection:
        METADATA.create_all(connection)
        connection.execute(visits.insert(), [{"id": n, "about": "one"} for n in (2, 1)])
    return store


@contextmanager
def counted(connection):
    sent = []
    note = lambda *told: sent.append(told[2])  # noqa: E731 - it is taken off again
    event.listen(connection, "before_cursor_execute", note)
    yield sent
    event.remove(connection, "before_cursor_execute", note)


def test_rows_come_in_the_order_that_is_asked_for(filled):
    with filled.reading() as connection:
        assert [row.id for row in rows_with(connection, visits.c.about, "one", visits.c.id)] == [
            1,
            2,
        ]
        newest = rows_with(connection, visits.c.about, "one", visits.c.id, newest_first=True)
        assert [row.id for row in newest] == [2, 1]
        assert rows_with(connection, visits.c.about, "other") == []


def test_where_only_questions_are_asked_one_look_tells_what_there_is_nothing_of(filled):
    with filled.writing() as connection, counted(connection) as sent:
        only_asks(connection)
        assert SELDOM.rows(connection, gifts.c.about, "one") == []
        assert [row.id for row in SELDOM.rows(connection, visits.c.about, "one")]
        assert SELDOM.rows(connection, visits.c.about, "other") == []
        assert SELDOM.rows(connection, gifts.c.about, "other") == []

    assert len(sent) == 3  # one look for each of the two, and the visits of the one


def test_where_something_is_ordered_each_look_is_its_own(filled):
    with filled.writing() as connection:
        assert SELDOM.rows(connection, gifts.c.about, "one") == []
        connection.execute(gifts.insert(), {"id": 1, "about": "one"})
        assert [row.id for row in SELDOM.rows(connection, gifts.c.about, "one")] == [1]
        assert not SELDOM.none(connection, visits.c.about, "other")


def test_of_a_column_that_is_not_among_them_nothing_is_said(filled):
    with filled.writing() as connection:
        only_asks(connection)
        assert not SELDOM.none(connection, calls.c.about, "one")
