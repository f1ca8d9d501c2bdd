"""The leak check: what in a text could tell one side who or where the other is (F1 of the risks).

Two nets. Known identifiers of the author's side (names, streets, phones …) are sought in a form
that ignores case, accents, spacing, look-alike letters and digits used as letters. General
patterns catch what looks like a contact or a place, whoever's it is. It only points; people
answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SHORTEST_INSIDE = 5
"""From this many letters on, an identifier is also found inside run-together text."""
SHORTEST_WORD = 3
"""A shorter part of a longer identifier is too common to point at."""
_AROUND = 20

_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһկвнкмтгпзαβεικνορτυχγηωɑɡℓ",
    "aeopcyxijsdhkbhkmtrnzabeiknoptuxynwagl",
)
_AS_LETTERS = str.maketrans("0134578@$!|l", "oieastbasiii")
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER_WORD = r"(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|treble)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("postcode", r"\b[a-z]{1,2}[\s.-]*\d[a-z\d]?[\s.-]*\d[\s.-]*[a-z][\s.-]*[a-z]\b"),
    ("postcode", r"\b(?:e|ec|n|nw|se|sw|w|wc)\d{1,2}[a-z]?\b"),
    ("phone", r"(?:\+|\b)\d(?:[\s().-]{0,3}\d){6,}"),
    ("phone", rf"\b{_NUMBER_WORD}(?:[\s,-]+{_NUMBER_WORD}){{4,}}\b"),
    (
        "email",
        r"[\w.+-]+\s*(?:@|[(\[]\s*at\s*[)\]])\s*[\w-]+(?:\s*(?:\.|[(\[]\s*dot\s*[)\]])\s*\w+)+",
    ),
    ("email", r"\b[\w.+-]+\s+at\s+[\w-]+\s+dot\s+\w+"),
    ("link", r"\b(?:https?|hxxps?|ftp)\s*:\s*/|\bwww\s*\."),
    ("link", r"\b[\w-]+\s?(?:\.|\(dot\)|\[dot\])\s?(?:com|co\.uk|org|net|uk|io|me|app|info)\b"),
    ("social_media", r"(?<![\w.])@\s?\w{3,}"),
    (
        "social_media",
        (
            r"\b(?:facebook|instagram|insta|snapchat|snap|tiktok|whats\s?app|telegram|linkedin"
            r"|twitter|youtube|discord)\b"
        ),
    ),
    ("date", r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})\b"),
    ("date", r"\b\d{4}-\d{1,2}-\d{1,2}\b"),
    ("date", rf"\b\d{{1,2}}\s?(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b"),
    ("date", rf"\b{_MONTHS}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b"),
    ("number_plate", r"\b[a-z]{2}\s?\d{2}\s?[a-z]{3}\b"),
    ("number_plate", r"\b[a-z]\d{1,3}\s?[a-z]{3}\b"),
    ("prison", r"\b(?:hm\s?p|hm\s?yoi|h\.m\.p\.?|yoi)\b"),
    ("prison", r"\b[a-z]\s?\d{4}\s?[a-z]{2}\b"),
    (
        "address",
        (
            r"\b\d+[a-z]?,?\s+\w+(?:\s\w+)?\s+"
            r"(?:street|st|road|rd|avenue|ave|lane|close|court|drive|gardens|terrace|way|crescent)\b"
        ),
    ),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_WORD = re.compile(r"[^\s,.;:?\"'()\[\]{}<>/\\_*-]+")
_WHOLE_WORD_KINDS = frozenset({"name", "first_name", "last_name", "known_as", "alias"})


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A place in the text, what kind of identifier it may be, and the words around it."""

    start: int
    end: int
    kind: str
    excerpt: str


def find_leaks(text: str, terms: Iterable[tuple[str, str]]) -> tuple[Leak, ...]:
    """Return what could identify somebody, in the order of the text.

    ``terms`` are (kind, text) pairs: every identifier known of the author's side and of third
    parties.
    """
    found = {(*span, kind) for kind, span in _patterns(text)}
    skeleton = _Skeleton(text)
    for kind, term in terms:
        found |= {(*span, kind) for span in skeleton.find(kind, term)}
    return tuple(
        Leak(start, end, kind, _around(text, start, end))
        for start, end, kind in sorted(_widest(found))
    )


def _widest(found: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """Drop what lies within a wider finding of the same kind."""
    return {
        one
        for one in found
        if not any(
            other != one and other[2] == one[2] and other[0] <= one[0] and one[1] <= other[1]
            for other in found
        )
    }


def _patterns(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    letters, places = _folded(text)
    plain = "".join(letters)
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(plain):
            yield kind, (places[match.start()], places[match.end() - 1] + 1)


def _folded(text: str) -> tuple[list[str], list[int]]:
    """Return the text in plain small letters, and where in the original each letter stands."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character).casefold():
            if unicodedata.category(part) in {"Mn", "Cf", "Me"}:  # accents, zero-width marks
                continue
            letters.append(part.translate(_LOOK_ALIKES))
            places.append(place)
    return letters, places


def _bones(word: str) -> str:
    letters, _ = _folded(word)
    return "".join(c for c in "".join(letters).translate(_AS_LETTERS) if c.isalnum())


class _Skeleton:
    """A text reduced to the letters that it could be read as."""

    def __init__(self, text: str) -> None:
        letters, places = _folded(text)
        read_as = [letter.translate(_AS_LETTERS) for letter in letters]
        kept = [n for n, letter in enumerate(read_as) if letter.isalnum()]
        self._squeezed = "".join(read_as[n] for n in kept)
        self._places = [places[n] for n in kept]
        self._words = list(_spelled_together(text))

    def find(self, kind: str, term: str) -> Iterator[tuple[int, int]]:
        """Yield the spans where ``term``, or a telling part of it, may be read."""
        whole = _bones(term)
        if not whole:
            return
        if len(whole) >= SHORTEST_INSIDE:
            yield from self._inside(whole)
        else:
            yield from self._as_word(whole)
        parts = [_bones(part) for part in re.split(r"[\s,'-]+", term)]
        if len(parts) > 1:
            for part in parts:
                yield from self._part(kind, part)

    def _part(self, kind: str, part: str) -> Iterator[tuple[int, int]]:
        named = kind in _WHOLE_WORD_KINDS
        if len(part) >= (SHORTEST_WORD if named else SHORTEST_INSIDE):
            yield from self._as_word(part)
            if named and len(part) >= SHORTEST_INSIDE:
                yield from self._inside(part)

    def _inside(self, bones: str) -> Iterator[tuple[int, int]]:
        start = self._squeezed.find(bones)
        while start >= 0:
            yield self._places[start], self._places[start + len(bones) - 1] + 1
            start = self._squeezed.find(bones, start + 1)

    def _as_word(self, bones: str) -> Iterator[tuple[int, int]]:
        for word, start, end in self._words:
            if bones == word or (len(bones) >= SHORTEST_WORD and word == bones + "s"):
                yield start, end


def _spelled_together(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words, and runs of single letters as the word that they spell."""
    run: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(text):
        bones = _bones(match.group())
        trimmed = _bones(match.group().rstrip("!|$"))
        for form in {bones, trimmed} - {""}:
            yield form, match.start(), match.end()
        if len(bones) == 1:
            run.append((bones, match.start(), match.end()))
            continue
        yield from _runs(run)
        run = []
    yield from _runs(run)


def _runs(run: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    for first in range(len(run)):
        for last in range(first + 1, min(len(run), first + 8)):
            part = run[first : last + 1]
            yield "".join(letter for letter, _, _ in part), part[0][1], part[-1][2]


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND].strip()[:200]
