"""How the tables of comms declare their columns, and the metadata that they all belong to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, Integer, LargeBinary, MetaData, String

from shared.store.columns import Holds, Keep, column

metadata = MetaData()


def code(name: str, length: int = 40, **options: Any) -> Column[Any]:
    """Return a column for a code; not null."""
    options.setdefault("nullable", False)
    return column(
        name, String(length), holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT, **options
    )


def user(name: str = "by_user", **options: Any) -> Column[Any]:
    """Return a column that points to somebody by an id; not null."""
    options.setdefault("nullable", False)
    return column(name, String(100), holds=Holds.IDENTIFIER, keep=Keep.PERMANENT, **options)


def day(name: str, **options: Any) -> Column[Any]:
    """Return a column for a day of practice."""
    return column(name, Date, holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT, **options)


def words(name: str, **options: Any) -> Column[Any]:
    """Return a column for words, encrypted under the case's key."""
    return column(
        name, LargeBinary, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.CASE_RETENTION, **options
    )


def number() -> Column[int]:
    """Return a key that counts up."""
    return Column("id", Integer, primary_key=True, autoincrement=True)
