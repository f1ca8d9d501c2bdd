"""Walking a list page by page gives each row once, in its order, on both databases."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, String, Table, delete, insert, select

from shared.kernel.errors import InvalidInput
from shared.store.engine import Store
from shared.store.paging import Order, page
from shared.store.types import GUID, UtcDateTime

things = Table(
    "things",
    MetaData(),
    Column("thing_id", GUID, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
START = datetime(2019, 7, 1, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 4), max_size=12)  # many at the same moment


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def store(request, tmp_path_factory):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('paging')}/things.sqlite"
    else:
        url = request.getfixturevalue("postgres").database("paging")
    made = Store.open(url)
    with made.writing() as connection:
        things.metadata.create_all(connection)
    yield made
    made.close()


def fill(store, moments):
    rows = [{"thing_id": uuid4(), "at": START + timedelta(hours=hour)} for hour in moments]
    with store.writing() as connection:
        connection.execute(delete(things))
        if rows:
            connection.execute(insert(things), rows)
    return rows


def walked(store, order, limit):
    found, behind = [], None
    while True:
        with store.reading() as connection:
            one = page(connection, select(things), order, behind=behind, limit=limit)
        found += [row.thing_id for row in one.rows]
        behind = one.next_page
        if behind is None:
            return found
        assert len(one.rows) == limit


@pytest.mark.parametrize("newest_first", [False, True])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=MOMENTS, limit=st.integers(1, 5))
def test_every_row_comes_once_and_in_order(store, newest_first, moments, limit):
    rows = fill(store, moments)
    order = Order((things.c.at, things.c.thing_id), newest_first=newest_first)

    found = walked(store, order, limit)

    by_moment = {row["thing_id"]: row["at"] for row in rows}
    assert len(found) == len(rows)
    assert set(found) == set(by_moment)
    moments_found = [by_moment[one] for one in found]
    assert moments_found == sorted(moments_found, reverse=newest_first)


def test_an_id_that_is_kept_as_text_leads_on_as_well(store):
    names = Table("names", MetaData(), Column("id", String(36), primary_key=True))
    ids = sorted(uuid4() for _ in range(3))
    with store.writing() as connection:
        names.metadata.drop_all(connection)
        names.metadata.create_all(connection)
        connection.execute(insert(names), [{"id": str(one)} for one in ids])

    with store.reading() as connection:
        first = page(connection, select(names), Order((names.c.id,)), behind=None, limit=2)
        rest = page(
            connection, select(names), Order((names.c.id,)), behind=first.next_page, limit=2
        )

    assert first.next_page == ids[1]
    assert [row.id for row in rest.rows] == [str(ids[2])]


def test_behind_a_row_that_is_not_there_there_is_no_page(store):
    fill(store, [1])
    order = Order((things.c.at, things.c.thing_id))

    with store.reading() as connection, pytest.raises(InvalidInput):
        page(connection, select(things), order, behind=UUID(int=1), limit=1)
