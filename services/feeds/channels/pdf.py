"""A filled PDF form's fields, by their full names."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from services.feeds.channels.records import FileUnreadable

LARGEST = 10 * 1024 * 1024
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it quotes what it could not read


def fields(path: Path) -> dict[str, str]:
    """Return each field's name and what was filled in. Raises ``FileUnreadable``."""
    if path.stat().st_size > LARGEST:
        raise FileUnreadable("the form is larger than 10 MiB")
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise FileUnreadable("the form is locked by a password")
        found = reader.get_fields() or {}
        filled = {name: _text(field.get("/V")) for name, field in found.items() if "/FT" in field}
    except FileUnreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise FileUnreadable("this is not a PDF form that can be read") from None
    if not filled:
        raise FileUnreadable("the PDF has no form fields: a printed or scanned form goes to staff")
    return filled


def _text(value: Any) -> str:
    """Return what was filled in: text, a ticked box (``/Yes``), a choice or several."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(_text(part) for part in value)
    text = str(value)
    return text.removeprefix("/")
