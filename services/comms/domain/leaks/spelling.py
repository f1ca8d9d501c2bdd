"""What is spelled out: letter by letter, by letter names, by NATO words, and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.comms.domain.leaks.lookalikes import digits, skeleton
from services.comms.domain.leaks.reading import Reading, Word

_NATO = dict.fromkeys(("alpha", "alfa"), "a") | {
    word: word[0]
    for word in (
        "bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november"
        " oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
    ).split()
}
_NAMED = {
    "ay": "a", "bee": "b", "cee": "c", "dee": "d", "ee": "e", "eff": "f", "jee": "g", "aitch": "h",
    "haitch": "h", "jay": "j", "kay": "k", "ell": "l", "el": "l", "em": "m", "en": "n", "pee": "p",
    "cue": "q", "queue": "q", "ar": "r", "ess": "s", "tee": "t", "vee": "v", "doubleu": "w",
    "ex": "x", "wye": "y", "zed": "z", "zee": "z", "eye": "i", "gee": "g", "why": "y", "you": "u",
}  # fmt: skip
_SOUND_LIKE_LETTERS = {
    "see": "c", "sea": "c", "are": "r", "tea": "t", "pea": "p", "be": "b", "yew": "u", "bea": "b",
}  # fmt: skip
"""Words that are also said for a letter: they tell one only among such as mean nothing else."""
_UNITS = {
    "oh": "0", "hundred": "00", "thousand": "000", "zero": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2",
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
    "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_BETWEEN = frozenset({"then", "and", "dash", "hyphen", "dot", "space", "comma", "capital", "slash"})
_AS_IN = frozenset({"for", "as", "in", "like"})
_SAYS = (
    frozenset(_NATO)
    | set(_NAMED)
    | set(_SOUND_LIKE_LETTERS)
    | set(_UNITS)
    | set(_TENS)
    | set(_TIMES)
)
_NUMBERISH = re.compile(r"(?=.*\d)[\doilszb]+")
_FIGURE = re.compile(r"zero|one|two|three|four|five|six|seven|eight|nine|[o\d]")
_FIGURES = re.compile(rf"(?=.*\d)(?=.*[a-z]{{3}})(?:{_FIGURE.pattern})+")
"""Figures and their words run together: ``o7seven00nine``."""
_LONG = 6
_ALPHABET = 26
_COUNTED = re.compile(r"(?<![\d-])\d{1,2}(?:(?:[-.,/ ]|, )\d{1,2}){3,}(?![\d-])")
"""Letters told by their place in the alphabet: ``7-18-1-3-5``."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One spelled piece: what it stands for, and the words that say it."""

    text: str
    first: int
    last: int
    in_words: bool


@dataclass(frozen=True)
class Run:
    """Spelled pieces one after another."""

    atoms: tuple[Atom, ...]

    @cached_property
    def text(self) -> str:
        """What the run spells."""
        return "".join(atom.text for atom in self.atoms)

    @cached_property
    def _skeleton(self) -> str:
        return skeleton(self.text)

    def find(self, wanted: str, *, alike: bool = True) -> Iterator[tuple[int, int]]:
        """Yield first and last word where the run spells ``wanted``, from atom to atom."""
        text = self._skeleton if alike else self.text
        wanted = skeleton(wanted) if alike else wanted
        if wanted not in text:
            return
        starts, at = {}, 0
        ends = {}
        for number, atom in enumerate(self.atoms):
            starts[at] = number
            at += len(atom.text)
            ends[at] = number
        place = text.find(wanted)
        while place >= 0:
            first, last = starts.get(place), ends.get(place + len(wanted))
            if first is not None and last is not None:
                yield self.atoms[first].first, self.atoms[last].last
            place = text.find(wanted, place + 1)


