"""Looks for the identifiers known in the case, in every reading of the letter."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cached_property

from services.comms.domain.leaks.alike import Alike
from services.comms.domain.leaks.birthdays import born
from services.comms.domain.leaks.findings import Leak, Severity, Why
from services.comms.domain.leaks.idioms import is_fixed
from services.comms.domain.leaks.in_part import told_in_part
from services.comms.domain.leaks.localities import is_a_team, is_doubtful, used_as_place
from services.comms.domain.leaks.lookalikes import is_hidden, skeleton
from services.comms.domain.leaks.names import clipped, forms_of
from services.comms.domain.leaks.ordinary import is_ordinary
from services.comms.domain.leaks.persons import (
    is_disguised,
    is_initial,
    is_turn,
    stands_as_person,
    used_as_name,
)
from services.comms.domain.leaks.reading import Reading, Squeezed, Word, bare
from services.comms.domain.leaks.spelling import Atom, Run, counted
from services.comms.domain.leaks.terms import Code, Phrase, Sought

SHORTEST_INSIDE = 5
"""From this many letters on, an identifier is also found inside run-together text."""
_SHORT_NAME = 3
_SHORTEST_COUNTED = 4
LONGEST_CHANCE = 6
"""Fewer letters than these may be met by chance once digits are read as letters."""
_ASSURED = frozenset({Why.EXACT, Why.SPACED, Why.SPELLED, Why.LOOK_ALIKE, Why.HIDDEN})
_BROKEN = re.compile(r"-?[ \t]?\r?\n[ \t]?|[ ]?(?:-|\.\.\.)[ ]")
_ENDS_IN = re.compile(r"(?:ends?|ending|finish(?:es)?|last (?:two|three|four|five|2|3|4|5)(?: \w+)?)\W+(?:is|are|in|with)?\W*$")  # fmt: skip


class Search:
    """One letter searched for what is sought."""

    def __init__(self, reading: Reading, sought: Sought, spelled: list[Run]) -> None:
        self._reading = reading
        self._sought = sought
        self._runs = spelled

    def leaks(self) -> Iterator[Leak]:
        """Yield every finding, also such as lie within others."""
        for phrase in self._sought.phrases:
            yield from self._in_words(phrase)
            yield from self._plural(phrase)
            yield from self._run_together(phrase)
            yield from self._spelled(phrase)
        yield from self._initialled()
        yield from self._as_signed_in()
        yield from self._initials()
        yield from self._broken()
        yield from self._other_forms()
        yield from self._with_signs()
        yield from self._signed_phrases()
        for start, end, kind, why in told_in_part(self._reading, self._sought):
            yield self._at(start, end, kind, why, Severity.ANSWER)
        yield from self._first_letters()
        yield from self._counted()
        for code in self._sought.codes:
            yield from self._code(code)
        for start, end, kind, why, whole in born(self._reading, self._sought.days, self._runs):
            yield self._at(start, end, kind, why, Severity.BLOCKS if whole else Severity.ANSWER)
        for first, last, kind, why in Alike(self._reading, self._sought, self._runs).found():
            yield self._leak(first, last, kind, why, Severity.ANSWER)

    def _leak(self, first: int, last: int, kind: str, why: Why, severity: Severity) -> Leak:
        words = self._reading.words
        return self._at(words[first].start, words[last].end, kind, why, severity)

    def _at(self, start: int, end: int, kind: str, why: Why, severity: Severity) -> Leak:
        if why in _ASSURED:
            why = _how_written(self._reading.text[start:end]) or why
        return Leak(start, end, kind, why, severity, known=True)

    def _weight(self, phrase: Phrase, first: int, why: Why) -> Severity:
        if phrase.is_name or not phrase.whole or why not in _ASSURED or len(phrase.words) < 2:
            return Severity.ANSWER
        plain = all(is_ordinary(word) for word in phrase.words)
        if plain and not self._reading.words[first].capital:
            return Severity.ANSWER
        return Severity.BLOCKS

    def _in_words(self, phrase: Phrase) -> Iterator[Leak]:
        size = len(phrase.words)
        for at in self._reading.places_of.get(phrase.words[0], ()):
            if self._stands(phrase, at) and (size > 1 or self._counts(phrase, phrase.words[0], at)):
                why = Why.EXACT if phrase.whole or phrase.is_name else Why.PART
                yield self._leak(at, at + size - 1, phrase.kind, why, self._weight(phrase, at, why))

    def _stands(self, phrase: Phrase, at: int) -> bool:
        words = self._reading.words[at : at + len(phrase.words)]
        return len(words) == len(phrase.words) and all(
            _base(word.text) == wanted or word.text == wanted or bare(word.text) == wanted
            for word, wanted in zip(words, phrase.words, strict=True)
        )

    def _initialled(self) -> Iterator[Leak]:
        """A name told by an initial beside it: "R. Best", "Mark B."."""
        words = self._reading.words
        for phrase in self._sought.phrases:
            if not phrase.is_name or not phrase.whole or len(phrase.words) < 2:
                continue
            given, family = phrase.words[0], phrase.words[-1]
            for at in self._reading.places_of.get(family, ()):
                if at and words[at - 1].text == given[0] and is_initial(self._reading, at - 1):
                    yield self._leak(at - 1, at, phrase.kind, Why.PART, Severity.ANSWER)
            for at in self._reading.places_of.get(given, ()):
                after = words[at + 1].text if at + 1 < len(words) else ""
                if after == family[0] and is_initial(self._reading, at + 1):
                    yield self._leak(at, at + 1, phrase.kind, Why.PART, Severity.ANSWER)

    def _as_signed_in(self) -> Iterator[Leak]:
        """Initial and name in one, as people sign in: "rbest"."""
        for phrase in self._sought.phrases:
            given, family = phrase.words[0], phrase.words[-1]
            for login in (given[0] + family, family + given[0]) if phrase.is_name else ():
                if given != family and len(login) >= SHORTEST_INSIDE and not is_ordinary(login):
                    for at in self._reading.places_of.get(login, ()):
                        yield self._leak(at, at, phrase.kind, Why.PART, Severity.ANSWER)

    def _plural(self, phrase: Phrase) -> Iterator[Leak]:
        """A family by its name: "the Ezes", "the Prices". Others are found by their likeness."""
        short = len(phrase.bones) == _SHORT_NAME or is_ordinary(phrase.bones)
        if phrase.is_name and len(phrase.words) == 1 and short:
            for form in (phrase.bones + "s", phrase.bones + "es"):
                for at in self._reading.places_of.get(form, ()):
                    the = (
                        at and self._reading.has_case and self._reading.words[at - 1].text == "the"
                    )
                    large = self._reading.words[at].capital and not is_turn(self._reading, at)
                    if large and (the or not is_ordinary(form)):
                        yield self._leak(at, at, phrase.kind, Why.OTHER_FORM, Severity.ANSWER)

    def _counts(self, phrase: Phrase, word: str, at: int) -> bool:
        """Whether one word is the identifier, and not the ordinary word of the same letters."""
        reading = self._reading
        if not phrase.is_name:
            return self._counts_as_thing(phrase, word, at)
        if is_ordinary(word):
            return used_as_name(reading, at)
        turn = is_turn(reading, at)
        if turn and (is_fixed(reading, at) or not stands_as_person(reading, at)):
            return is_disguised(reading, at)
        return len(word) > 2 or reading.words[at].capital or not reading.has_case

    def _counts_as_thing(self, phrase: Phrase, word: str, at: int) -> bool:
        """Whether one word is a place, a firm, a school: no team that played, no "Victoria sponge"."""
        reading = self._reading
        if is_fixed(reading, at) and not is_disguised(reading, at):
            return False
        if is_a_team(reading, at) and not reading.words[at].text.endswith("'s"):
            return False
        doubtful = is_ordinary(word) or is_doubtful(word)
        return not doubtful or used_as_place(reading, at, phrase.kind)

    def _initials(self) -> Iterator[Leak]:
        """Three letters by which a school or a firm is called, in capitals where others are not."""
        for kind, letters in self._sought.initials if self._reading.has_case else ():
            for at in self._reading.places_of.get(letters, ()):
                if self._reading.raw(self._reading.words[at]).isupper():
                    yield self._leak(at, at, kind, Why.PART, Severity.ANSWER)

    def _other_forms(self) -> Iterator[Leak]:
        names = [p for p in self._sought.phrases if p.is_name and len(p.words) == 1]
        seen = {p.words[0] for p in names}
        for phrase in names:
            told = forms_of(phrase.words[0])
            for form in told - seen:
                for at in self._reading.places_of.get(form, ()):
                    short = len(form) < 3 and not self._reading.words[at].capital
                    if not (short and not stands_as_person(self._reading, at)) and self._counts(
                        phrase, form, at
                    ):
                        yield self._leak(at, at, phrase.kind, Why.OTHER_FORM, Severity.ANSWER)
            for form in clipped(phrase.words[0]) - seen - told:
                for at in self._reading.places_of.get(form, ()):
                    if self._cut_short(form, at):
                        yield self._leak(at, at, phrase.kind, Why.OTHER_FORM, Severity.ANSWER)

    def _cut_short(self, form: str, at: int) -> bool:
        """Whether what is left of a name when its end is cut off is used as one."""
        if is_ordinary(form):
            return False
        large = self._reading.has_case and self._reading.words[at].capital
        return large or stands_as_person(self._reading, at)

    def _run_together(self, phrase: Phrase) -> Iterator[Leak]:
        bones = phrase.bones
        if len(bones) < SHORTEST_INSIDE:
            return
        yield from self._inside(phrase, self._reading.squeezed, bones, Why.SPACED)
        yield from self._inside(phrase, self._reading.bones, skeleton(bones), Why.LOOK_ALIKE)
        backwards = bones[::-1]
        if len(bones) > 5 and backwards != bones:
            yield from self._inside(phrase, self._reading.squeezed, backwards, Why.BACKWARDS)
        turned = codecs.encode(bones, "rot13")
        for at in self._reading.places_of.get(turned, ()):
            if not is_ordinary(turned):
                yield self._leak(at, at, phrase.kind, Why.BACKWARDS, Severity.ANSWER)

    def _inside(self, phrase: Phrase, squeezed: Squeezed, bones: str, why: Why) -> Iterator[Leak]:
        at = squeezed.text.find(bones)
        while at >= 0:
            first, last, begins, ends = squeezed.pieces(at, len(bones))
            pieces = [_base(self._reading.words[n].text) for n in squeezed.owners[first : last + 1]]
            figures = any(c.isdigit() for piece in pieces for c in piece)
            numbered = why is Why.LOOK_ALIKE and any(c.isdigit() for c in phrase.bones)
            meant = figures or not numbered  # "Number is" is no "Number 15".
            if (
                meant
                and self._deliberate(pieces, len(bones), begins, ends)
                and tuple(pieces) != phrase.words
            ):
                one, other = squeezed.owners[first], squeezed.owners[last]
                told = why if phrase.whole or phrase.is_name else Why.PART
                yield self._leak(one, other, phrase.kind, told, self._weight(phrase, one, told))
            at = squeezed.text.find(bones, at + 1)

    def _deliberate(self, pieces: list[str], size: int, begins: bool, ends: bool) -> bool:
        """Whether letters that meet are no chance: "There's a" is no Theresa."""
        if len(pieces) == 1:
            return not is_ordinary(pieces[0]) and not forms_of(pieces[0])  # Victoria is no Victor.
        odd = [piece for piece in pieces if not is_ordinary(piece) and len(piece) > 1]
        if begins and ends:
            return bool(odd) or size >= 8 or all(len(piece) == 1 for piece in pieces)
        return size >= 8 and bool(odd) and (begins or ends)

    def _spelled(self, phrase: Phrase) -> Iterator[Leak]:
        bones = phrase.bones
        for run in self._runs if bones.isalpha() else ():
            for first, last in run.find(bones, alike=len(bones) > 3):
                if len(bones) > 2 or (first < last and not set(bones) <= set("aionur")):
                    severity = self._weight(phrase, first, Why.SPELLED)
                    if last > first:
                        yield self._leak(first, last, phrase.kind, Why.SPELLED, severity)

    def _broken(self) -> Iterator[Leak]:
        """A word that the end of a line cuts in two, neither of which is a word."""
        names = {p.words[0]: p for p in self._sought.phrases if len(p.words) == 1}
        words = self._reading.words
        for at in range(len(words) - 1):
            pieces = words[at].text, _base(words[at + 1].text)
            phrase = names.get("".join(pieces))
            plain = all(is_ordinary(piece) and len(piece) > 1 for piece in pieces)
            cut = _BROKEN.fullmatch(self._reading.between(at, at + 1))
            if phrase and cut and not plain:
                yield self._leak(at, at + 1, phrase.kind, Why.SPACED, Severity.ANSWER)

    def _signed_phrases(self) -> Iterator[Leak]:
        """Several words of an identifier, all written with signs for letters."""
        squeezed, words = self._reading.unsigned
        for phrase in self._sought.phrases if self._reading.signs else ():
            bones = skeleton(phrase.bones)
            at = squeezed.text.find(bones) if len(phrase.words) > 1 and len(bones) >= 8 else -1
            while at >= 0:
                first, last, begins, ends = squeezed.pieces(at, len(bones))
                start, end = words[first].start, words[last].end
                if begins and ends and not _is_plain(self._reading.text[start:end]):
                    weight = Severity.BLOCKS if phrase.whole else Severity.ANSWER
                    weight = Severity.ANSWER if phrase.is_name else weight
                    yield self._at(start, end, phrase.kind, Why.LOOK_ALIKE, weight)
                at = squeezed.text.find(bones, at + 1)

    def _with_signs(self) -> Iterator[Leak]:
        wanted = {skeleton(p.bones): p for p in self._sought.phrases if len(p.bones) > 2}
        long = [(bones, p) for bones, p in wanted.items() if len(bones) >= SHORTEST_INSIDE]
        for word in self._reading.signs:
            for text in _readings(word.text):
                bones = "".join(c for c in skeleton(text) if c.isalnum())
                hit = wanted.get(bones) or next((p for b, p in long if b in bones), None)
                if hit and sum(c.isalpha() for c in bones) > 2 and not text.isalpha():
                    weight = self._weight(hit, 0, Why.LOOK_ALIKE) if hit.whole else Severity.ANSWER
                    yield self._at(word.start, word.end, hit.kind, Why.LOOK_ALIKE, weight)
                    break

    def _first_letters(self) -> Iterator[Leak]:
        """What the first letters of the lines spell."""
        lines = list(re.finditer(r"(?m)^\W*(\w)", self._reading.plain))
        letters = "".join(m[1] for m in lines)
        for phrase in self._sought.phrases:
            at = letters.find(phrase.bones) if len(phrase.bones) >= SHORTEST_INSIDE else -1
            if at >= 0:
                span = self._reading.span(
                    lines[at].start(1), lines[at + len(phrase.bones) - 1].end(1)
                )
                yield self._at(*span, phrase.kind, Why.INITIALS, Severity.ANSWER)

    def _counted(self) -> Iterator[Leak]:
        """What numbers spell that count through the alphabet."""
        for start, end, letters in counted(self._reading):
            for phrase in self._sought.phrases:
                if len(phrase.bones) >= _SHORTEST_COUNTED and phrase.bones in letters:
                    span = self._reading.span(start, end)
                    yield self._at(*span, phrase.kind, Why.SPELLED, Severity.ANSWER)

    def _code(self, code: Code) -> Iterator[Leak]:
        if len(code.bones) < 3:
            return
        told = Why.EXACT if code.whole else Why.PART
        weight = Severity.BLOCKS if code.whole and len(code.bones) >= 5 else Severity.ANSWER
        for first, last, how in self._code_places(code):
            yield self._leak(first, last, code.kind, how if code.whole else told, weight)
        if code.whole and code.is_number and len(code.bones) >= 7:
            alone = (Run((Atom(w.text, at, at, False),)) for at, w in self._numbers)
            for run in (*self._runs, *alone):
                yield from self._last_digits(code, run)

    @cached_property
    def _numbers(self) -> list[tuple[int, Word]]:
        return [(at, word) for at, word in enumerate(self._reading.words) if word.text.isdigit()]

    def _code_places(self, code: Code) -> Iterator[tuple[int, int, Why]]:
        if len(code.bones) < 5:
            short = () if is_ordinary(code.bones) else self._reading.places_of.get(code.bones, ())
            yield from ((at, at, Why.EXACT) for at in short)
        else:
            yield from self._code_together(code)
        for run in self._runs:
            for first, last in self._code_spelled(code, run):
                yield first, last, Why.SPELLED

    def _code_together(self, code: Code) -> Iterator[tuple[int, int, Why]]:
        reading = self._reading
        for squeezed in (reading.squeezed, reading.unjointed):
            for first, last in self._code_in(code, squeezed, squeezed.text, code.bones):
                yield first, last, Why.EXACT
        backwards = code.bones[::-1]
        if code.whole and len(backwards) > 5 and backwards != code.bones:
            squeezed = reading.squeezed
            for first, last in self._code_in(code, squeezed, squeezed.text, backwards):
                yield first, last, Why.BACKWARDS
        if any(c.isdigit() for c in code.bones) or len(code.bones) >= LONGEST_CHANCE:
            bones = reading.bones
            for first, last in self._code_in(code, bones, bones.text, skeleton(code.bones)):
                said = (word.text for word in reading.words[first : last + 1])
                if not code.is_number or any(c.isdigit() for word in said for c in word):
                    yield first, last, Why.LOOK_ALIKE

    def _code_in(
        self, code: Code, squeezed: Squeezed, text: str, bones: str
    ) -> Iterator[tuple[int, int]]:
        at = text.find(bones)
        while at >= 0:
            first, last, begins, ends = squeezed.pieces(at, len(bones))
            beside = squeezed.text[max(0, at - 1) : at], squeezed.text[at + len(bones) :][:1]
            inside = (code.is_number and len(bones) >= 6) or len(bones) >= 9
            if (begins and ends) or (inside and (len(bones) >= 9 or not _cuts(beside))):
                yield squeezed.owners[first], squeezed.owners[last]
            at = text.find(bones, at + 1)

    def _code_spelled(self, code: Code, run: Run) -> Iterator[tuple[int, int]]:
        if any(atom.in_words for atom in run.atoms) or len(code.bones) >= 5:
            yield from run.find(code.bones)
        if code.is_number and len(code.bones) >= 6 and code.bones in run.text:
            yield run.atoms[0].first, run.atoms[-1].last

    def _last_digits(self, code: Code, run: Run) -> Iterator[Leak]:
        first = run.atoms[0].first
        start = self._reading.words[first].start
        told = _ENDS_IN.search(self._reading.text[max(0, start - 40) : start].lower())
        if told and code.bones.endswith(run.text) and len(run.text) >= 3:
            yield self._leak(first, run.atoms[-1].last, code.kind, Why.PART, Severity.ANSWER)


def _readings(word: str) -> tuple[str, ...]:
    """Return a word with signs in each way that its doubtful ones may be meant."""
    meant = (("6", "g"), ("6", "b"), ("2", "z"))
    doubtful = (word.replace(sign, letter) for sign, letter in meant if sign in word)
    return (word, word.rstrip("!|$+"), word.replace("1", "l"), *doubtful)


def _cuts(beside: tuple[str, str]) -> bool:
    """Whether a number was cut out of a longer one."""
    return any(one.isdigit() for one in beside)


def _is_plain(raw: str) -> bool:
    return all(c.isalpha() or c.isspace() for c in raw)


def _base(word: str) -> str:
    return word.removesuffix("'s").removesuffix("s'").replace("'", "")


def _how_written(raw: str) -> Why | None:
    if raw.isascii():
        return None
    if any(is_hidden(c) for c in raw):
        return Why.HIDDEN
    return Why.LOOK_ALIKE if any(not c.isascii() and c.isalnum() for c in raw) else None
