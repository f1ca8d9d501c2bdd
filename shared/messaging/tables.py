"""The tables that messaging keeps in every service's own store.

They hold ids, codes, times and bytes that only the service itself can open. Times here are the
machine's (when it was sent, parked, due), never practice's.
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from shared.store.columns import Holds, Keep, column
from shared.store.types import UtcDateTime

_code = partial(column, holds=Holds.NOTHING_PERSONAL, keep=Keep.TRANSPORT)
_id = partial(column, holds=Holds.IDENTIFIER, keep=Keep.TRANSPORT)
_sealed = partial(column, holds=Holds.SEALED, keep=Keep.TRANSPORT)
_BIG = BigInteger().with_variant(Integer, "sqlite")


def define_messaging_tables(metadata: MetaData) -> MetaData:
    """Put the messaging tables in ``metadata`` (for a migration, a test, or a service)."""
    _define_outbox(metadata)
    _define_inbox(metadata)
    _define_kept(metadata)
    _define_answers(metadata)
    return metadata


def _define_outbox(metadata: MetaData) -> None:
    table = Table(
        "outbox",
        metadata,
        Column("position", _BIG, primary_key=True, autoincrement=True),
        _id("message_id", String(36), nullable=False, unique=True),
        _code("exchange", String(60), nullable=False),
        _code("type", String(120), nullable=False),
        _id("subject", String(160), nullable=False),
        Column("sealed", Boolean, nullable=False),
        # Ids, codes, dates and counts in clear; a command's data is sealed for its receiver and
        # emptied once sent.
        _code("body", LargeBinary, nullable=False),
        Column("recorded_at", UtcDateTime, nullable=False),
        Column("sent_at", UtcDateTime),
        _code("problem", String(40)),
    )
    unsent = table.c.sent_at.is_(None)
    Index("outbox_unsent", table.c.position, sqlite_where=unsent, postgresql_where=unsent)
    Table(
        "outbox_streams",
        metadata,
        _id("subject", String(160), primary_key=True),
        Column("sequence", BigInteger, nullable=False),
        _code("last", Text, nullable=False),
    )


def _define_inbox(metadata: MetaData) -> None:
    Table(
        "inbox",
        metadata,
        _code("source", String(80), primary_key=True),
        _id("message_id", String(36), primary_key=True),
        _code("type", String(120), nullable=False),
        _code("fate", String(12), nullable=False),
        _code("code", String(120)),
        Column("settled_at", UtcDateTime, nullable=False),
    )
    Table(
        "inbox_streams",
        metadata,
        _code("source", String(80), primary_key=True),
        _id("subject", String(160), primary_key=True),
        _code("applied", Text, nullable=False),
    )
    Table(
        "inbox_bindings",
        metadata,
        _code("type", String(120), primary_key=True),
        Column("joined_at", BigInteger, nullable=False),
    )
    Table(
        "inbox_attempts",
        metadata,
        _code("source", String(80), primary_key=True),
        _id("message_id", String(36), primary_key=True),
        Column("attempts", Integer, nullable=False),
    )


def _define_kept(metadata: MetaData) -> None:
    Table(
        "inbox_held",
        metadata,
        _code("source", String(80), primary_key=True),
        _id("message_id", String(64), primary_key=True),
        _id("subject", String(160), nullable=False, index=True),
        Column("sequence", BigInteger, nullable=False),
        _sealed("body", LargeBinary, nullable=False),
        _code("headers", Text, nullable=False),
        Column("held_at", UtcDateTime, nullable=False),
    )
    Table(
        "parked_messages",
        metadata,
        _id("id", String(36), primary_key=True),
        _code("queue", String(120), nullable=False),
        _code("state", String(12), nullable=False, index=True),
        _code("reason", String(160), nullable=False),
        _code("faults", Text, nullable=False),
        _code("place", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        _code("source", String(80), nullable=False),
        _id("message_id", String(64), nullable=False, index=True),
        _code("type", String(120), nullable=False),
        _id("subject", String(160), nullable=False),
        Column("sequence", BigInteger, nullable=False),
        _sealed("body", LargeBinary, nullable=False),
        _code("headers", Text, nullable=False),
        Column("parked_at", UtcDateTime, nullable=False),
        _id("settled_by", String(120)),
        _code("settled_why", String(200)),
        Column("settled_at", UtcDateTime),
    )


def _define_answers(metadata: MetaData) -> None:
    Table(
        "rpc_answers",
        metadata,
        _code("issuer", String(80), primary_key=True),
        _id("actor", String(120), primary_key=True),
        _id("idempotency_key", String(120), primary_key=True),
        _code("method", String(120), nullable=False),
        _code("digest", String(64), nullable=False),
        _sealed("answer", LargeBinary, nullable=False),
        Column("answered_at", UtcDateTime, nullable=False),
    )


METADATA = define_messaging_tables(MetaData())
outbox = METADATA.tables["outbox"]
outbox_streams = METADATA.tables["outbox_streams"]
inbox = METADATA.tables["inbox"]
inbox_streams = METADATA.tables["inbox_streams"]
inbox_bindings = METADATA.tables["inbox_bindings"]
inbox_attempts = METADATA.tables["inbox_attempts"]
inbox_held = METADATA.tables["inbox_held"]
parked_messages = METADATA.tables["parked_messages"]
rpc_answers = METADATA.tables["rpc_answers"]
