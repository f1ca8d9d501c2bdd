"""Turns of phrase in which a name is none: "jack up the car", "Saint Jude", "mark my words"."""

from __future__ import annotations

from services.comms.domain.leaks.reading import Reading
from services.comms.domain.leaks.turns import FIXED, TURNS

_SAINTLY = frozenset({"saint"})
_SAINTS_AFTER = frozenset({"day", "hospital", "church", "hospice", "ambulance", "cathedral", "eve"})


def _read(table: str) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Each word, and what must stand before it (the nearest first) and after it."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for line in table.strip().replace("\n  ", " ").splitlines():
        word, _, turns = line.partition(": ")
        for turn in turns.split(" | "):
            before, _, after = turn.partition("_")
            form = word + "'s" if after.startswith("'s") else word
            sides = tuple(reversed(before.split())), tuple(after.removeprefix("'s").split())
            found.setdefault(form, []).append(sides)
    return found


_READ, _READ_FIXED = _read(TURNS), _read(FIXED)


def is_fixed(reading: Reading, number: int) -> bool:
    """Whether the word is part of a name that everybody knows: Robin Hood, a Victoria sponge."""
    return any(
        _stands(reading, number, front, -1, large=False)
        and _stands(reading, number, back, 1, large=False)
        for front, back in _READ_FIXED.get(reading.words[number].text, ())
    )


def is_named_thing(reading: Reading, number: int) -> bool:
    """Whether the word under this number is a saint's."""
    words = reading.words
    before = words[number - 1].text if number else ""
    after = words[number + 1].text if number + 1 < len(words) else ""
    return before in _SAINTLY or (before == "st" and after in _SAINTS_AFTER)


def is_idiom(reading: Reading, number: int, *, all_large: bool = False) -> bool:
    """Whether the word under this number stands in a turn of phrase that names nobody.

    ``all_large``: only if every word of it is written with a capital.
    """
    return any(
        _stands(reading, number, front, -1, large=all_large)
        and _stands(reading, number, back, 1, large=all_large)
        for front, back in _READ.get(reading.words[number].text, ())
    )


def _stands(
    reading: Reading, number: int, wanted: tuple[str, ...], step: int, *, large: bool
) -> bool:
    words = reading.words
    at = number
    for word in wanted:
        at += step
        if 0 <= at < len(words) and words[at].text == "comma":
            at += step  # Dictated: "Tom comma Dick and Harry".
        if not 0 <= at < len(words) or words[at].text != word:
            return False
        if large and (word == "i" or not words[at].capital):
            return False
        if any(c in ".!?;" for c in reading.between(min(at, at - step), max(at, at - step))):
            return False
    return True
