from pathlib import Path
from uuid import uuid4

from services.intake.store.tables import metadata
from shared.store.columns import undeclared_columns
from shared.store.migrations import downgrade, drift, is_current, upgrade
from shared.store.retention import personal_without_end


def test_every_column_says_what_it_holds_and_how_it_ends():
    assert undeclared_columns(metadata) == []
    assert personal_without_end(metadata) == []


def test_the_migration_makes_exactly_the_tables_that_the_code_declares(intake):
    with intake.runtime.store.reading() as connection:
        assert drift(connection, metadata) == []


def test_the_store_goes_back_with_data_in_it_and_forward_again(intake):
    intake.receive(uuid4())
    url = intake.runtime.store.engine.url.render_as_string(hide_password=False)

    downgrade(url, "intake", "base")
    upgrade(url, "intake")

    assert intake.count("cases") == 0
    assert is_current(intake.runtime.store, "intake")


def test_nobody_stands_in_clear_in_the_files_of_the_store(intake, tmp_path):
    intake.receive(uuid4(), sender_reference="Senderexample")

    files = list(Path(tmp_path).glob("intake.sqlite*"))
    content = b"".join(path.read_bytes() for path in files)

    assert bool(content) is not intake.runtime.store.is_postgres
    for personal in (
        b"Alphaexample",
        b"Narrativetext",
        b"07700",
        b"Gammaexample",
        b"Senderexample",
    ):
        assert personal not in content
