"""Contacts within words that somebody wrote down: a note may hold what no field was made for."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    ("phone", re.compile(r"(?<![\w/])(?:\+|\(?0)\d(?:[\s().-]{0,2}\d){7,12}(?![\w/])")),
    ("postcode", re.compile(r"(?i)\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b")),
    ("vehicle", re.compile(r"(?i)\b[a-z]{2}\d{2} ?[a-z]{3}\b")),
    ("prison_number", re.compile(r"(?i)\b[a-z]\d{4}[a-z]{2}\b")),
    ("social_media", re.compile(r"(?<![\w.])@\w[\w.]{2,}")),
)
_PIECES = re.compile(r"[,;(\n]+")


def contacts_in(words: str | None) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of every e-mail, phone, postcode, plate, number or handle in words."""
    for kind, shape in _SHAPES if words else ():
        for found in shape.finditer(words or ""):
            yield kind, found.group().strip()


def names_in(words: str | None) -> Iterator[tuple[str, str]]:
    """Yield what names somebody in a field for a name, and the contacts that were put into it."""
    yield from contacts_in(words)
    for piece in _PIECES.split(words or ""):
        name = piece.strip(" .)")
        if name and "@" not in name and not any(c.isdigit() for c in name):
            yield "name", name
