"""What intake's tables are made of: one metadata, and columns that say what they hold."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Column, MetaData

from shared.store.columns import Holds, Keep, column
from shared.store.types import GUID

metadata = MetaData()

code = partial(column, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS)
who = partial(column, holds=Holds.IDENTIFIER, keep=Keep.CASE_RETENTION)
sealed = partial(column, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.CASE_RETENTION)
special = partial(column, holds=Holds.SPECIAL_ENCRYPTED, keep=Keep.CASE_RETENTION)
index = partial(column, holds=Holds.PERSONAL_INDEX, keep=Keep.CASE_RETENTION)


def case_id_column() -> Column[object]:
    """Return the column that says whose key protects the row."""
    return Column("case_id", GUID, nullable=False, index=True)
