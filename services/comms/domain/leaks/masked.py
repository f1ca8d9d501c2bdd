"""Identifiers of which only the ends are shown: ``Q**********r``, ``28 L***** Avenue``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from services.comms.domain.leaks.reading import Reading
from services.comms.domain.leaks.terms import Sought

_COVER = "*#_•·×█■"
_MASKED = re.compile(
    rf"[a-z\d][a-z\d{_COVER} '-]*?[{_COVER}](?:[a-z\d{_COVER}]*[a-z\d]|(?= [a-z\d]))"
)
_FURTHER = re.compile(r" [a-z\d'-]+")
_WORDS_AFTER = 2
_LEAST_SHOWN = 2
_MISCOUNTED = 2
"""By so many signs the cover may be too long or too short, where two letters show at both ends."""
_SHORTEST = 4


def masked(reading: Reading, sought: Sought) -> Iterator[tuple[int, int, str]]:
    """Yield where something is shown in part, and of which kind it may be: same ends and length."""
    if not any(cover in reading.plain for cover in _COVER):
        return
    wholes = _wholes(sought)
    for match in _MASKED.finditer(reading.plain):
        shown = match.group()
        # What stands beside may belong to the sentence: every beginning and end at a word is tried.
        for at, end in product(
            [0, *(m.end() for m in re.finditer(r" +", shown))], _ends(reading, match)
        ):
            tried = reading.plain[match.start() + at : end]
            kind = _meant(tried, wholes) or _meant(tried.replace("-", ""), wholes)
            if kind is not None:
                yield *reading.span(match.start() + at, end), kind
                break


def _ends(reading: Reading, match: re.Match[str]) -> list[int]:
    """Where what is covered may end: there, or up to two words later."""
    ends = [match.end()]
    for _ in range(_WORDS_AFTER):
        further = _FURTHER.match(reading.plain, ends[-1])
        if further is None:
            break
        ends.append(further.end())
    return ends


def _meant(shown: str, wholes: dict[int, list[tuple[str, str]]]) -> str | None:
    if sum(c.isalnum() for c in shown) < _LEAST_SHOWN or not any(c in _COVER for c in shown):
        return None
    shape = re.compile("".join("." if c in _COVER else re.escape(c) for c in shown))
    for kind, text in wholes.get(len(shown), ()):
        if shape.fullmatch(text):
            return kind
    front, *middle, back = re.split(rf"[{_COVER}]+", shown)
    if middle or min(len(front), len(back)) < _LEAST_SHOWN or front.isdigit():
        return None
    return next(
        (
            kind
            for length in range(len(shown) - _MISCOUNTED, len(shown) + _MISCOUNTED + 1)
            for kind, text in wholes.get(length, ())
            if text.startswith(front) and text.endswith(back)
        ),
        None,
    )


def _wholes(sought: Sought) -> dict[int, list[tuple[str, str]]]:
    """Return every text that may be covered, by length: also a given and a family name together."""
    names = [" ".join(p.words) for p in sought.phrases if p.is_name]
    texts = {
        (phrase.kind, form)
        for phrase in sought.phrases
        for form in (" ".join(phrase.words), phrase.bones)
    }
    texts |= {("name", f"{one} {other}") for one, other in product(names, names)}
    texts |= {(code.kind, code.bones) for code in sought.codes if code.whole}
    by_length: dict[int, list[tuple[str, str]]] = {}
    for kind, text in sorted(texts):
        if len(text) >= _SHORTEST:
            by_length.setdefault(len(text), []).append((kind, text))
    return by_length
