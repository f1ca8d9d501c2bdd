"""A letter as it can be read: folded to plain small letters, in words, and without its gaps.

Whatever is found in one of these readings knows where it stands in the letter as it was written.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from services.comms.domain.leaks.lookalikes import plain, skeleton

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_RAW_WORD = re.compile(r"[^\s,.;:?\"'()\[\]{}<>/\\_*#~=-]+")
_DRAWN = {
    "|3": "b",
    "|)": "d",
    "()": "o",
    "|\\|": "n",
    "\\/": "v",
    "|<": "k",
    "|-|": "h",
    "|_": "l",
}
"""Letters that are drawn of signs."""
_SHOWN_OTHERWISE = re.compile(
    "|".join(re.escape(one) for one in sorted(_DRAWN, key=len, reverse=True))
    + r"|</?[a-zA-Z]{1,10}(?:\s[^<>]{0,60})?/?>"
    + r"|&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});|(?:%[0-9a-fA-F]{2})+(?=[\w%])"
)
"""Those, marks of a page, which show nothing, and what pages and links write for a letter."""
WITHIN_A_MARK = re.compile(r"</?[a-zA-Z]{1,10}(\s[^<>]{1,60})/?>")
"""What such a mark carries and does not show: a link's address."""
_JOINTS = frozenset(
    {"at", "dot", "underscore", "dash", "hyphen", "slash", "point", "space", "comma"}
)


_WIDE = 45
"""So many characters are a full line, which breaks for want of room."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in plain letters, its span in the letter, and whether it was written with a capital."""

    text: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Squeezed:
    """The words run together; every character knows its word and its place in the letter."""

    text: str
    starts: tuple[int, ...]
    owners: tuple[int, ...]

    def pieces(self, at: int, length: int) -> tuple[int, int, bool, bool]:
        """Return first and last word of a stretch, and whether it begins and ends with them."""
        first, last = (bisect_right(self.starts, place) - 1 for place in (at, at + length - 1))
        end = self.starts[last + 1] if last + 1 < len(self.starts) else len(self.text)
        return first, last, at == self.starts[first], at + length == end


