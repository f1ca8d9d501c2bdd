"""Forward, back, and forward again, on both databases, with a service of the test's own."""

import sys

import pytest
from sqlalchemy import MetaData, inspect, text

from shared.audit.tables import define_audit_tables
from shared.store.case_keys import define_case_keys
from shared.store.migrations import (
    current_revision,
    downgrade,
    drift,
    head_revision,
    is_current,
    upgrade,
)

FIRST = """
from alembic import op
import sqlalchemy as sa
from shared.audit.tables import define_audit_tables
from shared.store.migrations import create_shared_tables, drop_shared_tables

revision = "0001"
down_revision = None

def upgrade():
    create_shared_tables(op, define_audit_tables)
    op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True))

def downgrade():
    op.drop_table("notes")
    drop_shared_tables(op, define_audit_tables)
"""
SECOND = """
from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"

def upgrade():
    op.add_column("notes", sa.Column("code", sa.String(10), server_default="x"))
    {extra}

def downgrade():
    with op.batch_alter_table("notes") as batch:
        batch.drop_column("code")
"""


@pytest.fixture
def service(tmp_path, monkeypatch):
    """A service package ``services.scratch`` that lies outside the source tree."""
    import services

    versions = tmp_path / "services" / "scratch" / "migrations" / "versions"
    versions.mkdir(parents=True)
    (tmp_path / "services" / "scratch" / "__init__.py").touch()
    (versions / "0001_create_notes.py").write_text(FIRST)
    (versions / "0002_add_code.py").write_text(SECOND.format(extra=""))
    monkeypatch.setattr(services, "__path__", [*services.__path__, str(tmp_path / "services")])
    yield versions
    sys.modules.pop("services.scratch", None)


def test_a_store_goes_forward_and_back_and_forward_again_with_its_data(service, store, store_url):
    upgrade(store_url, "scratch", "0001")
    with store.writing() as connection:
        connection.execute(text("INSERT INTO notes (id) VALUES (1)"))
    assert not is_current(store, "scratch")

    upgrade(store_url, "scratch")
    with store.reading() as connection:
        assert connection.execute(text("SELECT id, code FROM notes")).one() == (1, "x")
    assert current_revision(store) == head_revision("scratch") == "0002"

    downgrade(store_url, "scratch", "0001")
    with store.reading() as connection:
        assert connection.execute(text("SELECT * FROM notes")).one() == (1,)

    downgrade(store_url, "scratch", "base")
    assert inspect(store.engine).get_table_names() == ["alembic_version"]

    upgrade(store_url, "scratch")
    assert is_current(store, "scratch")


def test_the_migrated_shared_tables_are_those_that_the_code_declares(service, store, store_url):
    upgrade(store_url, "scratch")
    declared = MetaData()
    define_case_keys(declared)
    define_audit_tables(declared)

    with store.reading() as connection:
        assert drift(connection, declared) == []


def test_the_audit_guards_are_there_after_a_migration(service, store, store_url):
    upgrade(store_url, "scratch")
    with store.writing() as connection:
        connection.execute(
            text("INSERT INTO audit_heads (subject, position, hash) VALUES ('s', 2, '')")
        )

    with pytest.raises(Exception, match="append-only"), store.writing() as connection:
        connection.execute(text("DELETE FROM audit_heads"))


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(service, store, store_url):
    upgrade(store_url, "scratch", "0001")
    broken = SECOND.format(extra='op.execute("INSERT INTO nowhere VALUES (1)")')
    (service / "0002_add_code.py").write_text(broken)

    with pytest.raises(Exception, match="nowhere"):
        upgrade(store_url, "scratch")

    assert current_revision(store) == "0001"
    columns = [found["name"] for found in inspect(store.engine).get_columns("notes")]
    assert columns == ["id"]
