"""The gateway's store: declared, and moved forward and back."""

from sqlalchemy import inspect

from services.gateway.store import metadata
from shared.store.columns import undeclared_columns
from shared.store.engine import Store
from shared.store.migrations import downgrade, upgrade


def test_every_column_says_what_it_holds_and_for_how_long():
    assert undeclared_columns(metadata) == []


def test_migrations_make_the_tables_that_the_code_knows_and_take_them_away(tmp_path):
    url = f"sqlite:///{tmp_path}/gateway.sqlite"

    upgrade(url, "gateway")

    store = Store.open(url, service="gateway")
    there = inspect(store.engine)
    for table in metadata.tables.values():
        columns = {column["name"] for column in there.get_columns(table.name)}
        assert columns == {column.name for column in table.columns}
    store.close()

    downgrade(url, "gateway", "base")

    store = Store.open(url, service="gateway")
    assert not set(metadata.tables) & set(inspect(store.engine).get_table_names())
    store.close()
