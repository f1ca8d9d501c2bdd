"""Many rows by key in one statement: the same as one after the other."""

from collections import Counter

import pytest
from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, String, Table, event, func, select

from shared.store.many import Additions, Changes

METADATA = MetaData()
heads = Table(
    "heads",
    METADATA,
    Column("source", String(40), primary_key=True),
    Column("subject", String(40), primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("hash", LargeBinary),
)
FIRST = func.coalesce(select(func.max(heads.alias("last").c.position)).scalar_subquery(), 7)
NEW = Additions(heads, "source", "subject", "hash", fixed={"position": FIRST})
MOVED = Changes(heads, by=("source", "subject"), sets=("position", "hash"))
EMPTY = b"\0\xff'\\"


@pytest.fixture
def sent(store):
    """How many statements reached the database, by their first word."""
    with store.writing() as connection:
        METADATA.create_all(connection)
    counted = Counter()

    def count(_connection, _cursor, statement, _parameters, _context, many):
        counted[statement.split()[0]] += 1

    event.listen(store.engine, "before_cursor_execute", count)
    return counted


def new(connection, *names):
    rows = [{"source": "intake", "subject": name, "hash": EMPTY} for name in names]
    NEW.write(connection, rows)


def rows(store):
    with store.reading() as connection:
        found = connection.execute(select(heads).order_by(heads.c.subject))
        return [(row.subject, row.position, bytes(row.hash)) for row in found]


@pytest.mark.parametrize("count", [1, 2, 300])
def test_as_many_rows_as_there_are_go_in_one_statement(store, sent, count):
    names = [f"{number:03}" for number in range(count)]
    with store.writing() as connection:
        new(connection, *names)
        moved = [
            {"source": "intake", "subject": name, "position": 10**10 + number, "hash": b"new"}
            for number, name in enumerate(names)
        ]
        MOVED.write(connection, moved)

    assert rows(store) == [(name, 10**10 + at, b"new") for at, name in enumerate(names)]
    assert sent["INSERT"] == sent["UPDATE"] == 1


@pytest.mark.parametrize("names", [("b",), ("b", "a", "c")])
def test_what_is_there_stays_as_it_is(store, sent, names):
    with store.writing() as connection:
        new(connection, "b")
        MOVED.write(
            connection, [{"source": "intake", "subject": "b", "position": 3, "hash": b"kept"}]
        )
        new(connection, *names)

    assert ("b", 3, b"kept") in rows(store)
    assert [name for name, _, _ in rows(store)] == sorted({"b", *names})


def test_what_every_row_has_in_common_is_worked_out_by_the_database(store, sent):
    with store.writing() as connection:
        new(connection, "a", "b")

    assert rows(store) == [("a", 7, EMPTY), ("b", 7, EMPTY)]


def test_only_the_rows_of_these_keys_change(store, sent):
    with store.writing() as connection:
        new(connection, "a", "b", "c")
        MOVED.write(
            connection,
            [
                {"source": "intake", "subject": "a", "position": 8, "hash": b""},
                {"source": "intake", "subject": "c", "position": 9, "hash": EMPTY},
                {"source": "comms", "subject": "b", "position": 99, "hash": b"not there"},
            ],
        )

    assert rows(store) == [("a", 8, b""), ("b", 7, EMPTY), ("c", 9, EMPTY)]


def test_no_rows_are_no_statement(store, sent):
    with store.writing() as connection:
        NEW.write(connection, [])
        MOVED.write(connection, [])

    assert sent["INSERT"] == sent["UPDATE"] == 0
