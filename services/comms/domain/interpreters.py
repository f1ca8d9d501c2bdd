"""Interpreters: whoever is linked to anybody in a case cannot interpret in it (D3 of the factors)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SHORTEST = 2


def _parts(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return frozenset(part for part in re.findall(r"\w+", letters) if len(part) >= _SHORTEST)


def conflicts(
    name: str,
    *,
    declares_no_link: bool,
    names_in_case: Iterable[str],
    other_side: Iterable[str],
) -> tuple[str, ...]:
    """Return every conflict as a code; empty: the interpreter may be invited.

    ``link-not-ruled-out``: they have not declared to know nobody in the case.
    ``shares-a-name``: a part of their name is somebody's in the case, who may be a relative.
    ``interprets-for-the-other-side``: they would carry what they heard there.
    """
    mine, found = _parts(name), []
    if not declares_no_link:
        found.append("link-not-ruled-out")
    if any(mine & _parts(other) for other in names_in_case):
        found.append("shares-a-name")
    if any(mine == _parts(other) for other in other_side):
        found.append("interprets-for-the-other-side")
    return tuple(found)
