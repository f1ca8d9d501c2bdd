"""Empty forms of a dialect: a table's header, a Word form, a PDF form, with the form's own fields."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin
from xml.sax.saxutils import escape, quoteattr

from pydantic import BaseModel
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from services.feeds.channels.flat import expected

ROWS = 2
PER_PAGE = 30
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def names(model: type[BaseModel], rows: int = ROWS, start: str = "") -> Iterator[str]:
    """Yield the dotted names of a form's fields, lists with ``rows`` rows."""
    for name in model.model_fields:
        path = f"{start}.{name}" if start else name
        kind = expected(model, [name])
        inner = _rows_of(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from names(kind, rows, path)
        elif inner is not None:
            for at in range(rows):
                yield from names(inner, rows, f"{path}.{at}")
        else:
            yield path


def flat(content: Any, start: str = "") -> dict[str, str]:
    """Return a message's content as the fields of a form."""
    found: dict[str, str] = {}
    parts = content.items() if isinstance(content, dict) else enumerate(content)
    for name, value in parts:
        path = f"{start}.{name}" if start else str(name)
        if isinstance(value, dict) or (isinstance(value, list) and value and _deep(value)):
            found |= flat(value, path)
        elif isinstance(value, list):
            found[path] = ";".join(map(str, value))
        elif isinstance(value, bool):
            found[path] = "yes" if value else "no"
        else:
            found[path] = value.isoformat() if isinstance(value, date) else str(value)
    return found


def write(path: Path, fields: dict[str, str]) -> None:
    """Write a form by its suffix: ``.csv``, ``.docx`` or ``.pdf``. Raises ``ValueError``."""
    writers = {".csv": _csv, ".docx": _word, ".pdf": _pdf}
    if path.suffix not in writers:
        raise ValueError(f"a form ends in one of {', '.join(writers)}")
    writers[path.suffix](path, fields)


def _deep(value: list[Any]) -> bool:
    return isinstance(value[0], dict)


def _rows_of(kind: Any) -> type[BaseModel] | None:
    inner = get_args(kind)[0] if get_origin(kind) in (tuple, list) else None
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _csv(path: Path, fields: dict[str, str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(fields))
        writer.writeheader()
        if any(fields.values()):
            writer.writerow(fields)


def _word(path: Path, fields: dict[str, str]) -> None:
    rows = "".join(_control(name, text) for name, text in fields.items())
    body = f"<?xml version='1.0'?><w:document {W}><w:body>{rows}</w:body></w:document>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", body)


def _control(name: str, text: str) -> str:
    waiting = "" if text else "<w:showingPlcHdr/>"
    shown = escape(text or f"Click to fill in {name}")
    return (
        f"<w:p><w:r><w:t>{escape(name)}</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtPr><w:tag w:val={quoteattr(name)}/>{waiting}<w:text/></w:sdtPr>"
        f"<w:sdtContent><w:p><w:r><w:t>{shown}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def _pdf(path: Path, fields: dict[str, str]) -> None:
    writer = PdfWriter()
    listed = list(fields.items())
    widgets = ArrayObject()
    for start in range(0, len(listed), PER_PAGE):
        page = writer.add_blank_page(595, 842)
        some = [_widget(at, *pair) for at, pair in enumerate(listed[start : start + PER_PAGE])]
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(one) for one in some])  # noqa: SLF001 - pypdf has no other way to add a field
        widgets.extend(page["/Annots"])  # type: ignore[arg-type]
    form = DictionaryObject(
        {NameObject("/Fields"): widgets, NameObject("/NeedAppearances"): NumberObject(1)}
    )
    writer.root_object[NameObject("/AcroForm")] = form
    with path.open("wb") as file:
        writer.write(file)


def _widget(at: int, name: str, text: str) -> DictionaryObject:
    """Return one text field; a dot may not stand in a PDF field's name, so a stroke does."""
    top = 800 - at * 26
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject(name.replace(".", "/")),
            NameObject("/TU"): TextStringObject(name),
            NameObject("/V"): TextStringObject(text),
            NameObject("/Rect"): ArrayObject(
                [FloatObject(200), FloatObject(top), FloatObject(560), FloatObject(top + 20)]
            ),
        }
    )
