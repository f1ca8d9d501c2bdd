"""A letter on paper: its words, typed, and nothing else (RSK-14: typed, no letterhead)."""

from __future__ import annotations

from services.comms.rendering.pages import typed


def letter_page(text: str) -> bytes:
    """Return the letter as a PDF of exactly its words."""
    return typed(text.strip("\n"))
