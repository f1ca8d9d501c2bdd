"""The leak check: what in a text could tell one side who or where the other is (F1 of the risks).

Two nets. Identifiers known in the case (names and their other forms, streets, phones …) are sought
in every reading of the letter: plain, run together, spelled out, with look-alike letters, digits for
letters, hidden characters, misspelled, backwards. General patterns point at what looks like a
contact or a place, whoever's it is. A known contact or whereabouts blocks: the words must change.
All else is answered in writing, one by one (PRC-07, PRC-08; ADR 10). It points; people answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from services.comms.domain.leaks.findings import Leak, Severity, Why, around
from services.comms.domain.leaks.known import Search
from services.comms.domain.leaks.lookalikes import upended
from services.comms.domain.leaks.patterns import pattern_leaks
from services.comms.domain.leaks.reading import WITHIN_A_MARK, Reading
from services.comms.domain.leaks.spelling import runs
from services.comms.domain.leaks.terms import Sought, prepare

__all__ = ["CheckerBroken", "Leak", "Severity", "Why", "find_leaks", "require_working"]

_CANARY = "Ring T e s t b i r d on 07700 900 123 or at 1 Canary Mews. Yours, t3stb1rd."
_SUREST = tuple(Why)
_CANARY_TERMS = (("name", "Testbird"), ("phone", "+44 7700 900123"), ("address", "1 Canary Mews"))


class CheckerBroken(RuntimeError):
    """The leak check does not find what was planted for it: it must not be believed."""


def find_leaks(text: str, terms: Iterable[tuple[str, str]]) -> tuple[Leak, ...]:
    """Return what could identify somebody, in the order of the text.

    ``terms`` are (kind, text) pairs: every identifier known of the author's side and of third
    parties. Raises ``CheckerBroken`` when the check cannot be trusted: then nothing may leave.
    """
    require_working()
    return _find(text, tuple(terms))


@lru_cache(maxsize=1)
def require_working() -> None:
    """Prove once per process that the check finds what was planted (``CheckerBroken`` if not)."""
    found = _find(_CANARY, _CANARY_TERMS)
    kinds = {leak.kind for leak in found if leak.known}
    spelled = sum(leak.kind == "name" for leak in found)
    if kinds != {"name", "phone", "address"} or spelled < 2:
        raise CheckerBroken("canary-not-found")


def _find(text: str, terms: tuple[tuple[str, str], ...]) -> tuple[Leak, ...]:
    sought = prepare(terms)
    found = _within(text, sought)
    for mark in WITHIN_A_MARK.finditer(text):
        at = mark.start(1)
        found += [
            replace(leak, start=leak.start + at, end=leak.end + at)
            for leak in _within(mark[1], sought)
        ]
    for _, end, read in () if text.isascii() else upended(text):
        found += [
            replace(leak, start=end - leak.end, end=end - leak.start)
            for leak in _within(read, sought)
        ]
    widest = sorted(_outermost(found), key=lambda leak: (leak.start, leak.end, leak.kind))
    return tuple(replace(leak, excerpt=around(text, leak.start, leak.end)) for leak in widest)


def _within(text: str, sought: Sought) -> list[Leak]:
    reading = Reading(text)
    spelled = runs(reading)
    return [*Search(reading, sought, spelled).leaks(), *pattern_leaks(reading, spelled)]


def _outermost(found: list[Leak]) -> list[Leak]:
    """Drop what lies within a finding that weighs as much or more."""
    kept: list[Leak] = []
    # Ties go by the finding itself: every process keeps the same of two, under the same id.
    for leak in sorted(set(found), key=lambda leak: (_weight(leak), leak)):
        if not any(other.start <= leak.start and leak.end <= other.end for other in kept):
            kept.append(leak)
    return kept


def _weight(leak: Leak) -> tuple[bool, bool, int, int]:
    length = leak.end - leak.start
    return leak.severity is not Severity.BLOCKS, not leak.known, -length, _SUREST.index(leak.why)
