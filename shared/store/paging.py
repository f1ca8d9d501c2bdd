"""Lists a page at a time: each row once, whatever is added meanwhile, and no page dearer than the first.

A page begins behind the row that the page before ended with, by its id; nothing is counted or skipped.
An id that a table keeps as text is an id here like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, literal, select, tuple_

from shared.kernel.errors import Fault, InvalidInput
from shared.store.types import GUID


@dataclass(frozen=True, slots=True)
class Order:
    """In which order a list runs: by columns that are never null, of which the last is the row's id."""

    columns: tuple[ColumnElement[Any], ...]
    newest_first: bool = False

    @property
    def row_id(self) -> ColumnElement[Any]:
        """Return the column by which a row is named."""
        return self.columns[-1]


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the id behind which the next begins (None: it was the last)."""

    rows: Sequence[Any]
    next_page: UUID | None


def page(
    connection: Connection, query: Select[Any], order: Order, *, behind: UUID | None, limit: int
) -> Page:
    """Return the rows of ``query`` that come behind the one with this id, ``limit`` at most.

    Raises:
        InvalidInput: there is no such row.

    """
    if behind is not None:
        query = query.where(_behind(connection, order, behind))
    by = [column.desc() if order.newest_first else column for column in order.columns]
    rows = connection.execute(query.order_by(*by).limit(limit + 1)).all()
    if len(rows) <= limit:
        return Page(rows, None)
    last = getattr(rows[limit - 1], str(order.row_id.key))
    return Page(rows[:limit], last if isinstance(last, UUID) else UUID(last))


def _behind(connection: Connection, order: Order, behind: UUID) -> ColumnElement[bool]:
    kept_as = behind if isinstance(order.row_id.type, GUID) else str(behind)
    found = connection.execute(select(*order.columns).where(order.row_id == kept_as)).one_or_none()
    if found is None:
        raise InvalidInput("no-such-place", (Fault("cursor", "unknown"),))
    pairs = zip(found, order.columns, strict=True)
    place = tuple_(*(literal(value, column.type) for value, column in pairs))
    here = tuple_(*order.columns)
    return here < place if order.newest_first else here > place
