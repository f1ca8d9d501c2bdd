"""A file written anew without what it tells beside its contents. Runs in a process of its own.

A photograph of a letter tells where and when it was taken, a PDF who wrote it on which machine. What
is kept is what a person sees. ``python -m services.intake.papers.cleaning TYPE`` takes a file as its
input and gives one line of JSON (what was left out, or what is wrong), then the file.

Not reached are pictures inside a PDF: what they carry of their own stays.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from shared.contracts.intake.codes import MediaType

MOST_PIXELS = 36_000_000
"""A page of A4 at 600 dots an inch has 35 million."""
MOST_PAGES = 500
_MEMORY, _CPU_S = 900_000_000, 20
_ORIENTATION = 0x0112
_OF_THE_DOCUMENT = {
    "/Metadata": "properties",
    "/OpenAction": "actions",
    "/AA": "actions",
    "/PieceInfo": "properties",
    "/AF": "attachments",
    "/Collection": "attachments",
}
_OF_NAMES = {"/JavaScript": "actions", "/EmbeddedFiles": "attachments"}
_HARMFUL = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"}
)
_ATTACHED = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})


class NotCleanedError(Exception):
    """A file cannot be written anew; its text is the code of why."""


def cleaned(kind: MediaType, content: bytes) -> tuple[bytes, list[str]]:
    """Return a picture or PDF without what was left out, and the names of that.

    Raises ``NotCleanedError``, or whatever the library raises at what it cannot read.
    """
    return _pdf(content) if kind is MediaType.PDF else _picture(kind, content)


def _picture(kind: MediaType, content: bytes) -> tuple[bytes, list[str]]:
    name = kind.value.partition("/")[2].upper()
    picture = Image.open(io.BytesIO(content), formats=(name,))
    if picture.width * picture.height > MOST_PIXELS:
        raise NotCleanedError("file-too-many-pixels")
    turned = picture.getexif().get(_ORIENTATION)
    left_out = _told(picture.info)
    picture.load()
    picture.info = {key: told for key, told in picture.info.items() if key == "transparency"}
    written = io.BytesIO()
    if kind is MediaType.JPEG:
        exif = Image.Exif()
        if turned:
            exif[_ORIENTATION] = turned
        picture.save(written, name, quality="keep", exif=exif)
    else:
        picture.save(written, name, exif=Image.Exif())
    return written.getvalue(), left_out


def _told(info: dict[Any, Any]) -> list[str]:
    of_its_looks = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "adobe"}
    of_its_looks |= {"transparency", "progressive", "progression", "adobe_transform", "icc_profile"}
    return ["properties"] if set(info) - of_its_looks else []


def _pdf(content: bytes) -> tuple[bytes, list[str]]:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise NotCleanedError("file-has-a-password")
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise NotCleanedError("file-has-too-many-pages" if reader.pages else "file-unreadable")
    left_out = {"properties"} if reader.metadata else set()
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    left_out |= set(_emptied(writer.root_object, _OF_THE_DOCUMENT))
    names = writer.root_object.get("/Names")
    if names is not None:
        left_out |= set(_emptied(names.get_object(), _OF_NAMES))
    for page in writer.pages:
        left_out |= set(_emptied(page, {"/Metadata": "properties", "/PieceInfo": "properties"}))
        left_out |= set(_emptied(page, {"/AA": "actions"})) | set(_annotations(page))
    # What was taken out still lies in the file; a copy of what can be reached from its root has it not.
    reachable = PdfWriter(clone_from=PdfReader(io.BytesIO(_written(writer))))
    reachable.metadata = None
    return _written(reachable), sorted(left_out)


def _written(writer: PdfWriter) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _emptied(held: DictionaryObject, called: dict[str, str]) -> Iterator[str]:
    for key, name in called.items():
        if key in held:
            del held[key]
            yield name


def _annotations(page: DictionaryObject) -> Iterator[str]:
    """Take out what is attached to a page and what would act; what was filled in stays."""
    found = page.get("/Annots")
    if found is None:
        return
    kept = ArrayObject()
    for one in found.get_object():
        annotation = one.get_object()
        if annotation.get("/Subtype") in _ATTACHED:
            yield "attachments"
            continue
        yield from _emptied(annotation, {"/AA": "actions"})
        action = annotation.get("/A")
        if action is not None and action.get_object().get("/S") in _HARMFUL:
            yield from _emptied(annotation, {"/A": "actions"})
        kept.append(one)
    page[NameObject("/Annots")] = kept


def main(arguments: list[str]) -> int:
    """Clean one file. Whatever the libraries do with it, it ends within its bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    told: dict[str, Any] = {}
    content = b""
    try:
        content, told["left_out"] = cleaned(MediaType(arguments[0]), sys.stdin.buffer.read())
    except NotCleanedError as wrong:
        told["wrong"] = str(wrong)
    except Exception:  # noqa: BLE001 - whatever it is, the file cannot be read
        told["wrong"] = "file-unreadable"
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
