"""Whom we can ask: agencies whose feed we know, and those that their feeds' agreements name.

The same source as the page of agencies: a new agency needs no release. What feeds told is kept for
minutes; the list holds no person. While a feed is away, the list is shorter and says so.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from services.gateway.pages import words
from services.gateway.pages.forms import Field
from shared.contracts.feeds import agreements as terms
from shared.contracts.feeds import office

if TYPE_CHECKING:
    from services.gateway.pages.site import Visit

KEPT_S = 300.0
CODE = re.compile(r"[a-z][a-z_]{1,30}")
SOURCE = "agencies"
"""What a field names as the source of its choices, to be given this list."""


@dataclass(frozen=True, slots=True)
class Known:
    """The agencies that are known now, and whose feed did not answer when it was asked."""

    codes: tuple[str, ...]
    silent: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return them as a form offers them, by name."""
        named = ((code, words.label(code)) for code in self.codes)
        return tuple(sorted(named, key=lambda one: one[1]))

    @property
    def hint(self) -> str:
        """Say what is missing, if anything is."""
        if not self.silent:
            return ""
        away = ", ".join(words.label(code) for code in self.silent)
        return (
            f"Not the whole list just now: the feed of {away} does not answer, and agencies that we "
            "reach by its agreements may be missing. Look again in a moment."
        )


@dataclass(slots=True)
class AgencyList:
    """What feeds told of other agencies, for a while."""

    now: Callable[[], float] = time.monotonic
    _told: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)

    def known(self, visit: Visit) -> Known:
        """Return every agency; ask those feeds that were not asked lately."""
        feeds = visit.site.backoffice.agencies()
        old = self.now() - KEPT_S
        asked = [name for name in feeds if self._told.get(name, (old, None))[0] <= old]
        parts = visit.gather(
            {name: (office.AGREEMENTS, terms.AskAgreements(agency=name)) for name in asked}
        )
        for name, part in parts.items():
            if part.here:
                named = frozenset(one.agency for one in part.answer.agreements)
                self._told[name] = (self.now(), named)
        return Known(self._codes(feeds), tuple(name for name in asked if self._late(name, old)))

    def at_hand(self, visit: Visit) -> Known:
        """Return what is known without asking anybody: for a list that only narrows another."""
        return Known(self._codes(visit.site.backoffice.agencies()))

    def _late(self, name: str, old: float) -> bool:
        return self._told.get(name, (old, None))[0] <= old

    def _codes(self, feeds: Sequence[str]) -> tuple[str, ...]:
        named = (self._told[name][1] for name in feeds if name in self._told)
        return tuple(sorted(frozenset(feeds).union(*named)))


def filled(visit: Visit, fields: Sequence[Field]) -> tuple[Field, ...]:
    """Return the fields of a form, with whom we can ask where one asks for an agency."""
    if not any(one.source == SOURCE for one in fields):
        return tuple(fields)
    known = visit.site.agencies.known(visit)
    return tuple(
        replace(one, choices=known.choices, hint=known.hint or one.hint)
        if one.source == SOURCE
        else one
        for one in fields
    )


def narrowing(visit: Visit, fields: Sequence[Field], asked: str) -> tuple[Field, ...]:
    """Return the fields of a filter: what it is narrowed to already is always among them."""
    known = visit.site.agencies.at_hand(visit)
    codes = frozenset(known.codes) | ({asked} if CODE.fullmatch(asked) else frozenset())
    choices = Known(tuple(codes)).choices
    return tuple(replace(one, choices=choices) if one.source == SOURCE else one for one in fields)
