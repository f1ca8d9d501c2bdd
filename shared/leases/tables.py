"""The tables of leases, in the store of each service that grants them."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import Column, Date, Float, Integer, MetaData, String, Table

from shared.store.columns import Holds, Keep, column
from shared.store.types import GUID, UtcDateTime

_code = partial(column, holds=Holds.NOTHING_PERSONAL, keep=Keep.AUDIT)


def define_lease_tables(metadata: MetaData) -> tuple[Table, Table]:
    """Add ``lease_heads`` (one per case: the order) and ``leases`` to ``metadata``."""
    heads = Table(
        "lease_heads",
        metadata,
        Column("case_id", GUID, primary_key=True),
        # How many confirmations and endings the case has had: the order of its record.
        Column("number", Integer, nullable=False),
    )
    rows = Table(
        "leases",
        metadata,
        Column("lease_id", GUID, primary_key=True),
        Column("case_id", GUID, nullable=False, index=True),
        _code("granted_on", Date, nullable=False),
        _code("runs_out", Float, nullable=False),
        _code("ended_by", String(120)),
        Column("confirmed_at", UtcDateTime),
        Column("number", Integer),
    )
    return heads, rows


def create_lease_tables(op: Any) -> None:
    """Create the tables in a migration."""
    _own().create_all(op.get_bind(), checkfirst=False)


def drop_lease_tables(op: Any) -> None:
    """Undo ``create_lease_tables``."""
    _own().drop_all(op.get_bind(), checkfirst=False)


def _own() -> MetaData:
    metadata = MetaData()
    define_lease_tables(metadata)
    return metadata


lease_heads, leases = define_lease_tables(MetaData())
