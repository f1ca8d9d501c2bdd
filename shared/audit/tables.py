"""The audit tables, and the triggers by which both databases refuse to change them."""

from __future__ import annotations

from functools import partial

from sqlalchemy import (
    DDL,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    event,
)
from sqlalchemy.schema import ExecutableDDLElement

from shared.store.columns import Holds, Keep, column
from shared.store.types import UtcDateTime

_plain = partial(column, holds=Holds.NOTHING_PERSONAL, keep=Keep.AUDIT)


def define_audit_tables(metadata: MetaData) -> tuple[Table, Table]:
    """Add ``audit_entries`` and ``audit_heads`` to ``metadata``; creating them adds triggers."""
    entries = Table(
        "audit_entries",
        metadata,
        _plain("subject", String(200), nullable=False),
        _plain("position", Integer, nullable=False),
        _plain("action", String(100), nullable=False),
        column("actor", String(200), nullable=False, holds=Holds.IDENTIFIER, keep=Keep.AUDIT),
        _plain("roles", String(300), nullable=False),
        _plain("issuer", String(100), nullable=False),
        _plain("purpose", String(200)),
        _plain("at", UtcDateTime, nullable=False),
        _plain("detail", Text, nullable=False),
        _plain("hash", LargeBinary, nullable=False),
        PrimaryKeyConstraint("subject", "position", name="pk_audit_entries"),
    )
    heads = Table(
        "audit_heads",
        metadata,
        _plain("subject", String(200), primary_key=True),
        _plain("position", Integer, nullable=False),
        _plain("hash", LargeBinary, nullable=False),
    )
    _guard(entries, heads)
    return entries, heads


def _guard(entries: Table, heads: Table) -> None:
    for statement in (_PG_FUNCTION, _PG_ENTRIES, _PG_TRUNCATE):
        _after_create(entries, statement, "postgresql")
    for verb in ("UPDATE", "DELETE"):
        _after_create(entries, _sqlite_guard("audit_entries", verb), "sqlite")
    _after_create(heads, _PG_HEADS, "postgresql")
    _after_create(heads, _PG_HEADS_BACK, "postgresql")
    _after_create(heads, _sqlite_guard("audit_heads", "DELETE"), "sqlite")
    back = _sqlite_guard("audit_heads", "UPDATE", when="WHEN NEW.position < OLD.position")
    _after_create(heads, back, "sqlite")
    gone = _ddl("DROP FUNCTION IF EXISTS refuse_audit_change() CASCADE", "postgresql")
    event.listen(entries, "after_drop", gone)


def _after_create(table: Table, statement: str, dialect: str) -> None:
    event.listen(table, "after_create", _ddl(statement, dialect))


def _ddl(statement: str, dialect: str) -> ExecutableDDLElement:
    ddl: ExecutableDDLElement = DDL(statement)  # type: ignore[no-untyped-call]
    return ddl.execute_if(dialect=dialect)


def _sqlite_guard(table: str, verb: str, *, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} {when} "
        "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
    )


_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$
"""
_PG_ENTRIES = (
    "CREATE TRIGGER audit_entries_refuse_change BEFORE UPDATE OR DELETE ON audit_entries "
    "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
)
_PG_TRUNCATE = (
    "CREATE TRIGGER audit_entries_refuse_truncate BEFORE TRUNCATE ON audit_entries "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
)
_PG_HEADS = (
    "CREATE TRIGGER audit_heads_refuse_delete BEFORE DELETE ON audit_heads "
    "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
)
_PG_HEADS_BACK = (
    "CREATE TRIGGER audit_heads_refuse_back BEFORE UPDATE ON audit_heads "
    "FOR EACH ROW WHEN (NEW.position < OLD.position) EXECUTE FUNCTION refuse_audit_change()"
)

audit_entries, audit_heads = define_audit_tables(MetaData())
