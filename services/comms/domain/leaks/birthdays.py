"""Where a letter tells a known day: in any form, as bare figures, spelled, or by its month and year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.comms.domain.leaks.dates import days_in, months_in
from services.comms.domain.leaks.findings import Why
from services.comms.domain.leaks.reading import Reading
from services.comms.domain.leaks.spelling import Run

_RUN_TOGETHER = ("%d%m%Y", "%Y%m%d", "%d%m%y")
Told = tuple[int, int, str, Why, bool]
"""Where it stands in the letter, its kind, why, and whether day, month and year are all told."""


def born(
    reading: Reading, wanted: tuple[tuple[str, date], ...], spelled: list[Run]
) -> Iterator[Told]:
    """Yield every place where one of the days that are sought is told."""
    for kind, day in wanted:
        for first, last, why in _in_one(reading, day, spelled):
            yield reading.words[first].start, reading.words[last].end, kind, why, False
    if wanted:
        yield from _in_full(reading, wanted)
        yield from _in_part(reading, wanted)


def _in_full(reading: Reading, wanted: tuple[tuple[str, date], ...]) -> Iterator[Told]:
    """Day and month, with or without a year."""
    for found in days_in(reading.plain):
        for kind, day in wanted:
            if (day.day, day.month) in found.readings and found.year in (None, day.year):
                why = Why.EXACT if found.year else Why.PART
                yield *reading.span(found.start, found.end), kind, why, bool(found.year)


def _in_part(reading: Reading, wanted: tuple[tuple[str, date], ...]) -> Iterator[Told]:
    """A month with its year, or the year alone."""
    for start, end, months, year in months_in(reading.plain):
        for kind, day in wanted:
            if day.month in months and year in (None, day.year):
                yield *reading.span(start, end), kind, Why.PART, False


def _in_one(reading: Reading, day: date, spelled: list[Run]) -> Iterator[tuple[int, int, Why]]:
    """A day whose digits stand together, or are spelled one by one."""
    for written in (day.strftime(form) for form in _RUN_TOGETHER):
        yield from ((at, at, Why.EXACT) for at in reading.places_of.get(written, ()))
        for run in spelled:
            yield from ((*places, Why.SPELLED) for places in run.find(written, alike=False))