def runs(reading: Reading) -> list[Run]:
    """Return every run of at least two spelled pieces, in the order of the letter."""
    found: list[Run] = []
    atoms: list[Atom] = []
    number = 0
    words = reading.words
    while number < len(words):
        if atoms and not _near(reading, atoms[-1].last, number):
            found.append(Run(tuple(atoms)))
            atoms = []
        text = words[number].text
        plain = len(text) > 1 and text not in _SAYS and text.isalpha()
        plain = plain and not _group(reading, number)
        atom = None if plain else _atom(reading, number)
        if atom is not None:
            atoms.append(atom)
            number = atom.last + 1
            continue
        if words[number].text not in _BETWEEN and atoms:
            found.append(Run(tuple(atoms)))
            atoms = []
        number += 1
    found.append(Run(tuple(atoms)))
    return [run for run in found if len(run.atoms) > 1 or _is_long(run)]


def counted(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Yield where numbers may be counted letters, in the plain text, and what they spell then."""
    for match in _COUNTED.finditer(reading.plain):
        places = [int(one) for one in re.findall(r"\d+", match.group())]
        if all(0 < one <= _ALPHABET for one in places):
            yield match.start(), match.end(), "".join(chr(96 + one) for one in places)


def _is_long(run: Run) -> bool:
    """Whether one word spells a whole number."""
    return len(run.text) >= _LONG and run.atoms[0].in_words


def _group(reading: Reading, number: int) -> bool:
    """Whether two or three letters are a piece of a number that is said aloud: "QX nine two"."""
    word = reading.words[number]
    return len(word.text) < 4 and reading.has_case and reading.raw(word).isupper()


def _near(reading: Reading, last: int, number: int) -> bool:
    return reading.words[number].start - reading.words[last].end < 24


def _atom(reading: Reading, at: int) -> Atom | None:
    words = reading.words
    text = words[at].text
    if text == "double" and at + 1 < len(words) and words[at + 1].text in {"u", "you"}:
        return Atom("w", at, at + 1, in_words=True)
    if text in _TIMES and at + 1 < len(words):
        repeated = _stands_for(words[at + 1].text)
        if repeated is not None and len(repeated) == 1:
            return Atom(repeated * _TIMES[text], at, at + 1, in_words=True)
    if text == "x" and at + 1 < len(words) and words[at + 1].text == "ray":
        return Atom("x", at, at + 1, in_words=True)
    if text in _TENS:
        unit = _UNITS.get(words[at + 1].text, "") if at + 1 < len(words) else ""
        joined = len(unit) == 1 and unit != "0"
        return Atom(
            str(_TENS[text] + int(unit)) if joined else str(_TENS[text]), at, at + joined, True
        )
    meant = _stands_for(text) or (text if _group(reading, at) else None)
    if meant is None or (text == "november" and _is_a_day(words, at)):
        return None
    last = _example_word(reading, at) if len(text) == 1 else at
    return Atom(meant, at, last, in_words=len(text) > 1 and meant != text and not text[0].isdigit())


def _is_a_day(words: list[Word], at: int) -> bool:
    """Whether "9 November" is said, and no N of a spelled word."""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return at > 0 and words[at - 1].text.isdigit() and after not in _NATO


def _example_word(reading: Reading, at: int) -> int:
    """Where ``T for Tango`` and ``A as in apple`` end."""
    words, number = reading.words, at + 1
    while number < len(words) and words[number].text in _AS_IN and number < at + 3:
        number += 1
    told = number > at + 1 and number < len(words) and words[number].text[0] == words[at].text
    if (
        told
        and words[number].text == "x"
        and words[number + 1 : number + 2]
        and words[number + 1].text == "ray"
    ):
        return number + 1
    return number if told else at


def _stands_for(text: str) -> str | None:
    if len(text) == 1 and text.isalnum():
        return text
    if text.isdigit():
        return text
    if _NUMBERISH.fullmatch(text):
        return digits(text)
    if _FIGURES.fullmatch(text):
        return "".join(
            one if one.isdigit() else _UNITS.get(one, "0") for one in _FIGURE.findall(text)
        )
    return _NATO.get(text) or _NAMED.get(text) or _UNITS.get(text) or _SOUND_LIKE_LETTERS.get(text)
