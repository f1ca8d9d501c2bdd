"""Versions of records on both databases: what is moved, by whom, and what of two at once stays."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select

from shared.kernel.errors import Conflict
from shared.store.engine import Store
from shared.store.versions import changed, define_versions, version_of

work = Table("work", MetaData(), Column("by", Integer))


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/versions.sqlite"
    else:
        url = request.getfixturevalue("new_database")()
    made = Store.open(url)
    metadata = MetaData()
    define_versions(metadata)
    work.to_metadata(metadata)
    with made.writing() as connection:
        metadata.create_all(connection)
    yield made
    made.close()


def standing(store, key="one"):
    with store.reading() as connection:
        return version_of(connection, "letter", key)


def change(store, *expected, by=0, key="one"):
    with store.writing() as connection:
        connection.execute(insert(work), {"by": by})
        for one in expected or (None,):
            changed(connection, "letter", key, one)


def done(store):
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(work)).scalar_one()


def test_each_change_makes_the_next_version_once_however_often_it_is_told(store):
    assert standing(store) == 0
    change(store)
    change(store, None, None)

    assert (standing(store), standing(store, "another")) == (2, 0)


def test_whoever_had_an_older_version_changes_nothing_and_learns_which_stands(store):
    change(store, 0)

    with pytest.raises(Conflict) as refused:
        change(store, 0)

    assert (refused.value.code, refused.value.ids["current"]) == ("version-not-current", "1")
    assert (standing(store), done(store)) == (1, 1)


def test_a_version_that_was_asked_for_counts_though_the_change_is_told_again(store):
    change(store)

    with pytest.raises(Conflict):
        change(store, None, 0)
    with pytest.raises(Conflict):
        change(store, 0, None)

    assert (standing(store), done(store)) == (1, 1)


def test_of_many_at_once_who_saw_the_same_version_one_changes_it(store):
    change(store)

    def attempt(number):
        try:
            change(store, 1, by=number)
        except Conflict as refused:
            return int(refused.ids["current"])
        return "done"

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(attempt, range(8)))

    assert sorted(found, key=str) == [2] * 7 + ["done"]
    assert (standing(store), done(store)) == (2, 2)


def test_changes_that_name_no_version_all_count(store):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: change(store, by=number), range(8)))

    assert (standing(store), done(store)) == (8, 8)
