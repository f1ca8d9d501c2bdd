"""Checks of identifiers that senders can get wrong by one key (2.4)."""

from __future__ import annotations

import re

_PNC = re.compile(r"^(?:\d{2})?(\d{2})/(\d{1,7})([A-Z])$")
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def pnc_is_right(pnc: str) -> bool:
    """Whether a PNC number's letter is the one that its digits give."""
    found = _PNC.match(pnc)
    if found is None:
        return False
    year, serial, letter = found.groups()
    return _LETTERS[int(year + serial.zfill(7)) % len(_LETTERS)] == letter
