"""The human reference of a case: ``RJ-2604-XXXXXXC``, made to survive paper and telephone.

Year and month, six symbols and a check symbol, from an alphabet of 23 that has no two that
look alike (no 0 O 1 I L 5 S 8 B 2 Z). Twenty-three is prime, so the check finds every single wrong
symbol and every swap of two neighbours.
"""

from __future__ import annotations

import re
from datetime import date

ALPHABET = "34679ACDEFGHJKMNPQRTVWX"
LENGTH = 6
SPACE = len(ALPHABET) ** LENGTH
_FORM = re.compile(rf"(?:RJ)?(\d{{4}})([{ALPHABET}]{{{LENGTH + 1}}})")
_DIGITS = str.maketrans("OQILSBZ", "0011582")


def make_reference(on: date, number: int) -> str:
    """Return the reference for ``number`` (taken modulo the space) in the month of ``on``."""
    month, rest, symbols = f"{on:%y%m}", number % SPACE, ""
    for _ in range(LENGTH):
        rest, place = divmod(rest, len(ALPHABET))
        symbols += ALPHABET[place]
    return f"RJ-{month}-{symbols}{_check(month, symbols)}"


def parse_reference(text: str) -> str | None:
    """Return the canonical reference that was meant, or None when it cannot be one.

    Case, spaces, hyphens and a missing ``RJ`` are forgiven, and so are letters typed for the
    digits of the month that they look like.
    """
    bare = re.sub(r"[\W_]", "", text).upper().removeprefix("RJ")
    found = _FORM.fullmatch(bare[:4].translate(_DIGITS) + bare[4:])
    if found is None:
        return None
    month, symbols = found[1], found[2][:LENGTH]
    if _check(month, symbols) != found[2][LENGTH]:
        return None
    return f"RJ-{month}-{symbols}{found[2][LENGTH]}"


def _check(month: str, symbols: str) -> str:
    values = [int(digit) for digit in month] + [ALPHABET.index(symbol) for symbol in symbols]
    total = sum(weight * value for weight, value in enumerate(values, start=1))
    return ALPHABET[total % len(ALPHABET)]
