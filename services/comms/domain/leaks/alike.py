"""Words that are written or sound almost like a part of an identifier (rapidfuzz; ADR 10).

Also such as are one, once letters that were drawn out, left out or turned round are put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from services.comms.domain.leaks.findings import Why
from services.comms.domain.leaks.lookalikes import skeleton
from services.comms.domain.leaks.names import frame, hissed, sound
from services.comms.domain.leaks.nicknames import other_forms
from services.comms.domain.leaks.ordinary import is_ordinary
from services.comms.domain.leaks.persons import is_turn, stands_as_person
from services.comms.domain.leaks.reading import Reading
from services.comms.domain.leaks.spelling import Run
from services.comms.domain.leaks.spoken import known_respellings, respellings
from services.comms.domain.leaks.terms import Phrase, Sought

_SHORTEST = 4
_SHORTEST_NAME = 3
_SPELLED = 6
_HEARD = 3
"""Fewer sounds than these are anybody's."""
_BONES = 4
"""So many consonants tell a name without its vowels."""
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_VOWELS = re.compile(r"[aeiou]")
_MONTHS_AND_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february october".split()
)


class Alike:
    """What is almost an identifier: one slip in a short word, two in a long one, or the same sound."""

    def __init__(self, reading: Reading, sought: Sought, spelled: list[Run]) -> None:
        self._reading = reading
        self._spelled = spelled
        self._single = {
            p.words[0]: p
            for p in sought.phrases
            if len(p.words) == 1 and len(p.words[0]) >= _SHORTEST
        }
        self._longer = [p for p in sought.phrases if len(p.words) > 1 and p.whole and not p.is_name]
        names = [
            p for p in sought.phrases if len(p.words) == 1 and len(p.words[0]) >= _SHORTEST_NAME
        ]
        self._names = {p.words[0]: p for p in names}
        self._consonants = {_without_vowels(word): p for word, p in self._names.items()}
        self._bare: dict[str, list[tuple[Phrase, tuple[str, ...]]]] = {}
        for phrase in self._longer:
            bare_words = tuple(_without_vowels(word) for word in phrase.words)
            if bare_words != phrase.words and sum(map(len, bare_words)) > _BONES:
                self._bare.setdefault(bare_words[0], []).append((phrase, bare_words))
        self._sounds = {sound(word): word for word in self._single}
        self._heard = _by_ear(self._names)
        self._respelled = {
            said: phrase for word, phrase in self._names.items() for said in known_respellings(word)
        }
        self._shapes = {skeleton(word): word for word in self._single}

    def found(self) -> Iterator[tuple[int, int, str, Why]]:
        """Yield first and last word, kind and why."""
        for text, places in self._reading.places_of.items():
            word = text.removesuffix("'s")
            if not word.isalpha() or is_ordinary(word):
                continue
            yield from self._put_right(word, places)
            if len(word) == _SHORTEST_NAME and (heard := self._respelled.get(word)):
                yield from self._told(heard, Why.SOUNDS_LIKE, word, places)
            yield from self._without_vowels(word, places)
            drawn, word = word, _DRAWN_OUT.sub(r"\1", word)
            if len(word) < _SHORTEST:
                continue
            if word in self._single or word in _MONTHS_AND_DAYS:
                continue
            hit = self._one(word)
            if hit is not None:
                yield from self._told(*hit, word, places)
            yield from self._in_phrases(word, places, exact=drawn != word)
        yield from self._letter_by_letter()

    def _told(
        self, phrase: Phrase, why: Why, word: str, places: list[int]
    ) -> Iterator[tuple[int, int, str, Why]]:
        for at in places:
            if self._believable(phrase, word, at):
                yield at, at, phrase.kind, why

    def _letter_by_letter(self) -> Iterator[tuple[int, int, str, Why]]:
        """What is spelled out with a slip."""
        for run in self._spelled:
            text = run.text
            spelled = len(run.atoms) == len(text) and text.isalpha()
            hit = self._one(text) if spelled and len(text) >= _SPELLED else None
            if hit is not None:
                yield run.atoms[0].first, run.atoms[-1].last, hit[0].kind, hit[1]

    def _put_right(self, word: str, places: list[int]) -> Iterator[tuple[int, int, str, Why]]:
        """What is a name, or one word of another kind, backwards, without vowels, or drawn out."""
        found = [
            (self._names.get(word[::-1]), Why.BACKWARDS),
            (self._names.get(_DRAWN_OUT.sub(r"\1", word)), Why.MISSPELLED),
            (self._names.get(_DRAWN_OUT.sub(r"\1\1", word)), Why.MISSPELLED),
        ]
        if len(word) >= _SHORTEST_NAME and not _VOWELS.search(word[1:]):
            found.append((self._consonants.get(word), Why.MASKED))
        for phrase, why in found:
            if phrase is not None and phrase.words[0] != word:
                yield from ((at, at, phrase.kind, why) for at in places)

    def _one(self, word: str) -> tuple[Phrase, Why] | None:
        like = self._shapes.get(skeleton(word)) or self._shapes.get(
            skeleton(word.replace("rn", "m").replace("vv", "w"))
        )
        if like:
            return self._single[like], Why.LOOK_ALIKE
        for wanted, phrase in self._single.items():
            if _one_slip(word, wanted):
                return phrase, Why.MISSPELLED
        same = self._sounds.get(sound(word))
        if same and len(sound(word)) >= 3 and abs(len(same) - len(word)) <= 3:
            return self._single[same], Why.SOUNDS_LIKE
        return self._by_ear(word)

    def _by_ear(self, word: str) -> tuple[Phrase, Why] | None:
        phrase = self._respelled.get(word)
        heard, bones = hissed(word), frame(word)
        if phrase is None and other_forms(word):
            return None  # It is somebody else's: Jude is not Jade.
        if phrase is None and len(heard) >= _HEARD:
            phrase = self._heard.get(heard)
        if phrase is None and len(bones) >= _BONES:
            phrase = self._heard.get("=" + bones)
        if phrase is None or abs(len(phrase.bones) - len(word)) > _HEARD:
            return None
        return phrase, Why.SOUNDS_LIKE

    def _believable(self, phrase: Phrase, word: str, at: int) -> bool:
        """A short word must have the capital of a name, where the letter uses capitals."""
        written = self._reading.words[at].text
        if is_turn(self._reading, at) or ("'" in written and is_ordinary(written)):
            return False  # "you'd" is nobody who sounds like it.
        if len(word) < _SHORTEST and not self._reading.has_case:
            return stands_as_person(self._reading, at)
        return len(word) >= 6 or self._reading.words[at].capital or not self._reading.has_case

    def _without_vowels(self, word: str, places: list[int]) -> Iterator[tuple[int, int, str, Why]]:
        """Several words of which only the consonants were written: "Strm Brdg"."""
        for phrase, bare_words in self._bare.get(word, ()):
            for at in places:
                words = self._reading.words[at : at + len(bare_words)]
                if tuple(one.text for one in words) == bare_words:
                    yield at, at + len(words) - 1, phrase.kind, Why.MASKED

    def _in_phrases(
        self, word: str, places: list[int], *, exact: bool
    ) -> Iterator[tuple[int, int, str, Why]]:
        """One word of several with a slip in it; ``exact``: also with none, once it is not drawn out."""
        for phrase in self._longer:
            for number, wanted in enumerate(phrase.words):
                if len(wanted) < _SHORTEST or (wanted == word and not exact):
                    continue
                if not _one_slip(word, wanted):
                    continue
                for at in places:
                    first = at - number
                    if first >= 0 and self._rest(phrase, first, at):
                        yield first, first + len(phrase.words) - 1, phrase.kind, Why.MISSPELLED

    def _rest(self, phrase: Phrase, first: int, but: int) -> bool:
        words = self._reading.words[first : first + len(phrase.words)]
        return len(words) == len(phrase.words) and all(
            first + number == but or word.text == wanted or _one_slip(word.text, wanted)
            for number, (word, wanted) in enumerate(zip(words, phrase.words, strict=True))
        )


def _by_ear(names: dict[str, Phrase]) -> dict[str, Phrase]:
    """Return every name by how it may sound, and by the consonants alone (after "=")."""
    found: dict[str, Phrase] = {}
    for word, phrase in names.items():
        if len(word) >= _SHORTEST and phrase.is_name:
            for said in respellings(word) | known_respellings(word):
                found.setdefault(hissed(said), phrase)
                found.setdefault("=" + frame(said), phrase)
    return found


def _without_vowels(word: str) -> str:
    return word[0] + _VOWELS.sub("", word[1:])


def _one_slip(word: str, wanted: str) -> bool:
    allowed = 2 if len(wanted) >= 8 else 1
    if abs(len(word) - len(wanted)) > allowed or min(len(word), len(wanted)) < _SHORTEST:
        return False
    if len(wanted) == 4 and word[0] != wanted[0]:
        return False
    return OSA.distance(word, wanted, score_cutoff=allowed) <= allowed
