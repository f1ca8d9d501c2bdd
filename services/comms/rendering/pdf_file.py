"""A PDF: its words, and every other text that its objects hold.

Whatever the file can reach from its root is gone through: title and author, notes and who wrote them,
alternative texts, where links lead, bookmarks, fields and their values, scripts, XML of its own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from services.comms.rendering.documents import LARGEST_INSIDE, Document, LeftBehind

_MOST_OBJECTS = 100_000
_CALLED = {
    "/Alt": "alternative text", "/ActualText": "alternative text", "/E": "alternative text",
    "/URI": "link", "/F": "link", "/UF": "link", "/Contents": "note", "/RC": "note", "/Subj": "note",
    "/T": "name", "/TU": "name", "/V": "field", "/DV": "field", "/JS": "script", "/XFA": "XML",
}  # fmt: skip
_OF_ITS_LOOKS = frozenset(
    {
        "/DA",
        "/Lang",
        "/Registry",
        "/Ordering",
        "/CharSet",
        "/ID",
        "/M",
        "/OutputConditionIdentifier",
    }
)
_MARKUP = re.compile(r"<[^>]*>|\s+")


def read_pdf(content: bytes) -> Document:
    """Return what a PDF says. Raises ``ValueError`` or pypdf's own error where it is none."""
    reader = PdfReader(io.BytesIO(content))
    left = [LeftBehind(f"pdf{name}", str(value)) for name, value in (reader.metadata or {}).items()]
    left += [LeftBehind("pdf/attachment", name) for name in reader.attachments]
    left += _held(reader)
    words = "\n".join(page.extract_text() for page in reader.pages)
    return Document(words.strip("\n"), tuple(left))


def _held(reader: PdfReader) -> Iterator[LeftBehind]:
    """Go through all that hangs on the file's root, each object once."""
    waiting: list[tuple[str, Any]] = [("", reader.trailer.get("/Root"))]
    seen: set[tuple[int, int]] = set()
    met = 0
    while waiting:
        name, one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        met += 1
        if met > _MOST_OBJECTS:
            raise ValueError("too many objects")
        yield from _said(name, one)
        waiting += _inside(name, one)


def _inside(name: str, one: Any) -> list[tuple[str, Any]]:
    if isinstance(one, DictionaryObject):
        return [
            (key, value)
            for key, value in one.items()
            if key not in _OF_ITS_LOOKS
            and (key != "/Metadata" or isinstance(value, IndirectObject))
        ]
    return [(name, value) for value in one] if isinstance(one, ArrayObject) else []


def _said(name: str, one: Any) -> Iterator[LeftBehind]:
    where = f"pdf/{_CALLED.get(name, name.lstrip('/') or 'text')}"
    if isinstance(one, StreamObject):
        if name in {"/Metadata", "/XFA", "/JS", "/RC", "/V"} or one.get("/Type") == "/Metadata":
            yield LeftBehind(where, _MARKUP.sub(" ", _unpacked(one)))
    elif isinstance(one, TextStringObject):
        if str(one).strip():
            yield LeftBehind(where, _MARKUP.sub(" ", str(one)) if "<" in one else str(one))
    elif isinstance(one, ByteStringObject) and name in _CALLED:
        yield LeftBehind(where, bytes(one).decode("latin-1"))


def _unpacked(stream: StreamObject) -> str:
    data = stream.get_data()
    if len(data) > LARGEST_INSIDE:
        raise ValueError("too large")
    return data.decode("utf-8", errors="replace")
