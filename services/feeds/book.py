"""What one feed goes by: its agency's agreement, and those of the schemes that it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from services.feeds.agreement import FOLDER, Agreement, Outbound, load_all
from services.feeds.standing import warning_due
from shared.kernel.errors import Fault, NotFound


@dataclass(frozen=True, slots=True)
class Ending:
    """An agreement that ends soon: which warning is due, and the last day."""

    agreement: Agreement
    last_day: date
    days: int


@dataclass(frozen=True, slots=True)
class Book:
    """The agreements of one feed process. ``main`` is the one under which a plain message comes."""

    main: Agreement
    schemes: tuple[Agreement, ...] = ()
    logged: tuple[Agreement, ...] = ()

    @property
    def feed(self) -> str:
        """The feed's name: its queue, its users, its store."""
        return self.main.id

    @property
    def agencies(self) -> frozenset[str]:
        """The organisations that it speaks for."""
        return frozenset(one.agency for one in self)

    def __iter__(self) -> Iterator[Agreement]:
        """Every agreement whose disclosures this feed logs, the main one first."""
        return iter((self.main, *self.schemes, *self.logged))

    def named(self, agreement: str) -> Agreement:
        """Return one of them by its id. Raises ``NotFound``."""
        for one in self:
            if one.id == agreement:
                return one
        raise NotFound("agreement-unknown", agreement=agreement)

    def chosen_for(self, content: Mapping[str, Any]) -> Agreement | Fault:
        """Return the agreement under which a message comes, or the fault of its scheme's name."""
        for one in self.schemes:
            when = one.inbound.when if one.inbound else None
            if when is not None and _at(content, when.field) == when.is_:
                return one
        for one in self.schemes:
            when = one.inbound.when if one.inbound else None
            if when is not None and _at(content, when.field) not in (None, ""):
                return Fault(when.field, "scheme-unknown")
        return self.main

    def outbound(
        self, kind: str, day: date, under: str | None = None
    ) -> tuple[Agreement, Outbound] | None:
        """Return what allows this kind of telling on that day: the named agreement, or the first.

        Without a clause in force that names it, nothing: no filter means nothing passes.
        """
        for one in self:
            found = one.outbound.get(kind)
            if found and under in (None, one.id) and one.permits(found.clause, day):
                return one, found
        return None

    def endings(self, today: date) -> list[Ending]:
        """Return the agreements whose end is 60, 30 or 7 days away or less."""
        found = []
        for one in self:
            last = one.ends_on(today)
            days = warning_due(last, today)
            if last is not None and days is not None:
                found.append(Ending(one, last, days))
        return found


def load_book(feed: str, folder: Path = FOLDER) -> Book:
    """Read what a feed goes by. Raises ``FileNotFoundError`` when no agreement has that process."""
    every = load_all(folder)
    mains = [one for one in every if one.id == feed and one.has_process]
    if not mains:
        raise FileNotFoundError(f"no agreement with a feed of its own is named {feed}")
    schemes = tuple(one for one in every if one.feed == feed and one.id != feed)
    logged = tuple(one for one in every if one.feed is None and one.log == feed)
    return Book(mains[0], schemes, logged)


def feeds(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the names of the feeds that have a process, in alphabetical order."""
    return tuple(one.id for one in load_all(folder) if one.has_process)


def _at(content: Mapping[str, Any], path: str) -> Any:
    value: Any = content
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
