"""A filled Word form's fields: content controls by their tag, old form fields by their name."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from services.feeds.channels.records import FileUnreadable

LARGEST = 20 * 1024 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TRUE = frozenset({"1", "true", "on"})


def fields(path: Path) -> dict[str, str]:
    """Return each field's name and what was filled in. Raises ``FileUnreadable``."""
    root = _document(path)
    found = dict(_controls(root))
    found |= dict(_old_fields(root))
    if not found:
        raise FileUnreadable("the document has no form fields: a typed letter goes to staff")
    return found


def _document(path: Path) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("word/document.xml").file_size > LARGEST:
                raise FileUnreadable("the form is larger than 20 MiB")
            with archive.open("word/document.xml") as file:
                text = file.read(LARGEST + 1)
        if b"<!DOCTYPE" in text:
            raise FileUnreadable("this is not a Word form that can be read")
        return etree.fromstring(text, parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, NotImplementedError):
        raise FileUnreadable("this is not a Word form that can be read") from None


def _controls(root: Any) -> Iterator[tuple[str, str]]:
    for control in root.iter(f"{W}sdt"):
        settings, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        if settings is None or content is None or content.find(f".//{W}sdt") is not None:
            continue
        name = _value(settings.find(f"{W}tag")) or _value(settings.find(f"{W}alias"))
        box = settings.find(f"{W14}checkbox")
        if not name:
            continue
        if box is not None:
            checked = box.find(f"{W14}checked")
            ticked = checked is not None and checked.get(f"{W14}val", "1") in _TRUE
            yield name, "yes" if ticked else "no"
        else:
            waiting = settings.find(f"{W}showingPlcHdr") is not None
            yield name, "" if waiting else _text(content)


def _text(content: Any) -> str:
    paragraphs = list(content.iter(f"{W}p")) or [content]
    lines = ["".join(part.text or "" for part in p.iter(f"{W}t")) for p in paragraphs]
    return "\n".join(lines).strip()


def _old_fields(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields of Word's older forms: text between their marks, ticks, chosen entries."""
    name, result, settings, collecting = "", [""], None, False
    for part in root.iter(f"{W}fldChar", f"{W}t"):
        if part.tag == f"{W}t":
            if collecting:
                result.append(part.text or "")
            continue
        kind = part.get(f"{W}fldCharType")
        if kind == "begin":
            settings = part.find(f"{W}ffData")
            name = _value(settings.find(f"{W}name")) if settings is not None else ""
            result, collecting = [], False
        elif kind == "separate":
            collecting = True
        elif kind == "end" and name:
            yield name, _old_value(settings, "".join(result))
            name, collecting = "", False


def _old_value(settings: Any, text: str) -> str:
    box, choice = settings.find(f"{W}checkBox"), settings.find(f"{W}ddList")
    if box is not None:
        ticked = box.find(f"{W}checked")
        ticked = box.find(f"{W}default") if ticked is None else ticked
        return "yes" if ticked is not None and ticked.get(f"{W}val", "1") in _TRUE else "no"
    if choice is not None:
        entries = [_value(entry) for entry in choice.findall(f"{W}listEntry")]
        at = int(_value(choice.find(f"{W}result")) or 0)
        return entries[at] if at < len(entries) else ""
    return text.strip()


def _value(part: Any) -> str:
    return str(part.get(f"{W}val") or "") if part is not None else ""
