"""What several questions need alike is looked up once, and never where something is ordered."""

from sqlalchemy import func, select

from shared.store.once import once, only_asks
from tests.shared.store.test_later import ADD, METADATA, letters

COUNT = select(func.count()).select_from(letters)


@once
def how_many(connection, after=0):
    return connection.execute(COUNT.where(letters.c.id > after)).scalar_one()


def write(connection, number):
    connection.execute(ADD, {"id": number, "words": "invented"})


def test_where_only_questions_are_asked_each_is_looked_up_once(store):
    with store.writing() as connection:
        METADATA.create_all(connection)
    with store.writing() as connection:
        only_asks(connection)
        first = how_many(connection)
        write(connection, 1)  # what no question does

        assert (first, how_many(connection)) == (0, 0)
        assert how_many(connection, after=0) == 1
        assert how_many(connection, after=1) == 0


def test_where_something_is_ordered_every_look_is_a_new_one(store):
    with store.writing() as connection:
        METADATA.create_all(connection)
        assert how_many(connection) == 0
        write(connection, 1)
        assert how_many(connection) == 1


def test_what_one_transaction_found_the_next_looks_up_anew(store):
    with store.writing() as connection:
        METADATA.create_all(connection)
        only_asks(connection)
        assert how_many(connection) == 0
        write(connection, 1)

    with store.writing() as connection:
        only_asks(connection)
        assert how_many(connection) == 1
    with store.reading() as connection:
        assert how_many(connection) == 1


def test_a_glance_sees_what_is_committed_and_begins_no_transaction(store):
    with store.writing() as connection:
        METADATA.create_all(connection)
    with store.glancing() as glance:
        assert how_many(glance) == 0
        if store.is_postgres:
            assert not glance.connection.dbapi_connection.info.transaction_status
    with store.writing() as connection:
        write(connection, 1)
    with store.glancing() as glance:
        assert how_many(glance) == 1
