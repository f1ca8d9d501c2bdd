"""Columns that say what they hold and how long it is kept.

Every column that could hold a person's data is made by ``column``; ``undeclared_columns``
finds those that were not, and a test refuses them. What is personal is stored encrypted or as
a keyed index, never as readable text.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Enum,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
)

from shared.store.types import GUID, UtcDateTime


class Holds(StrEnum):
    """What a column holds."""

    NOTHING_PERSONAL = "nothing_personal"  # codes, counts, ids of rows, policy versions
    IDENTIFIER = "identifier"  # points to a person for those who can look it up
    PERSONAL_ENCRYPTED = "personal_encrypted"  # names, contacts, words; under the owner's key
    SPECIAL_ENCRYPTED = "special_encrypted"  # health, offence, orientation (UK GDPR 9 and 10)
    PERSONAL_INDEX = "personal_index"  # keyed blind index of a personal field
    SEALED = "sealed"  # bytes that only this service's private key opens
    SECRET = "secret"  # noqa: S105 - a classification; password hashes, session tokens


class Keep(StrEnum):
    """How long. The days are in each table's ``RetentionRule`` (``shared.store.retention``)."""

    CASE_RETENTION = "case_retention"  # while the case's key lives: 7 years from closure
    PERSON_RETENTION = "person_retention"  # volunteers and staff: while the person's key lives
    ENQUIRY_RETENTION = "enquiry_retention"  # declined or never contacted: 1 year
    TRANSPORT = "transport"  # outbox, inbox, answers: days, then deleted
    SESSION = "session"  # sign-in sessions: hours
    ACCOUNT = "account"  # while the account exists
    AUDIT = "audit"  # proof of who did what: never shortened, holds no person's words
    STATISTICS = "statistics"  # figures that stay when the person is gone
    PERMANENT = "permanent"  # policy, configuration, the shape of the system


PERSONAL = frozenset({Holds.PERSONAL_ENCRYPTED, Holds.SPECIAL_ENCRYPTED, Holds.PERSONAL_INDEX})
_BYTES_ONLY = PERSONAL | {Holds.SEALED}
_CANNOT_HOLD_A_PERSON = (BigInteger, Integer, SmallInteger, Boolean, Enum, GUID, UtcDateTime)


def column(
    name: str, type_: Any, *args: Any, holds: Holds, keep: Keep, **options: Any
) -> Column[Any]:
    """Return a column that declares what it holds and how long it is kept.

    Raises:
        ValueError: personal or sealed content in a type other than bytes, which would be
            readable in the database file.

    """
    bare = type_ if isinstance(type_, type) else type(type_)
    if holds in _BYTES_ONLY and not issubclass(bare, LargeBinary):
        raise ValueError(f"column {name}: what is {holds} is stored as encrypted bytes")
    info = {**options.pop("info", {}), "holds": holds, "keep": keep}
    return Column(name, type_, *args, info=info, **options)


def row_id(name: str, **options: Any) -> Column[Any]:
    """Return a column of row ids, which declare nothing as they name no person; not null."""
    options.setdefault("nullable", False)
    return Column(name, GUID, **options)


def moment(name: str, **options: Any) -> Column[Any]:
    """Return a column of moments in UTC at which something was recorded."""
    return Column(name, UtcDateTime, **options)


def holds_of(found: Column[Any]) -> Holds | None:
    """Return what a column declares to hold, if it declares anything."""
    return found.info.get("holds")


def undeclared_columns(metadata: MetaData) -> list[str]:
    """Return ``table.column`` for each that can hold personal data and declares nothing.

    Numbers, booleans, closed enumerations, row ids and times of recording are exempt; text,
    bytes, JSON and dates (a birth date is one) are not.
    """
    return sorted(
        f"{table.name}.{found.name}"
        for table in metadata.tables.values()
        for found in table.columns
        if not isinstance(found.type, _CANNOT_HOLD_A_PERSON)
        and not {"holds", "keep"} <= found.info.keys()
    )


def personal_columns(table: Table, keep: Keep | None = None) -> Iterable[Column[Any]]:
    """Return the columns of ``table`` that hold a person's data (kept for ``keep``, if given)."""
    return [
        found
        for found in table.columns
        if holds_of(found) in PERSONAL and keep in (None, found.info["keep"])
    ]
