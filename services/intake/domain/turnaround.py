"""How agencies answer: counted by agency, counterpart, kind and arrangement (PTR-29, PTR-30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from shared.contracts.codes import AgencyRequestKind


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as far as its turnaround goes. ``ended_on`` is None while it waits.

    ``called_off``: its reason went, by nobody's fault; it counts neither for nor against anybody.
    """

    agency: str
    counterpart: str | None
    kind: AgencyRequestKind
    interim_arrangement: bool
    opened_on: date
    ended_on: date | None
    found: bool | None
    lapsed: bool = False
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one counterpart and kind. Days are calendar days; a median is of answers."""

    key: tuple[str, str | None, AgencyRequestKind, bool]
    opened: int
    answered: int
    found: int
    lapsed: int
    called_off: int
    waiting: int
    median_days: float | None
    longest_days: int


def turnaround(asked: Iterable[Asked], today: date) -> list[Row]:
    """Return a row for each agency, counterpart, kind and arrangement, in that order."""
    grouped: dict[tuple[str, str | None, AgencyRequestKind, bool], list[Asked]] = defaultdict(list)
    for one in asked:
        key = (one.agency, one.counterpart, one.kind, one.interim_arrangement)
        grouped[key].append(one)
    order = sorted(grouped, key=lambda key: (key[0], key[1] or "", key[2], key[3]))
    return [_row(key, grouped[key], today) for key in order]


def _row(
    key: tuple[str, str | None, AgencyRequestKind, bool], every: list[Asked], today: date
) -> Row:
    asked = [one for one in every if not one.called_off]
    answered = [one for one in asked if one.ended_on is not None and not one.lapsed]
    return Row(
        key=key,
        opened=len(asked),
        answered=len(answered),
        found=sum(bool(one.found) for one in answered),
        lapsed=sum(one.lapsed for one in asked),
        called_off=len(every) - len(asked),
        waiting=sum(one.ended_on is None for one in asked),
        median_days=median(_days(one, today) for one in answered) if answered else None,
        longest_days=max((_days(one, today) for one in asked), default=0),
    )


def _days(one: Asked, today: date) -> int:
    return max(0, ((one.ended_on or today) - one.opened_on).days)
