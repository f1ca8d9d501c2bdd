"""What a document that was handed in comes to: its words, and all that is left behind."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_INSIDE = 20_000_000
"""No part of a document may unpack to more bytes than this."""
LARGEST_UNPACKED = 60_000_000
"""All that is looked into, unpacked, may not be more bytes than this."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A text of the file that is not among its words, and where it stood."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """The words of a document, and all that was left behind."""

    words: str
    left_behind: tuple[LeftBehind, ...]
