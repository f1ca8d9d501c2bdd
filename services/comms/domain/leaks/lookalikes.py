"""Characters that can be read as another: homoglyphs, small capitals, circled and hidden ones.

The homoglyphs are Unicode's confusables (UTS 39) by the library ``confusable_homoglyphs``; the rest
follows from the names and decompositions that Unicode gives its characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from confusable_homoglyphs.confusables import confusables_data

_BY_HAND = dict(
    zip(
        "аеорсухіјѕԁһквнмтгпзигғαβεικνορτυχγηωɑɡℓ‘’ʼ′“”–—−‐‑",
        "aeopcyxijsdhkbhmtrnzurfabeikvoptuxynwagl''''\"\"-----",
        strict=True,
    )
)
_CAPITALS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx", strict=True))
"""Greek capitals look like other letters than their small ones: Η is an H, η an n."""
_HIDDEN = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800", "\u034f"}
_DROPPED = {"Cf", "Mn", "Me"}
_LATIN = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?(?:LETTER )?(?:SMALL CAPITAL )?(?:TURNED )?([A-Z])\b"
)
_TURNED = re.compile(r"(?:TURNED|REVERSED|DOTLESS|CIRCLED|SQUARED|OUTLINED)\b.* ([A-Z])$")
_UPENDED = dict(
    zip("ɐqɔpǝɟƃƂɓɥᴉıɾɿʞlןꞁɯuodbɹsʇnʌʍxʎzɒ", "abcdefggghiijjklllmnopqrstuvwxyza", strict=True)
)
_ONLY_UPENDED = "ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ"
"""Of those the ones that nobody writes for another reason."""
_UPENDED_WORDS = re.compile(
    rf"[{''.join(_UPENDED)}]*[{_ONLY_UPENDED}][{''.join(_UPENDED)}'’., -]*[{''.join(_UPENDED)}]"
)
_FLAGS = range(0x1F1E6, 0x1F200)
"""Letters of which two make a flag: they read as letters where they stand alone or spell a word."""
_READ_AS = str.maketrans("01345789@$!|l€£+", "oieastbgasiiielt")
_DIGITS_READ_AS = str.maketrans("oilszbgt|!", "0115286711")


@lru_cache(maxsize=20_000)
def plain(character: str) -> str:
    """Return what a character reads as, in small letters: nothing, one letter, or several."""
    if character in _HIDDEN or unicodedata.category(character) in _DROPPED:
        return ""
    if ord(character) in _FLAGS:
        return chr(ord(character) - _FLAGS.start + ord("a"))
    if by_hand := _CAPITALS.get(character) or _BY_HAND.get(character):
        return by_hand
    if unicodedata.category(character) == "Zs":
        return " "
    return "".join(
        _one(part)
        for part in unicodedata.normalize("NFKD", character).casefold()
        if unicodedata.category(part) not in _DROPPED
    )


def _one(part: str) -> str:
    if part.isascii():
        return part
    if part in _BY_HAND:
        return _BY_HAND[part]
    if part.isdigit():
        return str(unicodedata.digit(part))
    for like in confusables_data.get(part, ()):
        if len(like["c"]) == 1 and like["c"].isascii() and like["c"].isalnum():
            return str(like["c"]).lower()
    name = unicodedata.name(part, "")
    found = _LATIN.match(name) or _TURNED.search(name)
    return found[1].lower() if found else part


def upended(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where text stands on its head (``ʍou ǝɯoɥ``), and how it reads: as many characters."""
    for match in _UPENDED_WORDS.finditer(text):
        written = match.group()
        if sum(c in _ONLY_UPENDED for c in written) > 1:
            yield match.start(), match.end(), "".join(_UPENDED.get(c, c) for c in reversed(written))


def is_hidden(character: str) -> bool:
    """Whether a character shows nothing and stands between letters for no reason of writing."""
    return character in _HIDDEN or (
        unicodedata.category(character) == "Cf" and character not in "\u00ad\ufeff\u200d\u200e"
    )


def skeleton(word: str) -> str:
    """Return one form for all spellings of a word with digits and signs for letters."""
    return word.translate(_READ_AS)


def digits(word: str) -> str:
    """Return a word with the letters that look like digits as those digits."""
    return word.translate(_DIGITS_READ_AS)
