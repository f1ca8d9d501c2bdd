"""Every fault of a record at once: of its shape, and of its meaning as far as that can be read.

A fault of meaning (a consent missing, a day to come) is told beside faults of shape when it stands
whatever the unreadable fields were meant to hold. What only follows from an unreadable field is
not told: nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from services.feeds.completing import completed, put
from services.feeds.turned import faults_of_shape, unreadable
from shared.kernel.errors import Fault

T = TypeVar("T")
Content = Mapping[str, Any]
Ways = Callable[[], Iterator[tuple[Fault, ...]]]
NESTED = 3
"""How deep an overlong list may lie in another."""


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """What is wrong with the meaning of a record, and what it is if nothing is."""

    faults: tuple[Fault, ...]
    accepted: T | None = None


@dataclass(frozen=True, slots=True)
class Judged(Generic[T]):
    """Every fault of a record; ``accepted`` where there is none.

    ``ways``: what would be wrong with each way to fill in what could not be read.
    """

    faults: tuple[Fault, ...]
    accepted: T | None = None
    ways: Ways = field(default=lambda: iter(()))


def judge(
    content: Content, form: type[BaseModel], decide: Callable[[Content], Verdict[T]]
) -> Judged[T]:
    """Return every fault of a record.

    ``decide`` says what is wrong with the meaning of a record of the right shape, and raises
    pydantic's ``ValidationError`` for one that has not got it.
    """
    shape: dict[Fault, None] = {}
    for _ in range(NESTED):
        try:
            verdict = decide(content)
        except ValidationError as error:
            shape |= dict.fromkeys(faults_of_shape(error))
            wrong, content = error, _shortened(content, error)
        else:
            accepted = None if shape else verdict.accepted
            return Judged((*shape, *_once(verdict.faults)), accepted)

    def ways() -> Iterator[tuple[Fault, ...]]:
        return _ways(content, form, wrong, decide)

    unread = [fault.field for fault in faults_of_shape(wrong)]
    certain = [one for one in _certain(ways()) if not _is_within(one.field, unread)]
    return Judged((*shape, *_once(certain)), None, ways)


def _ways(
    content: Content,
    form: type[BaseModel],
    wrong: ValidationError,
    decide: Callable[[Content], Verdict[T]],
) -> Iterator[tuple[Fault, ...]]:
    """Yield what would be wrong with each way to fill in what could not be read."""
    places = [detail["loc"] for detail in unreadable(wrong)]
    for whole in completed(content, form, places):
        try:
            yield decide(whole).faults
        except ValidationError:
            continue


def _certain(ways: Iterator[tuple[Fault, ...]]) -> list[Fault]:
    found = list(next(ways, ()))
    while found and (faults := next(ways, None)) is not None:
        found = [one for one in found if one in faults]
    return found


def _shortened(content: Content, error: ValidationError) -> Content:
    """Return the record with as many rows in its overlong lists as those may have.

    What is wrong with a row shows only once the list is not too long any more.
    """
    for detail in unreadable(error):
        if detail["type"] == "too_long":
            rows: Any = content
            for step in detail["loc"]:
                rows = rows[step]
            content = put(content, detail["loc"], list(rows)[: detail["ctx"]["max_length"]])
    return content


def _once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return each fault once, at the place that says it most exactly."""
    every = dict.fromkeys(faults)
    better = [(fault.field, fault.code) for fault in every]
    return tuple(
        fault
        for fault in every
        if not any(c == fault.code and f.startswith(f"{fault.field}.") for f, c in better)
    )


def _is_within(place: str, places: Iterable[str]) -> bool:
    return any(place == one or place.startswith(f"{one}.") for one in places)
