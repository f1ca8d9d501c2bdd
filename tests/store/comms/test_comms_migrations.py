"""What a store of comms holds outlives every revision, forward and back, on both databases."""

import pytest
from sqlalchemy import MetaData, select

from shared.store.engine import Store
from shared.store.migrations import downgrade, upgrade
from tests.application.comms.world import CommsWorld

REVISIONS = ("0001", "0002", "0003")


@pytest.fixture
def full(url, tmp_path):
    """A case with a letter that was delivered, at the newest revision."""
    world = CommsWorld(url, tmp_path).ready()
    world.deliver(world.offered())
    world.get_ready()
    yield world
    world.runtime.close()


def rows_at(url):
    """Every row of every table that the store has, by table."""
    store = Store.open(url, service="comms")
    try:
        with store.reading() as connection:
            found = MetaData()
            found.reflect(connection)
            return {
                name: sorted(map(repr, connection.execute(select(table))))
                for name, table in found.tables.items()
                if name != "alembic_version"
            }
    finally:
        store.close()


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_an_older_revision_holds_is_the_same_after_the_way_back_and_forward(
    full, url, revision
):
    before = rows_at(url)

    downgrade(url, "comms", revision)
    older = rows_at(url)
    upgrade(url, "comms")
    after = rows_at(url)

    assert older["items"]
    assert all(before[name] == rows for name, rows in older.items())
    assert all(after[name] == rows for name, rows in older.items())
    assert set(after) == set(before)
    assert all(after[name] == [] for name in set(before) - set(older))
