"""What a file is, by its bytes and never by its name or by what a browser called it."""

from __future__ import annotations

import re

from shared.contracts.intake.codes import MediaType
from shared.contracts.intake.documents import LARGEST
from shared.kernel.errors import Fault, InvalidInput

_BEGINNINGS = (
    (b"%PDF-", MediaType.PDF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
)
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_IN_NO_TEXT = re.compile(r"[^\t\n\f\r\x20-\x7e\x80-\U0010ffff]")


def media_type_of(content: bytes) -> MediaType:
    """Return what a file is, or raise ``InvalidInput`` with what is wrong with it."""
    if not content:
        raise refused("file-empty")
    if len(content) > LARGEST:
        raise refused("file-too-large")
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content.startswith(_OFFICE):
        raise refused("file-of-a-word-processor")
    if text_of(content) is None:
        raise refused("file-type-not-taken")
    return MediaType.TEXT


def text_of(content: bytes) -> str | None:
    """Return plain text (UTF-8, else as Windows wrote it), or None for what is no text."""
    for coding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        return None if _IN_NO_TEXT.search(text) else text
    return None


def refused(code: str) -> InvalidInput:
    """Return the refusal of a file, as a fault of the one field that it came in."""
    return InvalidInput("document-invalid", (Fault("content", code),))
