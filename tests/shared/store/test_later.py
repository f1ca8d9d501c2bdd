"""Writes that wait: nobody can tell, except by how few statements it takes."""

from collections import Counter

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, event, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from shared.store.later import GatheredWriteFailed, flush_writes, gather, touches, write_later

METADATA = MetaData()
letters = Table(
    "letters",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("words", String(40)),
    Column("answer", String(40)),
)
stamps = Table("stamps", METADATA, Column("id", Integer, primary_key=True))
ADD, ADD_STAMP = letters.insert(), stamps.insert()


@pytest.fixture
def sent(store):
    """What reached the database, by the first two words of the statement."""
    with store.writing() as connection:
        METADATA.create_all(connection)
    counted = Counter()

    def count(_connection, _cursor, statement, _parameters, _context, many):
        counted[" ".join(statement.split()[:2])] += 1

    event.listen(store.engine, "before_cursor_execute", count)
    return counted


def words(store):
    with store.reading() as connection:
        return dict(connection.execute(select(letters.c.id, letters.c.words)).all())


def test_many_rows_of_one_statement_go_together(store, sent):
    with store.writing() as connection:
        gather(connection)
        for number in range(20):
            write_later(connection, ADD, {"id": number, "words": "invented"})
            write_later(connection, ADD_STAMP, {"id": number})
        assert sent["INSERT INTO"] == 0

    assert sent["INSERT INTO"] == 2
    assert len(words(store)) == 20


def test_without_gathering_every_write_goes_at_once(store, sent):
    with store.writing() as connection:
        write_later(connection, ADD, {"id": 1, "words": "one"}, {"id": 2, "words": "two"})
        assert connection.execute(select(func.count()).select_from(letters)).scalar_one() == 2
        with pytest.raises(IntegrityError):
            write_later(connection, ADD, {"id": 1, "words": "again"})
        connection.rollback()


def test_whoever_reads_sees_what_was_written_before(store, sent):
    with store.writing() as connection:
        gather(connection)
        write_later(connection, ADD, {"id": 1, "words": "one"})
        seen = connection.execute(select(letters.c.words)).scalars().all()
        write_later(connection, ADD, {"id": 2, "words": "two"})
        connection.execute(update(letters).values(answer="both"))

    assert seen == ["one"]
    with store.reading() as connection:
        assert set(connection.execute(select(letters.c.answer)).scalars()) == {"both"}


def test_a_statement_on_other_tables_or_rows_lets_writes_wait(store, sent):
    with store.writing() as connection:
        gather(connection)
        write_later(connection, ADD, {"id": 1, "words": "one"})
        connection.execute(select(stamps), execution_options=touches(stamps))
        by_words = select(letters.c.id).where(letters.c.words == "other")
        connection.execute(by_words, execution_options=touches(letters, by=["other"]))
        assert sent["INSERT INTO"] == 0

        by_words = select(letters.c.id).where(letters.c.words == "one")
        found = connection.execute(by_words, execution_options=touches(letters, by=["one", None]))
        assert found.scalars().all() == [1]


def test_two_upserts_of_one_row_leave_the_later(store, sent):
    insert = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[store.engine.dialect.name]
    statement = insert(letters)
    keep = statement.on_conflict_do_update(
        index_elements=["id"], set_={"words": statement.excluded.words}
    )
    with store.writing() as connection:
        gather(connection)
        for text in ("first", "second", "third"):
            write_later(connection, keep, {"id": 1, "words": text}, key=("letters", 1))
        write_later(connection, keep, {"id": 2, "words": "other"}, key=("letters", 2))

    assert words(store) == {1: "third", 2: "other"}
    assert sent["INSERT INTO"] == 1


def test_different_statements_on_one_row_keep_their_order(store, sent):
    change = update(letters).where(letters.c.id == 1).values(words="changed")
    with store.writing() as connection:
        gather(connection)
        write_later(connection, ADD, {"id": 1, "words": "first"}, key=("letters", 1))
        connection.execute(change)
        write_later(connection, ADD, {"id": 2, "words": "x"}, key=("letters", 2))
        write_later(connection, ADD, {"id": 3, "words": "y", "answer": "z"}, key=("letters", 3))

    assert words(store) == {1: "changed", 2: "x", 3: "y"}


def test_rows_with_other_columns_lose_none_of_them(store, sent):
    with store.writing() as connection:
        gather(connection)
        write_later(connection, ADD, {"id": 1, "words": "one"})
        write_later(connection, ADD, {"id": 2, "words": "two", "answer": "yes"})

    with store.reading() as connection:
        query = select(letters.c.id, letters.c.answer).order_by(letters.c.id)
        assert connection.execute(query).all() == [(1, None), (2, "yes")]


def test_a_rollback_drops_what_waits(store, sent):
    def fail():
        with store.writing() as connection:
            gather(connection)
            write_later(connection, ADD, {"id": 1, "words": "one"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert words(store) == {}
    assert sent["INSERT INTO"] == 0


def test_a_refused_row_fails_the_commit_and_keeps_nothing(store, sent):
    def write():
        with store.writing() as connection:
            gather(connection)
            write_later(connection, ADD_STAMP, {"id": 7})
            for number in (1, 2, 1):
                write_later(connection, ADD, {"id": number, "words": "same"})

    with pytest.raises(GatheredWriteFailed) as failed:
        write()
    assert isinstance(failed.value.__cause__, IntegrityError)
    assert words(store) == {}


def test_whoever_swallows_a_refused_row_cannot_commit_the_rest(store, sent):
    def write():
        with store.writing() as connection:
            gather(connection)
            write_later(connection, ADD_STAMP, {"id": 7})
            write_later(connection, ADD, {"id": 1, "words": "a"}, {"id": 1, "words": "b"})
            with pytest.raises(GatheredWriteFailed):
                flush_writes(connection)
            write_later(connection, ADD, {"id": 5, "words": "c"})

    with pytest.raises(GatheredWriteFailed):
        write()
    assert words(store) == {}
    with store.reading() as connection:
        assert connection.execute(select(stamps)).all() == []


def test_what_is_written_during_the_last_writes_is_not_forgotten(store, sent):
    from shared.store.transactions import Order, before_commit

    with store.writing() as connection:
        gather(connection)
        write_later(connection, ADD, {"id": 1, "words": "one"})
        late = {"id": 2, "words": "late"}
        before_commit(connection, lambda: write_later(connection, ADD, late), Order.AUDIT)

    assert words(store) == {1: "one", 2: "late"}
