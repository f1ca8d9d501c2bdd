"""Normal forms for matching: the same person written two ways gives one form.

Pure text functions; the keyed part is ``crypto.BlindIndex``. They aim at recall: a match is
shown to a person who decides, and never merges two records by itself (INT-04).
"""

from __future__ import annotations

import re
import unicodedata

_SOUNDS = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556")
_LONGEST_PART = 12


def normal_form(kind: str, value: str) -> str:
    """Return ``value`` in the one form that its kind is compared in."""
    match kind:
        case "phone":
            return _phone(value)
        case "postcode":
            return re.sub(r"[^a-z0-9]", "", _folded(value))
        case "email":
            return re.sub(r"\s", "", _folded(value))
        case "name":
            return " ".join(re.findall(r"\w+", re.sub(r"['’`-]", "", _folded(value))))
        case _:
            return " ".join(_folded(value).split())


def sounds_like(value: str) -> str:
    """Return an American Soundex code for each word, sorted (name order does not matter)."""
    words = re.findall(r"[a-z]+", normal_form("name", value))
    return " ".join(sorted(_soundex(word) for word in words))


def leading_parts(kind: str, value: str, *, shortest: int) -> list[str]:
    """Return every distinct beginning of each word with at least ``shortest`` letters."""
    found = {
        word[:length]
        for word in normal_form(kind, value).split()
        for length in range(shortest, min(len(word), _LONGEST_PART) + 1)
    }
    return sorted(found)


def _folded(value: str) -> str:
    """Lower case without accents, whatever way Unicode spelled them."""
    if value.isascii():  # nothing to fold but the case, and most text is so
        return value.lower().strip()
    decomposed = unicodedata.normalize("NFKD", value).casefold()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", bare).strip()


def _phone(value: str) -> str:
    """Digits in United Kingdom national form: +44 and 0044 become 0."""
    compact = value.replace("(0)", "")
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", compact))
    if compact.strip().startswith("+"):
        digits = "00" + digits
    return "0" + digits[4:].removeprefix("0") if digits.startswith("0044") else digits


def _soundex(word: str) -> str:
    sounds = word.translate(_SOUNDS)
    code, last = word[0].upper(), sounds[0]
    for letter, digit in zip(word[1:], sounds[1:], strict=True):
        if digit.isdigit() and digit != last:
            code += digit
        if letter not in "hw":
            last = digit
    return (code + "000")[:4]
