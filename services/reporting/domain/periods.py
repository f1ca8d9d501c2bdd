"""Months and quarters of a financial year (INT-26): Quarter 1 is April to June."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date


def months(from_on: date, to_on: date) -> Iterator[str]:
    """Yield every month of the period as ``2019-04``, whole or not."""
    year, month = from_on.year, from_on.month
    while (year, month) <= (to_on.year, to_on.month):
        yield f"{year}-{month:02d}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def month_of(day: date) -> str:
    """Return the month of a day as ``2019-04``."""
    return f"{day.year}-{day.month:02d}"


def quarter_of(day: date) -> str:
    """Return the quarter of the financial year: ``Q1`` to ``Q4``."""
    return f"Q{(day.month - 4) % 12 // 3 + 1}"


QUARTERS = ("Q1", "Q2", "Q3", "Q4")
