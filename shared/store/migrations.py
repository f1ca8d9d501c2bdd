"""Bringing a service's store to a revision, forward or back, in one transaction.

Revisions lie in ``services/<service>/migrations/versions/NNNN_verb_object.py``. Run once per
deploy, never by each replica; on PostgreSQL two runs at once wait for each other, and a lock
that traffic holds makes the run give up instead of stopping the traffic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text

from shared.store.case_keys import define_case_keys
from shared.store.engine import Store

LOCK_TIMEOUT_S = 5
STATEMENT_TIMEOUT_S = 300
_RUN_LOCK = 7_233_377

TableDefinition = Callable[[MetaData], object]


def upgrade(store_url: str, service: str, revision: str = "head") -> None:
    """Bring the store of ``service`` forward to ``revision``; all of it or nothing."""
    _run(store_url, service, lambda config: command.upgrade(config, revision))


def downgrade(store_url: str, service: str, revision: str) -> None:
    """Take the store of ``service`` back to ``revision`` (``base``: to nothing)."""
    _run(store_url, service, lambda config: command.downgrade(config, revision))


def current_revision(store: Store) -> str | None:
    """Return the revision that the store is at; None before the first migration."""
    with store.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision(service: str) -> str | None:
    """Return the newest revision in the source."""
    return ScriptDirectory.from_config(_config(service)).get_current_head()


def is_current(store: Store, service: str) -> bool:
    """Whether the store is at the newest revision (a readiness check)."""
    return current_revision(store) == head_revision(service)


def create_shared_tables(op: Any, *definitions: TableDefinition) -> None:
    """Create, in a migration, the tables that every service's store has.

    Always ``case_keys``; further ones from the functions that put tables in a ``MetaData``::

        create_shared_tables(op, define_audit_tables, define_messaging_tables)
    """
    _shared(definitions).create_all(op.get_bind(), checkfirst=False)


def drop_shared_tables(op: Any, *definitions: TableDefinition) -> None:
    """Undo ``create_shared_tables`` with the same definitions."""
    _shared(definitions).drop_all(op.get_bind(), checkfirst=False)


def drift(connection: Connection, metadata: MetaData) -> list[Any]:
    """Return the differences between the migrated store and the tables that the code declares.

    Tables that ``metadata`` does not name are left out: other rooms declare them.
    """
    known = set(metadata.tables)
    options = {
        "include_object": lambda _object, name, kind, _reflected, _other: (
            kind != "table" or name in known
        ),
    }
    context = MigrationContext.configure(connection, opts=options)
    found: list[Any] = compare_metadata(context, metadata)
    return found


def _shared(definitions: Sequence[TableDefinition]) -> MetaData:
    metadata = MetaData()
    define_case_keys(metadata)
    for define in definitions:
        define(metadata)
    return metadata


def _run(store_url: str, service: str, migrate: Callable[[Config], None]) -> None:
    store = Store.open(store_url, service=f"{service}-migrate")
    try:
        with store.writing() as connection:
            if store.is_postgres:
                _limit(connection)
            config = _config(service)
            config.attributes["connection"] = connection
            migrate(config)
    finally:
        store.close()


def _limit(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _RUN_LOCK})
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_S}s'"))
    connection.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT_S}s'"))


def _config(service: str) -> Config:
    spec = find_spec(f"services.{service}")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"no service named {service}")
    versions = Path(next(iter(spec.submodule_search_locations))) / "migrations" / "versions"
    config = Config()
    config.set_main_option("script_location", _escaped(Path(__file__).parent / "alembic"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _escaped(versions))
    return config


def _escaped(path: Path) -> str:
    """Alembic's settings treat a percent sign as the beginning of a reference."""
    return str(path).replace("%", "%%")
