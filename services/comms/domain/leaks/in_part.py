"""Identifiers told by a part or with a slip, where no reading of whole words finds them.

What is shown only at its ends, a person by initials, an e-mail with a letter wrong, half a short postcode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from services.comms.domain.leaks.findings import Why
from services.comms.domain.leaks.masked import masked
from services.comms.domain.leaks.ordinary import is_ordinary
from services.comms.domain.leaks.reading import Reading, bare
from services.comms.domain.leaks.terms import Sought

_DOTTED = re.compile(r"(?<![\w.])[a-z]\.(?:[a-z]\.[a-z]\b\.?|[ ]?[a-z](?:\.|(?=\W|$)))")
_CALLED = re.compile(
    r"\binitials?\b[^.!?\n]{0,12}$|(?:yours|sincerely|regards|signed|love|from)[,\s]+$"
)
_ABBREVIATED = frozenset(
    "am pm ps eg ie ad bc bbc uk us usa eu tv pc pt cv gp er ok id hq it mp mr ms dr st nd rd th vs re cc dj dvd cd"
    " hmp nhs cps yot rj np ty dm fb ig pe rs iq lol tbh idk omg xx".split()
)
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_LONG_MAIL = 12
"""Of so many letters and figures a mail address may have one wrong and still be nobody else's."""
Told = tuple[int, int, str, Why]
"""Where it stands in the letter, its kind, and why it is pointed at. All of these are answered."""


def told_in_part(reading: Reading, sought: Sought) -> Iterator[Told]:
    """Yield every place where something is told in part, or with a slip."""
    yield from ((*place, Why.MASKED) for place in masked(reading, sought))
    yield from _initials_of_people(reading, sought)
    yield from _mail_with_a_slip(reading, sought)
    yield from _short_postcode(reading, sought)


def _initials_of_people(reading: Reading, sought: Sought) -> Iterator[Told]:
    """People told by "G.K." anywhere, by "GK" in capitals, or by "gk" where no word is meant."""
    people: dict[str, str] = {}
    for phrase in sought.phrases:
        if phrase.is_name and len(phrase.words) > 1:
            people[phrase.words[0][0] + phrase.words[-1][0]] = phrase.kind
            people["".join(word[0] for word in phrase.words)] = phrase.kind
    for found in _DOTTED.finditer(reading.plain) if people else ():
        letters = bare(found[0])
        start, end = reading.span(*found.span())
        large = all(c.isupper() for c in reading.text[start:end] if c.isalpha())
        meant = large or not reading.has_case or _is_called_for(reading, found.start())
        if letters in people and letters not in _ABBREVIATED and meant:
            yield start, end, people[letters], Why.INITIALS
    for letters, kind in people.items():
        for at in reading.places_of.get(letters, ()):
            if _stand_for_somebody(reading, at):
                yield reading.words[at].start, reading.words[at].end, kind, Why.INITIALS


def _stand_for_somebody(reading: Reading, at: int) -> bool:
    """Whether two or three letters without stops are meant as initials."""
    word = reading.words[at]
    large = reading.has_case and reading.raw(word).isupper()
    if not large and is_ordinary(word.text):
        return False
    if _CALLED.search(reading.text[max(0, word.start - 40) : word.start].lower()):
        return True
    return word.text not in _ABBREVIATED and (large or not reading.has_case)


def _is_called_for(reading: Reading, start: int) -> bool:
    """Whether initials are announced before this place of the plain text, or a letter is signed there."""
    return bool(_CALLED.search(reading.plain[max(0, start - 40) : start]))


def _mail_with_a_slip(reading: Reading, sought: Sought) -> Iterator[Told]:
    mails = [code for code in sought.codes if "mail" in code.kind and code.whole]
    for found in _MAIL.finditer(reading.plain) if mails else ():
        written = bare(found[0])
        for code in mails:
            slip = len(written) >= _LONG_MAIL and OSA.distance(written, code.bones, score_cutoff=1)
            if slip == 1:
                yield *reading.span(*found.span()), code.kind, Why.MISSPELLED
                break


def _short_postcode(reading: Reading, sought: Sought) -> Iterator[Told]:
    """The first half of a postcode that is one letter and a figure, in capitals: "I live in E1"."""
    for code in sought.codes:
        short = len(code.bones) == 2 and not code.whole and code.kind == "postcode"
        for at in reading.places_of.get(code.bones, ()) if short else ():
            word = reading.words[at]
            if reading.raw(word).isupper():
                yield word.start, word.end, code.kind, Why.PART
