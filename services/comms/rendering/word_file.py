"""A word processor's file (docx): its words, and every other text that its parts hold.

Looked through are properties, comments and who made them, what was deleted, hidden or revised,
alternative texts and names of pictures, where links lead, fields, bookmarks, labels of controls,
custom XML, and the texts of headers, notes, charts and the like.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from services.comms.rendering.documents import (
    LARGEST_INSIDE,
    LARGEST_UNPACKED,
    Document,
    LeftBehind,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_OF_ITS_LOOKS = re.compile(
    r"\[Content_Types\]\.xml|word/(?:styles\w*|fontTable|webSettings|numbering|theme/\w+)\.xml"
    r"|.*/itemProps\d+\.xml"
)
_CUSTOM = ("customXml/", "docProps/custom")
_TELLING = {
    "descr": "alternative text", "title": "alternative text", "alt": "alternative text",
    "author": "revised by", "initials": "revised by", "userId": "revised by",
    "instr": "field",
}  # fmt: skip
"""Attributes of any element that hold somebody's words or name, and what they are called."""
_NAMED = {
    "docPr": "name of a picture", "cNvPr": "name of a picture", "bookmarkStart": "bookmark",
    "docVar": "variable", "property": "property",
}  # fmt: skip
_VALUED = {"alias": "label", "tag": "label", "docVar": "variable", "statusText": "label", "helpText": "label"}  # fmt: skip


def read_docx(content: bytes) -> Document:
    """Return what a docx says. Raises ``ValueError`` or what its parts raise: it is no such file."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        _require_small(file)
        body = _xml(file, _BODY)
        left = [LeftBehind("word/removed", text) for text in _removed(body)]
        for name in file.namelist():
            left += _beside(file, name)
    words = "\n".join(_paragraph(one) for one in body.iter(f"{_W}p"))
    return Document(words.strip("\n"), tuple(left))


def _require_small(file: zipfile.ZipFile) -> None:
    sizes = [one.file_size for one in file.infolist() if one.filename.endswith((".xml", ".rels"))]
    if max(sizes, default=0) > LARGEST_INSIDE or sum(sizes) > LARGEST_UNPACKED:
        raise ValueError("too large")


def _xml(file: zipfile.ZipFile, name: str) -> ET.Element:
    raw = file.read(name)
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ValueError("entities")
    return ET.fromstring(raw)  # noqa: S314  no entity reaches it


def _beside(file: zipfile.ZipFile, name: str) -> Iterator[LeftBehind]:
    """What a part holds beside the words that are taken."""
    if name.endswith(".rels"):
        yield from (LeftBehind("word/link", target) for target in _targets(_xml(file, name)))
    elif name.endswith(".xml") and not _OF_ITS_LOOKS.fullmatch(name):
        root = _xml(file, name)
        yield from _attributes(root, everything=name.startswith(_CUSTOM))
        texts = _fields(root) if name == _BODY else _texts(root)
        yield from (LeftBehind("word/field" if name == _BODY else name, text) for text in texts)
    elif name.startswith(("word/media/", "word/embeddings/")):
        yield LeftBehind(name, name.rpartition("/")[2])


def _targets(root: ET.Element) -> Iterator[str]:
    """Where links, templates and linked pictures lead: addresses, and folders with a user's name."""
    for one in root.iter():
        if one.attrib.get("TargetMode") == "External":
            yield unquote(one.attrib.get("Target", ""))


def _attributes(root: ET.Element, *, everything: bool) -> Iterator[LeftBehind]:
    for one in root.iter():
        element = _local(one.tag)
        for name, value in one.attrib.items():
            kind = _kind(element, _local(name)) or ("custom XML" if everything else None)
            if kind and value.strip() and not value.startswith("_"):
                yield LeftBehind(f"word/{kind}", value)


def _kind(element: str, attribute: str) -> str | None:
    if attribute == "name":
        return _NAMED.get(element)
    return _VALUED.get(element) if attribute == "val" else _TELLING.get(attribute)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _texts(root: ET.Element) -> Iterator[str]:
    for one in root.iter():
        for text in (one.text, one.tail):
            if text and text.strip():
                yield text.strip()


def _fields(body: ET.Element) -> Iterator[str]:
    """What the fields of the words ask for: ``HYPERLINK "mailto:…"``, ``INCLUDEPICTURE "…"``."""
    for tag in ("instrText", "delInstrText"):
        yield from (one.text for one in body.iter(f"{_W}{tag}") if one.text)


def _paragraph(paragraph: ET.Element) -> str:
    parts = []
    for run in paragraph.iter(f"{_W}r"):
        if run.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        for one in run:
            if one.tag == f"{_W}t":
                parts.append(one.text or "")
            elif one.tag in {f"{_W}br", f"{_W}cr"}:
                parts.append("\n")
            elif one.tag == f"{_W}tab":
                parts.append("\t")
    return "".join(parts)


def _removed(body: ET.Element) -> Iterator[str]:
    """What was deleted with changes tracked, or hidden."""
    yield from (one.text for one in body.iter(f"{_W}delText") if one.text)
    for run in body.iter(f"{_W}r"):
        if run.find(f"{_W}rPr/{_W}vanish") is not None:
            yield "".join(one.text or "" for one in run.iter(f"{_W}t"))
