"""The columns that screening's tables are made of, and their metadata."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, LargeBinary, MetaData, String, Text

from shared.store.columns import Holds, Keep, column

metadata = MetaData()


def code(name: str, length: int = 60, **options: Any) -> Column[Any]:
    """Return a column for a code."""
    options.setdefault("nullable", False)
    return column(
        name, String(length), holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS, **options
    )


def codes(name: str) -> Column[Any]:
    """Return a column for codes, joined or as JSON."""
    return column(name, Text, nullable=False, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS)


def user(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column for who did something, by sign-in id."""
    return column(
        name, String(100), nullable=nullable, holds=Holds.IDENTIFIER, keep=Keep.CASE_RETENTION
    )


def day(name: str, **options: Any) -> Column[Any]:
    """Return a column for a day."""
    return column(name, Date, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS, **options)


def words(name: str) -> Column[Any]:
    """Return a column for words, encrypted under the case's key."""
    return column(name, LargeBinary, holds=Holds.SPECIAL_ENCRYPTED, keep=Keep.CASE_RETENTION)


def lasting(name: str, type_: Any, **options: Any) -> Column[Any]:
    """Return a column of what managers lay down: of nobody, and for ever."""
    return column(name, type_, holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT, **options)


def manager(name: str, **options: Any) -> Column[Any]:
    """Return a column for who laid it down, kept as long as it is."""
    return column(name, String(100), holds=Holds.IDENTIFIER, keep=Keep.PERMANENT, **options)
