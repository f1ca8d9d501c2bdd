"""The feed's store on both databases: forward and back with data, and as the code declares it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from services.feeds.tables import metadata
from shared.store.engine import Store
from shared.store.migrations import downgrade, drift, upgrade
from tests.feeds.world import World


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/feed.sqlite"
    return request.getfixturevalue("new_database")()


def test_the_store_is_what_the_code_declares(url):
    upgrade(url, "feeds")
    store = Store.open(url, service="feeds-mps")
    with store.reading() as connection:
        assert drift(connection, metadata) == []
    store.close()


def test_disclosures_of_the_first_version_are_kept_in_the_log_and_come_back(url):
    upgrade(url, "feeds", "0001")
    case, one = uuid4(), uuid4()
    store = Store.open(url, service="feeds-mps")
    with store.writing() as connection:
        connection.execute(
            text("INSERT INTO disclosures VALUES (:one, :case, '5.2', 'reference', :at)"),
            {"one": _id(store, one), "case": _id(store, case), "at": datetime.now(UTC)},
        )
    store.close()
    upgrade(url, "feeds")
    store = Store.open(url, service="feeds-mps")
    with store.reading() as connection:
        (row,) = connection.execute(text("SELECT kind, clause, fields FROM disclosure_log")).all()
    store.close()
    assert tuple(row) == ("outcome", "5.2", "reference")
    downgrade(url, "feeds", "0001")
    store = Store.open(url, service="feeds-mps")
    with store.reading() as connection:
        (row,) = connection.execute(text("SELECT clause, fields FROM disclosures")).all()
    store.close()
    assert tuple(row) == ("5.2", "reference")


def test_a_feed_does_the_same_on_both_databases(url, tmp_path):
    world = World(tmp_path / "world", url=url)
    event = world.referred()
    world.arrive(world.sample("bad_many_faults"))

    assert world.said("receipt")[0]["reference"] == event.reference
    assert [row.kind for row in sorted(world.logged(), key=lambda r: r.kind)] == [
        "receipt",
        "refusal",
    ]
    world.close()


def _id(store, value):
    return value if store.is_postgres else value.hex
