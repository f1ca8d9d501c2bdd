"""What a file is, by its bytes and never by its name or by what a browser called it."""

from __future__ import annotations

from shared.contracts.intake.codes import MediaType
from shared.contracts.intake.documents import LARGEST
from shared.kernel.errors import Fault, InvalidInput

_BEGINNINGS = (
    (b"%PDF-", MediaType.PDF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
)
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MAY_STAND = frozenset("\t\n\r\f")


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
        controls = any(ord(one) < 32 and one not in _MAY_STAND for one in text)
        return None if controls or "\x7f" in text else text
    return None


def refused(code: str) -> InvalidInput:
    """Return the refusal of a file, as a fault of the one field that it came in."""
    return InvalidInput("document-invalid", (Fault("content", code),))