class Reading:
    """One letter and its readings. ``text`` is the letter exactly as it was written."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain, self._places, self._ends = _fold(text)
        self.words = [self._word(match) for match in _WORD.finditer(self.plain)]
        large = sum(c.isupper() for c in text)
        self.has_case = 0 < large < 0.6 * sum(c.isalpha() for c in text)

    @cached_property
    def begins_large(self) -> bool:
        """Whether sentences and lines of this letter usually begin with a capital."""
        firsts = re.findall(r"(?:^|[.!?]\s+|\n\s*)([^\W\d_])", self.text)
        return bool(sum(one.isupper() for one in firsts) * 2 >= len(firsts))

    @cached_property
    def runs_on(self) -> bool:
        """Whether this letter begins sentences with a capital but does not always end them."""
        known = {"the", "we", "you", "my", "it", "there", "when", "they", "that", "and", "but"}
        inside = [
            at
            for at in range(1, len(self.words))
            if self.words[at].text in known
            and self.words[at].capital
            and not re.search(r"[.!?:\n\"“‘]", self.between(at - 1, at))
        ]
        return self.has_case and len(inside) > 2 and len(inside) * 25 > len(self.words)

    def is_wrapped(self, end: int) -> bool:
        """Whether the line that ends at or after this place is as long as a page is wide."""
        stop = self.text.find("\n", end)
        return stop - self.text.rfind("\n", 0, stop) > _WIDE if stop >= 0 else False

    def _word(self, match: re.Match[str]) -> Word:
        start, end = self.span(match.start(), match.end())
        return Word(match.group(), start, end, self.text[start].isupper())

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the letter."""
        if self._places is None:
            return start, end
        return self._places[start], self._ends[end - 1]

    def raw(self, word: Word) -> str:
        """Return a word as it was written."""
        return self.text[word.start : word.end]

    def between(self, one: int, other: int) -> str:
        """Return what stands between two words of the letter, by their numbers."""
        return self.text[self.words[one].end : self.words[other].start]

    @cached_property
    def places_of(self) -> dict[str, list[int]]:
        """Every different word and the numbers under which it stands."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            for form in {word.text, word.text.replace("'", ""), word.text.partition("'")[0]}:
                found.setdefault(form, []).append(number)
        return found

    @cached_property
    def signs(self) -> list[Word]:
        """Words that hold signs or digits beside letters: ``t3$t``, ``b0b``."""
        found = []
        for match in _RAW_WORD.finditer(self.plain):
            if match.group().isalpha():
                continue
            start, end = self.span(match.start(), match.end())
            found.append(Word(match.group(), start, end, capital=False))
        return found

    @cached_property
    def unsigned(self) -> tuple[Squeezed, list[Word]]:
        """The words with signs read as letters, run together, and those words."""
        words = []
        for match in _RAW_WORD.finditer(self.plain):
            read = "".join(c for c in skeleton(match.group()) if c.isalnum())
            if read:
                start, end = self.span(match.start(), match.end())
                words.append(Word(read, start, end, capital=False))
        return _squeeze(words, frozenset()), words

    @cached_property
    def squeezed(self) -> Squeezed:
        """All words run together."""
        return _squeeze(self.words, frozenset())

    @cached_property
    def unjointed(self) -> Squeezed:
        """The words run together without those that stand for signs (``dot``, ``at``)."""
        return _squeeze(self.words, _JOINTS)

    @cached_property
    def bones(self) -> Squeezed:
        """As ``squeezed``, with look-alike letters and digits as one."""
        whole = self.squeezed
        return Squeezed(skeleton(whole.text), whole.starts, whole.owners)

    def stretch(self, squeezed: Squeezed, first: int, last: int) -> tuple[int, int]:
        """Return where words ``first`` to ``last`` of a squeezed reading stand in the letter."""
        return (
            self.words[squeezed.owners[first]].start,
            self.words[squeezed.owners[last]].end,
        )


def _fold(text: str) -> tuple[str, list[int] | None, list[int]]:
    """The text as it reads, and where each of its characters begins and ends in it as written."""
    drawn = {m.start(): (m.end(), _shown(m.group())) for m in _SHOWN_OTHERWISE.finditer(text)}
    if text.isascii() and not drawn:
        return text.lower(), None, []
    letters: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    upto = 0
    for place, character in enumerate(text):
        if place < upto:
            continue
        if place in drawn:
            upto, parts = drawn[place]
        else:
            parts = character.lower() if character.isascii() else plain(character)
        end = max(upto, place + 1)
        for part in parts:
            letters.append(part)
            places.append(place)
            ends.append(end)
    return "".join(letters), places, ends


def _shown(written: str) -> str:
    """What somebody sees of signs that draw a letter, a mark of a page, or a letter written as a number."""
    if written in _DRAWN:
        return _DRAWN[written]
    seen = html.unescape(written) if written[0] == "&" else unquote(written, errors="ignore")
    return "" if seen[:1] == "<" and len(seen) > 1 else "".join(plain(c) for c in seen)


def _squeeze(words: list[Word], without: frozenset[str]) -> Squeezed:
    parts: list[str] = []
    starts: list[int] = []
    owners: list[int] = []
    length = 0
    for number, word in enumerate(words):
        if word.text in without:
            continue
        part = word.text.replace("'", "")
        parts.append(part)
        starts.append(length)
        owners.append(number)
        length += len(part)
    return Squeezed("".join(parts), tuple(starts), tuple(owners))


def bare(text: str) -> str:
    """Return only the letters and digits of a text, plain and small."""
    return "".join(c for c in _fold(text)[0] if c.isalnum())
